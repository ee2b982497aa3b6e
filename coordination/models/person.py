"""People."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.access import standing
from coordination.swedish import SORT_KEY_LENGTH, sort_key


class PersonQuerySet(models.QuerySet):
    """People in domain words."""

    def visible_to(self, user):
        """Oneself, and those who hold or have held a seat in a body one may see."""
        if standing(user).unlimited:
            return self
        memberships = Person._meta.get_field("memberships").related_model.objects
        seated = memberships.visible_to(user).values("person")
        return self.filter(models.Q(pk__in=seated) | models.Q(pk=user.person_id))

    def served_in(self, municipality_ids):
        """Those seated, now or before, in a body of the municipalities and today in no other's.

        Left out are those whose account runs the installation.
        """
        seats = Person._meta.get_field("memberships").related_model.objects
        home = Coalesce("seat__organization__municipality", "seat__organization")
        seats = seats.annotate(home=home)
        elsewhere = seats.in_force(timezone.localdate()).exclude(home__in=municipality_ids)
        return (
            self.filter(pk__in=seats.filter(home__in=municipality_ids).values("person"))
            .exclude(pk__in=elsewhere.values("person"))
            .exclude(user__is_superuser=True)
        )

    def for_table(self):
        """Ordered as in a Swedish list of names: å ä ö last."""
        return self.order_by("sort_key", "pk")


class Person(models.Model):
    """Someone who holds, or has held, a seat: an elected member or an official.

    Elected members carry the party's label (partibeteckning); officials have none (M-31).
    """

    given_name = models.CharField(_("förnamn"), max_length=100)
    family_name = models.CharField(_("efternamn"), max_length=100)
    party_label = models.CharField(_("parti"), max_length=10, blank=True)
    email = models.EmailField(_("e-postadress"), blank=True)
    phone = models.CharField(
        _("telefon"),
        max_length=40,
        blank=True,
        validators=[RegexValidator(r"^[+0-9][0-9 ()/-]*$", _("Skriv ett telefonnummer."))],
    )
    sort_key = models.CharField(max_length=SORT_KEY_LENGTH, editable=False, db_index=True)
    is_fictitious = models.BooleanField(_("påhittad"), default=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("personer")

    def __str__(self):
        """”Förnamn Efternamn (P)”, the label never split from the name."""
        return (
            f"{self.name}\N{NO-BREAK SPACE}({self.party_label})" if self.party_label else self.name
        )

    def save(self, *args, **kwargs):
        self.sort_key = sort_key(f"{self.family_name} {self.given_name}")
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def initials(self) -> str:
        return f"{self.given_name[:1]}{self.family_name[:1]}".upper()
