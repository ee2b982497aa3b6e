"""Meetings."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Meeting(models.Model):
    """A body's meeting (sammanträde) on a day. Reservations end when it closes (KL 4:27)."""

    organization = models.ForeignKey(
        "coordination.Organization", models.PROTECT, related_name="meetings"
    )
    held_on = models.DateField(_("datum"))
    starts_at = models.TimeField(_("klockan"), null=True, blank=True)
    papers_due_on = models.DateField(_("handlingarna ska vara inne"), null=True, blank=True)
    closed_at = models.DateTimeField(_("avslutat"), null=True, blank=True)

    class Meta:
        verbose_name = _("sammanträde")
        verbose_name_plural = _("sammanträden")
        ordering = ["held_on", "starts_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "held_on"],
                name="meeting_once_a_day",
                violation_error_message=_("Det finns redan ett sammanträde den dagen."),
            )
        ]

    def __str__(self):
        return f"{self.organization} {self.held_on}"
