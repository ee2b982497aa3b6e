"""How projects contributed, as it was known on a day: filed reports and indicators (T-12).

Read by the four questions. Three statements, however many projects.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from coordination.templatetags.kraftsam.figures import decimal
from evaluation.calendar import period_name
from evaluation.models import FollowUpReport, Indicator, Measurement


@dataclass(frozen=True)
class IndicatorFigure:
    """An indicator with its latest value that was known; ``value`` None where there was none."""

    name: str
    unit: str
    source: str
    value: str | None = None
    period: str = ""
    baseline: str = ""
    target: str = ""
    is_reached: bool | None = None


@dataclass(frozen=True)
class Contribution:
    """How a project contributed: the body's own words, when it must say so, and the figures."""

    statement: str = ""
    result: str = ""
    receipt: str = ""
    filed_on: date | None = None
    due_on: date | None = None
    is_late: bool = False  # not filed, and it should have been
    indicators: tuple[IndicatorFigure, ...] = ()

    @property
    def is_filed(self) -> bool:
        return self.filed_on is not None


def contributions_of(grants, *, as_of, known_at) -> dict[int, Contribution]:
    """What each grant of a list had contributed, by its number."""
    reports = _reports(grants)
    indicators = _indicators(grants, as_of, known_at)
    return {
        grant.pk: _contribution(reports.get(grant.pk), _of(grant, indicators), as_of, known_at)
        for grant in grants
    }


def _contribution(report, indicators, as_of, known_at) -> Contribution:
    if report is None:
        return Contribution(indicators=indicators)
    due_on = report.due_on if report.completed_on <= as_of else None
    if report.filed_at is None or report.filed_at > known_at:
        late = due_on is not None and due_on < as_of
        return Contribution(due_on=due_on, is_late=late, indicators=indicators)
    return Contribution(
        statement=report.contribution,
        result=report.final_result,
        receipt=report.receipt_number,
        filed_on=timezone.localdate(report.filed_at),
        due_on=due_on,
        indicators=indicators,
    )


def _reports(grants) -> dict[int, FollowUpReport]:
    rows = FollowUpReport.objects.filter(grant__in=[grant.pk for grant in grants])
    return {report.grant_id: report for report in rows if report.grant_id}


def _indicators(grants, as_of, known_at) -> Mapping[tuple[str, int], list[IndicatorFigure]]:
    """The indicators of the projects' initiatives, and of their programmes."""
    initiatives = {grant.initiative_id for grant in grants if grant.initiative_id}
    found: dict[tuple[str, int], list[IndicatorFigure]] = defaultdict(list)
    if not initiatives:
        return found
    programmes = {grant.initiative.programme_id for grant in grants if grant.initiative_id}
    # A join to the corrections would read all of them for each measurement; this uses their index.
    corrections = Measurement.objects.filter(corrects=OuterRef("pk"), recorded_at__lte=known_at)
    known = (
        Measurement.objects.filter(~Exists(corrections), comparison="", recorded_at__lte=known_at)
        .as_of(as_of)
        .order_by("measured_on", "pk")
    )
    rows = (
        Indicator.objects.filter(Q(initiative__in=initiatives) | Q(programme__in=programmes))
        .prefetch_related(Prefetch("measurements", known, to_attr="known"))
        .for_table()
    )
    for indicator in rows:
        place = (
            ("initiative", indicator.initiative_id)
            if indicator.initiative_id
            else ("programme", indicator.programme_id)
        )
        found[place].append(_figure(indicator))
    return found


def _of(grant, indicators) -> tuple[IndicatorFigure, ...]:
    if not grant.initiative_id:
        return ()
    own = indicators.get(("initiative", grant.initiative_id), [])
    shared = indicators.get(("programme", grant.initiative.programme_id), [])
    return (*own, *shared)


def _figure(indicator) -> IndicatorFigure:
    latest = indicator.known[-1] if indicator.known else None
    value = indicator.shown(latest.value) if latest else None

    def written(number):
        return "" if number is None else decimal(number, indicator.decimals)

    return IndicatorFigure(
        name=indicator.name,
        unit=indicator.unit,
        source=latest.source if latest else indicator.source_name,
        value=None if value is None else written(value),
        period=period_name(indicator.period, latest.measured_on) if latest else "",
        baseline=written(indicator.baseline_value),
        target=written(indicator.target_value),
        is_reached=indicator.reaches(value),
    )
