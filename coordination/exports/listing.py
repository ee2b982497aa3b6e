"""A list as a file: the rows that its page shows, filters kept, as CSV or in Excel.

Each list names its columns once. Rows come straight from ``values_list()``, a chunk at a time, so that a
million of them takes no more memory than a thousand (P8, P9). What looks like a formula is text (T40).
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import TextChoices
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

CHUNK = 2000
ROWS_A_SHEET = 1_000_000  # Excel takes some more
ORE_PER_KRONA = 100
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"  # tells Excel that the file is UTF-8
# What a spreadsheet may take for a formula; its wide twins too.
FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
FIRST_DAY = date(1899, 12, 30).toordinal()  # the day before Excel's first, as it counts
MINUTES_A_DAY = 24 * 60
WIDTHS = {"text": 28, "word": 16, "money": 16, "day": 12, "moment": 17, "number": 10}


class ColumnKind(TextChoices):
    """What a column holds, and so how it is written."""

    TEXT = "text"
    WORD = "word"  # a code, shown by its word
    MONEY = "money"  # öre, shown in kronor
    DAY = "day"
    MOMENT = "moment"
    NUMBER = "number"


FORMATS = {
    ColumnKind.MONEY: "#,##0.00",
    ColumnKind.DAY: "yyyy-mm-dd",
    ColumnKind.MOMENT: "yyyy-mm-dd hh:mm",
}


@dataclass(frozen=True)
class Column:
    """A column: its heading, where its values are, what they are, and the words of its codes."""

    title: "StrPromise"
    path: str
    kind: str = ColumnKind.TEXT
    words: Any = None

    @property
    def labels(self) -> dict[str, str]:
        """{code: word} in the reader's language."""
        return {code: str(word) for code, word in self.words.choices} if self.words else {}


@dataclass(frozen=True)
class Listing:
    """A list that can leave as a file: what it is called, its columns, and its rows for a reader.

    ``rows`` takes the reader and the page's parameters, begins in ``visible_to`` and gives a queryset in
    the order of the page; ``page`` gives the address of the page that shows the same.
    """

    code: str
    title: "StrPromise"
    columns: tuple[Column, ...]
    rows: Callable[[Any, Mapping[str, str]], Any]
    page: Callable[[Mapping[str, str]], str]

    def values(self, user, params):
        """The rows as tuples, in the order of the columns."""
        return self.rows(user, params).values_list(*[column.path for column in self.columns])

    def write(self, target, user, query, *, at, progress=None) -> int:
        """The whole list in Excel, to a path or a stream; returns how many rows it has.

        With ``progress`` the rows are read outside a transaction, so that others see how far it is.
        """
        values = self.values(user, QueryDict(query))
        return write_workbook(
            target,
            title=str(self.title),
            about=[
                (_("Uttagen av"), str(user)),
                (_("Uttagen"), f"{timezone.localtime(at):%Y-%m-%d %H:%M}"),
                (_("Urval"), query or _("alla rader")),
            ],
            columns=self.columns,
            chunks=in_chunks(values, held=progress is not None),
            progress=progress,
        )


def in_chunks(values, *, held=False) -> Iterator[Sequence[tuple]]:
    """The rows of a queryset, read as they are asked for; one statement, and two words to PostgreSQL.

    PostgreSQL hands out a cursor's first rows at once only inside a transaction; ``held`` reads without
    one. SQLite reads lazily as it is, and a transaction would keep everyone else from writing.
    """
    lazy = connection.vendor == "postgresql" and not held
    with transaction.atomic() if lazy else nullcontext(), _to_the_end():
        chunk: list[tuple] = []
        for row in values.iterator(chunk_size=CHUNK):
            chunk.append(row)
            if len(chunk) == CHUNK:
                yield chunk
                chunk = []
        if chunk:
            yield chunk


@contextmanager
def _to_the_end() -> Iterator[None]:
    """Let PostgreSQL plan for all rows of a cursor, not for the first tenth: several times faster."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET cursor_tuple_fraction = 1.0")
    try:
        yield
    finally:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("RESET cursor_tuple_fraction")


# --- CSV -----------------------------------------------------------------------------------------


def write_csv(columns: Sequence[Column], chunks: Iterable[Sequence[tuple]]) -> Iterator[bytes]:
    """The table as Swedish Excel opens it: semicolons, decimal comma, UTF-8 with its mark."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    text.write(BOM)
    writer.writerow([str(column.title) for column in columns])
    written = [_csv_cells(column) for column in columns]
    for chunk in chunks:
        cells = [
            write(values) for write, values in zip(written, zip(*chunk, strict=True), strict=True)
        ]
        writer.writerows(zip(*cells, strict=True))
        yield _taken(text)
    if text.tell():
        yield _taken(text)


def _taken(text) -> bytes:
    content = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return content


def harmless(texts: Iterable[str | None]) -> list[str | None]:
    """Texts that no spreadsheet reckons with."""
    return [f"'{text}" if text and text[0] in FORMULA else text for text in texts]


def in_kronor(ore: int | None) -> str:
    """Öre as a number that Swedish Excel reads: ”−1234,50” without spaces and with a plain minus."""
    if ore is None:
        return ""
    kronor, rest = divmod(abs(ore), ORE_PER_KRONA)
    return f"{'-' if ore < 0 else ''}{kronor},{rest:02}"


def _csv_cells(column) -> Callable[[Sequence[Any]], Iterable[Any]]:
    """How a column's values of a chunk are written: a column at a time, which takes half the time."""
    labels, zone = column.labels, timezone.get_current_timezone()

    def moments(values):
        return [at and at.astimezone(zone).isoformat(" ", "minutes")[:16] for at in values]

    return {
        ColumnKind.TEXT: harmless,
        ColumnKind.WORD: lambda codes: [labels.get(code, code) for code in codes],
        ColumnKind.MONEY: lambda values: map(in_kronor, values),
        ColumnKind.DAY: lambda days: [day and day.isoformat() for day in days],
        ColumnKind.MOMENT: moments,
        ColumnKind.NUMBER: lambda numbers: numbers,
    }[ColumnKind(column.kind)]


# --- Excel ---------------------------------------------------------------------------------------


def write_workbook(
    target, *, title, about: Iterable[tuple[str, str]], columns, chunks, progress=None
) -> int:
    """The table in Excel, row by row into a file, with a sheet that says what it is. Returns the rows.

    ``progress`` is told how many rows there are after each chunk.
    """
    from xlsxwriter import Workbook  # costs what other pages need not pay

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(target, options) as book:
        table = _Table(book, title, columns)
        for chunk in chunks:
            table.add(chunk)
            if progress:
                progress(table.number)
        write_about(book, title, about)
    return table.number


class _Table:
    """Sheets of rows, one after the other when there are more than a sheet takes."""

    def __init__(self, book, title, columns):
        self.book, self.title, self.columns = book, title, columns
        self.bold = book.add_format({"bold": True, "bottom": 1})
        self.number = 0
        self._turn_page()

    def add(self, chunk):
        for row in chunk:
            at = self.number % ROWS_A_SHEET + 1
            if at == 1 and self.number:
                self._turn_page()
            for position, (write, value) in enumerate(zip(self.writers, row, strict=True)):
                if value is not None:
                    write(at, position, value)
            self.number += 1

    def _turn_page(self):
        which = self.number // ROWS_A_SHEET
        name = f"{self.title[:25]} {which + 1}" if which else self.title[:31]
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for position, column in enumerate(self.columns):
            sheet.set_column(position, position, WIDTHS[column.kind])
            sheet.write_string(0, position, str(column.title), self.bold)
        self.writers = [_writer(self.book, sheet, column) for column in self.columns]


def _writer(book, sheet, column) -> Callable[[int, int, Any], Any]:
    """How a value of a column is written. Text is written as text: what looks like a formula too."""
    kind, labels = ColumnKind(column.kind), column.labels
    number, text = sheet.write_number, sheet.write_string
    if kind == ColumnKind.WORD:
        return lambda at, position, code: text(at, position, labels.get(code, code))
    if kind in {ColumnKind.TEXT, ColumnKind.NUMBER}:
        return text if kind == ColumnKind.TEXT else number
    style = book.add_format({"num_format": FORMATS[kind]})
    reckon = {
        # A cell holds a binary number whatever it is given; öre are exact far beyond any budget.
        ColumnKind.MONEY: lambda ore: ore / ORE_PER_KRONA,
        ColumnKind.DAY: lambda day: day.toordinal() - FIRST_DAY,
        ColumnKind.MOMENT: _excel_moment(),
    }[kind]
    return lambda at, position, value: number(at, position, reckon(value), style)


def _excel_moment() -> Callable[[datetime], Any]:
    """A moment as Excel counts it: days, in local time, for it knows no time zones."""
    zone = timezone.get_current_timezone()

    def reckon(at):
        local = at.astimezone(zone).replace(tzinfo=None)
        return local.toordinal() - FIRST_DAY + (local.hour * 60 + local.minute) / MINUTES_A_DAY

    return reckon


def write_about(book, title, about) -> None:
    """A sheet that says what the list is, who took it out, when, and what was chosen."""
    sheet = book.add_worksheet(_("Om listan"))
    sheet.set_column(0, 0, WIDTHS["text"])
    sheet.set_column(1, 1, 2 * WIDTHS["text"])
    for at, (word, value) in enumerate([(_("Lista"), title), *about]):
        sheet.write_string(at, 0, str(word))
        sheet.write_string(at, 1, str(value))
