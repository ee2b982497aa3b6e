"""A body's calendar from a file, whichever of the two kinds it is."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from coordination.domain.meeting_import import MeetingRow
from coordination.imports.meeting_ics import read_calendar
from coordination.imports.meeting_sheet import read_sheet

ZIP = b"PK"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read_meetings(data: bytes) -> list[MeetingRow]:
    """The meetings in an ICS file or an Excel workbook: told apart by what is in it, not by its name."""
    if data.startswith((ZIP, OLD_EXCEL)):
        return read_sheet(data)
    if b"BEGIN:VCALENDAR" in data[:200].upper():
        return read_calendar(data)
    raise ValidationError(
        _("Filen är varken en kalender (.ics) eller ett Excelark (.xlsx). Välj en sådan fil."),
        code="unknown_kind",
    )
