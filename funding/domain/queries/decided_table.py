"""The decision table after the decision: what was granted and refused, in the same order, to be read."""

from dataclasses import dataclass

from coordination.models import Decision
from funding.domain.queries.application import RankedRow, first_ranked
from funding.enums import ApplicationState
from funding.models import Grant, Refusal

SHOWN = 200
DECIDED = (ApplicationState.GRANTED, ApplicationState.REFUSED)


@dataclass(frozen=True)
class DecidedLine:
    """One application with its outcome: the amount and the sum so far, or the reason it was refused."""

    row: RankedRow
    decision: Decision
    granted_ore: int | None = None
    running_ore: int | None = None
    is_approximate: bool = False
    reason: str = ""

    @property
    def is_granted(self) -> bool:
        return self.granted_ore is not None


@dataclass(frozen=True)
class DecidedTable:
    """The decided applications of a round, with what they asked for and got together."""

    lines: list[DecidedLine]

    @property
    def granted(self) -> list[DecidedLine]:
        return [line for line in self.lines if line.is_granted]

    @property
    def refused(self) -> list[DecidedLine]:
        return [line for line in self.lines if not line.is_granted]

    @property
    def granted_ore(self) -> int:
        return sum(line.granted_ore or 0 for line in self.lines)

    @property
    def is_approximate(self) -> bool:
        return any(line.is_approximate for line in self.lines)

    @property
    def applied_ore(self) -> int:
        return sum(line.row.applied_ore for line in self.lines)

    @property
    def decisions(self) -> list[Decision]:
        """The decisions that the lines follow from, in the order of their days."""
        found = {line.decision.pk: line.decision for line in self.lines}
        return sorted(found.values(), key=lambda decision: (decision.decided_on, decision.pk))


def decided_table(funding_round, user) -> DecidedTable:
    """What has been decided about a round's applications. One statement, five where something has."""
    rows = first_ranked(funding_round, user, limit=SHOWN, state__in=DECIDED)
    if not rows:
        return DecidedTable([])
    numbers = [row.pk for row in rows]
    grants = _by_application(Grant, numbers)
    refusals = _by_application(Refusal, numbers)
    return DecidedTable(list(_lines(rows, grants, refusals)))


def _by_application(model, numbers) -> dict:
    found = model.objects.filter(application__in=numbers).select_related("decision__body")
    return {each.application_id: each for each in found}


def _lines(rows, grants, refusals):
    running = 0
    for row in rows:
        if grant := grants.get(row.pk):
            running += grant.granted_ore
            yield DecidedLine(
                row,
                grant.decision,
                granted_ore=grant.granted_ore,
                running_ore=running,
                is_approximate=grant.is_approximate,
            )
        elif refusal := refusals.get(row.pk):
            yield DecidedLine(row, refusal.decision, reason=refusal.reason)
