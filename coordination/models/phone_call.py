"""Phone calls about an answer that is waited for."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PhoneCall(models.Model):
    """A phone call (samtal) with a body that is asked: with whom, when, and what was said.

    It counts as a contact: who has been called today need not be reminded too.
    """

    consultee = models.ForeignKey("coordination.Consultee", models.CASCADE, related_name="calls")
    spoken_with = models.CharField(_("med vem"), max_length=150)
    held_on = models.DateField(_("när"))
    said = models.TextField(_("vad som sades"), max_length=2000)
    noted_by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(_("antecknat"))

    class Meta:
        verbose_name = _("samtal")
        verbose_name_plural = _("samtal")
        ordering = ["-held_on", "-pk"]

    def __str__(self):
        return f"{self.spoken_with}, {self.held_on}"
