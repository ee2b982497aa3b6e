"""Whether every sum kept beside the ledger is the sum of its rows. Read by ``verify_ledger``."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import BigIntegerField, F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from funding.domain.ledger import KEPT
from funding.models import LedgerEntry


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
    for kind, sums in KEPT.items():
        for model, key, total in sums:
            rows = (
                LedgerEntry.objects.filter(**{key: OuterRef("pk")}, kind=kind)
                .order_by()
                .values(key)
                .annotate(total=Sum("amount_ore"))
                .values("total")
            )
            counted = model.objects.annotate(
                counted=Coalesce(Subquery(rows, output_field=BigIntegerField()), 0)
            )
            wrong = counted.exclude(**{total: F("counted")}).order_by("pk")
            for pk, kept, summed in wrong.values_list("pk", total, "counted"):
                yield LedgerFault(str(model._meta.model_name), pk, total, kept, summed)
