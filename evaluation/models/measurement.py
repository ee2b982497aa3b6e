"""Measurements: the figures of an indicator over time."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evaluation.enums import MeasurementStatus
from evaluation.models.indicator import Indicator


class MeasurementQuerySet(models.QuerySet):
    """Measurements in domain words."""

    def visible_to(self, user):
        """Measurements of the indicators one may see."""
        return self.filter(indicator__in=Indicator.objects.visible_to(user).values("pk"))

    def current(self):
        """Those that no correction has followed."""
        return self.filter(corrected_by__isnull=True)

    def as_of(self, day):
        """Those for periods that had ended by a day."""
        return self.filter(measured_on__lte=day)


class Measurement(models.Model):
    """One figure of an indicator for one period (mätvärde), as its source gives it.

    Rows are added, never changed: a correction is a new row that points at the one it follows. A
    missing figure is a row too, and is not zero.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="measurements")
    # The last day of the period that the figure stands for.
    measured_on = models.DateField(_("avser"))
    # Whose figure it is, when it is not the indicator's own: ”Riket”, to compare with.
    comparison = models.CharField(_("jämförelse"), max_length=60, blank=True)
    value = models.DecimalField(_("värde"), max_digits=16, decimal_places=4, null=True, blank=True)
    status = models.CharField(
        _("uppgift"),
        max_length=20,
        choices=MeasurementStatus,
        default=MeasurementStatus.MEASURED,
    )
    source = models.CharField(_("källa"), max_length=200)
    retrieved_on = models.DateField(_("hämtad"))
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected_by",
        verbose_name=_("rättar"),
    )
    reason = models.CharField(_("varför det rättas"), max_length=300, blank=True)
    is_approximate = models.BooleanField(_("ungefärligt"), default=False)
    is_fictitious = models.BooleanField(_("påhittat"), default=False)
    actor = models.ForeignKey(
        "coordination.User", models.PROTECT, related_name="+", verbose_name=_("antecknad av")
    )
    recorded_at = models.DateTimeField(_("antecknad"))

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        verbose_name = _("mätvärde")
        verbose_name_plural = _("mätvärden")
        ordering = ["measured_on", "comparison", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "comparison", "measured_on"],
                condition=Q(corrects__isnull=True),
                name="measurement_once_per_period",
                violation_error_message=_("Det finns redan ett värde för perioden. Rätta det."),
            ),
            models.CheckConstraint(
                condition=Q(status=MeasurementStatus.MEASURED, value__isnull=False)
                | (~Q(status=MeasurementStatus.MEASURED) & Q(value__isnull=True)),
                name="measurement_missing_is_not_zero",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(reason=""),
                name="measurement_corrected_with_reason",
                violation_error_message=_("Skriv varför värdet rättas."),
            ),
        ]
        indexes = [
            # Serves an indicator's page and the latest value in lists.
            models.Index(fields=["indicator", "-measured_on"], name="measurement_latest")
        ]

    def __str__(self):
        return f"{self.indicator}, {self.measured_on}"
