"""Indicators with their figures: in lists, on their own page, in panels. Constant in statements."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from coordination.components import LineChart, Series
from coordination.templatetags.kraftsam.figures import decimal
from evaluation.calendar import period_name
from evaluation.enums import Period
from evaluation.models import Indicator, Measurement

SHOWN = 100
# The lines' dress in a chart: ours solid, comparisons dashed, then dotted.
KINDS = "abc"
ENDS_OF_A_LINE = 2


@dataclass(frozen=True)
class Figure:
    """A measurement in the scale that is shown, with the name of its period."""

    measurement: Measurement
    value: Decimal | None
    period: str


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator in a list, with its latest figure and whether the target is reached."""

    indicator: Indicator
    latest: Figure | None
    is_reached: bool | None


def indicator_rows(indicators, *, as_of, limit=SHOWN) -> list[IndicatorRow]:
    """Indicators with the latest figure of their own on a day. Two statements."""
    latest = (
        Measurement.objects.current()
        .as_of(as_of)
        .filter(indicator=OuterRef("pk"), comparison="")
        .order_by("-measured_on")
    )
    found = list(
        indicators.select_related("organization", "programme", "initiative")
        .annotate(latest_id=Subquery(latest.values("pk")[:1]))
        .for_table()[:limit]
    )
    figures = Measurement.objects.in_bulk([row.latest_id for row in found if row.latest_id])
    return [_row(indicator, figures.get(indicator.latest_id)) for indicator in found]


def _row(indicator, measurement) -> IndicatorRow:
    latest = figure(indicator, measurement) if measurement else None
    return IndicatorRow(indicator, latest, indicator.reaches(latest.value) if latest else None)


def figure(indicator, measurement) -> Figure:
    """A measurement as it is shown."""
    return Figure(
        measurement,
        indicator.shown(measurement.value),
        period_name(indicator.period, measurement.measured_on),
    )


def indicators_of(owner, user):
    """The indicators that a user may see of a programme with its initiatives, or of an initiative."""
    path = Q(**{owner._meta.model_name: owner.pk})
    return Indicator.objects.visible_to(user).filter(path)


def measurements_of(indicator):
    """Every figure of an indicator, corrected ones too, newest period first. One statement."""
    return (
        Measurement.objects.filter(indicator=indicator)
        .select_related("actor__person", "corrected_by", "corrects")
        .order_by("-measured_on", "comparison", "-pk")
    )


def chart_of(indicator, measurements) -> LineChart | None:
    """The indicator over time beside what it is compared with; None before two periods are measured."""
    lines = _lines(indicator, measurements)
    own = [(x, y) for x, y in lines.get("", []) if y is not None]
    if len(own) < ENDS_OF_A_LINE:
        return None
    return LineChart(
        title=headline(indicator, own[0][1], own[-1][1]),
        series=[
            Series(name or _whose(indicator), points, KINDS[min(n, len(KINDS) - 1)])
            for n, (name, points) in enumerate(lines.items())
        ],
        note=_("%(name)s, %(unit)s. Källa: %(source)s.")
        % {"name": indicator.name, "unit": indicator.unit, "source": indicator.source_name},
        goal=indicator.target_value,
        unit=indicator.unit,
    )


def _whose(indicator) -> str:
    """Whose figure the indicator's own is: the municipality's, in few letters."""
    body = indicator.municipality or indicator.organization
    return body.short_name or body.name


def _lines(indicator, measurements) -> dict[str, list]:
    """{comparison: [(x, value)]} in order of time, the indicator's own first."""
    current = [row for row in measurements if not hasattr(row, "corrected_by")]
    current.sort(key=lambda row: (row.comparison, row.measured_on))
    lines: dict[str, list] = {}
    for row in current:
        x = row.measured_on.year if indicator.period == Period.YEAR else row.measured_on
        lines.setdefault(row.comparison, []).append((x, indicator.shown(row.value)))
    return lines


def headline(indicator, first, last) -> str:
    """What the chart says, in words: which way it went, and whether the target is reached."""
    values = {
        "first": decimal(first, indicator.decimals),
        "last": decimal(last, indicator.decimals),
    }
    if last == first:
        said = _("Oförändrat %(last)s") % values
    elif last > first:
        said = _("Upp från %(first)s till %(last)s") % values
    else:
        said = _("Ner från %(first)s till %(last)s") % values
    return f"{said}{_about_target(indicator.reaches(last))}"


def _about_target(reached) -> str:
    if reached is None:
        return ""
    return _(", målet är nått") if reached else _(", målet är inte nått")
