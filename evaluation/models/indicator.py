"""Indicators: what is measured to see whether it helps."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from coordination.access import standing, visible_ids
from coordination.swedish import SORT_KEY_LENGTH, sort_key
from evaluation.enums import Direction, IndicatorState, Period

WHOLE = Decimal(100)


class IndicatorQuerySet(models.QuerySet):
    """Indicators in domain words."""

    def visible_to(self, user):
        """One's own bodies' indicators, those one oversees, those of what one may see."""
        held = standing(user)
        if held.unlimited:
            return self
        return self.filter(
            Q(organization_id__in=held.organization_ids)
            | Q(municipality_id__in=held.overseen_ids)
            | Q(programme__in=visible_ids(user, "initiatives.Programme"))
            | Q(initiative__in=visible_ids(user, "initiatives.Initiative"))
        )

    def for_table(self):
        """In Swedish alphabetical order."""
        return self.order_by("sort_key", "pk")


class Indicator(models.Model):
    """What is measured to see whether an effort helps (indikator): from what level, to what target.

    Baseline and target are in the scale that is shown. ``shows_complement`` turns a source's share
    round: Kolada counts the young who neither work nor study, the goal counts those who do (100 − x).
    """

    programme = models.ForeignKey(
        "initiatives.Programme",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("program"),
    )
    initiative = models.ForeignKey(
        "initiatives.Initiative",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("insats"),
    )
    organization = models.ForeignKey(
        "coordination.Organization",
        models.PROTECT,
        related_name="indicators",
        verbose_name=_("ansvarar för mätningen"),
    )
    # Who oversees it; empty for bodies outside every municipality.
    municipality = models.ForeignKey(
        "coordination.Organization", models.PROTECT, null=True, related_name="+", editable=False
    )
    name = models.CharField(_("namn"), max_length=150)
    definition = models.TextField(_("definition"), max_length=2000)
    unit = models.CharField(_("enhet"), max_length=40)
    direction = models.CharField(_("riktning"), max_length=20, choices=Direction)
    shows_complement = models.BooleanField(_("visas som 100 minus källans värde"), default=False)
    period = models.CharField(_("mäts"), max_length=20, choices=Period, default=Period.YEAR)
    decimals = models.PositiveSmallIntegerField(_("decimaler"), default=1)
    source_name = models.CharField(_("källa"), max_length=200)
    kolada_id = models.CharField(_("nyckeltal i Kolada"), max_length=10, blank=True)
    baseline_value = models.DecimalField(
        _("utgångsvärde"), max_digits=16, decimal_places=4, null=True, blank=True
    )
    baseline_on = models.DateField(_("utgångsvärdet gäller"), null=True, blank=True)
    target_value = models.DecimalField(
        _("målvärde"), max_digits=16, decimal_places=4, null=True, blank=True
    )
    target_on = models.DateField(_("målet nås senast"), null=True, blank=True)
    state = models.CharField(
        _("läge"), max_length=20, choices=IndicatorState, default=IndicatorState.PROPOSED
    )
    agreed_on = models.DateField(_("överenskommen"), null=True, blank=True)
    # Counts the agreed definitions; a changed one is a new version, so that series are not mixed.
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    is_fictitious = models.BooleanField(_("påhittad"), default=False)
    sort_key = models.CharField(max_length=SORT_KEY_LENGTH, editable=False)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("indikator")
        verbose_name_plural = _("indikatorer")
        constraints = [
            models.CheckConstraint(
                condition=Q(programme__isnull=True) | Q(initiative__isnull=True),
                name="indicator_of_one_thing",
                violation_error_message=_("Välj antingen ett program eller en insats."),
            ),
            models.CheckConstraint(
                condition=Q(baseline_value__isnull=True, baseline_on__isnull=True)
                | Q(baseline_value__isnull=False, baseline_on__isnull=False),
                name="indicator_baseline_has_day",
                violation_error_message=_("Skriv vilken dag utgångsvärdet gäller."),
            ),
            models.CheckConstraint(
                condition=Q(target_value__isnull=True, target_on__isnull=True)
                | Q(target_value__isnull=False, target_on__isnull=False),
                name="indicator_target_has_day",
                violation_error_message=_("Skriv när målet ska vara nått."),
            ),
            models.CheckConstraint(
                condition=Q(decimals__lte=4), name="indicator_decimals_as_stored"
            ),
            models.CheckConstraint(
                condition=Q(state=IndicatorState.AGREED, agreed_on__isnull=False)
                | Q(state=IndicatorState.PROPOSED, agreed_on__isnull=True),
                name="indicator_agreed_has_day",
            ),
            # The zeros stand for "none": two empty columns would count as different.
            models.UniqueConstraint(
                "organization",
                "name",
                "version",
                Coalesce("programme", 0),
                Coalesce("initiative", 0),
                name="indicator_name_once",
                violation_error_message=_("Det finns redan en indikator med det namnet."),
            ),
        ]
        # Serves the overview.
        indexes = [models.Index(fields=["sort_key", "id"], name="indicator_list")]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.sort_key = sort_key(self.name)
        self.municipality_id = self.organization.home_id
        super().save(*args, **kwargs)

    def shown(self, value: Decimal | None) -> Decimal | None:
        """A source's value in the scale that is shown."""
        return WHOLE - value if self.shows_complement and value is not None else value

    def reaches(self, value: Decimal | None) -> bool | None:
        """Whether a shown value reaches the target; None where there is no value or no target."""
        if value is None or self.target_value is None:
            return None
        if self.direction == Direction.HIGHER:
            return value >= self.target_value
        return value <= self.target_value
