"""Calendars from Excel, and workbooks that mean harm."""

import io
import zipfile
from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from openpyxl import Workbook

from coordination.imports import workbook
from coordination.imports.meeting import read_meetings
from coordination.imports.meeting_sheet import read_sheet

HEADINGS = ["Datum", "Tid", "Handlingar senast", "Anmärkning"]


def xlsx(*rows, headings=HEADINGS):
    book = Workbook()
    for row in [headings, *rows]:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def repacked(data, **parts):
    """The workbook with parts put in or exchanged."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def code_of(data):
    with pytest.raises(ValidationError) as refused:
        read_meetings(data)
    return refused.value.code


@pytest.mark.parametrize(
    "cells",
    [
        (date(2026, 1, 15), time(13), date(2026, 1, 5), "heldag"),
        ("2026-01-15", "13:00", "2026-01-05", " heldag "),
        ("15 januari 2026", "kl. 13", "5 januari 2026", "heldag"),
    ],
)
def test_row_is_a_meeting_however_it_is_typed(cells):
    (row,) = read_meetings(xlsx(cells))

    assert (row.held_on, row.starts_at) == (date(2026, 1, 15), time(13))
    assert (row.papers_due_on, row.note, row.error) == (date(2026, 1, 5), "heldag", "")


def test_columns_are_known_by_their_headings_in_any_order_and_below_a_title():
    book = xlsx(
        [None, None],
        ["Anm", "Sammanträde", "Manusstopp:"],
        [None, date(2026, 1, 15), date(2026, 1, 5)],
        headings=["Trafiknämnden 2026"],
    )

    (row,) = read_sheet(book)

    assert (row.place, row.papers_due_on) == ("Rad 4", date(2026, 1, 5))


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        (["06/05/2026"], "Kolumnen Datum: ”06/05/2026” går inte att läsa"),
        ([45000], "Kolumnen Datum: ”45000” är inget datum"),
        (["=TODAY()"], "Kolumnen Datum: cellen har en formel"),
        (["#REF!"], "Kolumnen Datum"),
        ([None, "13:00"], "Kolumnen Datum: dagen saknas"),
        (["2026-01-15", "25:00"], "Kolumnen Tid: ”25:00” är inget klockslag"),
        (["2026-01-15", None, "i god tid"], "Kolumnen Handlingar senast"),
        (
            ["2026-01-15", None, None, '=HYPERLINK("x")'],
            "Kolumnen Anmärkning: cellen har en formel",
        ),
    ],
)
def test_fault_names_row_and_column(cells, fault):
    fine, row = read_sheet(xlsx(["2026-01-01"], cells))

    assert fine.error == ""
    assert row.place == "Rad 3"
    assert fault in row.error


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (xlsx(), "empty"),
        (xlsx(["2026-01-15"], headings=["När"]), "no_heading"),
        (b"PK\x03\x04 no archive", "unreadable"),
        (xlsx(["2026-01-15"])[:-200], "unreadable"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old_format"),
        (b"PK" + b"\0" * 1_000_001, "too_large"),
        (repacked(xlsx(["2026-01-15"]), **{"xl/vbaProject.bin": b"x"}), "macros"),
        (repacked(xlsx(["2026-01-15"]), **{"xl/big.xml": b"0" * 30_000_000}), "bomb"),
        (repacked(xlsx(["2026-01-15"]), **{f"x/{n}": b"" for n in range(200)}), "bomb"),
        (repacked(xlsx(["2026-01-15"]), **{"xl/workbook.xml": b"<nonsense"}), "unreadable"),
        (xlsx(*[["2026-01-15"]] * 1001), "too_many_rows"),
    ],
)
def test_workbook_that_cannot_be_read_is_refused_as_a_whole(data, code):
    assert code_of(data) == code


def test_hundred_thousand_rows_are_refused_without_reading_them_all(monkeypatch):
    rows = b"".join(
        b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 100_001)
    )
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + rows
        + b"</sheetData></worksheet>"
    )

    assert code_of(repacked(xlsx(), **{"xl/worksheets/sheet1.xml": sheet})) == "too_many_rows"


def test_entities_are_not_expanded():
    book = repacked(
        xlsx(["2026-01-15"]),
        **{
            "xl/worksheets/sheet1.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet xmlns='
            b'"http://schemas.openxmlformats.org/spreadsheetml/2006/main">&a;</worksheet>'
        },
    )

    assert code_of(book) == "unreadable"


def test_limits_are_those_that_are_documented():
    assert (workbook.MOST_BYTES, workbook.MOST_PARTS) == (1_000_000, 200)
