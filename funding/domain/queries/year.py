"""The calendar year per committee (årsutfall, T-17): totals that are the sums of their projects.

Kept apart from what has come of a round: here counts what was booked during the year (T-34).
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Sum

from funding.enums import EntryKind
from funding.models import Grant, LedgerEntry

COUNTED = (
    EntryKind.GRANTED,
    EntryKind.USED,
    EntryKind.RETURNED,
    EntryKind.KEPT,
    EntryKind.REPURPOSED,
)
SHOWN_YEARS = 10


@dataclass(frozen=True)
class YearSums:
    """What was booked during a year, in öre, and what was left when it ended."""

    granted: int = 0
    used: int = 0
    returned: int = 0
    kept: int = 0
    repurposed: int = 0
    left_at_end: int = 0

    def __add__(self, other):
        return YearSums(*(a + b for a, b in zip(self.values(), other.values(), strict=True)))

    def values(self) -> tuple[int, ...]:
        return (
            *(self.granted, self.used, self.returned),
            *(self.kept, self.repurposed, self.left_at_end),
        )


@dataclass(frozen=True)
class ProjectYear:
    """A project's year."""

    grant: Grant
    sums: YearSums


@dataclass(frozen=True)
class CommitteeYear:
    """A committee's year, counted over its rows, and its projects, counted one by one."""

    pk: int
    name: str
    sums: YearSums
    projects: tuple[ProjectYear, ...]

    @property
    def anchor(self) -> str:
        """Where the committee's projects stand on the page."""
        return f"n{self.pk}"

    @property
    def of_projects(self) -> YearSums:
        return sum((each.sums for each in self.projects), YearSums())

    @property
    def agrees(self) -> bool:
        """Whether the total is the sum of the projects."""
        return self.sums == self.of_projects


def years_booked(user) -> list[int]:
    """The years in which anything was booked that a user may see, newest first. One statement."""
    days = LedgerEntry.objects.visible_to(user).filter(grant__isnull=False)
    return [day.year for day in days.dates("booked_on", "year", order="DESC")[:SHOWN_YEARS]]


def committees_in(year, user) -> list[CommitteeYear]:
    """Every committee with money in a year, with its projects. Five statements."""
    rows = LedgerEntry.objects.visible_to(user).filter(grant__isnull=False, kind__in=COUNTED)
    bodies = _sums(rows, year, "grant__recipient")
    projects = _sums(rows, year, "grant")
    grants = Grant.objects.filter(pk__in=projects).select_related("recipient", "round")
    found: dict[int, list[ProjectYear]] = defaultdict(list)
    names = {}
    for grant in grants.order_by("title", "pk"):
        found[grant.recipient_id].append(ProjectYear(grant, projects[grant.pk]))
        names[grant.recipient_id] = (grant.recipient.sort_key, grant.recipient.name)
    return [
        CommitteeYear(pk, names[pk][1], bodies.get(pk, YearSums()), tuple(found[pk]))
        for pk in sorted(found, key=lambda pk: names[pk])
    ]


def _sums(rows, year, owner) -> Mapping[int, YearSums]:
    """What was booked during the year and what was left at its end, by who owns the rows."""
    end = date(year, 12, 31)
    during = _by_owner(rows.filter(booked_on__range=(date(year, 1, 1), end)), owner)
    until = _by_owner(rows.filter(booked_on__lte=end), owner)
    return {
        pk: _year(during.get(pk, {}), kinds)
        for pk, kinds in until.items()
        if pk in during or _left(kinds)
    }


def _by_owner(rows, owner) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for pk, kind, total in rows.order_by().values_list(owner, "kind").annotate(Sum("amount_ore")):
        found[pk][kind] = total
    return found


def _year(during, until) -> YearSums:
    return replace(YearSums(*(during.get(kind, 0) for kind in COUNTED)), left_at_end=_left(until))


def _left(kinds) -> int:
    taken = (EntryKind.USED, EntryKind.RETURNED, EntryKind.KEPT)
    given = kinds.get(EntryKind.GRANTED, 0) + kinds.get(EntryKind.REPURPOSED, 0)
    return given - sum(kinds.get(kind, 0) for kind in taken)
