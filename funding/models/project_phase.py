"""The phases of a project, and what each waits for (V-19)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from funding.enums import PhaseKind


class ProjectPhase(models.Model):
    """A stretch of a project's time (projektfas), such as procurement, and the phase it waits for."""

    grant = models.ForeignKey(
        "funding.Grant", models.PROTECT, related_name="phases", verbose_name=_("bidrag")
    )
    phase = models.CharField(_("fas"), max_length=20, choices=PhaseKind)
    starts_on = models.DateField(_("från"))
    ends_on = models.DateField(_("till"))
    # In the same project or in another one.
    waits_for = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="awaited_by",
        verbose_name=_("väntar på"),
    )

    class Meta:
        verbose_name = _("projektfas")
        verbose_name_plural = _("projektfaser")
        constraints = [
            models.UniqueConstraint(
                fields=["grant", "phase"],
                name="phase_once_per_grant",
                violation_error_message=_("Fasen finns redan. Ändra den i stället."),
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="phase_ends_after_it_starts",
                violation_error_message=_("Sista dagen kan inte ligga före den första."),
            ),
        ]

    def __str__(self):
        return f"{self.get_phase_display()}, {self.grant}"
