"""Charts as inline SVG: the title says the message, names stand at line ends, a table beside."""

import math
import textwrap
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from coordination.components import Bar, BarChart, LineChart, Series, shape, shapes
from coordination.templatetags.kraftsam.figures import NOTHING, decimal
from coordination.templatetags.kraftsam.library import component, one_of

KINDS = {"a", "b", "c"}
WIDTH, TOP, BOTTOM = 600, 24, 205
LETTER = 10.5  # a letter's width where the drawing is smallest: on a phone the text is enlarged
LINE = 22  # between two names at the line ends, so that they never collide
NAME_LETTERS = 18
TICKS = 4


@component("line-chart")
def line_chart(given: LineChart | dict) -> dict:
    """Lines over time with an optional goal, drawn to scale, and the same figures as a table."""
    chart = shape(LineChart, given)
    series = shapes(Series, chart.series)
    for line in series:
        one_of(line.kind, KINDS, "the kind of line")
    columns = _columns(series)
    places = _places(series, chart.goal)
    names = {x: _column_name(x) for x in columns}
    drawing = _Drawing(chart, series, names, places).as_dict() if columns else None
    return {
        "chart": chart,
        "id": slugify(chart.title),
        "drawing": drawing,
        "columns": [*names.values()],
        "rows": [_row(line, columns, places) for line in series],
        "description": _in_words(chart, series, places),
    }


@component("bar-chart")
def bar_chart(given: BarChart | dict) -> dict:
    """Horizontal bars with their values at the end, and the same figures as a table."""
    chart = shape(BarChart, given)
    bars = shapes(Bar, chart.bars)
    places = max((_decimals(bar.value) for bar in bars), default=0)
    left = min(260, max((len(bar.label) for bar in bars), default=0) * LETTER + 16)
    longest = max((float(bar.value) for bar in bars), default=0) or 1
    scale = (WIDTH - left - 80) / longest
    return {
        "chart": chart,
        "id": slugify(chart.title),
        "left": left,
        "height": 45 * len(bars) + 12,
        "bars": [
            {
                "label": bar.label,
                "value": decimal(bar.value, places),
                "width": round(float(bar.value) * scale, 1),
                "y": 10 + 45 * index,
            }
            for index, bar in enumerate(bars)
        ],
    }


class _Drawing:
    """Where everything in a line chart is drawn, in the SVG's own units."""

    def __init__(self, chart: LineChart, series: list[Series], names: dict, places: int):
        self.chart, self.series, self.names, self.places = chart, series, names, places
        self.columns = list(names)
        values = [float(y) for line in series for _x, y in _measured(line)]
        self.ticks = _ticks([*values, float(chart.goal)] if chart.goal is not None else values)
        self.left = max(len(decimal(tick, places)) for tick in self.ticks) * LETTER + 14
        texts = [text for name in self._line_ends() for text in name["lines"]]
        self.right = WIDTH - max(map(len, texts)) * LETTER - 14

    def as_dict(self) -> dict:
        return {
            "left": round(self.left, 1),
            "right": round(self.right, 1),
            "bottom": BOTTOM,
            "y_ticks": [
                {"y": self._y(tick), "text": decimal(tick, self._tick_places())}
                for tick in self.ticks
            ],
            "x_ticks": self._x_ticks(),
            "goal": None if self.chart.goal is None else self._y(self.chart.goal),
            "lines": [self._line(line) for line in self.series],
            "names": _apart(self._line_ends()),
        }

    def _tick_places(self) -> int:
        return 0 if all(tick == int(tick) for tick in self.ticks) else max(self.places, 1)

    def _x(self, x: Any) -> float:
        first, last = _number(self.columns, 0), _number(self.columns, -1)
        share = (_number(self.columns, self.columns.index(x)) - first) / ((last - first) or 1)
        inner = self.left + 12
        return round(inner + share * (self.right - inner - 8), 1)

    def _y(self, y: Any) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return round(BOTTOM - 12 - (float(y) - low) / (high - low) * (BOTTOM - 12 - TOP), 1)

    def _x_ticks(self) -> list[dict]:
        widest = max(map(len, self.names.values())) * LETTER + 12
        room = max(1, int((self.right - self.left) / widest))
        every = math.ceil(len(self.columns) / room)
        shown = [x for index, x in enumerate(reversed(self.columns)) if index % every == 0]
        return [{"x": self._x(x), "text": self.names[x]} for x in reversed(shown)]

    def _line(self, line: Series) -> dict:
        """The path, broken where nothing was measured, and the dot where the line ends."""
        path, pen = "", "M"
        for x, y in line.points:
            if y is None:
                pen = "M"
                continue
            path, pen = f"{path}{pen}{self._x(x)} {self._y(y)}", "L"
        ends = [{"x": self._x(x), "y": self._y(y)} for x, y in _measured(line)[-1:]]
        return {"kind": line.kind, "path": path, "ends": ends}

    def _line_ends(self) -> list[dict]:
        ends = [(line, _measured(line)[-1][1]) for line in self.series if _measured(line)]
        named = [
            {
                "kind": line.kind,
                "lines": textwrap.wrap(f"{line.label} {decimal(y, self.places)}", NAME_LETTERS),
                "y": self._y(y),
            }
            for line, y in ends
        ]
        if self.chart.goal is not None:
            text = _("Mål %(value)s") % {"value": decimal(self.chart.goal, self.places)}
            named.append({"kind": "goal", "lines": [text], "y": self._y(self.chart.goal)})
        return named


def _apart(names: list[dict]) -> list[dict]:
    """Names at the line ends moved apart until none touches another, none below the axis."""
    names = sorted(names, key=lambda name: name["y"])
    floor = -LINE
    for name in names:
        name["y"] = max(name["y"], floor)
        floor = name["y"] + LINE * len(name["lines"])
    ceiling = BOTTOM + LINE
    for name in reversed(names):
        name["y"] = round(min(name["y"], ceiling - LINE * len(name["lines"])), 1)
        ceiling = name["y"]
    for name in names:
        name["rows"] = [
            (text, round(name["y"] + 4 + LINE * i * 0.8, 1)) for i, text in enumerate(name["lines"])
        ]
    return names


def _ticks(values: Sequence[float]) -> list[float]:
    """Round numbers that span the values, about four steps apart."""
    low, high = min(values), max(values)
    rough = (high - low) / TICKS or abs(high) / TICKS or 1
    size = 10 ** math.floor(math.log10(rough))
    step = next(size * nice for nice in (1, 2, 2.5, 5, 10) if size * nice >= rough * 0.999)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [round(step * index, 6) for index in range(first, max(last, first + 1) + 1)]


def _columns(series: list[Series]) -> list:
    """Every x of every line that has a value, in order."""
    found = {x for line in series for x, y in line.points if y is not None}
    everything = list(dict.fromkeys(x for line in series for x, _y in line.points)) if found else []
    try:
        return sorted(everything)
    except TypeError:  # names of different kinds have no order but the one given
        return everything


def _number(columns: list, index: int) -> float:
    """Where a column stands on the axis: years and dates to scale, names evenly."""
    x = columns[index]
    if isinstance(x, date):
        return x.toordinal()
    if isinstance(x, int | float | Decimal):
        return float(x)
    return index % len(columns)


def _column_name(x: Any) -> str:
    return date_format(x, "M Y") if isinstance(x, date) else str(x)


def _row(line: Series, columns: list, places: int) -> dict:
    values = dict(line.points)
    return {
        "label": line.label,
        "values": [
            decimal(values[x], places) if values.get(x) is not None else NOTHING for x in columns
        ],
    }


def _measured(line: Series) -> list[tuple[Any, Any]]:
    """The points of a line where something was measured."""
    return [(x, y) for x, y in line.points if y is not None]


def _decimals(value: Any) -> int:
    """How many decimals a value needs, at most two."""
    return min(2, max(0, -int(Decimal(str(value)).normalize().as_tuple().exponent)))


def _places(series: list[Series], goal: Any) -> int:
    values = [y for line in series for _x, y in _measured(line)]
    return max(
        (_decimals(value) for value in [*values, *([] if goal is None else [goal])]), default=0
    )


def _in_words(chart: LineChart, series: list[Series], places: int) -> str:
    """What the lines show, for those who hear the chart instead of seeing it."""
    unit = f" {chart.unit}" if chart.unit else ""
    said = [_line_in_words(line, unit, places) for line in series if _measured(line)]
    if chart.goal is not None:
        goal = decimal(chart.goal, places)
        said.append(_("Målet är %(goal)s%(unit)s.") % {"goal": goal, "unit": unit})
    return " ".join(said)


def _line_in_words(line: Series, unit: str, places: int) -> str:
    """From where a line goes to where; or, measured once only, where it is."""
    (first_x, first_y), (last_x, last_y) = _measured(line)[0], _measured(line)[-1]
    words = {
        "line": line.label,
        "unit": unit,
        "first": decimal(first_y, places),
        "from": _column_name(first_x),
        "last": decimal(last_y, places),
        "to": _column_name(last_x),
    }
    if len(_measured(line)) == 1:
        return _("%(line)s är %(last)s%(unit)s %(to)s.") % words
    return _("%(line)s går från %(first)s%(unit)s %(from)s till %(last)s%(unit)s %(to)s.") % words
