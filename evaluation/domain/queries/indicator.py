"""Indicators with their figures: in lists, on their own page, in panels. Constant in statements."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, FilteredRelation, OuterRef, Q, Subquery

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


def indicator_rows(indicators, *, as_of, limit=SHOWN) -> list[IndicatorRow]:
    """Indicators with the latest figure of their own on a day. One statement."""
    own = Measurement.objects.current().as_of(as_of).filter(comparison="")
    latest = own.filter(indicator=OuterRef("pk")).order_by("-measured_on").values("pk")[:1]
    found = (
        indicators.annotate(
            latest=FilteredRelation("measurements", condition=Q(measurements__pk=Subquery(latest)))
        )
        .select_related("organization", "municipality", "programme", "initiative", "latest")
        .for_table()[:limit]
    )
    return [_row(indicator, getattr(indicator, "latest", None)) for indicator in found]


def _row(indicator, measurement) -> IndicatorRow:
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


def charted_rows(indicators, *, as_of) -> tuple[list[IndicatorRow], list[Measurement]]:
    """``indicator_rows``, and the current figures of the first one that has been measured twice.

    One statement: the row of that indicator is there once for each of its figures.
    """
    own = Measurement.objects.current().filter(
        comparison="", value__isnull=False, indicator=OuterRef("pk")
    )
    times = own.order_by().values("indicator").annotate(times=Count("pk")).values("times")
    charted = indicators.annotate(times=Subquery(times)).filter(times__gte=2).for_table()
    figures = Measurement.objects.current().filter(indicator=Subquery(charted.values("pk")[:1]))
    drawn = FilteredRelation(
        "measurements", condition=Q(measurements__pk__in=Subquery(figures.values("pk")))
    )
    rows: dict[int, IndicatorRow] = {}
    points = []
    for row in indicator_rows(
        indicators.annotate(drawn=drawn).select_related("drawn"), as_of=as_of, limit=None
    ):
        rows.setdefault(row.indicator.pk, row)
        points.append(getattr(row.indicator, "drawn", None))
    return [*rows.values()][:SHOWN], [point for point in points if point]


def indicators_of(owner):
    """The indicators of a programme or an initiative that the reader has been found to see.

    Whoever sees it sees them (``Indicator.visible_to`` says so, and a test).
    """
    return Indicator.objects.filter(**{owner._meta.model_name: owner})


def figures_of(indicator) -> list[Figure]:
    """Every figure of an indicator, corrected ones too, newest period first. One statement."""
    rows = list(
        Measurement.objects.filter(indicator=indicator)
        .select_related("actor__person")
        .order_by("-measured_on", "comparison", "-pk")
    )
    corrected = {row.corrects_id for row in rows}
    return [figure(indicator, row, is_corrected=row.pk in corrected) for row in rows]
