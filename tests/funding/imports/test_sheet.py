"""Tables as people send them: pasted, CSV, and what is refused (T39)."""

import re

import pytest
from django.core.exceptions import ValidationError

from funding.imports.sheet import MAX_BYTES, column_letter, read_file, read_pasted

EXCEL = "Projekt\tBelopp\n41207\t1 234,50\n\n41208\t2 000\n"


def test_pasted_cells_are_apart_by_tab():
    sheet = read_pasted(EXCEL)

    assert sheet.headings == ("Projekt", "Belopp")
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (2, ("41207", "1 234,50")),
        (4, ("41208", "2 000")),
    ]


def test_table_pasted_again_keeps_its_row_numbers():
    sheet = read_pasted(EXCEL)

    assert read_pasted(sheet.as_text()) == sheet


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_file_is_read_in_the_encodings_of_finance_systems(encoding):
    sheet = read_file("Utfall.CSV", "Månad;Belopp\nmaj;1,5\n".encode(encoding))

    assert (sheet.headings, sheet.rows[0].cells) == (("Månad", "Belopp"), ("maj", "1,5"))


def test_heading_that_is_missing_or_doubled_gets_its_letter():
    assert read_pasted("A\t\tA\n1\t2\t3").headings == ("A", "Kolumn B", "A (Kolumn C)")


@pytest.mark.parametrize(("number", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (59, "BH")])
def test_column_has_its_letter_in_excel(number, letter):
    assert column_letter(number) == letter


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("utfall.pdf", b"%PDF", r"\.xlsx eller \.csv"),
        ("utfall.csv", b"PK\x03\x04", "ingen textfil"),
        ("utfall.csv", b"a;b\0\n", "ingen textfil"),
        ("utfall.csv", b"Projekt;Belopp\n", "minst en rad"),
        ("utfall.csv", b"", "minst en rad"),
        ("utfall.csv", b"x" * (MAX_BYTES + 1), "större än 5 MB"),
        ("utfall.csv", b"a;b\n" + b"1;2\n" * 10_001, r"fler än 10\s000 rader"),
        ("utfall.csv", b"a\n" + b"x" * 501, "längre än 500 tecken"),
        ("utfall.csv", b";" * 61 + b"a\nb", "fler än 60 kolumner"),
    ],
)
def test_file_that_is_no_table_is_refused_in_words(name, data, message):
    with pytest.raises(ValidationError) as refused:
        read_file(name, data)

    assert re.search(message, refused.value.messages[0])
