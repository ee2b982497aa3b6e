"""Money as people type it and as the system writes it: exact öre, no float."""

import contextlib
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from coordination.swedish import (
    MAX_ORE,
    format_in,
    format_kr,
    format_mnkr,
    parse_amount,
    parts_add,
)

NBSP = "\N{NO-BREAK SPACE}"
NARROW = "\N{NARROW NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
amounts = st.integers(min_value=-MAX_ORE, max_value=MAX_ORE)


@pytest.mark.parametrize(
    ("text", "ore"),
    [
        ("1 234 567,50", 123_456_750),
        (f"1{NBSP}234{NBSP}567,50", 123_456_750),
        (f"1{NARROW}234{NARROW}567,50", 123_456_750),
        ("1.234.567,50", 123_456_750),
        ("1.234.567", 123_456_700),
        ("1.234,50", 123_450),
        ("1234567.50", 123_456_750),
        ("1 234.5", 123_450),
        ("-0", 0),
        ("0,50", 50),
        ("00012", 1200),
        ("500 kr", 50_000),
        ("500:-", 50_000),
        (f"{MINUS}47,6 mnkr", -4_760_000_000),
        ("–12 tkr", -1_200_000),
        ("- 12 tkr", -1_200_000),
        ("+12 TKR", 1_200_000),
        ("12tkr", 1_200_000),
        ("1,5 mnkr", 150_000_000),
        ("1,23456789 mnkr", 123_456_789),
        ("70,3 miljoner kronor", 7_030_000_000),
        ("2 000 mnkr", 200_000_000_000),
        ("1,5 miljarder kronor", 150_000_000_000),
        ("12,3400", 1234),
    ],
)
def test_parse_amount_reads_exact_ore(text, ore):
    assert parse_amount(text) == ore


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "required"),
        (NBSP, "required"),
        ("1e309", "invalid_amount"),
        ("NaN", "invalid_amount"),
        ("inf", "invalid_amount"),
        ("Infinity", "invalid_amount"),
        ("0x10", "invalid_amount"),
        ("1,234,567.50", "invalid_amount"),
        ("1 23 456", "invalid_amount"),
        ("12 34", "invalid_amount"),
        ("1 234 56,0", "invalid_amount"),
        ("1,2,3", "invalid_amount"),
        (",50", "invalid_amount"),
        ("5,", "invalid_amount"),
        ("--5", "invalid_amount"),
        ("1_000", "invalid_amount"),
        ("٣", "invalid_amount"),
        ("１２", "invalid_amount"),
        ("12 euro", "invalid_amount"),
        ("12\x00", "invalid_amount"),
        ("=1+1", "invalid_amount"),
        ("9" * 61, "invalid_amount"),
        ("1.234", "ambiguous_amount"),
        ("1.234 mnkr", "ambiguous_amount"),
        ("0,005", "too_many_decimals"),
        ("1,123456789 mnkr", "too_many_decimals"),
        ("1234567890123456789", "amount_too_large"),
        ("1 000 miljarder kronor", "amount_too_large"),
    ],
)
def test_parse_amount_refuses(text, code):
    with pytest.raises(ValidationError) as refusal:
        parse_amount(text)

    assert refusal.value.code == code


def test_parse_amount_shows_both_meanings_of_an_ambiguous_amount():
    with pytest.raises(ValidationError) as refusal:
        parse_amount("1.234")

    assert refusal.value.messages == [
        (
            f"”1.234” kan betyda två olika belopp. Skriv 1{NBSP}234 om du menar tusental, "
            "eller 1,234 om du menar decimaler."
        )
    ]


@given(amounts)
def test_parse_amount_reads_what_the_system_writes(ore):
    assert parse_amount(format_kr(ore, with_ore=True)) == ore
    assert parse_amount(format_mnkr(ore, decimals=8)) == ore


@given(st.text(max_size=70) | st.text(alphabet="0123456789 ,.-+kr", max_size=20))
def test_parse_amount_reads_or_refuses_any_text(text):
    with contextlib.suppress(ValidationError):
        assert abs(parse_amount(text)) <= MAX_ORE


@pytest.mark.parametrize(
    ("ore", "kr"),
    [
        (0, "0 kr"),
        (1_420_000_000, "14 200 000 kr"),
        (49, "0 kr"),
        (-49, "0 kr"),
        (50, "1 kr"),
        (-50, f"{MINUS}1 kr"),
        (99_999, "1 000 kr"),
        (-123_456_750, f"{MINUS}1 234 568 kr"),
    ],
)
def test_format_kr_writes_whole_kronor(ore, kr):
    assert format_kr(ore) == kr.replace(" ", NBSP)


def test_format_kr_can_show_the_ore():
    assert format_kr(123_456_705, with_ore=True) == f"1{NBSP}234{NBSP}567,05{NBSP}kr"
    assert format_kr(-5, with_ore=True) == f"{MINUS}0,05{NBSP}kr"


@pytest.mark.parametrize(
    ("ore", "mnkr"),
    [
        (7_030_000_000, "70,3 mnkr"),
        (8_000_000_000, "80,0 mnkr"),
        (157_890_000_000, "1 578,9 mnkr"),
        (5_000_000, "0,1 mnkr"),
        (4_999_999, "0,0 mnkr"),
        (-4_760_000_000, f"{MINUS}47,6 mnkr"),
        (-4_999_999, "0,0 mnkr"),
    ],
)
def test_format_mnkr_writes_one_decimal(ore, mnkr):
    assert format_mnkr(ore) == mnkr.replace(" ", NBSP)


@given(amounts, st.integers(min_value=0, max_value=3))
def test_format_mnkr_rounds_exactly(ore, decimals):
    exact = (Decimal(ore) / 10**8).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)

    written = format_mnkr(ore, decimals=decimals).removesuffix(f"{NBSP}mnkr")

    assert Decimal(written.replace(NBSP, "").replace(MINUS, "-").replace(",", ".")) == exact


def test_parts_add_in_a_unit_only_if_each_rounds_to_what_makes_up_the_whole():
    assert not parts_add(5_195, (3_681, 1_514), unit=10)
    assert parts_add(5_195, (3_681, 1_514), unit=1)


@pytest.mark.parametrize(
    ("unit", "written"),
    [
        (10_000_000, "15,1 mnkr"),
        (1_000_000, "15,13 mnkr"),
        (100_000, "15,128 mnkr"),
        (100, "15 127 500 kr"),
        (1, "15 127 500,00 kr"),
    ],
)
def test_format_in_writes_what_the_unit_has_room_for(unit, written):
    assert format_in(1_512_750_000, unit) == written.replace(" ", NBSP)
