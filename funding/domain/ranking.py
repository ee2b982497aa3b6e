"""A round's applications as the priority rule sees them, and their place kept beside them.

Nothing here reads an amount.
"""

from django.db.models import Count, OuterRef, Q, Subquery

from funding.domain.priority import Candidate, sort_key
from funding.models import Application, GateCheck, Score


def weights_of(funding_round) -> dict[str, int]:
    """The round's criteria by number, each with its weight."""
    return {str(each.pk): each.weight for each in funding_round.criteria.all()}


def candidates(funding_round) -> list[Candidate]:
    """Every received application of a round. Two statements, however many there are."""
    return _candidates(Application.objects.received().filter(round=funding_round))


def candidate_of(application) -> Candidate:
    """One application. Two statements."""
    return _candidates(Application.objects.filter(pk=application.pk))[0]


def _candidates(applications) -> list[Candidate]:
    checks = GateCheck.objects.filter(application=OuterRef("pk"), is_current=True)
    rows = applications.order_by("number").annotate(
        affected=Count("bodies"),
        joined=Count("bodies", filter=Q(bodies__takes_part=True)),
        long_term=Subquery(checks.values("passed")[:1]),
    )
    levels = _levels(applications)
    return [
        Candidate(number or 0, long_term, affected, joined, levels.get(pk, {}))
        for pk, number, long_term, affected, joined in rows.values_list(
            "pk", "number", "long_term", "affected", "joined"
        )
    ]


def _levels(applications) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    rows = Score.objects.filter(application__in=applications.order_by(), is_current=True)
    for application, criterion, level in rows.order_by().values_list(
        "application", "criterion", "level"
    ):
        found.setdefault(application, {})[str(criterion)] = level
    return found


def refresh_rank(application) -> None:
    """Reckon the application's place anew; the caller holds its lock and saves it."""
    candidate = candidate_of(application)
    numbered = Candidate(**{**vars(candidate), "number": application.number})
    application.sort_key = sort_key(numbered, weights_of(application.round))
