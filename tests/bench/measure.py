"""Interleaved rounds over all targets: what disturbs the machine for a while disturbs them all."""

import itertools
import statistics
from dataclasses import dataclass, field

from tests.bench.client import Answer, Visitor
from tests.bench.targets import Target

ROUNDS = 5
WARMING = 6  # both workers have met the page with some certainty
MOST, FEWEST = 20, 4
MILLISECONDS_A_ROUND = 800  # of one target, so that slow pages do not take the whole run
NUMBERS = itertools.count(1)


class Failure(Exception):
    """A target did not answer as it should."""


@dataclass
class Result:
    """Everything that was measured of one target, in milliseconds."""

    target: Target
    turns: int
    statements: int
    size: int
    rounds: list[list[Answer]] = field(default_factory=list)

    @property
    def p50(self) -> float:
        """The median of the rounds' medians."""
        return _middle([[answer.milliseconds for answer in each] for each in self.rounds])

    @property
    def processor(self) -> float:
        """The same of the server's processor time: what the page costs, however busy the machine."""
        return _middle([[answer.processor for answer in each] for each in self.rounds])

    @property
    def p95(self) -> float:
        every = sorted(answer.milliseconds for each in self.rounds for answer in each)
        return every[int(len(every) * 0.95)]


def _middle(rounds) -> float:
    return statistics.median(map(statistics.median, rounds))


def measure(targets: list[Target], visitor: Visitor) -> dict[str, Result]:
    """Warm every target, then time them in turns. Raises Failure when one does not answer."""
    results = {each.name: _warm(each, visitor) for each in targets}
    for _round in range(ROUNDS):
        for result in results.values():
            result.rounds.append(_time(result, visitor))
    return results


def _warm(target, visitor) -> Result:
    slowest = statistics.median(ask(target, visitor).milliseconds for _turn in range(WARMING))
    counted = ask(target, visitor, counted=True)
    turns = max(FEWEST, min(MOST, int(MILLISECONDS_A_ROUND / slowest)))
    return Result(target, turns, counted.statements, len(counted.body))


def _time(result, visitor) -> list[Answer]:
    return [ask(result.target, visitor) for _turn in range(result.turns)]


def ask(target, visitor, *, counted=False) -> Answer:
    """One request of a target; anything but success ends the bench."""
    path = f"{target.path}{next(NUMBERS)}" if target.numbered else target.path
    if target.anonymous:
        visitor = visitor.without_cookies()
    if target.form:
        answer, expected = visitor.post(path, target.form, counted=counted), 302
    else:
        answer, expected = visitor.get(path, counted=counted), 200
    if answer.status != expected:
        raise Failure(f"{target.name}: {path} answered {answer.status}, not {expected}")
    return answer
