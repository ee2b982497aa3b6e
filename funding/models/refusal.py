"""What a body did not grant."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Refusal(models.Model):
    """A project that applied for money and was refused by a decision (avslag), always with the reason.

    Rows are only added: a body that changes its mind makes a new decision.
    """

    round = models.ForeignKey(
        "funding.Round", models.PROTECT, related_name="refusals", verbose_name=_("omgång")
    )
    title = models.CharField(_("projekt"), max_length=200)
    applicant = models.ForeignKey(
        "coordination.Organization",
        models.PROTECT,
        related_name="refusals",
        verbose_name=_("sökande"),
    )
    applied_ore = models.BigIntegerField(_("sökt (öre)"), null=True, blank=True)
    reason = models.CharField(_("skäl"), max_length=1000)
    decision = models.ForeignKey(
        "coordination.Decision", models.PROTECT, related_name="refusals", verbose_name=_("beslut")
    )
    key = models.CharField(max_length=120, unique=True, editable=False)
    # SHA-256 over what was sent in, as on a ledger row.
    fingerprint = models.CharField(max_length=64, editable=False)
    is_fictitious = models.BooleanField(_("påhittat"), default=False)

    class Meta:
        verbose_name = _("avslag")
        verbose_name_plural = _("avslag")

    def __str__(self):
        return self.title
