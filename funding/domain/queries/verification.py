"""Whether every sum kept beside the ledger is the sum of its rows, and every pair of rows is whole.

Read by ``verify_ledger``.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import BigIntegerField, F, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from funding.domain.ledger import KEPT
from funding.domain.surplus_watch import unwatched_surpluses
from funding.enums import EntryKind, ProjectState
from funding.models import Exemption, Explanation, Grant, LedgerEntry, ProjectStep, Source


@dataclass(frozen=True)
class LedgerFault:
    """A kept sum that is not the sum of its rows."""

    model: str
    pk: int
    total: str
    kept: int
    rows: int

    def __str__(self):
        return f"{self.model} {self.pk}: {self.total} is {self.kept}, its rows say {self.rows}"


def ledger_faults() -> Iterator[LedgerFault]:
    """Compare every kept sum with its rows, one statement to a sum, and yield what differs."""
    for (model, key, total), kinds in _kinds_by_sum().items():
        rows = LedgerEntry.objects.filter(**{key: OuterRef("pk")}, kind__in=kinds)
        yield from _differing(model, total, rows, key)
    for model, key in ((Source, "funding_source_id"), (Grant, "grant_id")):
        given = Exemption.objects.filter(**{key: OuterRef("pk")}, grant__isnull=model is Source)
        yield from _differing(model, "exempt_ore", given, key)
    yield from _differing(
        Grant, "explained_ore", Explanation.objects.filter(grant=OuterRef("pk")), "grant_id"
    )
    yield from _broken_pairs()
    yield from _lost_surpluses()
    yield from _other_states()


def _kinds_by_sum() -> dict[tuple, list[str]]:
    """Which kinds of rows make up each kept sum."""
    found: dict[tuple, list[str]] = {}
    for kind, sums in KEPT.items():
        for kept in sums:
            found.setdefault(kept, []).append(kind)
    return found


def _differing(model, total, rows, key) -> Iterator[LedgerFault]:
    summed = rows.order_by().values(key).annotate(total=Sum("amount_ore")).values("total")
    counted = model.objects.annotate(
        counted=Coalesce(Subquery(summed, output_field=BigIntegerField()), 0)
    )
    wrong = counted.exclude(**{total: F("counted")}).order_by("pk")
    for pk, kept, found in wrong.values_list("pk", total, "counted"):
        yield LedgerFault(str(model._meta.model_name), pk, total, kept, found)


def _broken_pairs() -> Iterator[LedgerFault]:
    """Money that was moved and did not arrive: the two rows of a pair are each other's opposite."""
    paired = LedgerEntry.objects.filter(counterpart__isnull=False)
    wrong = paired.exclude(amount_ore=-F("counterpart__amount_ore"))
    for pk, amount, other in wrong.values_list("pk", "amount_ore", "counterpart__amount_ore"):
        yield LedgerFault("ledgerentry", pk, "amount_ore", amount, -other)
    kinds = (EntryKind.TRANSFERRED, EntryKind.REPURPOSED)
    alone = LedgerEntry.objects.filter(
        kind__in=kinds, counterpart__isnull=True, first_of_pair__isnull=True
    )
    for pk, amount in alone.values_list("pk", "amount_ore"):
        yield LedgerFault("ledgerentry", pk, "amount_ore", amount, 0)


def _lost_surpluses() -> Iterator[LedgerFault]:
    """Money left of an ended project on which nobody is to decide: nothing is silently lost (T-16)."""
    for grant in unwatched_surpluses(timezone.localdate()).order_by("pk"):
        yield LedgerFault("grant", grant.pk, "undecided surplus", grant.left_ore, 0)


def _other_states() -> Iterator[LedgerFault]:
    """A project whose state is not the last of its steps."""
    last = ProjectStep.objects.filter(grant=OuterRef("pk")).order_by("-pk").values("state")[:1]
    stepped = Grant.objects.annotate(last=Coalesce(Subquery(last), Value(ProjectState.NOT_STARTED)))
    for pk in stepped.exclude(project_state=F("last")).order_by("pk").values_list("pk", flat=True):
        yield LedgerFault("grant", pk, "steps to project_state", 1, 0)
