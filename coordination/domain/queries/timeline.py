"""What has happened, as timelines show it: on a matter, on one object, and in all one may see."""

from django.db.models import Q

from coordination.access import standing
from coordination.components import TimelineEntry
from coordination.history import internal_codes, tell
from coordination.models import AuditEvent, Matter

SHOWN = 50


def matter_events(user, matter, *, limit=SHOWN, before=None) -> list[TimelineEntry]:
    """What happened in a matter, newest first; ``before`` continues below an event's number.

    Serves the pages of matters and programmes. One statement.
    """
    return _told(events_in(matter, user=user), limit=limit, before=before)


def subject_events(user, subject, *, limit=SHOWN, before=None, matter=None) -> list[TimelineEntry]:
    """What happened to one object, newest first; with ``matter``, only what belongs to that matter.

    The caller has found the object visible. One statement.
    """
    rows = AuditEvent.objects.filter(
        subject_type=subject._meta.label_lower, subject_id=subject.pk
    ).filter(_for_these_eyes(user))
    if matter:
        rows = rows.filter(matter=matter)
    return _told(rows, limit=limit, before=before)


def recent_events(user, *, limit) -> list[TimelineEntry]:
    """The latest in every matter the user may see. Serves Min sida. One statement."""
    matters = Matter.objects.visible_to(user)
    rows = AuditEvent.objects.filter(matter__in=matters.values("pk")).filter(_for_these_eyes(user))
    return _told(rows, limit=limit, before=None)


def events_in(matter, *, user):
    """The events of a matter that the user is told of."""
    return AuditEvent.objects.filter(matter=matter).filter(_for_these_eyes(user))


def _for_these_eyes(user):
    """Internal events are told to the body that keeps the matter, and to those who oversee it."""
    held = standing(user)
    if held.unlimited:
        return Q()
    return (
        ~Q(action__in=internal_codes())
        | Q(matter__organization_id__in=held.organization_ids)
        | Q(matter__municipality_id__in=held.overseen_ids)
    )


def _told(rows, *, limit, before) -> list[TimelineEntry]:
    if before:
        rows = rows.filter(sequence__lt=before)
    newest = rows.select_related("actor__person").order_by("-sequence")[:limit]
    return [tell(event) for event in newest]
