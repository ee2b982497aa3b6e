from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.swedish import MAX_ORE, parse_amount
from coordination.templatetags.kraftsam.figures import (
    decimal,
    kr,
    mnkr,
    moment,
    nbsp_paragraph,
    percent,
)

ORE = st.integers(min_value=-MAX_ORE, max_value=MAX_ORE)


@pytest.mark.parametrize(
    ("ore", "text"),
    [
        (1_420_000_000, "14 200 000 kr"),
        (123_450, "1 234,50 kr"),
        (-4_760, "−47,60 kr"),
        (0, "0 kr"),
        (None, "–"),
    ],
)
def test_kr_writes_kronor(ore, text):
    assert kr(ore) == text.replace(" ", "\u00a0")


@given(ORE)
def test_kr_loses_nothing(ore):
    assert parse_amount(kr(ore)) == ore


@given(ORE)
def test_mnkr_is_the_nearest_tenth_of_a_million(ore):
    shown = mnkr(ore).replace("\u00a0", "").replace("\u2212", "-").replace(",", ".")

    assert abs(Decimal(shown) * 100_000_000 - ore) <= 5_000_000


@pytest.mark.parametrize(("ore", "text"), [(7_820_000_000, "78,2"), (-1, "0,0"), (None, "–")])
def test_mnkr_writes_millions_without_the_unit(ore, text):
    assert mnkr(ore) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(1578.9, 1, "1 578,9"), (-47.55, 1, "−47,6"), (9, 0, "9"), (-0.04, 1, "0,0"), (None, 1, "–")],
)
def test_decimal_is_written_the_swedish_way(value, decimals, text):
    assert decimal(value, decimals) == text.replace(" ", "\u00a0")


def test_percent_keeps_its_sign_on_the_same_line():
    assert percent(66) == "66,0\u00a0%"
    assert percent(None) == "–"


def test_nbsp_paragraph_keeps_sign_and_number_together(render):
    assert nbsp_paragraph("bilaga § 201a") == "bilaga §\u00a0201a"
    assert render("{{ text|nbsp_paragraph }}", text="<b> § 1") == "&lt;b&gt; §\u00a01"


def test_moment_is_local_time_with_a_dot():
    assert moment(datetime(2025, 5, 28, 12, 50, tzinfo=UTC)) == "28 maj 2025, 14.50"


def test_moment_of_a_day_has_no_time():
    assert moment(date(2025, 5, 28)) == "28 maj 2025"
    assert moment(None) == "–"
