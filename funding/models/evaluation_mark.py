"""Which spending was for evaluation (S-52)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EvaluationMark(models.Model):
    """Says that a row of spending in the ledger paid for evaluation (utvärdering).

    It stands beside the row, since a row never changes. What takes the row back follows it.
    """

    entry = models.OneToOneField(
        "funding.LedgerEntry",
        models.PROTECT,
        related_name="evaluation_mark",
        verbose_name=_("rad i pengaboken"),
    )
    marked_by = models.ForeignKey("coordination.User", models.PROTECT, related_name="+")
    marked_at = models.DateTimeField(_("när"))

    class Meta:
        verbose_name = _("utvärderingskostnad")
        verbose_name_plural = _("utvärderingskostnader")

    def __str__(self):
        return str(self.entry)
