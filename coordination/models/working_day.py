"""A municipality's own working days, beside the country's calendar."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkingDayRoutine(models.Model):
    """Whether a municipality closes on klämdagar and on days that end at 14 (arbetsdagsrutin)."""

    municipality = models.OneToOneField(
        "coordination.Organization", models.CASCADE, related_name="working_day_routine"
    )
    bridge_days_off = models.BooleanField(_("stängt på klämdagar"), default=False)
    half_days_off = models.BooleanField(_("stängt på dagar som slutar klockan 14"), default=False)

    class Meta:
        verbose_name = _("arbetsdagsrutin")
        verbose_name_plural = _("arbetsdagsrutiner")

    def __str__(self):
        return str(self.municipality)


class MunicipalDay(models.Model):
    """A day that a municipality closes, or keeps open although others are off (egen ledig dag)."""

    municipality = models.ForeignKey(
        "coordination.Organization", models.CASCADE, related_name="municipal_days"
    )
    day = models.DateField(_("dag"))
    is_open = models.BooleanField(_("öppet"), default=False)
    note = models.CharField(_("varför"), max_length=120)

    class Meta:
        verbose_name = _("kommunens egen dag")
        verbose_name_plural = _("kommunens egna dagar")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "day"],
                name="municipal_day_once",
                violation_error_message=_("Dagen finns redan. Ta bort den först."),
            )
        ]

    def __str__(self):
        return f"{self.day} {self.note}"
