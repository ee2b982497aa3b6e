"""What was known of granted projects on a day: money, steps and reasons, told again as they were.

Read by the four questions. Three statements, however many projects.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Sum

from funding.domain.queries.balance import Balance, approximate_rows
from funding.enums import ENDED_STATES, REPORTABLE_KINDS, EntryKind, ProjectState, SurplusReason
from funding.models import Explanation, LedgerEntry, ProjectStep

DISPOSED = (EntryKind.RETURNED, EntryKind.KEPT, EntryKind.REPURPOSED)


@dataclass(frozen=True)
class Reason:
    """Why so much was left over."""

    code: str
    text: str
    amount_ore: int

    @property
    def label(self) -> str:
        return str(SurplusReason(self.code).label)


@dataclass(frozen=True)
class Disposal:
    """What has become of so much of what was left over, and by which decision."""

    kind: str
    amount_ore: int
    body: str = ""
    decided_on: date | None = None
    paragraph: int | None = None

    @property
    def label(self) -> str:
        return str(EntryKind(self.kind).label)

    @property
    def decision(self) -> str:
        """”Kommunstyrelsen 2025-06-18 § 64”; empty for what was given back without one."""
        number = f"§\N{NO-BREAK SPACE}{self.paragraph}" if self.paragraph else ""
        day = self.decided_on.isoformat() if self.decided_on else ""
        return " ".join(filter(None, [self.body, day, number]))


@dataclass(frozen=True)
class ProjectAccount:
    """One granted project as it was known: sums, where they come from, how far it had come."""

    balance: Balance
    rows: int = 0
    booked_on: date | None = None
    state: str = ProjectState.NOT_STARTED
    state_on: date | None = None
    state_reason: str = ""
    is_reported: bool = False
    reasons: tuple[Reason, ...] = ()
    disposals: tuple[Disposal, ...] = ()
    money_ended: bool = False

    @property
    def has_ended(self) -> bool:
        return self.state in ENDED_STATES or self.money_ended

    @property
    def left_ore(self) -> int:
        return self.balance.left or 0

    @property
    def surplus_ore(self) -> int:
        """What was not used, whatever had become of it; 0 while the project went on."""
        if not self.has_ended:
            return 0
        disposed = self.balance.returned + self.balance.kept + max(-self.balance.repurposed, 0)
        return max(self.left_ore + disposed, 0)

    @property
    def unexplained_ore(self) -> int:
        return max(self.surplus_ore - sum(reason.amount_ore for reason in self.reasons), 0)

    @property
    def undecided_ore(self) -> int:
        return max(self.left_ore, 0) if self.has_ended else 0


def accounts_of(grants, *, as_of, known_at) -> dict[int, ProjectAccount]:
    """The account of each grant of a list, by its number."""
    found = list(grants)
    money = _money([grant.pk for grant in found], as_of, known_at)
    steps = _steps(found, as_of, known_at)
    reasons = _reasons(found, as_of, known_at)
    return {
        grant.pk: _account(grant, as_of, money[grant.pk], steps.get(grant.pk), reasons[grant.pk])
        for grant in found
    }


def _account(grant, as_of, money, step, reasons) -> ProjectAccount:
    expires_on = grant.round.source.expires_on
    reported = {row["kind"] for row in money} & set(REPORTABLE_KINDS)
    return ProjectAccount(
        balance=_balance(money, as_of),
        rows=sum(row["rows"] for row in money),
        booked_on=max((row["booked_on"] for row in money), default=None),
        state=step.state if step else ProjectState.NOT_STARTED,
        state_on=step.happened_on if step else None,
        state_reason=step.reason if step else "",
        is_reported=bool(reported or step),
        reasons=tuple(reasons),
        disposals=tuple(_disposals(money)),
        money_ended=bool(expires_on and expires_on < as_of),
    )


def _money(pks, as_of, known_at) -> Mapping[int, list[dict]]:
    """The sums of each grant by kind and decision, with how many rows and the last day."""
    rows = (
        LedgerEntry.objects.filter(grant__in=pks)
        .as_of(as_of, known_at=known_at)
        .order_by()
        .values(
            *("grant", "kind", "decision__body__name"),
            *("decision__decided_on", "decision__paragraph"),
        )
        .annotate(
            total=Sum("amount_ore"),
            rows=Count("pk"),
            booked_on=Max("booked_on"),
            approximate=Sum(approximate_rows()),
        )
    )
    found = defaultdict(list)
    for row in rows:
        found[row["grant"]].append(row)
    return found


def _balance(money, as_of) -> Balance:
    sums: dict[str, int] = defaultdict(int)
    approximate: dict[str, int] = defaultdict(int)
    for row in money:
        sums[row["kind"]] += row["total"]
        approximate[row["kind"]] += row["approximate"]
    return Balance(
        as_of=as_of,
        sums=dict(sums),
        grants=dict.fromkeys(sums, 1),
        approximate_kinds=frozenset(kind for kind, times in approximate.items() if times > 0),
    )


def _disposals(money):
    """What was decided; rows that took each other back leave nothing."""
    for row in money:
        amount = -row["total"] if row["kind"] == EntryKind.REPURPOSED else row["total"]
        if row["kind"] in DISPOSED and amount > 0:
            yield Disposal(
                row["kind"],
                amount,
                row["decision__body__name"] or "",
                row["decision__decided_on"],
                row["decision__paragraph"],
            )


def _steps(grants, as_of, known_at) -> dict[int, ProjectStep]:
    """The last step of each project."""
    rows = ProjectStep.objects.filter(grant__in=[grant.pk for grant in grants])
    return {step.grant_id: step for step in rows.as_of(as_of, known_at=known_at).order_by("pk")}


def _reasons(grants, as_of, known_at) -> Mapping[int, list[Reason]]:
    """The reasons of each surplus that have not been taken back."""
    rows = (
        Explanation.objects.filter(grant__in=[grant.pk for grant in grants])
        .as_of(as_of, known_at=known_at)
        .order_by("grant", "reason", "text")
        .values("grant", "reason", "text")
        .annotate(total=Sum("amount_ore"))
    )
    found = defaultdict(list)
    for row in rows:
        if row["total"]:
            found[row["grant"]].append(Reason(row["reason"], row["text"], row["total"]))
    return found


def add_up(balances, *, as_of) -> Balance:
    """Several projects as one."""
    sums: dict[str, int] = defaultdict(int)
    grants: dict[str, int] = defaultdict(int)
    approximate: set[str] = set()
    for each in balances:
        approximate |= each.approximate_kinds
        for kind, ore in each.sums.items():
            sums[kind] += ore
            grants[kind] += 1
    return Balance(as_of, dict(sums), dict(grants), frozenset(approximate))
