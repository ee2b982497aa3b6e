"""A body's dates from a calendar file: what each event would do, and doing it, all at once or not at all.

The same file read again changes nothing: an event is known by its UID. One that has another day moves
its date, with everything reckoned from it, and whoever keeps it gets a letter.
"""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.audit import record
from coordination.domain.date_letter import DateChange, tell_of_changes
from coordination.domain.deadline import move_deadline, set_deadline
from coordination.domain.meeting_import import MeetingRow
from coordination.domain.planned_date import (
    KIND,
    SUBJECT,
    TITLE_LIMIT,
    call_off,
    plan_date,
)
from coordination.models import Deadline, Organization, PlannedDate
from coordination.validators import plain_name, validate_day


class DateVerdict(StrEnum):
    """What saving an event would do."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    MOVED = "moved"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"
    PAST = "past"
    ERROR = "error"


WITHOUT_EFFECT = frozenset(
    {DateVerdict.SAME, DateVerdict.SKIPPED, DateVerdict.PAST, DateVerdict.ERROR}
)


@dataclass(frozen=True)
class PlannedEvent:
    """An event with what saving it would do; ``row.note`` is what the file calls it."""

    row: MeetingRow
    verdict: DateVerdict
    deadline: Deadline | None = None
    text: str = ""

    @property
    def has_effect(self) -> bool:
        return self.verdict not in WITHOUT_EFFECT

    @property
    def title(self) -> str:
        return title_of(self.row)


def title_of(row) -> str:
    """What a date from the file is called; an event with an hour keeps it in its name."""
    hour = _(", kl. %(time)s") % {"time": f"{row.starts_at:%H.%M}"} if row.starts_at else ""
    return f"{row.note[: TITLE_LIMIT - len(hour)]}{hour}"


def plan_import(organization, rows, *, today) -> list[PlannedEvent]:
    """What each event would do to the body's dates as they stand. Two statements."""
    known = _known(organization)
    seen: dict[str, str] = {}
    planned = []
    for row in rows:
        planned.append(_compare(row, known, seen, today))
        seen |= {row.uid: row.place} if row.uid else {}
    return planned


def _known(organization) -> dict[str, Deadline]:
    """The body's dates that came from a calendar, by the calendar's UID."""
    uids = dict(
        PlannedDate.objects.filter(organization=organization)
        .exclude(uid="")
        .values_list("pk", "uid")
    )
    rows = Deadline.objects.filter(kind=KIND, subject_type=SUBJECT, subject_id__in=uids)
    return {uids[row.subject_id]: row for row in rows.select_related("organization", "matter")}


def _compare(row, known, seen, today) -> PlannedEvent:
    if fault := _fault(row, seen, today):
        return PlannedEvent(row, DateVerdict.ERROR, text=fault)
    deadline = known.get(row.uid) if row.uid else None
    return _unknown(row, today) if deadline is None else _beside(row, deadline, today)


def _beside(row, deadline, today) -> PlannedEvent:
    """An event beside the date that it is known as."""
    if deadline.done_at:
        return PlannedEvent(row, DateVerdict.SAME, deadline, deadline.done_by)
    if row.is_cancelled:
        return PlannedEvent(row, DateVerdict.CANCELLED, deadline)
    if deadline.due_on != row.held_on:
        if row.held_on < today:
            return PlannedEvent(row, DateVerdict.PAST, deadline)
        text = _("Från %(day)s") % {"day": date_format(deadline.due_on, "j F Y")}
        return PlannedEvent(row, DateVerdict.MOVED, deadline, text)
    same = deadline.title == title_of(row)
    return PlannedEvent(row, DateVerdict.SAME if same else DateVerdict.CHANGED, deadline)


def _unknown(row, today) -> PlannedEvent:
    if row.is_cancelled:
        return PlannedEvent(row, DateVerdict.SKIPPED)
    return PlannedEvent(row, DateVerdict.PAST if row.held_on < today else DateVerdict.NEW)


def _fault(row, seen, today) -> str:
    """Why an event cannot be saved, found before anything is: the others are."""
    if row.error:
        return row.error
    if not row.note:
        return _("Händelsen har ingen rubrik. Skriv vad som ska vara klart.")
    if not row.uid:
        return _("Händelsen har inget eget id (UID) och skulle bli dubbel nästa gång.")
    if row.uid in seen:
        return _("Samma händelse står redan på %(place)s.") % {"place": seen[row.uid].lower()}
    try:
        validate_day(row.held_on, today=today)
        plain_name(title_of(row), what=_("Rubriken"), limit=TITLE_LIMIT)
    except ValidationError as refused:
        return " ".join(refused.messages)
    return ""


def import_dates(organization, *, actor, rows, role, today, now=None) -> Counter:
    """Save what the events would do; returns how many of each verdict. All of it or nothing.

    Whoever keeps a date that moved or was called off gets one letter. Raises PermissionDenied.
    """
    permissions.require(permissions.can_plan_dates(actor, organization))
    now = now or timezone.now()
    with transaction.atomic():
        Organization.objects.select_for_update().get(pk=organization.pk)  # one import at a time
        planned = plan_import(organization, rows, today=today)
        for each in planned:
            _save(each, organization, actor=actor, role=role, today=today, now=now)
        done = Counter(each.verdict for each in planned)
        if any(each.has_effect for each in planned):
            _tell(planned, organization, actor=actor, today=today, now=now)
            data = {str(verdict): number for verdict, number in sorted(done.items())}
            record("date.imported", actor=actor, subject=organization, data=data)
    return done


def _save(event, organization, *, actor, role, today, now):
    reason = _("Ändrat i den kalender som lästes in.")
    if event.verdict == DateVerdict.NEW:
        plan_date(
            organization,
            actor=actor,
            title=event.title,
            role=role,
            due_on=event.row.held_on,
            uid=event.row.uid,
            today=today,
            now=now,
        )
    elif event.verdict == DateVerdict.CANCELLED:
        call_off(event.deadline, actor=actor, reason=_("Inställt i kalendern."), now=now)
    elif event.verdict in {DateVerdict.MOVED, DateVerdict.CHANGED}:
        if event.verdict == DateVerdict.MOVED:
            to = event.row.held_on
            move_deadline(event.deadline, actor=actor, to=to, reason=reason, today=today, at=now)
        _rename(event, today=today, now=now)


def _rename(event, *, today, now):
    deadline = event.deadline
    if deadline.title != event.title:
        set_deadline(
            KIND,
            subject_type=SUBJECT,
            subject_id=deadline.subject_id,
            title=event.title,
            organization=deadline.organization,
            role=deadline.role,
            due_on=event.row.held_on,
            today=today,
            matter=deadline.matter,
            rule=deadline.rule,
            at=now,
        )


def _tell(planned, organization, *, actor, today, now):
    """One letter to each who keeps a date that moved or was called off; the file is the reason."""
    tell_of_changes(
        [
            DateChange(
                each.deadline,
                each.title,
                each.deadline.due_on,
                each.row.held_on if each.verdict == DateVerdict.MOVED else None,
                reason="",
            )
            for each in planned
            if each.verdict in {DateVerdict.MOVED, DateVerdict.CANCELLED}
        ],
        actor=actor,
        organization=organization,
        is_from_file=True,
        today=today,
        now=now,
    )
