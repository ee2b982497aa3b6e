"""Reads of the pages where requests are answered."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.access import standing
from coordination.components import Badge
from coordination.domain.request import groups_without_seat
from coordination.enums import Outcome, RequestKind
from coordination.models import Organization, Request, Seat

WAITING_SHOWN = 8
DAYS_A_YEAR = 365
LONG_AGO = 2 * DAYS_A_YEAR  # told in years from then on
BADGES = {
    Outcome.ACCEPTED: ("success", "check"),
    Outcome.PARTLY: ("info", "started"),
    Outcome.REJECTED: ("neutral", "declined"),
    Outcome.DEFERRED: ("warning", "clock"),
}


@dataclass(frozen=True)
class Seats:
    """What a request for seats leads to: places that an acceptance would make, and those it has made."""

    to_make: list[Organization]
    made: list[Seat]


def seats_of(request, *, today) -> Seats | None:
    """Three statements for a request for seats, none for any other."""
    if request.kind != RequestKind.SEAT:
        return None
    made = (
        request.seats_created.select_related("organization")
        .prefetch_related("memberships")
        .order_by("organization__sort_key")
    )
    return Seats(groups_without_seat(request, on=today), list(made))


def outcome_badge(disposition) -> Badge:
    """The answer as colour, symbol and word; waiting when there is none."""
    if disposition is None:
        return Badge("warning", _("Väntar på svar"), "clock")
    color, icon = BADGES[disposition.outcome]
    return Badge(color, disposition.get_outcome_display(), icon)


def waiting_words(since, *, today) -> str:
    """”Väntar på svar sedan 12 dagar”, for the body that asked and for whoever owes the answer."""
    days = (today - since).days if since else 0
    if days < 1:
        return _("Väntar på svar")
    if days >= LONG_AGO:
        return _("Väntar på svar sedan drygt %(n)d år") % {"n": days // DAYS_A_YEAR}
    words = ngettext("Väntar på svar sedan %(n)d dag", "Väntar på svar sedan %(n)d dagar", days)
    return words % {"n": days}


def waiting_requests(user) -> dict:
    """Min sida: what the user's bodies have asked for and got no answer to. One statement."""
    rows = list(
        Request.objects.unanswered()
        .filter(statement__consultee__organization__in=standing(user).organization_ids)
        .select_related("addressee", "statement__decision")
        .order_by("statement__decision__decided_on", "pk")[: WAITING_SHOWN + 1]
    )
    today = timezone.localdate()
    shown = rows[:WAITING_SHOWN]
    return {
        "requests": [(row, waiting_words(row.statement.adopted_on, today=today)) for row in shown],
        "more": len(rows) > WAITING_SHOWN,
    }


def replaced_badge(newer) -> Badge:
    """Where a request in an earlier version is followed instead."""
    return Badge("neutral", _("Följs i version %(number)s") % {"number": newer.number}, "arrow")


def requests_of(statement) -> list[Request]:
    """The requests of one statement in their order, with their answers and the seats ``made``. Five statements."""
    seats = Seat.objects.select_related("organization").prefetch_related("memberships")
    made = Prefetch("seats_created", seats, to_attr="made")
    return list(
        statement.requests.select_related("addressee", "seat_for")
        .prefetch_related("dispositions__answered_by__person", "groups", made)
        .order_by("position")
    )
