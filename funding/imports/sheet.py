"""A table as people send it: pasted from Excel, or a CSV or xlsx file from the finance system."""

import csv
import io
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NoReturn

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from coordination.swedish import grouped

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 10_000
MAX_COLUMNS = 60
MAX_CELL = 500
TAB = "\t"
DELIMITERS = (TAB, ";", ",")
XLSX, CSV = (".xlsx",), (".csv", ".txt", ".tsv")


@dataclass(frozen=True)
class SheetRow:
    """One row, with the number it has in the file."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """Headings, and the rows below them that say something."""

    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]

    def as_text(self) -> str:
        """The table as one pastes it; row numbers stay the same."""
        lines = [TAB.join(self.headings)]
        for row in self.rows:
            while len(lines) < row.number - 1:
                lines.append("")
            lines.append(TAB.join(row.cells))
        return "\n".join(lines)


def read_pasted(text: str) -> Sheet:
    """The table in pasted text: tab between the cells as Excel copies them, else semicolon or comma."""
    if len(text.encode()) > MAX_BYTES:
        refuse_size()
    return _sheet(_records(text))


def read_file(name: str, data: bytes) -> Sheet:
    """The table in a file; its name and its content must say the same. Refused files say why."""
    if len(data) > MAX_BYTES:
        refuse_size()
    ending = name.lower()
    if ending.endswith(XLSX):
        from funding.imports.workbook import read_workbook  # openpyxl is slow to load

        return _sheet(read_workbook(data))
    if not ending.endswith(CSV):
        _refuse(
            _("Filen ska vara .xlsx eller .csv. Spara om den i Excel och försök igen."), "file_kind"
        )
    return _sheet(_records(_decoded(data)))


def refuse_size() -> NoReturn:
    """The file is larger than any month's outcome."""
    _refuse(_("Filen är större än 5 MB. Dela upp den i flera."), "file_size")


def _decoded(data: bytes) -> str:
    """UTF-8, Excel's ”Unicode-text”, or what Swedish finance systems wrote before them."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    if data[:2] == b"PK" or b"\0" in data[:1000]:
        _refuse(_("Filen är ingen textfil, fast namnet säger det. Spara om den."), "file_content")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _records(text: str) -> Iterable[list[str]]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise ValidationError(
            _("Tabellen går inte att läsa. Kopiera den på nytt ur Excel."), code="table_form"
        ) from error


def _sheet(records: Iterable[Iterable[str]]) -> Sheet:
    headings: tuple[str, ...] = ()
    rows = []
    for number, record in enumerate(records, start=1):
        cells = tuple(" ".join(cell.split()) for cell in record)
        if not any(cells):
            continue
        _refuse_excess(number, cells)
        if headings:
            rows.append(SheetRow(number, cells))
        else:
            headings = _named(cells)
    if not rows:
        _refuse(
            _("Tabellen ska ha en rubrikrad och minst en rad under den. Kopiera med rubrikerna."),
            "no_rows",
        )
    return Sheet(headings, tuple(rows))


def _named(cells) -> tuple[str, ...]:
    """Headings; one that is empty or stands twice gets its column's letter."""
    seen: set[str] = set()
    named = []
    for number, cell in enumerate(cells):
        letter = _("Kolumn %(letter)s") % {"letter": column_letter(number)}
        name = f"{cell} ({letter})" if cell in seen else cell or letter
        seen.add(name)
        named.append(name)
    return tuple(named)


def column_letter(number: int) -> str:
    """The column's letter in Excel: 0 is A, 26 is AA."""
    first, last = divmod(number, 26)
    return (chr(ord("A") + first - 1) if first else "") + chr(ord("A") + last)


def _refuse_excess(number, cells):
    if number > MAX_ROWS + 1:
        _refuse(
            _("Tabellen har fler än %(most)s rader. Dela upp den.") % {"most": grouped(MAX_ROWS)},
            "too_many_rows",
        )
    if len(cells) > MAX_COLUMNS:
        _refuse(
            _("Tabellen har fler än %(most)s kolumner. Ta bort dem som inte behövs.")
            % {"most": MAX_COLUMNS},
            "too_many_columns",
        )
    if any(len(cell) > MAX_CELL for cell in cells):
        _refuse(
            _("En cell på rad %(number)s är längre än %(most)s tecken.")
            % {"number": number, "most": MAX_CELL},
            "cell_too_long",
        )


def _refuse(message, code) -> NoReturn:
    raise ValidationError(message, code=code)
