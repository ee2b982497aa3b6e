"""Outcome that comes in many rows at once."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.access import standing
from funding.enums import EntryKind


class OutcomeBatchQuerySet(models.QuerySet):
    """Batches in domain words."""

    def visible_to(self, user):
        """What one's own bodies have sent in, and what one oversees."""
        held = standing(user)
        if held.unlimited:
            return self
        return self.filter(
            Q(organization_id__in=held.organization_ids)
            | Q(organization__municipality_id__in=held.overseen_ids)
        )

    def newest_first(self):
        """The latest first."""
        return self.order_by("-pk")


class OutcomeBatch(models.Model):
    """A table of outcome or forecasts from a body's finance system (utfallsinläsning).

    Every row of it is a row in the ledger. It is undone as a whole, by rows that reverse its rows.
    """

    organization = models.ForeignKey(
        "coordination.Organization",
        models.PROTECT,
        related_name="outcome_batches",
        verbose_name=_("rapporterar"),
    )
    kind = models.CharField(_("slag"), max_length=20, choices=EntryKind)
    # The file's name; empty when the table was pasted.
    file_name = models.CharField(_("fil"), max_length=200, blank=True)
    row_count = models.PositiveIntegerField(_("rader"))
    skipped_count = models.PositiveIntegerField(_("överhoppade rader"), default=0)
    total_ore = models.BigIntegerField(_("summa (öre)"))
    key = models.CharField(max_length=120, unique=True, editable=False)
    # SHA-256 over what was sent in, as on a ledger row.
    fingerprint = models.CharField(max_length=64, editable=False)
    actor = models.ForeignKey(
        "coordination.User", models.PROTECT, related_name="+", verbose_name=_("inläst av")
    )
    recorded_at = models.DateTimeField(_("inläst"))
    undone_at = models.DateTimeField(_("ångrad"), null=True, blank=True, editable=False)
    undone_by = models.ForeignKey(
        "coordination.User",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("ångrad av"),
    )
    undo_reason = models.CharField(_("skäl"), max_length=500, blank=True, editable=False)

    objects = OutcomeBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("inläsning av utfall")
        verbose_name_plural = _("inläsningar av utfall")

    def __str__(self):
        return self.file_name or f"{self.get_kind_display()} {self.recorded_at:%Y-%m-%d}"


class ColumnMapping(models.Model):
    """Which column of a body's table means what (kolumnval), remembered from the last time."""

    organization = models.OneToOneField(
        "coordination.Organization",
        models.PROTECT,
        related_name="column_mapping",
        verbose_name=_("rapporterar"),
    )
    # {what: heading of the column}, for example {"amount": "Belopp SEK"}.
    columns = models.JSONField(_("kolumner"), default=dict)
    saved_at = models.DateTimeField(_("sparat"))

    class Meta:
        verbose_name = _("kolumnval")
        verbose_name_plural = _("kolumnval")

    def __str__(self):
        return str(self.organization)
