"""The priority rule (prioriteringsregeln, M-17, M-18) as data and pure functions.

What is asked about an application, in order:

1. Is it long-term? A gate: what is not, is not ranked.
2. Do several bodies take part? What one body does alone comes after.
3. How many of the affected bodies really take part?
4. How far does it meet the round's criteria, each by its weight?

A candidate holds no amount, so none can decide. Fractions are exact: equal is equal.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

NAME = "kraftsam-1"  # a changed rule gets a new name, which the exported file says
JOINT = 2  # bodies that take part, from which work is joint
RANKED, UNJUDGED, OUTSIDE = "1", "2", "3"  # the order of the list
SHARE_DIGITS, POINT_DIGITS, NUMBER_DIGITS = 9, 6, 6
HIGHEST_LEVEL = 5


@dataclass(frozen=True)
class Candidate:
    """What the rule looks at of an application. ``long_term`` is None until somebody has judged it."""

    number: int
    long_term: bool | None
    affected: int
    taking_part: int
    levels: Mapping[str, int] = field(default_factory=dict)


def group(candidate: Candidate, weights: Mapping[str, int]) -> str:
    """Whether a candidate is ranked, not fully judged, or outside for not being long-term."""
    if candidate.long_term is False:
        return OUTSIDE
    judged = candidate.long_term and weights.keys() <= candidate.levels.keys()
    return RANKED if judged else UNJUDGED


def is_joint(candidate: Candidate) -> bool:
    return candidate.taking_part >= JOINT


def participation(candidate: Candidate) -> Fraction:
    """How much of the affected takes part, from 0 to 1."""
    if not candidate.affected:
        return Fraction(0)
    return Fraction(candidate.taking_part, candidate.affected)


def points(candidate: Candidate, weights: Mapping[str, int]) -> int:
    """The levels times their weights; what is not judged gives nothing yet."""
    return sum(weight * candidate.levels.get(name, 0) for name, weight in weights.items())


def mean(candidate: Candidate, weights: Mapping[str, int]) -> Fraction:
    """The points as a weighted mean, from 1 to 5; 0 without criteria."""
    total = sum(weights.values())
    return Fraction(points(candidate, weights), total) if total else Fraction(0)


def order(candidate: Candidate, weights: Mapping[str, int]) -> tuple:
    """What two candidates are compared by: the smaller comes first, equals share their rank."""
    return (
        group(candidate, weights),
        not is_joint(candidate),
        -participation(candidate),
        -points(candidate, weights),
    )


def ranking(candidates: Iterable[Candidate], weights: Mapping[str, int]) -> dict[int, int]:
    """The rank of each ranked candidate by number; equals share a rank, and the next is skipped."""
    able = [each for each in candidates if group(each, weights) == RANKED]
    places: dict[tuple, int] = {}
    for place, key in enumerate(sorted(order(each, weights) for each in able), start=1):
        places.setdefault(key, place)
    return {each.number: places[order(each, weights)] for each in able}


def rank_key(candidate: Candidate, weights: Mapping[str, int]) -> str:
    """The order as text that a database sorts the same way; equal for equals.

    A share with nine digits is exact enough: two different shares of up to thirty thousand bodies
    differ before the ninth.
    """
    scale = 10**SHARE_DIGITS
    missing = scale - int(participation(candidate) * scale)
    lacking = 10**POINT_DIGITS - 1 - points(candidate, weights)
    return (
        f"{group(candidate, weights)}{int(not is_joint(candidate))}"
        f"{missing:0{SHARE_DIGITS + 1}d}{lacking:0{POINT_DIGITS}d}"
    )


RANK_KEY_LENGTH = 2 + SHARE_DIGITS + 1 + POINT_DIGITS


def sort_key(candidate: Candidate, weights: Mapping[str, int]) -> str:
    """The place in the round's list: equals stand in the order in which they were submitted."""
    return f"{rank_key(candidate, weights)}{candidate.number:0{NUMBER_DIGITS}d}"
