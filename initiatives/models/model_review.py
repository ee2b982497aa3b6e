"""Reviews of a programme's model."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ModelReview(models.Model):
    """What was found when a programme's model was reviewed (översyn av modellen, M-28).

    Asked one year after the start: do the organisation and the financing really support the goal?
    """

    programme = models.ForeignKey(
        "initiatives.Programme", models.PROTECT, related_name="model_reviews"
    )
    reviewed_on = models.DateField(_("dag"))
    organisation = models.TextField(_("stöder organisationen målet?"), max_length=5000)
    financing = models.TextField(_("stöder finansieringen målet?"), max_length=5000)
    decision = models.ForeignKey(
        "coordination.Decision",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="model_reviews",
        verbose_name=_("beslut"),
    )
    recorded_by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("antecknad"))

    class Meta:
        verbose_name = _("översyn av modellen")
        verbose_name_plural = _("översyner av modellen")
        ordering = ["-reviewed_on", "-pk"]

    def __str__(self):
        return f"{self.programme}, {self.reviewed_on}"
