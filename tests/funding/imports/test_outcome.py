"""The dry run: every row is good, or its error stands by row and column (T7)."""

from datetime import date

import pytest

from funding.domain.batch import record_batch
from funding.imports.columns import choose_columns
from funding.imports.outcome import read_outcome
from funding.imports.sheet import read_pasted
from tests.factories.funding import GrantFactory
from tests.funding.helpers import MKR, new_key

TODAY = date(2025, 5, 28)
HEADINGS = ("Projekt", "Belopp", "Datum", "Verifikation", "Valuta")


@pytest.fixture
def coded(grant):
    grant.project_code = "41207"
    grant.save()
    return grant


def dry_run(body, *rows, kind="used", headings=HEADINGS):
    sheet = read_pasted("\n".join("\t".join(cells) for cells in (headings, *rows)))
    columns = choose_columns(sheet, {}, {})
    return read_outcome(sheet, columns, body=body, kind=kind, today=TODAY, document="Utfall")


def errors_of(body, *rows, **values):
    return [(e.row, e.column, e.message) for e in dry_run(body, *rows, **values).errors]


def test_row_finds_its_grant_by_number_or_name(coded, town):
    outcome = dry_run(
        town.participant,
        ("41207", "1 234,50", "2025-04-01", "V1"),
        ("trygga STRÅK", "2 tkr", "2025-04-02"),
    )

    assert outcome.errors == []
    assert [(line.grant, line.amount_ore, line.document) for line in outcome.lines] == [
        (coded, 123_450, "V1"),
        (coded, 200_000, "Utfall"),
    ]


@pytest.mark.parametrize(
    ("written", "ore"),
    [
        ("1 234,50", 123_450),
        ("1.234,50 kr", 123_450),
        ("1\u00a0234,50", 123_450),
        ("1\u202f234,50", 123_450),
        ("12 tkr", 1_200_000),
        ("0,1 mnkr", 10_000_000),
        ("1234.5", 123_450),
    ],
)
def test_amounts_as_people_write_them(coded, town, written, ore):
    outcome = dry_run(town.participant, ("41207", written, "2025-04-01"))

    assert [line.amount_ore for line in outcome.lines] == [ore]


@pytest.mark.parametrize(
    ("cells", "column", "message"),
    [
        (("41207", "1.234", "2025-04-01"), "Belopp", "kan betyda två olika belopp"),
        (("41207", "-500", "2025-04-01"), "Belopp", "Beloppet är negativt"),
        (("41207", "\N{MINUS SIGN}500", "2025-04-01"), "Belopp", "Beloppet är negativt"),
        (("41207", "0", "2025-04-01"), "Belopp", "större än 0"),
        (("41207", "-0", "2025-04-01"), "Belopp", "större än 0"),
        (("41207", "1e309", "2025-04-01"), "Belopp", "går inte att läsa"),
        (("41207", "NaN", "2025-04-01"), "Belopp", "går inte att läsa"),
        (("41207", "1,234", "2025-04-01"), "Belopp", "fler decimaler än öre"),
        (("41207", "9" * 19, "2025-04-01"), "Belopp", "större än"),
        (("41207", "", "2025-04-01"), "Belopp", "Ange ett belopp"),
        (("41207", "100 EUR", "2025-04-01"), "Belopp", "inte svenska kronor"),
        (("41207", "100", "2025-04-01", "", "EUR"), "Valuta", "inte svenska kronor"),
        (("41207", "2 mnkr", "2025-04-01"), "Belopp", "mer än vad som finns kvar"),
        (("41207", "100", "2026-04-01"), "Datum", "har inte varit än"),
        (("41207", "100", "2024-04-01"), "Datum", "Pengarna beviljades"),
        (("41207", "100", "04/05/2025"), "Datum", "går inte att läsa"),
        (("99999", "100", "2025-04-01"), "Projekt", "Inget bidrag har"),
        (("", "100", "2025-04-01"), "Projekt", "Projektet saknas"),
        (("41207", "100", "2025-04-01", "x" * 201), "Verifikation", "för långt"),
    ],
)
def test_error_stands_by_its_row_and_column(coded, town, cells, column, message):
    (found,) = errors_of(town.participant, cells)

    assert found[:2] == (2, column)
    assert message in found[2]


def test_good_rows_are_kept_apart_from_the_bad(coded, town):
    good = ("41207", "100", "2025-04-01")
    outcome = dry_run(town.participant, good, ("?", "x", "y"), good)

    assert ([line.number for line in outcome.lines], outcome.bad_rows) == ([2, 4], 1)
    assert len(outcome.errors) == 3


def test_rows_before_count_against_what_is_left(coded, town):
    row = ("41207", "600 tkr", "2025-04-01")

    assert [error[0] for error in errors_of(town.participant, row, row)] == [3]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-04", date(2025, 4, 30)),
        ("202505", TODAY),
        ("20250412", date(2025, 4, 12)),
        ("april 2025", date(2025, 4, 30)),
        ("Mar. 2025", date(2025, 3, 31)),
    ],
)
def test_month_is_its_last_day_or_today(coded, town, written, day):
    outcome = dry_run(town.participant, ("41207", "1", written))

    assert [line.booked_on for line in outcome.lines] == [day]


def test_unit_in_the_heading_counts_for_amounts_without_one(coded, town):
    headings = ("Projekt", "Utfall, tkr", "Datum")
    rows = [("41207", "12", "2025-04-01"), ("41207", "12 kr", "2025-04-01")]
    outcome = dry_run(town.participant, *rows, headings=headings)

    assert [line.amount_ore for line in outcome.lines] == [1_200_000, 1_200]


def test_name_of_two_grants_is_unclear(coded, town):
    GrantFactory(recipient=town.participant, title=coded.title, round=coded.round)

    (found,) = errors_of(town.participant, ("Trygga stråk", "1", "2025-04-01"))
    assert "Flera bidrag heter så" in found[2]


def test_grant_of_another_body_is_unknown(coded, town):
    assert "Inget bidrag har" in errors_of(town.lead, ("41207", "1", "2025-04-01"))[0][2]


def test_closed_books_take_no_row(coded, town, source):
    source.books_closed_on = date(2025, 4, 30)
    source.save()

    (found,) = errors_of(town.participant, ("41207", "1", "2025-04-01"))
    assert (found[1], "stängda till och med" in found[2]) == ("Datum", True)


def test_same_file_again_has_nothing_new(coded, town, erik, now):
    row = ("41207", "100", "2025-04-01", "V1")
    lines = dry_run(town.participant, row).lines
    record_batch(town.participant, actor=erik, kind="used", lines=lines, key=new_key(), now=now)

    (found,) = errors_of(town.participant, row)
    assert "finns redan i pengaboken" in found[2]


def test_forecast_is_one_row_to_a_project(coded, town):
    row = ("41207", "2 mnkr", "2025-05")
    outcome = dry_run(town.participant, row, row, kind="forecast")

    assert ([line.amount_ore for line in outcome.lines], outcome.bad_rows) == ([2 * MKR], 1)
