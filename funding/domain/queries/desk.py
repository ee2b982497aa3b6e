"""The money that a controller answers for, on Min sida: this year's sources, each with its strip."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from coordination.access import standing
from coordination.components import MoneyStrip
from coordination.enums import Role
from funding.domain.queries.balance import balance_from, sums_by_kind
from funding.domain.queries.strip import strip
from funding.models import LedgerEntry, Source

KEEPERS = frozenset({Role.CONTROLLER})
SHOWN = 2


@dataclass(frozen=True)
class SourceOnDesk:
    """A source that the reader keeps, with its five figures."""

    pk: int
    name: str
    strip: MoneyStrip


def sources_on_desk(user, *, today) -> Sequence[SourceOnDesk]:
    """This year's sources of the bodies that the user is controller of, the largest first.

    One statement, and none for everybody else.
    """
    held = standing(user)
    if held.unlimited or not held.holds(KEEPERS, *held.roles):
        return []
    kept = Source.objects.managed_by(user, KEEPERS).filter(year=today.year)
    rows = LedgerEntry.objects.filter(funding_source__in=kept.order_by().values("pk"))
    sums = sums_by_kind(rows.as_of(today)).values(
        *("funding_source", "funding_source__name", "kind", "total", "grants", "approximate")
    )
    by_source = defaultdict(list)
    for row in sums:
        by_source[row["funding_source"], row["funding_source__name"]].append(row)
    balances = {key: balance_from(rows, as_of=today) for key, rows in by_source.items()}
    found = [(key, it) for key, it in balances.items() if it.granted]
    found.sort(key=lambda each: (-(each[1].granted or 0), each[0]))
    return [SourceOnDesk(pk, name, strip(it, source=pk)) for (pk, name), it in found[:SHOWN]]
