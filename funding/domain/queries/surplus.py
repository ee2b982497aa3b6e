"""What was left over: of one grant with its reasons and decisions, and of every round (avstämning)."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date

from django.db.models import BooleanField, Case, ExpressionWrapper, F, Sum, Value, When
from django.db.models.functions import Greatest, Least

from funding.domain.surplus_watch import LEFT, ended_by
from funding.enums import ENDED_STATES, EntryKind
from funding.models import Explanation, Grant, LedgerEntry, Round

SHOWN = 100
DISPOSED = (EntryKind.RETURNED, EntryKind.KEPT, EntryKind.REPURPOSED)


@dataclass(frozen=True)
class SurplusAccount:
    """What was left over of a grant: how much, why, and what has been decided about it."""

    surplus_ore: int
    unexplained_ore: int
    undecided_ore: int
    explanations: Sequence[Explanation] = ()
    dispositions: Sequence[LedgerEntry] = ()


def ended_on(grant) -> date | None:
    """The day from which nothing more of a grant is to be used: its project ended, or its time was out."""
    if grant.project_state not in ENDED_STATES:
        return grant.round.source.expires_on
    latest = grant.steps.order_by("-pk").first()
    return grant.completed_on or (latest and latest.happened_on)


def surplus_left(grant, *, today) -> SurplusAccount | None:
    """The sums alone, from those kept beside the ledger; None while the project goes on."""
    if not grant.has_ended(today):
        return None
    return SurplusAccount(grant.surplus_ore, grant.unexplained_ore, max(grant.left_ore, 0))


def surplus_of(grant, *, today) -> SurplusAccount | None:
    """The account of an ended project that the reader sees; None while it goes on. Two statements."""
    left = surplus_left(grant, today=today)
    if left is None:
        return None
    rows = grant.entries.filter(kind__in=DISPOSED).select_related(
        "decision__body", "actor__person", "reverses"
    )
    reasons = grant.explanations.select_related("actor__person", "reversed_by")
    return replace(
        left,
        explanations=list(reasons.order_by("pk")),
        dispositions=list(rows.order_by("pk")),
    )


@dataclass(frozen=True)
class RoundBalance:
    """Where every krona of what was granted in a round is now, in öre.

    ``granted`` and what came from other rounds equal the sum of all the rest: what cannot be placed
    would be ``difference``, and is always zero.
    """

    number: int = 0
    granted_ore: int = 0
    received_ore: int = 0
    used_ore: int = 0
    returned_ore: int = 0
    given_ore: int = 0
    kept_ore: int = 0
    running_ore: int = 0
    undecided_ore: int = 0
    unexplained_ore: int = 0
    over_ore: int = 0

    @property
    def difference_ore(self) -> int:
        placed = self.used_ore + self.returned_ore + self.given_ore + self.kept_ore
        still = self.running_ore + self.undecided_ore + self.unexplained_ore - self.over_ore
        return self.granted_ore + self.received_ore - placed - still

    @property
    def is_explained(self) -> bool:
        return not (self.unexplained_ore or self.undecided_ore or self.difference_ore)


def accounted(grants, *, today):
    """Grants with what is left of each placed: running, without decision, without reason, overdrawn."""
    nothing = Value(0)
    ended = Case(When(ended_by(today), then=Value(value=True)), default=Value(value=False))
    net = F("repurposed_ore")
    given = Greatest(-net, nothing)
    reasonless = F("left") + F("returned_ore") + F("kept_ore") + given - F("explained_ore")
    return (
        grants.annotate(
            left=LEFT,
            ended=ExpressionWrapper(ended, output_field=BooleanField()),
            received=Greatest(net, nothing),
            given=given,
            over=Greatest(-F("left"), nothing),
            remaining=Greatest(F("left"), nothing),
        )
        .annotate(
            running=Case(When(ended=False, then=F("remaining")), default=nothing),
            unexplained=Case(
                When(ended=True, then=Least(F("remaining"), Greatest(reasonless, nothing))),
                default=nothing,
            ),
        )
        .annotate(
            undecided=Case(
                When(ended=True, then=F("remaining") - F("unexplained")), default=nothing
            ),
        )
    )


SUMMED = {
    "granted_ore": "granted_ore",
    "received_ore": "received",
    "used_ore": "used_ore",
    "returned_ore": "returned_ore",
    "given_ore": "given",
    "kept_ore": "kept_ore",
    "running_ore": "running",
    "undecided_ore": "undecided",
    "unexplained_ore": "unexplained",
    "over_ore": "over",
}


def round_balances(user, *, today) -> list[tuple[Round, RoundBalance]]:
    """Every round that a user may see with its balance; what is unexplained first. Two statements."""
    grants = accounted(Grant.objects.visible_to(user), today=today)
    rows = (
        grants.order_by()
        .values("round")
        .annotate(
            number=Sum(Value(1)),
            **{f"sum_{name}": Sum(column) for name, column in SUMMED.items()},
        )
    )
    sums = {
        row["round"]: RoundBalance(
            number=row["number"], **{name: row[f"sum_{name}"] for name in SUMMED}
        )
        for row in rows
    }
    rounds = Round.objects.filter(pk__in=sums).select_related("source__owner").for_table()
    found = [(each, sums[each.pk]) for each in rounds]
    return sorted(found, key=lambda pair: _urgency(pair[1]))


def _urgency(balance) -> tuple:
    return (
        not balance.difference_ore,
        -balance.unexplained_ore,
        -balance.undecided_ore,
    )


def add_balances(balances) -> RoundBalance:
    """Several rounds as one."""
    rows = [astuple(each) for each in balances]
    return RoundBalance(*map(sum, zip(*rows, strict=True))) if rows else RoundBalance()


def open_surpluses(user, *, today, limit=SHOWN):
    """The grants with money left over that lacks a reason or a decision, the largest first."""
    grants = accounted(Grant.objects.visible_to(user), today=today).filter(
        ended=True, remaining__gt=0
    )
    return list(
        grants.select_related("recipient", "round__source").order_by(
            "-unexplained", "-remaining", "pk"
        )[:limit]
    )
