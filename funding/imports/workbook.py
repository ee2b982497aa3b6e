"""An Excel workbook from outside (T39): looked through before it is opened, and read without trust."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from numbers import Number
from typing import NoReturn

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MAX_UNPACKED = 50 * 1024 * 1024
MAX_FILES = 200
MAX_RATIO = 100
SMALL = 100 * 1024  # so little may be packed tightly
MAX_ROWS_READ = 11_000
DIGITS = 15  # as many as Excel itself keeps of a number
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
FORBIDDEN = ("vbaproject", "externallinks/", "activex/", "embeddings/")


def read_workbook(data: bytes) -> Iterator[list[str]]:
    """The cells of the first sheet as text. Refuses what is no plain workbook, before unpacking it."""
    _refuse_unsafe(data)
    import openpyxl  # slow to load

    if not openpyxl.DEFUSEDXML:
        raise RuntimeError(
            "defusedxml is missing: workbooks from outside are not opened without it"
        )
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = next((each for each in book.worksheets if each.sheet_state == "visible"), None)
        if sheet is None:
            _refuse_broken()
        for row in sheet.iter_rows(max_row=MAX_ROWS_READ, max_col=100, values_only=True):
            yield _without_blank_end([_text(value) for value in row])
    except ValidationError:
        raise
    except Exception as error:  # noqa: BLE001  (whatever a broken or hostile file makes the reader say)
        _refuse_broken(error)


def _without_blank_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _refuse_unsafe(data: bytes) -> None:
    """Read the list of contents alone: how much there is, how tightly packed, and of what kind."""
    if data[:4] == OLD_OR_LOCKED:
        _refuse(
            _("Filen är i gammalt Excelformat eller har lösenord. Spara om den som vanlig .xlsx."),
            "file_locked",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            contents = archive.infolist()
    except zipfile.BadZipFile as error:
        _refuse_broken(error)
    for entry in contents:
        if any(word in entry.filename.lower() for word in FORBIDDEN):
            _refuse(
                _("Filen har makron, länkar eller inbäddade filer. Spara om den utan dem."),
                "file_active",
            )
        packed = max(entry.compress_size, 1)
        if entry.file_size > SMALL and entry.file_size > packed * MAX_RATIO:
            _refuse_too_much()
    if len(contents) > MAX_FILES or sum(entry.file_size for entry in contents) > MAX_UNPACKED:
        _refuse_too_much()


def _text(value) -> str:
    """A cell as it would be typed; numbers with decimal comma, days as year-month-day."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Number) and not isinstance(value, bool):
        return format(Decimal(f"{value:.{DIGITS}g}"), "f").replace(".", ",")
    return str(value)


def _refuse_too_much() -> NoReturn:
    _refuse(_("Filen packar upp till mer än vad som går att ta emot."), "file_bomb")


def _refuse_broken(error=None) -> NoReturn:
    raise ValidationError(
        _("Filen går inte att läsa som en Excelfil. Öppna den i Excel och spara om den som .xlsx."),
        code="file_content",
    ) from error


def _refuse(message, code) -> NoReturn:
    raise ValidationError(message, code=code)
