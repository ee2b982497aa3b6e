"""The pages of rounds: each round with its sums, each grant with its own, in constant statements."""

from dataclasses import astuple, dataclass

from django.db.models import Count, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Greatest

from coordination.models import Decision
from funding.domain.queries.balance import Balance, balance
from funding.domain.surplus_watch import LEFT
from funding.enums import ENDED_STATES
from funding.models import Grant, LedgerEntry, Refusal, Round

SHOWN = 100


@dataclass(frozen=True)
class GrantTotals:
    """The sums of the grants that a reader sees of a round, from the sums kept beside the ledger."""

    number: int = 0
    unreported: int = 0
    approximate: int = 0
    granted_ore: int = 0
    used_ore: int = 0
    returned_ore: int = 0
    kept_ore: int = 0
    repurposed_ore: int = 0
    remaining_ore: int = 0

    @property
    def left_ore(self) -> int:
        given_back = self.returned_ore + self.kept_ore
        return self.granted_ore + self.repurposed_ore - self.used_ore - given_back


_TOTALS = {
    # Before the columns it is made of are hidden by their sums.
    "remaining_ore": Sum(Greatest(LEFT, Value(0)), default=0),
    "number": Count("pk"),
    "unreported": Count("pk", filter=Q(reported_on__isnull=True)),
    "approximate": Count("pk", filter=Q(is_approximate=True)),
    "granted_ore": Sum("granted_ore", default=0),
    "used_ore": Sum("used_ore", default=0),
    "returned_ore": Sum("returned_ore", default=0),
    "kept_ore": Sum("kept_ore", default=0),
    "repurposed_ore": Sum("repurposed_ore", default=0),
}


def rounds_with_totals(user, *, limit=SHOWN, **chosen) -> list[tuple[Round, GrantTotals]]:
    """The newest rounds that a user may see, each with its totals. Two statements.

    A round also says how many grants it has in all: a reader may see some of them.
    """
    number = Grant.objects.filter(round=OuterRef("pk")).order_by().values("round")
    visible = Round.objects.visible_to(user).filter(**chosen)
    visible = visible.annotate(
        number_of_grants=Coalesce(Subquery(number.annotate(n=Count("pk")).values("n")), 0)
    )
    rounds = list(visible.select_related("source__owner").for_table()[:limit])
    sums = {
        row.pop("round"): GrantTotals(**row)
        for row in Grant.objects.visible_to(user)
        .filter(round__in=rounds)
        .order_by()
        .values("round")
        .annotate(**_TOTALS)
    }
    return [(found, sums.get(found.pk, GrantTotals())) for found in rounds]


def totals_by_state(grants) -> dict[str, GrantTotals]:
    """The sums of a queryset of grants, by how far their projects have come. One statement."""
    rows = grants.order_by().values("project_state").annotate(**_TOTALS)
    return {row.pop("project_state"): GrantTotals(**row) for row in rows}


def surplus_in(funding_round, by_state, *, today) -> int:
    """What is left of a round's ended projects and lacks a reason or a decision, in öre."""
    expires_on = funding_round.source.expires_on
    over = expires_on and expires_on < today
    ended = by_state if over else by_state.keys() & set(ENDED_STATES)
    return sum(by_state[state].remaining_ore for state in ended)


def add_up(totals) -> GrantTotals:
    """Several sums as one."""
    return GrantTotals(*map(sum, zip(*(astuple(each) for each in totals), strict=True)))


def grants_in(funding_round, user):
    """A round's grants that a user may see, what nobody has reported on first."""
    return (
        Grant.objects.visible_to(user)
        .filter(round=funding_round)
        .select_related("recipient", "area", "initiative", "decision__body")
        .unreported_first()
    )


def balance_for(user, *, as_of, **chosen) -> Balance:
    """The balance of the ledger rows that a user may see, all or some. One statement."""
    return balance(LedgerEntry.objects.visible_to(user).filter(**chosen), as_of=as_of)


def refusals_in(funding_round, user) -> list[Refusal]:
    """What was refused in a round that a user may see, with the reasons. One statement."""
    rows = Refusal.objects.visible_to(user).filter(round=funding_round)
    return list(rows.select_related("applicant").order_by("pk"))


def decisions_in(funding_round, user) -> list[Decision]:
    """The decisions behind a round's grants, first made first. One statement."""
    grants = Grant.objects.visible_to(user).filter(round=funding_round)
    return list(
        Decision.objects.filter(pk__in=grants.order_by().values("decision"))
        .select_related("body")
        .order_by("decided_on", "pk")
    )
