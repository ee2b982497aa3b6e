"""Surplus: why granted money was left over when a project had ended."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.access import standing, visible_ids
from funding.enums import SurplusReason


class ExplanationQuerySet(models.QuerySet):
    """Explanations in domain words."""

    def visible_to(self, user):
        """The explanations of the grants one may see."""
        if standing(user).unlimited:
            return self
        return self.filter(grant__in=visible_ids(user, "funding.Grant"))

    def as_of(self, day, *, known_at=None):
        """Those given until a day; with ``known_at`` only those that were written down by then."""
        rows = self.filter(explained_on__lte=day)
        return rows.filter(recorded_at__lte=known_at) if known_at else rows


class Explanation(models.Model):
    """Why so much of a grant was left over (skäl till överskott, T-15).

    Rows are only added, as in the ledger: a mistaken one is taken back by a row of the opposite
    amount. What becomes of the money is decided, and booked, beside this.
    """

    grant = models.ForeignKey(
        "funding.Grant", models.PROTECT, related_name="explanations", verbose_name=_("bidrag")
    )
    amount_ore = models.BigIntegerField(_("belopp (öre)"))
    reason = models.CharField(_("skäl"), max_length=20, choices=SurplusReason)
    text = models.CharField(_("förklaring"), max_length=1000, blank=True)
    explained_on = models.DateField(_("förklarat"))
    reverses = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reversed_by",
        verbose_name=_("rättar"),
    )
    key = models.CharField(max_length=120, unique=True, editable=False)
    # SHA-256 over what was sent in, as on a ledger row.
    fingerprint = models.CharField(max_length=64, editable=False)
    actor = models.ForeignKey(
        "coordination.User", models.PROTECT, related_name="+", verbose_name=_("antecknat av")
    )
    recorded_at = models.DateTimeField(_("antecknat"))

    objects = ExplanationQuerySet.as_manager()

    class Meta:
        verbose_name = _("skäl till överskott")
        verbose_name_plural = _("skäl till överskott")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_ore__gt=0, reverses__isnull=True)
                | Q(amount_ore__lt=0, reverses__isnull=False),
                name="explanation_amount_fits",
            ),
            models.CheckConstraint(
                condition=~Q(reason=SurplusReason.OTHER) | ~Q(text=""),
                name="explanation_other_has_text",
                violation_error_message=_("Skriv vad det andra skälet är."),
            ),
        ]
        # Serves a grant's page and the reasons of a decision's surplus.
        indexes = [models.Index(fields=["grant", "id"], name="explanation_grant")]

    def __str__(self):
        return (
            f"{self.get_reason_display()}: {self.text}" if self.text else self.get_reason_display()
        )
