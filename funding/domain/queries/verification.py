"""Whether every sum kept beside the ledger is the sum of its rows, and every pair of rows is whole.

Read by ``verify_ledger``.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import BigIntegerField, F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from funding.domain.ledger import KEPT
from funding.enums import EntryKind
from funding.models import Exemption, Grant, LedgerEntry, Source


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
    yield from _broken_pairs()


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
