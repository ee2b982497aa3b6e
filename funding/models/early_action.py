"""What is done when a forecast leaves what was granted."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.enums import Role


class EarlyAction(models.Model):
    """A measure against a deviation (tidig åtgärd, V-17): what, who sees to it, until when.

    The deviation is kept as it was when the action was decided on; the forecast may move on.
    """

    grant = models.ForeignKey(
        "funding.Grant", models.PROTECT, related_name="early_actions", verbose_name=_("bidrag")
    )
    deviation_ore = models.BigIntegerField(_("avvikelse (öre)"))
    measure = models.TextField(_("åtgärd"), max_length=2000)
    organization = models.ForeignKey(
        "coordination.Organization",
        models.PROTECT,
        related_name="early_actions",
        verbose_name=_("ansvarig"),
    )
    role = models.CharField(_("ansvarig roll"), max_length=30, choices=Role)
    due_on = models.DateField(_("senast"))
    actor = models.ForeignKey(
        "coordination.User", models.PROTECT, related_name="+", verbose_name=_("antecknad av")
    )
    recorded_at = models.DateTimeField(_("antecknad"))
    done_on = models.DateField(_("genomförd"), null=True, blank=True, editable=False)
    result = models.CharField(_("vad det gav"), max_length=500, blank=True, editable=False)

    class Meta:
        verbose_name = _("tidig åtgärd")
        verbose_name_plural = _("tidiga åtgärder")
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | ~Q(result=""),
                name="early_action_done_has_result",
            )
        ]

    def __str__(self):
        return self.measure
