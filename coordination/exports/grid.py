"""The board of referrals as a workbook: what is on the page, with its colours and words."""

import io

from django.utils.translation import gettext as _

from coordination.domain.queries.consultee import BADGES

# The badges' tones, as light fills behind dark text.
FILLS = {
    "danger": "F9D6D2",
    "warning": "FBE7C2",
    "info": "D6E6F7",
    "success": "D5EBDB",
    "neutral": "ECECEC",
}
NEVER_FORMULA = ("=", "+", "-", "@", "\t", "\r")
WIDE, NARROW = 34, 18


def board_workbook(*, grid, chosen) -> bytes:
    """The grid as it is seen or, when the page is filtered, its list."""
    from openpyxl import Workbook  # costs 200 ms that other pages need not pay

    book = Workbook()
    sheet = book.active
    sheet.title = _("Remisser")
    if grid is None:
        _write_list(sheet, chosen)
    else:
        _write_grid(sheet, grid)
    _set_widths(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write_grid(sheet, grid):
    _put(sheet, 1, 1, grid.corner, bold=True)
    for number, column in enumerate(grid.columns, 2):
        _put(sheet, 1, number, _with_note(column), bold=True)
    for line, row in enumerate(grid.rows, 2):
        _put(sheet, line, 1, _with_note(row), bold=True)
        for number, asked in enumerate(row.cells, 2):
            _put_progress(sheet, line, number, asked)
    last = len(grid.rows) + 2
    _put(sheet, last, 1, _("Klara svar"), bold=True)
    for number, column in enumerate(grid.columns, 2):
        _put(sheet, last, number, column.done)
    sheet.freeze_panes = "B2"


def _write_list(sheet, chosen):
    heads = [_("Tillfrågad"), _("Remiss"), _("Svarets läge"), _("Svara senast")]
    for number, head in enumerate(heads, 1):
        _put(sheet, 1, number, head, bold=True)
    for line, asked in enumerate(chosen, 2):
        _put(sheet, line, 1, asked.body.name)
        _put(sheet, line, 2, asked.referral.title)
        _put_kind(sheet, line, 3, asked.progress.text, asked.progress.kind)
        _put(sheet, line, 4, asked.consultee.due_on).number_format = "yyyy-mm-dd"
    sheet.freeze_panes = "A2"


def _with_note(line) -> str:
    return "\n".join(filter(None, [line.title, line.note]))


def _put_progress(sheet, line, number, asked):
    if asked is None:
        _put(sheet, line, number, "")
        return
    progress = asked.progress
    text = "\n".join(filter(None, [progress.word, progress.note]))
    _put_kind(sheet, line, number, text, progress.kind)


def _put_kind(sheet, line, number, text, kind):
    from openpyxl.styles import PatternFill

    tone = FILLS[BADGES[kind][0]]
    _put(sheet, line, number, text).fill = PatternFill("solid", start_color=tone)


def _put(sheet, line, number, value, *, bold=False):
    """A value in a cell. Text is text: what looks like a formula is never reckoned."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font

    cell = sheet.cell(line, number)
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell.value = value
    if isinstance(value, str) and value.startswith(NEVER_FORMULA):
        cell.data_type, cell.quotePrefix = "s", True
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(bold=bold)
    return cell


def _set_widths(sheet):
    from openpyxl.utils import get_column_letter

    for number in range(1, sheet.max_column + 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDE if number == 1 else NARROW
