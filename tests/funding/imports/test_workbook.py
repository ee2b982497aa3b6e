"""Workbooks from outside (T39): read as text, refused before they are unpacked."""

import io
import time
import zipfile
from datetime import date, datetime
from xml.etree import ElementTree

import openpyxl
import pytest
from django.core.exceptions import ValidationError

from funding.imports.sheet import read_file
from funding.imports.workbook import read_workbook


def workbook(*rows, edit=None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if edit:
        edit(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def with_file(name, content, data=None) -> bytes:
    """A workbook with one more file inside."""
    target = io.BytesIO(data or workbook(["Projekt"], ["A"]))
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return target.getvalue()


def test_cells_are_read_as_they_would_be_typed():
    data = workbook(
        ["Projekt", "Belopp", "Dag"],
        [41207, 1234.5, datetime(2025, 4, 1)],  # noqa: DTZ001  (a cell knows no zone)
        ["A", 0.1 + 0.2, date(2025, 4, 2)],
        ["B", 12_000_000, None],
    )

    assert list(read_workbook(data))[1:] == [
        ["41207", "1234,5", "2025-04-01"],
        ["A", "0,3", "2025-04-02"],
        ["B", "12000000"],
    ]


def test_merged_heading_leaves_a_column_without_name():
    data = workbook(
        ["Utfall", None, "Dag"], ["A", 1, 2], edit=lambda b: b.active.merge_cells("A1:B1")
    )

    assert read_file("utfall.xlsx", data).headings == ("Utfall", "Kolumn B", "Dag")


def test_formula_without_a_value_is_an_empty_cell():
    assert list(read_workbook(workbook(["Belopp"], ["=1+1"]))) == [["Belopp"], []]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"no zip", "går inte att läsa"),
        (b"\xd0\xcf\x11\xe0 old", "gammalt Excelformat eller har lösenord"),
        (with_file("xl/vbaProject.bin", b"macro"), "makron"),
        (with_file("xl/externalLinks/externalLink1.xml", b"<a/>"), "makron, länkar"),
        (with_file("xl/media/zeros.bin", b"\0" * 60_000_000), "packar upp"),
    ],
    ids=["no zip", "old", "macro", "links", "bomb"],
)
def test_workbook_that_may_do_harm_is_refused_at_once(data, message):
    started = time.perf_counter()

    with pytest.raises(ValidationError, match=message):
        read_file("utfall.xlsx", data)
    assert time.perf_counter() - started < 2


def entity_bomb() -> bytes:
    """A workbook whose sheet says one word in a thousand copies of a thousand copies."""
    source = zipfile.ZipFile(io.BytesIO(workbook(["Projekt"], ["A"])))
    target = io.BytesIO()
    bomb = '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            text = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                text = text.replace(b"<worksheet", bomb.encode() + b"<worksheet", 1)
            archive.writestr(name, text)
    return target.getvalue()


def test_entities_are_never_expanded():
    assert openpyxl.DEFUSEDXML
    with pytest.raises(ValidationError, match="går inte att läsa"):
        read_file("utfall.xlsx", entity_bomb())


def sheet_with(declaration, text) -> bytes:
    """A workbook whose sheet declares something of its own and uses it."""
    source = zipfile.ZipFile(io.BytesIO(workbook(["Projekt"], ["A"])))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = content.replace(b"<worksheet", declaration + b"<worksheet", 1)
                content = content.replace(b"<sheetData>", b"<sheetData><!-- -->" + text, 1)
            archive.writestr(name, content)
    return target.getvalue()


def test_file_on_the_server_is_never_read_into_a_sheet(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("hemligt")
    declared = f'<!DOCTYPE b [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode()
    row = b'<row r="9"><c r="A9" t="inlineStr"><is><t>&x;</t></is></c></row>'

    with pytest.raises(ValidationError, match="går inte att läsa"):
        read_file("utfall.xlsx", sheet_with(declared, row))


def test_bomb_would_go_off_in_a_reader_without_the_guard():
    """The negative control: what is refused above, Python's own reader expands."""
    declared = '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><b>&b;</b>'

    assert ElementTree.fromstring(declared).text == "a" * 30  # noqa: S314


def test_more_rows_than_are_taken_are_refused_before_they_are_read():
    rows = [["1", "2"]] * 10_001

    with pytest.raises(ValidationError, match="fler än 10"):
        read_file("utfall.xlsx", workbook(["Projekt", "Belopp"], *rows))


@pytest.mark.parametrize("name", ["utfall.xlsx", "utfall.csv"])
def test_name_does_not_decide_what_a_file_is(name):
    other = {"utfall.xlsx": b"Projekt;Belopp\nA;1\n", "utfall.csv": workbook(["A"], ["1"])}

    with pytest.raises(ValidationError):
        read_file(name, other[name])


def test_more_files_than_a_workbook_has_are_refused():
    data = workbook(["Projekt"], ["A"])
    for number in range(201):
        data = with_file(f"xl/media/{number}.txt", b"x", data)

    with pytest.raises(ValidationError, match="packar upp"):
        read_file("utfall.xlsx", data)
