import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.components import Bar, BarChart, LineChart, Series
from coordination.templatetags.kraftsam.charts import _apart, _ticks

LINES = [
    Series("Malmö", [(2019, 11.8), (2020, 11.3), (2021, None), (2024, 9.6)]),
    Series("Riket", [(2019, 7.4), (2024, 7.0)], "b"),
]
CHART = LineChart("Färre står utanför", LINES, note="Procent.", goal=8, unit="procent")


def test_line_chart_has_title_description_and_table(render):
    shown = render("{% line_chart chart %}", chart=CHART)

    assert '<title id="farre-star-utanfor-t">Linjediagram: Färre står utanför</title>' in shown
    assert "Malmö går från 11,8 procent 2019 till 9,6 procent 2024." in shown
    assert "Målet är 8,0 procent." in shown
    assert '<th scope="row">Riket</th><td class="ks-r">7,4</td><td class="ks-r">–</td>' in shown


def test_line_chart_names_each_line_where_it_ends(render):
    shown = render("{% line_chart chart %}", chart=CHART)

    assert re.findall(r'class="ks-t-(\w+)"[^>]*>([^<]+)<', shown) == [
        ("a", "Malmö 9,6"),
        ("goal", "Mål 8,0"),
        ("b", "Riket 7,0"),
    ]


def test_line_chart_is_broken_where_nothing_was_measured(render):
    shown = render("{% line_chart chart %}", chart=CHART)

    path = re.search(r'class="ks-l-a" d="([^"]+)"', shown).group(1)
    assert (path.count("M"), path.count("L")) == (2, 1)


def test_line_chart_puts_years_to_scale(render):
    shown = render("{% line_chart chart %}", chart=CHART)

    xs = {
        text: float(x) for x, text in re.findall(r'<text x="([\d.]+)" y="228"[^>]*>(\d{4})<', shown)
    }
    assert xs["2021"] - xs["2019"] == pytest.approx((xs["2024"] - xs["2019"]) * 2 / 5, abs=0.2)


@pytest.mark.parametrize("points", [[], [(2024, None)]])
def test_line_chart_without_values_says_so(render, points):
    shown = render("{% line_chart chart %}", chart=LineChart("Tomt", [Series("Malmö", points)]))

    assert "Det finns inga värden ännu." in shown
    assert "<svg" not in shown


@pytest.mark.parametrize(
    ("points", "column"),
    [
        ([(date(2024, 9, 26), 4)], "sep 2024"),
        ([("Vår", 1), ("Höst", 2)], "Höst"),
        ([(2024, 0), (2025, 0)], "2025"),
    ],
)
def test_line_chart_takes_dates_names_and_flat_lines(render, points, column):
    shown = render("{% line_chart chart %}", chart=LineChart("x", [Series("Malmö", points)]))

    assert f">{column}</text>" in shown.replace("Sep", "sep")


def test_line_chart_of_one_measurement_says_where_it_is(render):
    chart = LineChart("x", [Series("Malmö", [(2024, 9.6)])], unit="procent")

    assert "Malmö är 9,6 procent 2024." in render("{% line_chart chart %}", chart=chart)


def test_line_chart_of_unknown_kind_raises(render):
    with pytest.raises(ValueError, match="the kind of line is 'z'"):
        render("{% line_chart chart %}", chart=LineChart("x", [Series("y", [(1, 1)], "z")]))


@given(st.lists(st.floats(24, 193), min_size=1, max_size=6))
def test_names_never_collide(places):
    named = _apart([{"y": y, "lines": ["Malmö 9,6"], "kind": "a"} for y in places])

    gaps = [below["y"] - above["y"] for above, below in pairwise(named)]
    assert all(gap >= 21.9 for gap in gaps)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20))
def test_ticks_span_the_values(values):
    ticks = _ticks(values)

    margin = 1e-6 * max(1, *(abs(value) for value in values))
    assert ticks[0] <= min(values) + margin
    assert ticks[-1] >= max(values) - margin
    assert 2 <= len(ticks) <= 8


def test_bar_chart_draws_to_scale_with_a_table(render):
    chart = BarChart("Kvar", [Bar("Billigare", 4), Bar("Annat", 1)], label="Skäl", unit="Mnkr")

    shown = render("{% bar_chart chart %}", chart=chart)

    widths = [float(width) for width in re.findall(r'class="ks-f-used" width="([\d.]+)"', shown)]
    assert widths[0] == pytest.approx(4 * widths[1], abs=0.3)
    assert '<tr><th scope="row">Annat</th><td class="ks-r">1</td></tr>' in shown


def test_bar_chart_without_bars_says_so(render):
    assert "Det finns inga värden ännu." in render("{% bar_chart chart %}", chart=BarChart("x", []))
