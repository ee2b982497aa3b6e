"""Financing split into existing, new and external money, with what is missing (M-19).

Read by an initiative's page, its page of financing, the list of initiatives' financing and its file.
What is granted counts by the source that pays it; what bodies pay beside it in a granted application
counts as they said there; everything else is a post that the initiative's own officials wrote.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from coordination.keyset import KeysetPage, keyset_page
from coordination.prepared import prepared
from funding.domain.queries.balance import (
    Balance,
    balance_from,
    grants_of,
    sums_by_kind,
)
from funding.enums import (
    FINANCING_OF,
    FINANCING_OF_SHARE,
    ApplicationState,
    FinancingKind,
    SourceKind,
)
from funding.models import Application, ApplicationShare, FinancingItem, Grant, LedgerEntry
from initiatives.models import Initiative

COVERING = (FinancingKind.EXISTING, FinancingKind.NEW, FinancingKind.EXTERNAL)
# What a grant lets the initiative use: what was given back or kept by the body no longer covers it.
COVERED_BY_GRANT = F("granted_ore") + F("repurposed_ore") - F("returned_ore") - F("kept_ore")


@dataclass
class Split:
    """What is needed, and what of it each kind of money covers, in öre."""

    sums: dict[str, int] = field(default_factory=dict)
    approximate: set[str] = field(default_factory=set)

    def add(self, kind, ore, *, approximate=False) -> None:
        """Count an amount in."""
        self.sums[kind] = self.sums.get(kind, 0) + ore
        if approximate:
            self.approximate.add(str(kind))

    @property
    def needed(self) -> int | None:
        """None where nobody has said what it costs."""
        return self.sums.get(FinancingKind.NEEDED)

    @property
    def covered(self) -> int:
        return sum(self.sums.get(kind, 0) for kind in COVERING)

    @property
    def missing(self) -> int | None:
        """What nobody pays yet; below zero where there is more money than is needed."""
        return None if self.needed is None else self.needed - self.covered

    @property
    def over(self) -> int:
        """What there is beyond the need."""
        return max(-(self.missing or 0), 0)

    @property
    def is_approximate(self) -> bool:
        return bool(self.approximate)

    @property
    def figures(self) -> list[tuple[str, int | None, bool]]:
        """What each kind comes to: its label, the sum, whether that is approximate."""
        return [
            (
                str(kind.label),
                self.needed if kind == FinancingKind.NEEDED else self.sums.get(kind, 0),
                str(kind) in self.approximate,
            )
            for kind in FinancingKind
        ]


# --- The initiative's own page --------------------------------------------------------------------


def money_of(initiative, *, as_of) -> tuple[Balance, Split]:
    """What the ledger says of an initiative, and what its posts and granted applications add.

    One statement. Its grants are not counted in the split yet: ``count_grants``.
    """
    split, booked = Split(), []
    for row in _sums(initiative=initiative.pk, as_of=as_of):
        if row["kind"] in FinancingKind:
            split.add(row["kind"], row["total"], approximate=row["approximate"] > 0)
        else:
            booked.append(row)
    return balance_from(booked, as_of=as_of), split


@prepared(initiative=BigIntegerField(), as_of=DateField())
def _sums(initiative, as_of):
    booked = LedgerEntry.objects.filter(grant__initiative=initiative).as_of(as_of)
    posts = FinancingItem.objects.filter(initiative=initiative).order_by().values("kind")
    return sums_by_kind(booked).union(
        posts.annotate(
            total=Sum("amount_ore"),
            grants=Count("pk"),
            approximate=Count("pk", filter=Q(is_approximate=True)),
        ),
        _shares_beside(initiative)
        .values("kind")
        .annotate(total=Sum("amount_ore"), grants=Count("pk"), approximate=Value(0)),
        all=True,
    )


def _shares_beside(initiative):
    """What bodies pay themselves, or get from others, in the initiative's granted applications."""
    beside = ApplicationShare.objects.filter(
        application__initiative=initiative,
        application__state=ApplicationState.GRANTED,
        financing__in=list(FINANCING_OF_SHARE),
    )
    return beside.order_by().annotate(kind=_kind_of_share())


def _kind_of_share():
    return Case(
        *[
            When(financing=financing, then=Value(str(kind)))
            for financing, kind in FINANCING_OF_SHARE.items()
        ]
    )


def count_grants(split: Split, grants: Iterable[Grant]) -> Split:
    """Count in what grants cover, by the kind of money their sources hold."""
    for grant in grants:
        split.add(
            FINANCING_OF[SourceKind(grant.round.source.kind)],
            covered_by(grant),
            approximate=grant.is_approximate,
        )
    return split


def covered_by(grant) -> int:
    """What a grant lets its initiative use."""
    return grant.disposable_ore - grant.returned_ore - grant.kept_ore


# --- The page of its financing --------------------------------------------------------------------


@dataclass(frozen=True)
class FinancingPage:
    """Year by year what is needed and covered, and every post behind the figures."""

    years: Sequence[tuple[int, Split]]
    total: Split
    items: Sequence[FinancingItem]
    grants: Sequence[Grant]
    shares: Sequence[ApplicationShare]
    waiting: Sequence[Application]

    @property
    def is_empty(self) -> bool:
        return not (self.items or self.grants or self.shares)

    @property
    def waiting_ore(self) -> int:
        """What is applied for and not decided, as far as the reader sees."""
        return sum(each.applied_ore for each in self.waiting)


def financing_page(initiative, user) -> FinancingPage:
    """The financing of an initiative that the reader has been found to see. Four statements."""
    items = list(
        initiative.financing.select_related("organization", "updated_by__person").for_table()
    )
    grants, shares = decided_money(initiative)
    years = _by_year(items, grants, shares)
    return FinancingPage(
        years=sorted(years.items()),
        total=_total(years.values()),
        items=items,
        grants=grants,
        shares=sorted(shares, key=lambda share: (share.year, share.pk)),
        waiting=list(_waiting(initiative, user)),
    )


def decided_money(initiative) -> tuple[list[Grant], list[ApplicationShare]]:
    """Its grants, and what bodies pay beside them. Two statements."""
    grants = grants_of(initiative).select_related("recipient", "round__source").order_by("pk")
    shares = _shares_beside(initiative).select_related("organization", "application")
    return list(grants), list(shares)


def _by_year(items, grants, shares) -> dict[int, Split]:
    years: dict[int, Split] = defaultdict(Split)
    for item in items:
        years[item.year].add(item.kind, item.amount_ore, approximate=item.is_approximate)
    for grant in grants:
        count_grants(years[grant.round.source.year], [grant])
    for share in shares:
        years[share.year].add(share.kind, share.amount_ore)
    return years


def _total(splits) -> Split:
    total = Split()
    for split in splits:
        for kind, ore in split.sums.items():
            total.add(kind, ore, approximate=str(kind) in split.approximate)
    return total


def _waiting(initiative, user):
    """Its applications that nobody has decided, of those that the reader sees."""
    rows = Application.objects.visible_to(user).filter(
        initiative=initiative, state=ApplicationState.SUBMITTED
    )
    return rows.select_related("round").order_by("pk")


# --- The list of all ------------------------------------------------------------------------------

GAPS, UNKNOWN = "saknas", "okant"  # what the list may be narrowed to, as its address says it
FIELDS = ("id", "sort_key", "title", "lead__name", "programme__name")


@dataclass(frozen=True)
class FinancingRow:
    """An initiative's financing as the list shows it."""

    id: int
    title: str
    lead: str
    programme: str
    split: Split


def initiatives_by_financing(user, *, narrowed=""):
    """The initiatives one may see, all, or those that lack money or a stated need."""
    rows = Initiative.objects.visible_to(user)
    needs = FinancingItem.objects.filter(kind=FinancingKind.NEEDED)
    if narrowed == GAPS:
        known = rows.filter(pk__in=needs.values("initiative"))
        return with_financing(known).filter(missing_ore__gt=0)
    if narrowed == UNKNOWN:
        return rows.filter(~Exists(needs.filter(initiative=OuterRef("pk"))))
    return rows


def list_financing(rows, params) -> KeysetPage:
    """A page of initiatives with their financing. One statement."""
    page = keyset_page(rows, params, columns=_columns)
    return KeysetPage([_row(row) for row in page.rows], page.previous_url, page.next_url)


def _columns(rows):
    return with_financing(rows).values(*FIELDS, *SUMS, "approximate_items")


def _row(row) -> FinancingRow:
    split = Split(
        {kind: row[f"{kind}_ore"] for kind in FinancingKind if row[f"{kind}_ore"] is not None}
    )
    if row["approximate_items"]:
        split.approximate.add(str(FinancingKind.NEEDED))
    return FinancingRow(row["id"], row["title"], row["lead__name"], row["programme__name"], split)


SUMS = tuple(f"{kind}_ore" for kind in FinancingKind)


def with_financing(initiatives):
    """Initiatives with what they need, what of it each kind of money covers, and what is missing."""
    covered = {f"{kind}_ore": _covered(kind) for kind in COVERING}
    missing = F("needed_ore")
    for name in covered:
        missing = missing - F(name)
    approximate = FinancingItem.objects.filter(initiative=OuterRef("pk"), is_approximate=True)
    return initiatives.annotate(
        needed_ore=_sum(_posts(FinancingKind.NEEDED), "amount_ore"),
        approximate_items=Exists(approximate),
        **covered,
    ).annotate(missing_ore=ExpressionWrapper(missing, BigIntegerField()))


def _covered(kind):
    """Posts, grants and shares of one kind, added up; nothing is 0."""
    total = Coalesce(_sum(_posts(kind), "amount_ore"), 0)
    total += Coalesce(_sum(_grants(kind), COVERED_BY_GRANT), 0)
    for financing in (each for each, of in FINANCING_OF_SHARE.items() if of == kind):
        shares = ApplicationShare.objects.filter(
            application__initiative=OuterRef("pk"),
            application__state=ApplicationState.GRANTED,
            financing=financing,
        )
        total += Coalesce(_sum(shares, "amount_ore", by="application__initiative"), 0)
    return total


def _posts(kind):
    return FinancingItem.objects.filter(initiative=OuterRef("pk"), kind=kind)


def _grants(kind):
    sources = [source for source in SourceKind if FINANCING_OF[source] == kind]
    return Grant.objects.filter(initiative=OuterRef("pk"), round__source__kind__in=sources)


def _sum(rows, column, *, by="initiative") -> Subquery:
    """The sum of an initiative's rows; None where there is none."""
    totals = rows.order_by().values(by).annotate(total=Sum(column))
    return Subquery(totals.values("total"), output_field=BigIntegerField())
