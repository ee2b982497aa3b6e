"""Plan against what came of it: how long dates were given, and how long they took (S-44)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, DateField, DurationField, ExpressionWrapper, F
from django.db.models.functions import Coalesce, TruncDate

from coordination.domain.queries.deadline import kind_name


@dataclass(frozen=True)
class LeadTime:
    """Dates of one kind in one body that were kept in a period: in days, the median of each."""

    kind: str
    body: str
    number: int
    planned: int
    actual: int
    in_time: int

    @property
    def difference(self) -> int:
        """Days over the plan; negative when it went faster."""
        return self.actual - self.planned

    @property
    def share_in_time(self) -> int:
        return round(100 * self.in_time / self.number)


@dataclass(frozen=True)
class LeadTimes:
    """The table by kind and body, and the sums by kind for the chart."""

    rows: list[LeadTime]
    kinds: list[LeadTime]


def lead_times(deadlines, *, first: date, last: date) -> LeadTimes:
    """Planned and actual days from when something was owed, for what was kept in a period. One statement.

    Planned is to the day that was said first; what was withdrawn is not counted. The database counts
    equal pairs of days together, so that the rows follow how different things went, not how many.
    """
    counted = (
        deadlines.kept()
        .filter(done_at__date__range=(first, last))
        .order_by()
        .annotate(
            planned=_days(Coalesce("planned_on", "due_on", output_field=DateField())),
            actual=_days(TruncDate("done_at")),
        )
        .values_list("kind", "organization__name", "planned", "actual")
        .annotate(number=Count("pk"))
    )
    by_body = defaultdict(list)
    by_kind = defaultdict(list)
    for kind, body, planned, actual, number in counted:
        pair = (planned.days, actual.days, number)
        by_body[kind, body].append(pair)
        by_kind[kind].append(pair)
    return LeadTimes(
        rows=sorted(
            (_lead_time(kind, body, pairs) for (kind, body), pairs in by_body.items()),
            key=lambda row: (row.kind, row.body),
        ),
        kinds=sorted(
            (_lead_time(kind, "", pairs) for kind, pairs in by_kind.items()),
            key=lambda row: -row.number,
        ),
    )


def _days(until):
    return ExpressionWrapper(until - TruncDate(F("created_at")), output_field=DurationField())


def _lead_time(kind, body, pairs) -> LeadTime:
    return LeadTime(
        kind=kind_name(kind),
        body=body,
        number=sum(number for *_days, number in pairs),
        planned=median((planned, number) for planned, _actual, number in pairs),
        actual=median((actual, number) for _planned, actual, number in pairs),
        in_time=sum(number for planned, actual, number in pairs if actual <= planned),
    )


def median(counted: Iterable[tuple[int, int]]) -> int:
    """The middle value of values with how often each occurs; the lower of two in the middle."""
    values = sorted(counted)
    half = (sum(number for _value, number in values) + 1) // 2
    seen = 0
    for value, number in values:
        seen += number
        if seen >= half:
            return value
    return 0
