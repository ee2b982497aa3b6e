"""What has happened, as timelines show it: on a matter, on one object, and in all one may see."""

from dataclasses import dataclass
from operator import attrgetter

from django.db.models import Q

from coordination.access import standing
from coordination.components import TimelineEntry
from coordination.enums import COORDINATING
from coordination.history import internal_codes, tell
from coordination.models import AuditEvent, Matter

SHOWN = 50
BEFORE = "fore"
DIGITS = 18  # of an event's number, at most


@dataclass(frozen=True)
class HistoryPage:
    """A page of history, newest first, and the way on to what is older."""

    entries: list[TimelineEntry]
    next_url: str = ""
    previous_url: str = ""
    label: str = ""


def matter_events(user, matter, *, limit=SHOWN, before=None) -> list[TimelineEntry]:
    """What happened in a matter, newest first; ``before`` continues below an event's number.

    Serves the pages of matters and programmes. One statement.
    """
    return _told(events_in(matter, user=user), limit=limit, before=before)


def subject_events(user, subject, *, limit=SHOWN, before=None, matter=None) -> list[TimelineEntry]:
    """What happened to one object, newest first; with ``matter``, only what belongs to that matter.

    The caller has found the object visible. One statement.
    """
    rows = _events_about(subject, user)
    if matter:
        rows = rows.filter(matter=matter)
    return _told(rows, limit=limit, before=before, linked=False)


def matter_history(user, matter, params) -> HistoryPage:
    """The whole history of a matter, page by page. One statement a page."""
    return _page(events_in(matter, user=user), params)


def subject_history(user, subject, params) -> HistoryPage:
    """The whole history of one object that the caller has found visible. One statement a page."""
    return _page(_events_about(subject, user), params, linked=False)


def recent_events(user, *, limit) -> list[TimelineEntry]:
    """The latest in every matter the user may see, newest first. Serves Min sida. One statement.

    What was written down afterwards, as when a register is taken over, stands by its own day.
    """
    matters = Matter.objects.visible_to(user)
    rows = AuditEvent.objects.filter(matter__in=matters.values("pk")).filter(_for_these_eyes(user))
    latest = _told(rows, limit=limit, before=None)
    return sorted(latest, key=attrgetter("at"), reverse=True)


def events_in(matter, *, user):
    """The events of a matter that the user is told of."""
    return AuditEvent.objects.filter(matter=matter).filter(_for_these_eyes(user))


def _for_these_eyes(user):
    """Internal events are told to those who keep the matter, and to those who oversee it."""
    held = standing(user)
    if held.unlimited:
        return Q()
    return (
        ~Q(action__in=internal_codes())
        | Q(matter__organization_id__in=held.bodies_as(COORDINATING))
        | Q(matter__municipality_id__in=held.overseen_ids)
    )


def _events_about(subject, user):
    rows = AuditEvent.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)
    return rows.filter(_for_these_eyes(user))


def _told(rows, *, limit, before, linked=True) -> list[TimelineEntry]:
    return [tell(event, linked=linked) for event in _newest(rows, limit=limit, before=before)]


def _newest(rows, *, limit, before):
    if before:
        rows = rows.filter(sequence__lt=before)
    return rows.select_related("actor__person").order_by("-sequence")[:limit]


def _page(rows, params, *, linked=True) -> HistoryPage:
    """One page; a number that cannot be read shows the newest."""
    given = params.get(BEFORE, "")
    before = int(given) if given.isascii() and given.isdigit() and len(given) <= DIGITS else None
    found = list(_newest(rows, limit=SHOWN + 1, before=before))
    shown = found[:SHOWN]
    return HistoryPage(
        entries=[tell(event, linked=linked) for event in shown],
        next_url=f"?{BEFORE}={shown[-1].sequence}" if len(found) > SHOWN else "",
        previous_url="?" if before else "",
    )
