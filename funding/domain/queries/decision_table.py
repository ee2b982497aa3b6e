"""The decision table (beslutstabell): applications in order, a running sum, and what does not go together.

What is ticked lives in the page's address alone. Nothing here is saved: only a body decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from coordination.swedish import format_kr
from funding.domain.queries.application import RankedRow, first_ranked
from funding.enums import ApplicationState
from funding.models import Exclusion

SHOWN = 200
IN, OVER, OUT, BLOCKED = "in", "over", "out", "blocked"


@dataclass(frozen=True)
class Line:
    """One application in the table: ticked or not, the sum so far, and what is in the way."""

    row: RankedRow
    state: str
    reason: str = ""
    ticked: bool = False
    running_ore: int | None = None

    @property
    def is_blocked(self) -> bool:
        return self.state == BLOCKED


@dataclass(frozen=True)
class DecisionTable:
    """The lines of a round, with what is chosen and what the frame has left."""

    lines: list[Line]
    frame_ore: int
    cut_after: int | None  # the row below which the frame is used up
    more: bool = False

    @property
    def chosen(self) -> list[Line]:
        return [line for line in self.lines if line.ticked]

    @property
    def chosen_ore(self) -> int:
        return sum(line.row.applied_ore for line in self.chosen)

    @property
    def left_ore(self) -> int:
        return self.frame_ore - self.chosen_ore

    @property
    def over_ore(self) -> int:
        return max(-self.left_ore, 0)

    @property
    def thousandths(self) -> int:
        """How much of the frame is chosen, for the bar."""
        if not self.frame_ore:
            return 0
        return min(self.chosen_ore * 1000 // self.frame_ore, 1000)

    @property
    def is_possible(self) -> bool:
        """Whether what is chosen can be decided as it stands."""
        return bool(self.chosen) and not self.over_ore


def decision_table(funding_round, user, *, ticked: Iterable[int] | None = None) -> DecisionTable:
    """The applications that wait for a decision. Without ticks: from the top, what the frame holds."""
    found = first_ranked(funding_round, user, limit=SHOWN + 1, state=ApplicationState.SUBMITTED)
    rows, frame = found[:SHOWN], funding_round.source.headroom_ore
    pairs = _pairs(rows)
    wanted = suggested(rows, frame, pairs) if ticked is None else set(ticked)
    lines = list(_lines(rows, frame, wanted, pairs))
    return DecisionTable(lines, frame, _cut(lines), more=len(found) > SHOWN)


def suggested(rows, frame, pairs) -> set[int]:
    """From the top, each that can be granted and still fits."""
    chosen: set[int] = set()
    left = frame
    for row in rows:
        if not _refused(row) and not _excluded(row, chosen, pairs) and row.applied_ore <= left:
            chosen.add(row.pk)
            left -= row.applied_ore
    return chosen


def known_refusals(table) -> dict[int, str]:
    """Why an application can be granted in no combination with what is ticked, by its number."""
    judged = (line for line in table.lines if line.is_blocked and line.row.is_judged)
    return {line.row.pk: line.reason for line in judged}


def _lines(rows, frame, wanted, pairs):
    running, chosen = 0, set()
    for row in rows:
        if why := _refused(row) or _excluded(row, chosen, pairs):
            yield Line(row, state=BLOCKED, reason=why)
        elif row.pk in wanted:
            running += row.applied_ore
            chosen.add(row.pk)
            over = running - frame
            state = OVER if over > 0 else IN
            yield Line(row, state=state, ticked=True, running_ore=running, reason=_too_much(over))
        else:
            over = running + row.applied_ore - frame
            yield Line(row, state=OUT, reason=_too_much(over))


def _refused(row) -> str:
    """Why an application can be granted in no combination."""
    if row.long_term is False:
        return _("Inte långsiktig: %(why)s") % {"why": row.gate_reason}
    if row.rank is None:
        return _("Inte färdigbedömd")
    return ""


def _excluded(row, chosen, pairs) -> str:
    for other, title, reason in pairs.get(row.pk, ()):
        if other in chosen:
            return _("Utesluts av ”%(title)s”: %(reason)s") % {"title": title, "reason": reason}
    return ""


def _too_much(over) -> str:
    if over <= 0:
        return ""
    return _("%(over)s för mycket för ramen") % {"over": format_kr(over)}


def _pairs(rows) -> dict[int, list[tuple[int, str, str]]]:
    """What excludes what, from both sides. One statement."""
    titles = {row.pk: row.title for row in rows}
    found: dict[int, list[tuple[int, str, str]]] = {}
    pairs = Exclusion.objects.filter(first__in=titles, second__in=titles)
    for first, second, reason in pairs.values_list("first", "second", "reason"):
        found.setdefault(first, []).append((second, titles[second], reason))
        found.setdefault(second, []).append((first, titles[first], reason))
    return found


def _cut(lines) -> int | None:
    """The last ticked line before which everything fits."""
    fitting = [line.row.pk for line in lines if line.state == IN]
    return fitting[-1] if fitting else None
