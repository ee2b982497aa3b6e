"""A body's calendar from an ICS file (iCalendar), as Outlook and the municipality's web page export it.

A series becomes one row a meeting. Only rules that a body meets by are unfolded (every second Tuesday,
the last Thursday of the month, the same day each year), and only with an end: so unfolding always ends
soon, whatever the file says.
"""

import re
from datetime import MAXYEAR, MINYEAR, date, datetime
from itertools import islice

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from coordination.domain.meeting_import import MeetingRow
from coordination.working_days import STOCKHOLM

MOST_BYTES = 1_000_000
MOST_EVENTS = 500
MOST_SERIES = 50
MOST_IN_SERIES = 200
NOTE_LIMIT = 200
UID_LIMIT = 280
_PARTS = {
    "FREQ",
    "INTERVAL",
    "COUNT",
    "UNTIL",
    "BYDAY",
    "BYMONTHDAY",
    "BYMONTH",
    "BYSETPOS",
    "WKST",
}
_PLAIN_DAYS = re.compile(r"(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:MO|TU|WE|TH|FR|SA|SU))*")
_NTH_DAY = re.compile(r"(?:[1-4]|-1)?(?:MO|TU|WE|TH|FR|SA|SU)")
_MONTH_DAY = re.compile(r"[1-9]|1[0-9]|2[0-8]|-1")
_SET_POSITION = re.compile(r"[1-4]|-1")


def read_calendar(data: bytes) -> list[MeetingRow]:
    """The file's events. Raises ValidationError when the file as a whole cannot be read."""
    events = _events(_decoded(data))
    replaced = {(_uid(event), _day_of(event.get("RECURRENCE-ID"))) for event in events}
    rows = []
    for number, event in enumerate(events, start=1):
        rows += _rows(_("Händelse %(number)s") % {"number": number}, event, replaced)
        if len(rows) > MOST_EVENTS:
            raise _too_many()
    return rows


def _decoded(data) -> str:
    if len(data) > MOST_BYTES:
        raise ValidationError(
            _("Filen är större än 1 MB. Exportera ett år i taget."),
            code="too_large",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValidationError(
            _("Filen är inte sparad som UTF-8. Exportera kalendern på nytt som .ics."),
            code="encoding",
        ) from None
    if text.upper().count("BEGIN:VEVENT") > MOST_EVENTS:
        raise _too_many()
    return text


def _events(text):
    from icalendar import Calendar  # costs 100 ms that other pages need not pay

    try:
        events = Calendar.from_ical(text).walk("VEVENT")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        raise ValidationError(
            _("Filen går inte att läsa som kalender. Exportera kalendern på nytt som .ics."),
            code="unreadable",
        ) from None
    if not events:
        raise ValidationError(_("Filen har inga händelser."), code="empty")
    if sum("RRULE" in event for event in events) > MOST_SERIES:
        raise _too_many()
    return events


def _too_many():
    return ValidationError(
        _("Filen har fler än %(most)s händelser. Exportera ett år i taget."),
        code="too_many_rows",
        params={"most": MOST_EVENTS},
    )


def _rows(place, event, replaced) -> list[MeetingRow]:
    start = _local(event.get("DTSTART"))
    note = " ".join(str(event.get("SUMMARY", "")).split())[:NOTE_LIMIT]
    if start is None:
        return [MeetingRow(place, note=note, error=_("Dagen saknas eller går inte att läsa."))]
    row = MeetingRow(
        place,
        held_on=start.date(),
        starts_at=start.time() if _has_time(event) else None,
        note=note,
        uid=_uid(event),
        is_cancelled=str(event.get("STATUS", "")).upper() == "CANCELLED",
    )
    if "RECURRENCE-ID" in event:
        return [_of_series(row, row.held_on, _day_of(event["RECURRENCE-ID"]))]
    if "RRULE" not in event:
        return [row]
    try:
        days = _unfolded(event, start)
    except ValidationError as error:
        return [MeetingRow(place, row.held_on, note=note, error=" ".join(error.messages))]
    left_out = _left_out(event)
    return [
        _of_series(row, day, day)
        for day in days
        if day not in left_out and (row.uid, day) not in replaced
    ]


def _of_series(row, held_on, planned_on) -> MeetingRow:
    """One meeting of a series: known again by the day it was first planned for."""
    uid = f"{row.uid}/{planned_on}" if row.uid else ""
    return MeetingRow(
        row.place, held_on, row.starts_at, None, row.note, uid, is_cancelled=row.is_cancelled
    )


def _unfolded(event, start) -> list[date]:
    rules = event["RRULE"]
    if isinstance(rules, list) or _is_broken(rules):
        raise _strange_rule()
    parts = dict(part.partition("=")[::2] for part in rules.to_ical().decode().upper().split(";"))
    _refuse_strange(parts)
    if "UNTIL" in parts:
        parts["UNTIL"] = _until(rules)
    from dateutil.rrule import rrulestr

    rule = rrulestr(";".join(f"{name}={value}" for name, value in parts.items()), dtstart=start)
    days = [moment.date() for moment in islice(rule, MOST_IN_SERIES + 1)]
    if len(days) > MOST_IN_SERIES:
        raise ValidationError(
            _("Serien har fler än %(most)s händelser. Exportera ett år i taget.")
            % {"most": MOST_IN_SERIES}
        )
    return days


def _until(rules) -> str:
    """The series' end as local time, as its beginning is."""
    end = rules["UNTIL"][0]
    if isinstance(end, datetime):
        end = end.astimezone(STOCKHOLM) if end.tzinfo else end
    else:
        end = datetime(end.year, end.month, end.day, 23, 59)  # noqa: DTZ001  (local, as the rule is)
    return f"{end:%Y%m%dT%H%M%S}"


def _refuse_strange(parts):
    """Only rules that always find a next day: one that never does would be searched for to year 9999."""
    if "COUNT" not in parts and "UNTIL" not in parts:
        raise ValidationError(
            _("Serien har inget slut. Ge den ett slutdatum i kalendern och exportera igen.")
        )
    known = {
        "WEEKLY": _is_weekly,
        "MONTHLY": _is_monthly,
        "YEARLY": _is_yearly,
    }.get(parts.get("FREQ", ""))
    interval = parts.get("INTERVAL", "1")
    if {"COUNT", "UNTIL"} <= set(parts):
        raise _strange_rule()
    if not (known and set(parts) <= _PARTS and re.fullmatch("[1-9][0-9]?", interval)):
        raise _strange_rule()
    if not known(parts):
        raise _strange_rule()


def _is_weekly(parts) -> bool:
    extra = {"BYMONTHDAY", "BYMONTH", "BYSETPOS"} & set(parts)
    return not extra and bool(_PLAIN_DAYS.fullmatch(parts.get("BYDAY", "MO")))


def _is_monthly(parts) -> bool:
    return "BYMONTH" not in parts and _is_day_of_month(parts)


def _is_yearly(parts) -> bool:
    one_month = bool(re.fullmatch("[1-9]|1[0-2]", parts.get("BYMONTH", "")))
    by_day = {"BYDAY", "BYMONTHDAY", "BYSETPOS"} & set(parts)
    return _is_day_of_month(parts) if one_month else not by_day and "BYMONTH" not in parts


def _is_day_of_month(parts) -> bool:
    if "BYSETPOS" in parts:
        return (
            bool(_SET_POSITION.fullmatch(parts["BYSETPOS"]))
            and bool(_PLAIN_DAYS.fullmatch(parts.get("BYDAY", "")))
            and "BYMONTHDAY" not in parts
        )
    if "BYDAY" in parts:
        return "BYMONTHDAY" not in parts and bool(_NTH_DAY.fullmatch(parts["BYDAY"]))
    return "BYMONTHDAY" not in parts or bool(_MONTH_DAY.fullmatch(parts["BYMONTHDAY"]))


def _strange_rule():
    return ValidationError(
        _(
            "Upprepningen går inte att läsa. Lägg in händelserna en och en i kalendern och exportera igen."
        )
    )


def _left_out(event) -> set[date]:
    """Days on which the series does not meet."""
    given = event.get("EXDATE", [])
    lists = given if isinstance(given, list) else [given]
    return {
        _as_local(each.dt).date()
        for one in lists
        if not _is_broken(one)
        for each in getattr(one, "dts", [])
    }


def _uid(event) -> str:
    return " ".join(str(event.get("UID", "")).split())[:UID_LIMIT]


def _has_time(event) -> bool:
    return isinstance(event["DTSTART"].dt, datetime)


def _day_of(value) -> date | None:
    moment = _local(value)
    return moment.date() if moment else None


def _local(value) -> datetime | None:
    """A moment as the clock in Sweden shows it; None for what is no moment."""
    moment = None if _is_broken(value) else getattr(value, "dt", None)
    return _as_local(moment) if isinstance(moment, date) else None


def _is_broken(value) -> bool:
    """Whether the library could not make sense of a property; asking it for anything would raise."""
    from icalendar.prop import vBroken

    return isinstance(value, vBroken)


def _as_local(moment) -> datetime:
    if not isinstance(moment, datetime):
        return datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001  (a day, no moment)
    if moment.tzinfo and MINYEAR < moment.year < MAXYEAR:
        moment = moment.astimezone(STOCKHOLM)
    return moment.replace(tzinfo=None, second=0, microsecond=0)
