"""The line of an indicator says the message, shows the complement, and leaves gaps where nothing is."""

from datetime import date
from decimal import Decimal

import pytest

from evaluation.views.chart import chart_of
from tests.factories.evaluation import MeasurementFactory


def measured(indicator, *values, comparison=""):
    for year, value in enumerate(values, start=2020):
        MeasurementFactory(
            indicator=indicator,
            measured_on=date(year, 12, 31),
            value=None if value is None else Decimal(value),
            status="missing" if value is None else "measured",
            comparison=comparison,
        )


def chart(indicator):
    return chart_of(indicator, indicator.measurements.current())


@pytest.mark.parametrize(
    ("values", "title"),
    [
        (("11.8", "9.6"), "Upp från 88,2 till 90,4, målet är inte nått"),
        (("11.8", "7.9"), "Upp från 88,2 till 92,1, målet är nått"),
        (("9.6", "11.8"), "Ner från 90,4 till 88,2, målet är inte nått"),
        (("9.6", "9.6"), "Oförändrat 90,4, målet är inte nått"),
    ],
)
def test_heading_says_the_message(indicator, values, title):
    measured(indicator, *values)

    assert chart(indicator).title == title


def test_comparison_is_a_line_of_its_own(indicator):
    measured(indicator, "11.8", "9.6")
    measured(indicator, "7.4", "7.0", comparison="Riket")

    drawn = chart(indicator)
    assert [(line.label, line.kind) for line in drawn.series] == [
        ("Storköping", "a"),
        ("Riket", "b"),
    ]
    assert drawn.series[1].points == [(2020, Decimal("92.6")), (2021, Decimal("93.0"))]


def test_missing_figure_is_a_gap_not_a_zero(indicator):
    measured(indicator, "11.8", None, "9.6")

    assert chart(indicator).series[0].points[1] == (2021, None)


def test_one_figure_is_no_line(indicator):
    measured(indicator, "11.8", None)

    assert chart(indicator) is None


def test_corrected_figure_is_drawn_once(indicator):
    measured(indicator, "11.8", "9.6")
    wrong = indicator.measurements.get(measured_on=date(2021, 12, 31))
    MeasurementFactory(
        indicator=indicator,
        measured_on=wrong.measured_on,
        value=Decimal("9.5"),
        corrects=wrong,
        reason="Fel rad",
    )

    assert chart(indicator).series[0].points[1] == (2021, Decimal("90.5"))
