"""Dates in words and figures."""

import contextlib
import datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from coordination.swedish import iso_week, long_date, parse_date, running_date

NBSP = "\N{NO-BREAK SPACE}"
days = st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2199, 12, 31))


def test_dates_are_written_in_words():
    day = datetime.date(2024, 9, 26)

    assert long_date(day) == "26 september 2024"
    assert running_date(day) == "den 26 september 2024"
    assert iso_week(day) == f"v.{NBSP}39"


@pytest.mark.parametrize(
    ("day", "week"),
    [("2021-01-03", 53), ("2024-12-30", 1), ("2026-12-31", 53), ("2027-01-03", 53)],
)
def test_iso_week_belongs_to_the_week_and_not_the_year(day, week):
    assert iso_week(datetime.date.fromisoformat(day)) == f"v.{NBSP}{week}"


@given(days)
def test_parse_date_reads_what_the_system_writes(day):
    assert parse_date(long_date(day)) == parse_date(running_date(day)) == day
    assert parse_date(day.isoformat()) == day


@pytest.mark.parametrize("text", [" 2025-06-30 ", "30  Juni 2025", f"den 30{NBSP}juni 2025"])
def test_parse_date_is_patient_with_spaces_and_capitals(text):
    assert parse_date(text) == datetime.date(2025, 6, 30)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "required"),
        ("   ", "required"),
        ("06/05/2025", "invalid_date"),
        ("30.6.2025", "invalid_date"),
        ("2025-6-30", "invalid_date"),
        ("20250630", "invalid_date"),
        ("i morgon", "invalid_date"),
        ("2025-06-30\x00", "invalid_date"),
        ("２０２５-06-30", "invalid_date"),
        ("30 juny 2025", "invalid_date"),
        ("2025-02-29", "no_such_date"),
        ("31 juni 2025", "no_such_date"),
        ("2025-13-01", "no_such_date"),
        ("0025-06-30", "year_out_of_range"),
        ("9999-12-31", "year_out_of_range"),
    ],
)
def test_parse_date_refuses(text, code):
    with pytest.raises(ValidationError) as refusal:
        parse_date(text)

    assert refusal.value.code == code


def test_parse_date_says_what_was_typed_and_how_to_write_it():
    with pytest.raises(ValidationError) as refusal:
        parse_date("06/05/2025")

    assert refusal.value.messages == [
        (
            "”06/05/2025” går inte att läsa som ett datum. Skriv år, månad och dag, "
            "till exempel 2025-06-30 eller 30 juni 2025."
        )
    ]


@given(st.text(max_size=30))
def test_parse_date_reads_or_refuses_any_text(text):
    with contextlib.suppress(ValidationError):
        assert isinstance(parse_date(text), datetime.date)
