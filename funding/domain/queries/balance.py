"""Balances: sums over ledger rows, on any day. Read by strips, panels, columns and the API."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    DateField,
    IntegerField,
    OuterRef,
    Subquery,
    Sum,
    Value,
    When,
)

from coordination.prepared import prepared
from funding.enums import EntryKind
from funding.models import Grant, LedgerEntry

# The rows behind each figure of the strip: what a link on the figure opens.
FIGURES = {
    "applied": (EntryKind.APPLIED,),
    "granted": (EntryKind.GRANTED,),
    "used": (EntryKind.USED,),
    "forecast": (EntryKind.FORECAST,),
    "left": (
        EntryKind.GRANTED,
        EntryKind.USED,
        EntryKind.RETURNED,
        EntryKind.KEPT,
        EntryKind.REPURPOSED,
    ),
}
# What is taken away in a figure; every other row of it is added.
SUBTRACTED = {"left": (EntryKind.USED, EntryKind.RETURNED, EntryKind.KEPT)}


def signed(entry, figure="") -> int:
    """A row's amount as it counts in a figure: what is used is taken from what is left."""
    is_subtracted = entry.kind in SUBTRACTED.get(figure, ())
    return -entry.amount_ore if is_subtracted else entry.amount_ore


@dataclass(frozen=True)
class Balance:
    """Sums by kind, in öre; None where the ledger has no row of the kind."""

    as_of: date
    sums: Mapping[str, int] = field(default_factory=dict)
    grants: Mapping[str, int] = field(default_factory=dict)
    approximate_kinds: frozenset[str] = frozenset()

    @property
    def applied(self) -> int | None:
        return self.sums.get(EntryKind.APPLIED)

    @property
    def granted(self) -> int | None:
        return self.sums.get(EntryKind.GRANTED)

    @property
    def used(self) -> int | None:
        """Nothing is used until a row says so; before anything is granted there is no such figure."""
        return self.sums.get(EntryKind.USED, 0 if self.disposable is not None else None)

    @property
    def returned(self) -> int:
        return self.sums.get(EntryKind.RETURNED, 0)

    @property
    def kept(self) -> int:
        """What the recipient keeps as its own surplus, by decision."""
        return self.sums.get(EntryKind.KEPT, 0)

    @property
    def repurposed(self) -> int:
        """What has come from grants outside what is summed, less what has gone there."""
        return self.sums.get(EntryKind.REPURPOSED, 0)

    @property
    def paid(self) -> int:
        return self.sums.get(EntryKind.PAID, 0)

    @property
    def disposable(self) -> int | None:
        """What is granted, and what has been moved here for the same purpose."""
        if self.granted is None and EntryKind.REPURPOSED not in self.sums:
            return None
        return (self.granted or 0) + self.repurposed

    @property
    def forecast(self) -> int | None:
        return self.sums.get(EntryKind.FORECAST)

    @property
    def left(self) -> int | None:
        """Granted or moved here, and not used, given back or kept."""
        if self.disposable is None:
            return None
        return self.disposable - (self.used or 0) - self.returned - self.kept

    @property
    def approximate(self) -> tuple[str, ...]:
        """The figures that rest on an approximate row (ungefärligt, T-35)."""
        return tuple(
            name for name, kinds in FIGURES.items() if self.approximate_kinds.intersection(kinds)
        )

    def grants_with(self, kind) -> int:
        """How many grants have rows of a kind."""
        return self.grants.get(kind, 0)


def balance(entries, *, as_of, known_at=None) -> Balance:
    """The sums of ledger rows on a day, in one statement.

    ``known_at`` leaves out what was written in the ledger later, so that a figure once given can be
    given again (ARCHITECTURE rule 7).
    """
    return balance_from(sums_by_kind(entries.as_of(as_of, known_at=known_at)), as_of=as_of)


def sums_by_kind(entries):
    """Ledger rows added up, a row for each kind."""
    return (
        entries.order_by()
        .values("kind")
        .annotate(
            total=Sum("amount_ore"),
            grants=Count("grant", distinct=True),
            approximate=Sum(approximate_rows()),
        )
    )


def balance_from(sums, *, as_of) -> Balance:
    """What ``sums_by_kind`` asks for, as a balance."""
    rows = list(sums)
    return Balance(
        as_of=as_of,
        sums={row["kind"]: row["total"] for row in rows},
        grants={row["kind"]: row["grants"] for row in rows},
        approximate_kinds=frozenset(row["kind"] for row in rows if row["approximate"] > 0),
    )


def approximate_rows():
    """An approximate row counts one, the row that takes it back takes that away again."""
    return Case(
        When(is_approximate=False, then=Value(0)),
        When(reverses__isnull=True, then=Value(1)),
        default=Value(-1),
        output_field=IntegerField(),
    )


def balance_of(grants, *, as_of, known_at=None) -> Balance:
    """The sums of all rows of a queryset of grants, in one statement."""
    return balance(_entries_of(grants), as_of=as_of, known_at=known_at)


def _entries_of(grants):
    return LedgerEntry.objects.filter(grant__in=grants.order_by().values("pk"))


# Whoever sees an initiative sees its grants, and whoever sees a programme sees its initiatives
# (``visible_to`` says so, and a test). So these are asked only about what was found visible.


def grants_of(owner):
    """The grants of a programme or an initiative that the reader has been found to see."""
    return _grants(owner._meta.model_name, owner.pk)


def _grants(kind, owner):
    path = {"programme": "initiative__programme", "initiative": "initiative"}
    return Grant.objects.filter(**{path[kind]: owner})


def balance_of_owner(owner, *, as_of) -> Balance:
    """The sums of a programme or an initiative that the reader has been found to see."""
    kind = owner._meta.model_name
    return balance_from(_SUMS[kind](owner=owner.pk, as_of=as_of), as_of=as_of)


def _sums_of(kind):
    @prepared(owner=BigIntegerField(), as_of=DateField())
    def sums(owner, as_of):
        return sums_by_kind(_entries_of(_grants(kind, owner)).as_of(as_of))

    return sums


_SUMS = {kind: _sums_of(kind) for kind in ("programme", "initiative")}


def sums_in_tables() -> dict[str, Subquery]:
    """What is granted to an initiative and used, as columns of its row; None where nothing is granted.

    From the sums kept beside the ledger.
    """
    return {"granted_ore": _sum_of_grants("granted_ore"), "used_ore": _sum_of_grants("used_ore")}


def _sum_of_grants(column) -> Subquery:
    grants = Grant.objects.filter(initiative=OuterRef("pk")).order_by().values("initiative")
    return Subquery(grants.annotate(total=Sum(column)).values("total"))
