"""Reads of the pages where requests are answered."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from coordination.components import Badge
from coordination.domain.request import groups_without_seat
from coordination.enums import Outcome, RequestKind
from coordination.models import Organization, Request, Seat

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
