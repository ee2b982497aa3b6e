"""The ledger: every change of every sum."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.access import standing, visible_ids
from funding.enums import DECIDED_KINDS, FRAME_KINDS, GRANT_KINDS, EntryKind


class LedgerEntryQuerySet(models.QuerySet):
    """Ledger rows in domain words."""

    def visible_to(self, user):
        """Rows of the grants one may see; frames and applications with the source's owner."""
        if standing(user).unlimited:
            return self
        sources = LedgerEntry._meta.get_field("funding_source").related_model.objects.own(user)
        return self.filter(
            Q(grant__in=visible_ids(user, "funding.Grant"))
            | Q(grant__isnull=True, funding_source__in=sources.values("pk"))
        )

    def as_of(self, day, *, known_at=None):
        """Rows booked until a day; with ``known_at`` only those that were in the ledger by then."""
        rows = self.filter(booked_on__lte=day)
        return rows.filter(recorded_at__lte=known_at) if known_at else rows

    def newest_first(self):
        """In the order that the ledger page turns its pages."""
        return self.order_by("-booked_on", "-pk")


class LedgerEntry(models.Model):
    """One row in the ledger (pengaboken): what changed, by how much, on what ground, by whom.

    Rows are added, never changed; a mistake is taken back by a row that reverses it. Every balance is
    the sum of its rows. ``source`` and ``source_id`` say what the row came from and make the same
    form, decision or invoice count once.
    """

    kind = models.CharField(_("slag"), max_length=20, choices=EntryKind)
    funding_source = models.ForeignKey(
        "funding.Source",
        models.PROTECT,
        related_name="entries",
        verbose_name=_("finansieringskälla"),
    )
    round = models.ForeignKey(
        "funding.Round", models.PROTECT, null=True, related_name="entries", verbose_name=_("omgång")
    )
    grant = models.ForeignKey(
        "funding.Grant", models.PROTECT, null=True, related_name="entries", verbose_name=_("bidrag")
    )
    # A forecast row holds the step from the forecast before it, so that here too the sum is right.
    amount_ore = models.BigIntegerField(_("belopp (öre)"))
    booked_on = models.DateField(_("bokförd"))
    document = models.CharField(_("underlag"), max_length=200)
    note = models.CharField(_("anteckning"), max_length=500, blank=True)
    source = models.CharField(_("kommer från"), max_length=60)
    source_id = models.CharField(_("nummer där"), max_length=120)
    # SHA-256 over what was sent in, to tell a repeated form from another one under the same key.
    fingerprint = models.CharField(max_length=64, editable=False)
    decision = models.ForeignKey(
        "coordination.Decision",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ledger_entries",
        verbose_name=_("beslut"),
    )
    reverses = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reversed_by",
        verbose_name=_("rättar raden"),
    )
    # The other row of a pair (omfördelat, omdisponerat): set on the one that was added last.
    counterpart = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="first_of_pair",
        verbose_name=_("andra raden i paret"),
    )
    # The file or pasted table that the row came in with.
    batch = models.ForeignKey(
        "funding.OutcomeBatch",
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="entries",
        verbose_name=_("inläsning"),
    )
    is_approximate = models.BooleanField(_("ungefärligt"), default=False)
    actor = models.ForeignKey(
        "coordination.User", models.PROTECT, related_name="+", verbose_name=_("antecknad av")
    )
    recorded_at = models.DateTimeField(_("antecknad"))

    objects = LedgerEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("rad i pengaboken")
        verbose_name_plural = _("rader i pengaboken")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id", "kind"],
                name="entry_once_per_source",
                violation_error_message=_("Underlaget är redan bokfört."),
            ),
            models.CheckConstraint(
                condition=~Q(amount_ore=0) | Q(kind=EntryKind.FORECAST),
                name="entry_moves_money",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=FRAME_KINDS, round__isnull=True, grant__isnull=True)
                | Q(kind=EntryKind.APPLIED, round__isnull=False)
                | Q(kind__in=GRANT_KINDS, round__isnull=False, grant__isnull=False),
                name="entry_belongs_where_it_counts",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=DECIDED_KINDS) | Q(decision__isnull=False),
                name="entry_granted_by_decision",
                violation_error_message=_("Pengar beviljas genom ett beslut."),
            ),
        ]
        indexes = [
            # Serves a grant's page, and the sum of its rows.
            models.Index(fields=["grant", "-booked_on", "-id"], name="entry_grant"),
            # Serves a round's strip and its rows.
            models.Index(fields=["round", "kind", "-booked_on", "-id"], name="entry_round"),
            models.Index(fields=["funding_source", "kind"], name="entry_source"),
            # Serves the undoing of a batch.
            models.Index(fields=["batch"], condition=Q(batch__isnull=False), name="entry_batch"),
            # Serves the ledger page.
            models.Index(fields=["-booked_on", "-id"], name="entry_newest"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.booked_on}: {self.document}"

    @property
    def is_for_evaluation(self) -> bool:
        """Whether it was spent on evaluation, or takes back what was."""
        return hasattr(self, "evaluation_mark") or bool(
            self.reverses and hasattr(self.reverses, "evaluation_mark")
        )
