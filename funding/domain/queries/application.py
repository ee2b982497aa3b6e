"""The pages of applications, in constant statements."""

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import (
    Count,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Sum,
    prefetch_related_objects,
)
from django.utils import timezone

from coordination.keyset import KeysetPage, keyset_page
from coordination.models import Membership, Person
from funding.domain import priority
from funding.domain.ranking import weights_of
from funding.enums import ApplicationState, RoundState
from funding.models import Application, Conflict, GateCheck, Round, Score
from funding.permissions import MANAGING

SHOWN = 100
MOST_DECIDED = 200
MOST_SCORES = 500
ROW = (
    *("pk", "id", "number", "title", "state", "sort_key", "applied_ore", "lead__name"),
    *("area__name", "is_fictitious", "joined", "affected", "long_term", "gate_reason", "lead_id"),
)


def newest_of(user) -> list[Application]:
    """The applications that the user's bodies write or wrote, newest first. One statement."""
    rows = Application.objects.visible_to(user).select_related("lead", "round")
    return list(rows.order_by("-started_at", "-pk")[:SHOWN])


@dataclass(frozen=True)
class RankedRow:
    """One application in the ranking: its place and what gave it that."""

    pk: int
    number: int
    title: str
    lead: str
    lead_id: int
    area: str
    state: str
    applied_ore: int
    affected: int
    taking_part: int
    long_term: bool | None
    gate_reason: str
    points: Fraction | None
    rank: int | None
    is_tied: bool
    is_fictitious: bool

    @property
    def state_label(self) -> str:
        return str(ApplicationState(self.state).label)

    @property
    def is_judged(self) -> bool:
        """Whether the gate and every criterion have been judged, or the gate was enough."""
        return self.long_term is False or self.rank is not None

    @property
    def points_text(self) -> str:
        """”4,6”: the weighted mean with one decimal; a dash where nothing is ranked."""
        if self.points is None:
            return "–"
        tenths = (self.points * 20 + 1) // 2
        return f"{tenths // 10},{tenths % 10}"


def ranked_page(funding_round, user, params) -> KeysetPage:
    """A page of a round's received applications in the order of the rule. Four statements."""
    rows = received_in(funding_round, user)
    page = keyset_page(rows, params, columns=_columns)
    return KeysetPage(
        ranked_rows(funding_round, rows, list(page.rows)), page.previous_url, page.next_url
    )


def received_in(funding_round, user):
    """A round's received applications that the user may see."""
    return Application.objects.visible_to(user).received().filter(round=funding_round)


def first_ranked(funding_round, user, *, limit, **chosen) -> list[RankedRow]:
    """The first of a round's received applications in the order of the rule."""
    rows = received_in(funding_round, user).filter(**chosen)
    return ranked_rows(funding_round, rows, list(_columns(rows.by_rank())[:limit]))


def ranked_row(application, user) -> RankedRow:
    """One application with its place among those of its round. Three statements."""
    rows = received_in(application.round, user)
    return ranked_rows(application.round, rows, list(_columns(rows.filter(pk=application.pk))))[0]


def _columns(rows):
    checks = GateCheck.objects.filter(application=OuterRef("pk"), is_current=True)
    return rows.annotate(
        affected=Count("bodies"),
        joined=Count("bodies", filter=Q(bodies__takes_part=True)),
        long_term=Subquery(checks.values("passed")[:1]),
        gate_reason=Subquery(checks.values("rationale")[:1]),
    ).values(*ROW)


def ranked_rows(funding_round, rows, found) -> list[RankedRow]:
    """Each row of ``values()`` with its rank among all of ``rows``."""
    if not found:
        return []
    weights = weights_of(funding_round)
    before, tied = _places(rows, found[0]["sort_key"])
    ranked, earlier, rank = [], None, before + 1 - tied
    keys = [row["sort_key"][: priority.RANK_KEY_LENGTH] for row in found]
    for place, (row, key) in enumerate(zip(found, keys, strict=True), start=before + 1):
        if earlier is not None and key != earlier:
            rank = place
        earlier = key
        is_tied = keys.count(key) > 1 or (tied > 0 and key == keys[0])
        ranked.append(_ranked(row, weights, rank, is_tied=is_tied))
    return ranked


def _places(rows, first) -> tuple[int, int]:
    """How many stand before a row, and how many of those share its rank. One statement."""
    key = first[: priority.RANK_KEY_LENGTH]
    sums = rows.filter(sort_key__lt=first).aggregate(
        before=Count("pk"), tied=Count("pk", filter=Q(sort_key__gte=key))
    )
    return sums["before"], sums["tied"]


def _ranked(row, weights, rank, *, is_tied) -> RankedRow:
    in_ranking = row["sort_key"].startswith(priority.RANKED)
    return RankedRow(
        pk=row["pk"],
        number=row["number"],
        title=row["title"],
        lead=row["lead__name"],
        lead_id=row["lead_id"],
        area=row["area__name"] or "",
        state=row["state"],
        applied_ore=row["applied_ore"],
        affected=row["affected"],
        taking_part=row["joined"],
        long_term=row["long_term"],
        gate_reason=row["gate_reason"] or "",
        points=_mean(row["sort_key"], weights) if in_ranking else None,
        rank=rank if in_ranking else None,
        is_tied=in_ranking and is_tied,
        is_fictitious=row["is_fictitious"],
    )


def _mean(key, weights) -> Fraction | None:
    """The weighted mean, read from the sort key, where the points stand upside down."""
    total = sum(weights.values())
    if not total:
        return None
    end = priority.RANK_KEY_LENGTH
    lacking = int(key[end - priority.POINT_DIGITS : end])
    return Fraction(10**priority.POINT_DIGITS - 1 - lacking, total)


def waiting_in(funding_round, user) -> list[Application]:
    """The applications that a decision can be about, in the order of the rule. One statement."""
    rows = received_in(funding_round, user).filter(state=ApplicationState.SUBMITTED)
    return list(rows.select_related("lead", "initiative", "area").by_rank()[:MOST_DECIDED])


@dataclass(frozen=True)
class RoundApplications:
    """How many applications a round has, and how much they ask for together, in öre."""

    number: int = 0
    unjudged: int = 0
    waiting: int = 0
    applied_ore: int = 0
    waiting_ore: int = 0


def applications_of(funding_round, user) -> RoundApplications:
    """The received applications of a round that the user may see, as sums. One statement."""
    waits = Q(state=ApplicationState.SUBMITTED)
    return RoundApplications(
        **received_in(funding_round, user).aggregate(
            number=Count("pk"),
            waiting=Count("pk", filter=waits),
            unjudged=Count("pk", filter=waits & Q(sort_key__startswith=priority.UNJUDGED)),
            waiting_ore=Sum("applied_ore", filter=waits, default=0),  # before its column is hidden
            applied_ore=Sum("applied_ore", default=0),
        )
    )


def waiting_for(user, **chosen) -> int:
    """What is applied for in opened rounds and not decided on, where the user may see it. One statement."""
    rows = Application.objects.visible_to(user).filter(state=ApplicationState.SUBMITTED, **chosen)
    opened = rows.exclude(round__state=RoundState.TEST)
    return opened.aggregate(sum=Sum("applied_ore", default=0))["sum"]


def load_assessment(application) -> None:
    """Read what is judged by and who may not judge, so that the page asks the database no more."""
    conflicts = Prefetch("conflicts", Conflict.objects.select_related("person"))
    prefetch_related_objects([application], "bodies", conflicts, "round__criteria")


def scores_of(application) -> tuple[dict[int, Score], list[Score]]:
    """The scores in force by criterion, and what was said before, newest first. One statement."""
    rows = list(application.scores.select_related("criterion", "actor__person")[:MOST_SCORES])
    current = {score.criterion_id: score for score in rows if score.is_current}
    return current, [score for score in rows if not score.is_current][:SHOWN]


def current_gate(application) -> GateCheck | None:
    return application.gate_checks.filter(is_current=True).select_related("actor__person").first()


def next_unjudged(application, user) -> Application | None:
    """The application to judge after this one: the next by number that is not fully judged."""
    rows = received_in(application.round, user).filter(
        state=ApplicationState.SUBMITTED, sort_key__startswith=priority.UNJUDGED
    )
    rest = rows.exclude(pk=application.pk).order_by("number")
    return rest.filter(number__gt=application.number).first() or rest.first()


def assessors_of(funding_round):
    """The people who may judge a round's applications: those who keep the money, and the group asked."""
    owner = funding_round.source.owner
    own = Q(seat__organization=owner) | Q(seat__organization__serves=owner)
    if owner.serves_id:
        own |= Q(seat__organization=owner.serves_id)
    held = Q(seat__role__in=MANAGING) & own
    if funding_round.assessed_by_id:
        held |= Q(seat__organization=funding_round.assessed_by_id)
    members = Membership.objects.in_force(timezone.localdate()).filter(held)
    return Person.objects.filter(pk__in=members.values("person")).order_by(
        "family_name", "given_name", "pk"
    )


def open_rounds(user) -> list[Round]:
    """The rounds in which one can apply now. One statement."""
    rows = Round.objects.visible_to(user).filter(state="open").select_related("source__owner")
    return list(rows.for_table()[:SHOWN])
