"""Rounds of applications and grants."""

from datetime import datetime, time

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.access import standing, visible_ids
from funding.enums import UNOPENED, RoundState
from funding.models.application import ApplicationBody


class RoundQuerySet(models.QuerySet):
    """Rounds in domain words."""

    def visible_to(self, user):
        """Rounds of one's own bodies' money, those one assesses, oversees or has part in, and open ones.

        Every body in the municipality may apply in an open round (T-01).
        """
        held = standing(user)
        if held.unlimited:
            return self
        grants = Round._meta.get_field("grants").related_model.objects.filter(
            pk__in=visible_ids(user, "funding.Grant")
        )
        refusals = Round._meta.get_field("refusals").related_model.objects.filter(
            applicant_id__in=held.organization_ids
        )
        joined = ApplicationBody.objects.filter(
            organization_id__in=held.organization_ids, takes_part=True
        )
        opened = Q(state=RoundState.OPEN, source__municipality_id__in=held.municipality_ids)
        return self.filter(
            opened
            | Q(source__owner_id__in=held.organization_ids)
            | Q(assessed_by_id__in=held.organization_ids)
            | Q(source__municipality_id__in=held.overseen_ids)
            | (Q(pk__in=joined.values("application__round")) & ~Q(state=RoundState.TEST))
            | Q(pk__in=grants.values("round"))
            | Q(pk__in=refusals.values("round"))
        )

    def paid_by_own(self, user):
        """Rounds of the money of one's own bodies, and of those one oversees."""
        held = standing(user)
        return self.filter(
            Q(source__owner_id__in=held.organization_ids)
            | Q(source__municipality_id__in=held.overseen_ids)
        )

    def for_table(self):
        """Newest first."""
        return self.order_by("-opens_on", "-pk")


class Round(models.Model):
    """An occasion on which a source's money is applied for and granted (ansökningsomgång)."""

    source = models.ForeignKey(
        "funding.Source",
        models.PROTECT,
        related_name="rounds",
        verbose_name=_("finansieringskälla"),
    )
    name = models.CharField(_("namn"), max_length=150)
    purpose = models.TextField(_("vad pengarna är till för"), max_length=2000, blank=True)
    opens_on = models.DateField(_("första ansökningsdag"))
    closes_on = models.DateField(_("sista ansökningsdag"))
    # Empty: the whole day counts.
    opening_time = models.TimeField(_("öppnar klockan"), null=True, blank=True)
    closing_time = models.TimeField(_("stänger klockan"), null=True, blank=True)
    # The officials' group that assesses beside whoever keeps the money; it recommends, never decides.
    assessed_by = models.ForeignKey(
        "coordination.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("bedöms av"),
    )
    decided_on = models.DateField(_("första beslut"), null=True, blank=True, editable=False)
    state = models.CharField(
        _("läge"), max_length=20, choices=RoundState, default=RoundState.OPEN, editable=False
    )
    # The day of each month by which the bodies say what their projects are expected to use (V-17).
    forecast_day = models.PositiveSmallIntegerField(
        _("månadens prognos senast den"), null=True, blank=True
    )
    is_fictitious = models.BooleanField(_("påhittad"), default=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("omgång")
        verbose_name_plural = _("omgångar")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="round_dates_in_order",
                violation_error_message=_("Sista ansökningsdag kan inte vara före första."),
            ),
            models.CheckConstraint(
                condition=~Q(state=RoundState.DECIDED) | Q(decided_on__isnull=False),
                name="round_decided_has_day",
            ),
            models.CheckConstraint(
                condition=Q(forecast_day__isnull=True) | Q(forecast_day__range=(1, 28)),
                name="round_forecast_day_in_every_month",
                violation_error_message=_("Välj en dag mellan 1 och 28, så finns den varje månad."),
            ),
            models.UniqueConstraint(
                fields=["source", "name"],
                name="round_name_once_per_source",
                violation_error_message=_("Källan har redan en omgång med det namnet."),
            ),
        ]
        # Serves the list of rounds.
        indexes = [models.Index(fields=["-opens_on", "-id"], name="round_newest")]

    def __str__(self):
        return self.name

    @property
    def is_unopened(self) -> bool:
        return self.state in UNOPENED

    @property
    def opens_at(self) -> datetime:
        """The moment from which an application can be submitted, in the municipality's time."""
        return timezone.make_aware(datetime.combine(self.opens_on, self.opening_time or time.min))

    @property
    def closes_at(self) -> datetime:
        """The moment after which nothing more can be submitted."""
        return timezone.make_aware(datetime.combine(self.closes_on, self.closing_time or time.max))
