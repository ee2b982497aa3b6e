"""Exceptions from the caps of money."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Exemption(models.Model):
    """A decided exception (undantag) that lets more be granted than the frame, or used than granted.

    It is about a source's frame, or about one grant. Rows are only added; their sum is kept on the
    source or the grant, for the cap.
    """

    funding_source = models.ForeignKey(
        "funding.Source",
        models.PROTECT,
        related_name="exemptions",
        verbose_name=_("finansieringskälla"),
    )
    grant = models.ForeignKey(
        "funding.Grant",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="exemptions",
        verbose_name=_("bidrag"),
    )
    amount_ore = models.BigIntegerField(_("belopp (öre)"))
    reason = models.CharField(_("skäl"), max_length=500)
    decision = models.ForeignKey(
        "coordination.Decision", models.PROTECT, related_name="+", verbose_name=_("beslut")
    )
    key = models.CharField(max_length=120, unique=True, editable=False)
    # SHA-256 over what was sent in, as on a ledger row.
    fingerprint = models.CharField(max_length=64, editable=False)
    actor = models.ForeignKey(
        "coordination.User", models.PROTECT, related_name="+", verbose_name=_("antecknat av")
    )
    recorded_at = models.DateTimeField(_("antecknat"))

    class Meta:
        verbose_name = _("undantag")
        verbose_name_plural = _("undantag")
        constraints = [
            models.CheckConstraint(condition=Q(amount_ore__gt=0), name="exemption_gives_room")
        ]

    def __str__(self):
        return self.reason
