"""Rows as CSV and Excel: Swedish notation, nothing that a spreadsheet reckons with, chunk by chunk."""

import csv
import io
from datetime import UTC, date, datetime

import openpyxl
import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from coordination.enums import Role
from coordination.exports import listing
from coordination.exports.listing import (
    Column,
    ColumnKind,
    in_chunks,
    in_kronor,
    write_csv,
    write_workbook,
)
from coordination.models import Organization
from tests.factories import OrganizationFactory

COLUMNS = (
    Column("Namn", "name"),
    Column("Roll", "role", ColumnKind.WORD, Role),
    Column("Belopp", "ore", ColumnKind.MONEY),
    Column("Dag", "day", ColumnKind.DAY),
    Column("Stund", "at", ColumnKind.MOMENT),
    Column("Antal", "number", ColumnKind.NUMBER),
)
ROW = (
    "Torget; norra",
    "controller",
    -123_450,
    date(2025, 3, 5),
    datetime(2025, 3, 5, 9, tzinfo=UTC),
    0,
)
EMPTY = ("", "controller", None, None, None, None)
FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    "＋1",
    "－1",
    "＠a",
    '=cmd|"/c"!A1',
]


def table(*rows, columns=COLUMNS):
    text = b"".join(write_csv(columns, [list(rows)])).decode()
    assert text[0] == "\N{ZERO WIDTH NO-BREAK SPACE}"
    return list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=";"))


def book(*rows, columns=COLUMNS):
    target = io.BytesIO()
    write_workbook(target, title="Lista", about=[], columns=columns, chunks=[list(rows)])
    return openpyxl.load_workbook(target)


def test_csv_is_written_as_swedish_excel_reads_it():
    assert table(ROW, EMPTY) == [
        ["Namn", "Roll", "Belopp", "Dag", "Stund", "Antal"],
        [
            "Torget; norra",
            str(Role.CONTROLLER.label),
            "-1234,50",
            "2025-03-05",
            "2025-03-05 10:00",
            "0",
        ],
        ["", str(Role.CONTROLLER.label), "", "", "", ""],
    ]


def test_excel_holds_amounts_and_days_as_such():
    cells = [cell.value for cell in book(ROW)["Lista"][2]]

    assert cells[2:] == [-1234.5, datetime(2025, 3, 5), datetime(2025, 3, 5, 10), 0]  # noqa: DTZ001


@pytest.mark.parametrize("text", FORMULAS)
def test_formula_leaves_as_text(text):
    """T40: a sign in front in CSV, a cell of text in Excel; the negative control is below."""
    columns = (Column("Namn", "name"),)

    cell = book((text,), columns=columns)["Lista"]["A2"]

    assert table((text,), columns=columns)[1][0] == f"'{text}"
    assert cell.data_type == "s"


def test_unguarded_text_would_be_a_formula(monkeypatch):
    monkeypatch.setattr(listing, "FORMULA", frozenset())

    assert table(("=1+1",), columns=(Column("Namn", "name"),))[1][0] == "=1+1"


@given(st.integers(-(10**16), 10**16))
def test_nothing_is_lost_in_kronor(ore):
    kronor, _comma, rest = in_kronor(ore).lstrip("-").partition(",")

    assert (int(kronor) * 100 + int(rest)) * (-1 if ore < 0 else 1) == ore


def test_more_rows_than_a_sheet_takes_go_on_in_the_next(monkeypatch):
    monkeypatch.setattr(listing, "ROWS_A_SHEET", 2)

    made = book(ROW, ROW, ROW)

    assert [(name, made[name].max_row) for name in made.sheetnames[:2]] == [
        ("Lista", 3),
        ("Lista 2", 2),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("held", [False, True])
def test_all_rows_come_in_chunks_whatever_their_number(
    monkeypatch, django_assert_max_num_queries, held
):
    """One statement; on PostgreSQL two words more, and a savepoint here in the test."""
    monkeypatch.setattr(listing, "CHUNK", 2)
    OrganizationFactory.create_batch(5)
    values = Organization.objects.order_by("pk").values_list("pk")

    with django_assert_max_num_queries(1 if connection.vendor == "sqlite" else 5):
        chunks = list(in_chunks(values, held=held))

    assert [len(chunk) for chunk in chunks] == [2, 2, 1]
    assert [row for chunk in chunks for row in chunk] == list(values)
