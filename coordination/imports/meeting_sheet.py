"""A body's calendar from Excel: columns known by their headings, in any order."""

import re
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from coordination.domain.meeting_import import MeetingRow
from coordination.imports.workbook import read_rows
from coordination.swedish.dates import parse_date

MOST_ROWS = 1000
HEADING_WITHIN = 20
HEADINGS = {
    "held_on": {"datum", "mötesdatum", "mötesdag", "sammanträde", "sammanträdesdag", "dag"},
    "starts_at": {"tid", "klockan", "kl", "klockslag", "starttid"},
    "papers_due_on": {
        "handlingar senast",
        "handlingar",
        "handlingarna inne",
        "handlingarna ska vara inne",
        "inlämning",
        "stoppdatum",
        "manusstopp",
    },
    "note": {"anmärkning", "anmärkningar", "kommentar", "notering"},
}
COLUMN_NAMES = {
    "held_on": "Datum",
    "starts_at": "Tid",
    "papers_due_on": "Handlingar senast",
    "note": "Anmärkning",
}
_CLOCK = re.compile(
    r"(?:kl\.? ?|klockan )?([01]?[0-9]|2[0-3])(?:[.:]([0-5][0-9]))?(?:[.:][0-9]{2})?"
)


def read_sheet(data: bytes) -> list[MeetingRow]:
    """The rows of the first sheet. Raises ValidationError when the file as a whole cannot be read."""
    rows = read_rows(data, most_rows=MOST_ROWS)
    start, columns = _columns(rows)
    found = []
    for number, row in enumerate(rows[start + 1 :], start=start + 2):
        cells = {name: row[at] for name, at in columns.items() if at < len(row)}
        if any(cell.value not in {None, ""} for cell in cells.values()):
            found.append(_row(number, cells))
    if not found:
        raise ValidationError(_("Arket har rubriker men inga mötesdagar."), code="empty")
    return found


def _columns(rows) -> tuple[int, dict[str, int]]:
    """The row with the headings, and in which column each is."""
    for at, row in enumerate(rows[:HEADING_WITHIN]):
        written = [" ".join(str(cell.value or "").split()).casefold().rstrip(".:") for cell in row]
        columns = {
            name: next(i for i, heading in enumerate(written) if heading in known)
            for name, known in HEADINGS.items()
            if known & set(written)
        }
        if "held_on" in columns:
            return at, columns
    raise ValidationError(
        _(
            "Arket saknar rubriken Datum. Skriv rubrikerna Datum, Tid, Handlingar senast och "
            "Anmärkning på första raden. Bara Datum måste finnas."
        ),
        code="no_heading",
    )


def _row(number, cells) -> MeetingRow:
    place = _("Rad %(number)s") % {"number": number}
    values, faults = {}, []
    for name, cell in cells.items():
        try:
            values[name] = _value(name, cell)
        except ValidationError as error:
            faults.append(
                _("Kolumnen %(column)s: %(fault)s")
                % {"column": COLUMN_NAMES[name], "fault": " ".join(error.messages)}
            )
    if not faults and not values.get("held_on"):
        faults.append(_("Kolumnen Datum: dagen saknas."))
    return MeetingRow(place, **values, error=" ".join(faults))


def _value(name, cell):
    if cell.data_type == "f":
        raise ValidationError(_("cellen har en formel. Klistra in värdet i stället."))
    if cell.data_type == "e":
        raise ValidationError(_("cellen har ett fel i Excel."))
    if name == "note":
        return " ".join(str(cell.value or "").split())[:200]
    if cell.value in {None, ""}:
        return None
    return _time(cell.value) if name == "starts_at" else _day(cell.value)


def _day(value) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        return parse_date(value)
    raise ValidationError(
        _("”%(value)s” är inget datum. Skriv till exempel 2025-06-30.") % {"value": str(value)[:20]}
    )


def _time(value) -> time:
    if isinstance(value, datetime):
        return value.time().replace(second=0, microsecond=0)
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    written = _CLOCK.fullmatch(str(value).strip().casefold())
    if written:
        return time(int(written[1]), int(written[2] or 0))
    raise ValidationError(
        _("”%(value)s” är inget klockslag. Skriv till exempel 13:00.") % {"value": str(value)[:20]}
    )
