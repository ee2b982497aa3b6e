"""Where money comes from."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from coordination.access import standing
from funding.enums import MoneyPurpose, MoneyUse, SourceKind


class SourceQuerySet(models.QuerySet):
    """Funding sources in domain words."""

    def visible_to(self, user):
        """One's own bodies' sources, those one oversees, and those that pay a grant one may see."""
        held = standing(user)
        if held.unlimited:
            return self
        rounds = Source._meta.get_field("rounds").related_model.objects.visible_to(user)
        return self.own(user) | self.filter(pk__in=rounds.values("source"))

    def own(self, user):
        """Sources of one's own bodies, and those one oversees."""
        held = standing(user)
        return self.filter(
            Q(owner_id__in=held.organization_ids) | Q(municipality_id__in=held.overseen_ids)
        )

    def managed_by(self, user, roles):
        """Sources of bodies in which the user holds one of the roles."""
        held = standing(user)
        if held.unlimited:
            return self
        bodies = [pk for pk in held.roles if held.holds(roles, pk)]
        return self.filter(owner_id__in=bodies)

    def for_table(self):
        """Newest year first."""
        return self.order_by("-year", "name", "pk")


class Source(models.Model):
    """A sum set aside for joint work (finansieringskälla): whose, which year, for what, how much.

    The frame and what is granted are kept beside the ledger for the cap and for sorting. They change
    only in the transaction of a ledger row, and ``verify_ledger`` compares them with the rows.
    """

    owner = models.ForeignKey(
        "coordination.Organization",
        models.PROTECT,
        related_name="funding_sources",
        verbose_name=_("vems pengar"),
    )
    # Who oversees it; empty for bodies outside every municipality.
    municipality = models.ForeignKey(
        "coordination.Organization", models.PROTECT, null=True, related_name="+", editable=False
    )
    name = models.CharField(_("namn"), max_length=150)
    year = models.PositiveSmallIntegerField(_("år"))
    kind = models.CharField(_("slag"), max_length=30, choices=SourceKind)
    use = models.CharField(_("drift eller investering"), max_length=20, choices=MoneyUse)
    purpose = models.CharField(
        _("verksamhet eller förvaltning"),
        max_length=20,
        choices=MoneyPurpose,
        default=MoneyPurpose.ACTIVITY,
    )
    basis = models.CharField(_("varifrån ramen kommer"), max_length=200)
    # Reserved equity and outside money must be used by a day (V-18, V-19).
    expires_on = models.DateField(_("sista dag att använda"), null=True, blank=True)
    # How many kronor others put in for every hundred of these (S-16); the sources that do point here.
    co_financing_percent = models.PositiveSmallIntegerField(
        _("medfinansiering (procent)"), null=True, blank=True
    )
    co_finances = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="co_financers",
        verbose_name=_("medfinansierar"),
    )
    # A forecast that differs more than this from what is granted calls for an early action (V-17).
    deviation_percent = models.PositiveSmallIntegerField(_("avvikelse (procent)"), default=10)
    # Above this, whoever wrote down the decision does not also enter the grants (T8).
    two_persons_above_ore = models.BigIntegerField(
        _("två personer över (öre)"), null=True, blank=True
    )
    # Nothing more is booked until and including this day (bokslut).
    books_closed_on = models.DateField(
        _("böckerna stängda till och med"), null=True, blank=True, editable=False
    )
    frame_ore = models.BigIntegerField(_("ram (öre)"), default=0, editable=False)
    granted_ore = models.BigIntegerField(_("beviljat (öre)"), default=0, editable=False)
    # What may be granted above the frame, by decided exceptions.
    exempt_ore = models.BigIntegerField(_("undantag (öre)"), default=0, editable=False)
    is_approximate = models.BooleanField(_("ramen är ungefärlig"), default=False)
    # Counts edits of the terms: two people at once are noticed.
    version = models.PositiveIntegerField(default=1, editable=False)
    is_fictitious = models.BooleanField(_("påhittad"), default=False)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("finansieringskälla")
        verbose_name_plural = _("finansieringskällor")
        constraints = [
            models.CheckConstraint(
                condition=Q(granted_ore__gte=0)
                & Q(granted_ore__lte=F("frame_ore") + F("exempt_ore")),
                name="source_granted_within_frame",
                violation_error_message=_("Ramen räcker inte."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=SourceKind.RESERVED_EQUITY) | Q(expires_on__isnull=False),
                name="source_reserve_expires",
                violation_error_message=_("Öronmärkt eget kapital ska ha en sista dag."),
            ),
            models.CheckConstraint(
                condition=Q(frame_ore__gte=0, exempt_ore__gte=0),
                name="source_sums_not_negative",
            ),
            models.UniqueConstraint(
                fields=["owner", "name", "year"],
                name="source_once_a_year",
                violation_error_message=_("Det finns redan en källa med det namnet för det året."),
            ),
        ]

    def __str__(self):
        return f"{self.name} {self.year}"

    def save(self, *args, **kwargs):
        self.municipality_id = self.owner.home_id
        super().save(*args, **kwargs)

    @property
    def headroom_ore(self) -> int:
        """What can still be granted."""
        return self.frame_ore + self.exempt_ore - self.granted_ore

    @property
    def left_in_frame_ore(self) -> int:
        """What is left of the frame itself; below zero where an exception lets more be granted."""
        return self.frame_ore - self.granted_ore
