"""Bodies: everything that can act, in one tree."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from coordination.access import standing, visible_ids
from coordination.enums import CONSULTABLE_KINDS, DECIDING_KINDS, GROUP_KINDS, OrganizationKind
from coordination.swedish import SORT_KEY_LENGTH, sort_key


class OrganizationQuerySet(models.QuerySet):
    """Organizations in domain words."""

    def visible_to(self, user):
        """Bodies of the user's municipalities and of the outside world; groups with their matter.

        A group set up within a matter (a steering group) is seen by those who see the matter.
        """
        held = standing(user)
        if held.unlimited:
            return self
        home = Q(municipality_id__in=held.municipality_ids) | Q(municipality__isnull=True)
        matters = visible_ids(user, "coordination.Matter")
        return (
            self.filter(home, Q(matter__isnull=True) | Q(matter__in=matters))
            if held.municipality_ids
            else self.none()
        )

    def active(self, on):
        """Organizations that exist on a day."""
        return self.filter(
            Q(founded_on__isnull=True) | Q(founded_on__lte=on),
            Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=on),
        )

    def consultable(self):
        """Bodies that can be sent a referral."""
        return self.filter(kind__in=CONSULTABLE_KINDS)

    def for_table(self):
        """In Swedish alphabetical order."""
        return self.order_by("sort_key", "pk")


class Organization(models.Model):
    """A body (organ): municipality, council, committee, administration, company, group …

    A committee (nämnd) and its administration (förvaltning) are different actors: the administration
    ``serves`` the committee (M-32). Groups recommend, bodies decide.
    """

    name = models.CharField(_("namn"), max_length=200)
    short_name = models.CharField(_("kort namn"), max_length=40, blank=True)
    kind = models.CharField(_("form"), max_length=30, choices=OrganizationKind)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("lyder under"),
    )
    municipality = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bodies",
        verbose_name=_("kommun"),
    )
    serves = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="administrations",
        verbose_name=_("förvaltning åt"),
    )
    matter = models.ForeignKey(
        "coordination.Matter",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="groups",
        verbose_name=_("inrättad i ärendet"),
    )
    municipality_code = models.CharField(_("kommunkod"), max_length=4, blank=True)
    registry_prefix = models.CharField(_("diariets beteckning"), max_length=10, blank=True)
    email = models.EmailField(_("e-postadress"), blank=True)
    postal_line = models.CharField(_("postadress"), max_length=100, blank=True)
    founded_on = models.DateField(_("inrättad"), null=True, blank=True)
    dissolved_on = models.DateField(_("upphörde"), null=True, blank=True)
    is_fictitious = models.BooleanField(_("påhittad"), default=False)
    sort_key = models.CharField(max_length=SORT_KEY_LENGTH, editable=False, db_index=True)

    history = HistoricalRecords(excluded_fields=["sort_key"])
    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisationer")
        constraints = [
            models.CheckConstraint(
                condition=Q(dissolved_on__isnull=True)
                | Q(founded_on__isnull=True)
                | Q(dissolved_on__gte=F("founded_on")),
                name="organization_dates_in_order",
                violation_error_message=_("Organisationen kan inte upphöra innan den inrättades."),
            ),
            models.UniqueConstraint(
                fields=["municipality", "name"],
                condition=Q(dissolved_on__isnull=True, matter__isnull=True),
                name="organization_name_once",
                violation_error_message=_(
                    "Det finns redan en organisation med det namnet i kommunen."
                ),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)

    @property
    def home_id(self) -> int | None:
        """The municipality this body belongs to; a municipality belongs to itself."""
        return self.pk if self.kind == OrganizationKind.MUNICIPALITY else self.municipality_id

    @property
    def decides(self) -> bool:
        return self.kind in DECIDING_KINDS

    @property
    def is_group(self) -> bool:
        return self.kind in GROUP_KINDS
