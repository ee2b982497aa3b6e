"""Notices on the municipality's notice board."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """That a decision's minutes are approved, on the web notice board (anslag; KL 8 kap. 12 §)."""

    decision = models.OneToOneField("coordination.Decision", models.PROTECT, related_name="notice")
    put_up_on = models.DateField(_("anslaget"))
    taken_down_on = models.DateField(_("nedtaget"), null=True, blank=True)

    class Meta:
        verbose_name = _("anslag")
        verbose_name_plural = _("anslag")
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_down_on__isnull=True) | Q(taken_down_on__gt=F("put_up_on")),
                name="notice_taken_down_later",
                violation_error_message=_("Ett anslag tas ner efter att det har satts upp."),
            )
        ]

    def __str__(self):
        return f"{self.decision} {self.put_up_on}"
