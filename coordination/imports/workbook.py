"""Excel workbooks from outside, opened with care.

An .xlsx file is a ZIP archive of XML: before anything is unpacked its index is asked how large it would
become (RELIABILITY T39). Entities in the XML are refused by defusedxml, which openpyxl uses. Macros are
refused, formulas are not followed, and nothing is fetched.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator

import structlog
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_BYTES = 1_000_000
MOST_UNPACKED = 20_000_000
MOST_PARTS = 200
MOST_COLUMNS = 50
MOST_TIMES_SMALLER = 100
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
# What a damaged or hostile archive makes zipfile, the XML reader and openpyxl raise.
UNREADABLE = (
    AttributeError,
    EOFError,
    IndexError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,  # what both XML readers call a fault in the XML
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)

log = structlog.get_logger()


def read_rows(data: bytes, *, most_rows: int) -> list[tuple]:
    """The first sheet's rows as tuples of cells. Raises ValidationError that says what to do."""
    _refuse_dangerous(data)
    try:
        return list(_rows(data, most_rows))
    except ValidationError:
        raise
    except UNREADABLE as error:
        log.info("workbook_unreadable", error=f"{type(error).__name__}: {error}")
        raise _unreadable() from None


def _rows(data, most_rows) -> Iterator[tuple]:
    from openpyxl import DEFUSEDXML, load_workbook  # costs 200 ms that other pages need not pay

    if not DEFUSEDXML:  # pragma: no cover  (a broken installation)
        raise ImportError("openpyxl must read XML through defusedxml")
    book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    sheet = book.worksheets[0]
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        if number > most_rows:
            raise ValidationError(
                _(
                    "Arket har fler än %(most)s rader. Ta bort tomma och gamla rader, eller dela "
                    "kalendern på flera filer."
                ),
                code="too_many_rows",
                params={"most": most_rows},
            )
        yield row


def _refuse_dangerous(data):
    if len(data) > MOST_BYTES:
        raise ValidationError(
            _("Filen är större än 1 MB. Spara bara arket med mötesdagarna och försök igen."),
            code="too_large",
        )
    if data.startswith(OLD_EXCEL):
        raise ValidationError(
            _(
                "Filen är i gammalt Excelformat eller har lösenord. Spara den som .xlsx utan lösenord."
            ),
            code="old_format",
        )
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except UNREADABLE:
        raise _unreadable() from None
    unpacked = sum(part.file_size for part in parts)
    if (
        len(parts) > MOST_PARTS
        or unpacked > MOST_UNPACKED
        or any(
            part.file_size > MOST_TIMES_SMALLER * max(part.compress_size, 1000) for part in parts
        )
    ):
        raise ValidationError(
            _(
                "Filen packar upp till orimligt mycket data och läses därför inte. "
                "Kopiera mötesdagarna till ett nytt ark."
            ),
            code="bomb",
        )
    if any("vbaproject" in part.filename.lower() for part in parts):
        raise ValidationError(
            _("Filen har makron och läses därför inte. Spara den som .xlsx."), code="macros"
        )


def _unreadable():
    return ValidationError(
        _(
            "Filen går inte att läsa som Excel. Öppna den i Excel, spara den som .xlsx och försök igen."
        ),
        code="unreadable",
    )
