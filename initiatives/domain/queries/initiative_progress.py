"""How far an initiative has come, in colour, symbol and words, and its next day."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.components import Badge
from initiatives.enums import InitiativeState

FINISHED = {
    InitiativeState.COMPLETED: ("accent", "check"),
    InitiativeState.INCORPORATED: ("accent", "check"),
    InitiativeState.STOPPED: ("neutral", "block"),
}


def badge_of(state, starts_on, ends_on, *, today) -> Badge:
    """The state of an initiative; late when its day has passed and nobody has said that it is done."""
    if state in FINISHED:
        kind, symbol = FINISHED[state]
        return Badge(kind, _short(state), symbol)
    if state == InitiativeState.RUNNING:
        return _running(ends_on, today)
    if starts_on and starts_on < today:
        days = (today - starts_on).days
        late = ngettext("Start försenad %(days)d dag", "Start försenad %(days)d dagar", days)
        return Badge("danger", late % {"days": days}, "late")
    return Badge("neutral", _short(state), "wait")


def _running(ends_on, today) -> Badge:
    if ends_on and ends_on < today:
        days = (today - ends_on).days
        late = ngettext("Försenad %(days)d dag", "Försenad %(days)d dagar", days)
        return Badge("danger", late % {"days": days}, "late")
    return Badge("success", _short(InitiativeState.RUNNING), "check")


def _short(state) -> str:
    if state == InitiativeState.INCORPORATED:
        return _("Införlivad")
    return str(InitiativeState(state).label)


def next_date(state, starts_on, ends_on, *, today) -> str:
    """”Start 1 mars”, ”Slut 30 juni”: the day that comes next, with the year when it is another."""
    if state == InitiativeState.PLANNED and starts_on:
        return _("Start %(day)s") % {"day": _day(starts_on, today)}
    if state in {InitiativeState.PLANNED, InitiativeState.RUNNING} and ends_on:
        return _("Slut %(day)s") % {"day": _day(ends_on, today)}
    return ""


def _day(day, today) -> str:
    return date_format(day, "MONTH_DAY_FORMAT" if day.year == today.year else "DATE_FORMAT")


def period(starts_on, ends_on) -> str:
    """”1 januari 2025 – 31 december 2028”, ”från och med 1 januari 2025”; empty when nothing is known."""
    if starts_on and ends_on:
        return f"{date_format(starts_on)} – {date_format(ends_on)}"
    if starts_on:
        return _("från och med %(day)s") % {"day": date_format(starts_on)}
    return _("till och med %(day)s") % {"day": date_format(ends_on)} if ends_on else ""
