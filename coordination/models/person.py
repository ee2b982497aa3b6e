"""People."""

from django.db import models
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
