"""Indicators with their figures: in lists, on their own page, in panels. Constant in statements."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import (
    BigIntegerField,
    Count,
    DateField,
    FilteredRelation,
    OuterRef,
    Q,
    Subquery,
)

from coordination.prepared import prepared
from evaluation.calendar import period_name
from evaluation.models import Indicator, Measurement

SHOWN = 100


@dataclass(frozen=True)
class Figure:
    """A measurement in the scale that is shown, with the name of its period."""

    measurement: Measurement
    value: Decimal | None
    period: str
    is_corrected: bool = False


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator in a list, with its latest figure and whether the target is reached."""

    indicator: Indicator
    latest: Figure | None
    is_reached: bool | None


def indicator_rows(indicators, *, as_of) -> list[IndicatorRow]:
    """Indicators with the latest figure of their own on a day. One statement."""
    found = _with_latest(indicators, as_of).select_related("programme", "initiative")
    return _rows(found[:SHOWN])


def rows_of_initiative(initiative, *, as_of) -> list[IndicatorRow]:
    """The indicators of an initiative that the reader has been found to see. One statement."""
    return _rows(_of_initiative(initiative=initiative.pk, as_of=as_of))


@prepared(initiative=BigIntegerField(), as_of=DateField())
def _of_initiative(initiative, as_of):
    return _with_latest(indicators_of(initiative=initiative), as_of)[:SHOWN]


def _with_latest(indicators, as_of):
    own = Measurement.objects.current().as_of(as_of).filter(comparison="")
    latest = own.filter(indicator=OuterRef("pk")).order_by("-measured_on").values("pk")[:1]
    return (
        indicators.annotate(
            latest=FilteredRelation("measurements", condition=Q(measurements__pk=Subquery(latest)))
        )
        .select_related("organization", "municipality", "latest")
        .for_table()
    )


def _rows(indicators) -> list[IndicatorRow]:
    return [_row(indicator) for indicator in indicators]


def _row(indicator) -> IndicatorRow:
    measurement = getattr(indicator, "latest", None)
    latest = figure(indicator, measurement) if measurement else None
    return IndicatorRow(indicator, latest, indicator.reaches(latest.value) if latest else None)


def figure(indicator, measurement, *, is_corrected=False) -> Figure:
    """A measurement as it is shown."""
    return Figure(
        measurement,
        indicator.shown(measurement.value),
        period_name(indicator.period, measurement.measured_on),
        is_corrected,
    )


def charted_rows(programme, *, as_of) -> tuple[list[IndicatorRow], list[Measurement]]:
    """The indicators of a programme, and the current figures of the first that was measured twice.

    The reader has been found to see the programme. One statement: the row of that indicator is there
    once for each of its figures.
    """
    rows: dict[int, IndicatorRow] = {}
    points = []
    for indicator in _of_programme(programme=programme.pk, as_of=as_of):
        if indicator.pk not in rows:
            rows[indicator.pk] = _row(indicator)
        points.append(getattr(indicator, "drawn", None))
    return [*rows.values()][:SHOWN], [point for point in points if point]


@prepared(programme=BigIntegerField(), as_of=DateField())
def _of_programme(programme, as_of):
    indicators = indicators_of(programme=programme)
    own = Measurement.objects.current().filter(
        comparison="", value__isnull=False, indicator=OuterRef("pk")
    )
    times = own.order_by().values("indicator").annotate(times=Count("pk")).values("times")
    charted = indicators.annotate(times=Subquery(times)).filter(times__gte=2).for_table()
    figures = Measurement.objects.current().filter(indicator=Subquery(charted.values("pk")[:1]))
    drawn = FilteredRelation(
        "measurements", condition=Q(measurements__pk__in=Subquery(figures.values("pk")))
    )
    return _with_latest(indicators.annotate(drawn=drawn).select_related("drawn"), as_of)


def indicators_of(**owner):
    """The indicators of a ``programme`` or an ``initiative`` that the reader has been found to see.

    Whoever sees it sees them (``Indicator.visible_to`` says so, and a test).
    """
    return Indicator.objects.filter(**owner)


def figures_of(indicator) -> list[Figure]:
    """Every figure of an indicator, corrected ones too, newest period first. One statement."""
    rows = list(
        Measurement.objects.filter(indicator=indicator)
        .select_related("actor__person")
        .order_by("-measured_on", "comparison", "-pk")
    )
    corrected = {row.corrects_id for row in rows}
    return [figure(indicator, row, is_corrected=row.pk in corrected) for row in rows]
