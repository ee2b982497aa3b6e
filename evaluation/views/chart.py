"""An indicator as a line: the heading says the message, comparisons stand beside it."""

from django.utils.translation import gettext as _

from coordination.components import LineChart, Series
from coordination.templatetags.kraftsam.figures import decimal
from evaluation.enums import Period

# The lines' dress: ours solid, comparisons dashed, then dotted.
KINDS = "abc"
ENDS_OF_A_LINE = 2


def chart_of(indicator, measurements) -> LineChart | None:
    """The indicator over time beside what it is compared with; None before two periods are measured.

    ``measurements`` are the current ones: those that no correction has followed.
    """
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
    lines: dict[str, list] = {}
    for row in sorted(measurements, key=lambda row: (row.comparison, row.measured_on)):
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
