"""What waits for a person and their bodies; read by Min sida in a constant number of statements."""

from dataclasses import dataclass, field
from datetime import timedelta
from operator import attrgetter

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.access import standing
from coordination.components import Action, DateItem, Task, TaskGroup
from coordination.domain.queries.board import last_reminders
from coordination.domain.queries.consultee import short
from coordination.domain.queries.fit import calendars_of
from coordination.domain.queries.referral_guide import reminded_badge
from coordination.models import Consultee, Deadline, Meeting
from coordination.permissions import COORDINATING, FALLBACK_ROLES
from coordination.registry import deadline_subjects
from coordination.swedish import body_in_sentence

SHOWN_AT_MOST = 100
ANSWER = "consultee"  # what a duty to answer a referral is about
SOON = timedelta(days=7)
MEETINGS_AHEAD = timedelta(days=60)
MEETINGS_SHOWN = 6


@dataclass(frozen=True)
class Desk:
    """What waits: mine follow from my roles, the bodies' are everyone's there.

    ``others`` is what I wait for, as I have reminded those who are late: nothing for me to do.
    """

    mine: list[Task]
    bodies: list[Task]
    others: list[Task] = field(default_factory=list)
    meetings: list[DateItem] = field(default_factory=list)

    def overdue(self, day) -> int:
        return sum(task.due < day for task in self.mine)

    def due_on(self, day) -> int:
        return sum(task.due == day for task in self.mine)


def desk_of(user, *, today) -> Desk:
    """Open deadlines of the user's bodies, who is late with an answer, and the meetings to come.

    Three statements, and one for reminders where somebody is late.
    """
    held = standing(user)
    rows = (
        Deadline.objects.open()
        .filter(organization_id__in=held.organization_ids)
        .select_related("organization", "matter")
        .order_by("due_on", "pk")
    )
    bodies = list(rows[:SHOWN_AT_MOST])
    mine = [row for row in bodies if held.holds({row.role, *FALLBACK_ROLES}, row.organization_id)]
    calendars = calendars_of(held.organization_ids, today=today)
    papers = papers_days(bodies, calendars, today=today)
    answers = late_answers(user, today=today)
    late = [task for task in answers if task.action]
    return Desk(
        mine=[*late, *(_task(row, papers.get(row.pk), today=today) for row in mine)],
        bodies=[
            *late,
            *(_task(row, papers.get(row.pk), today=today, owed=row in mine) for row in bodies),
        ],
        others=[task for task in answers if not task.action],
        meetings=meetings_ahead(calendars, today=today),
    )


def papers_days(deadlines, calendars, *, today) -> dict[int, Meeting | None]:
    """{deadline: the meeting whose papers are due before it}, for answers that a body is to adopt.

    An answer is finished when its papers are in, not on its last day.
    """
    answers = [row for row in deadlines if row.subject_type == ANSWER and row.due_on >= today]
    fits = {
        row.pk: calendars[row.organization_id].fit(row.due_on, today=today)
        for row in answers
        if row.organization_id in calendars
    }
    return {
        row.pk: fits[row.pk].meeting
        for row in answers
        if row.pk in fits and _papers_come_first(fits[row.pk], row.due_on)
    }


def _papers_come_first(fit, due_on) -> bool:
    papers = fit.meeting.papers_due_on if fit.meeting and not fit.is_late else None
    return papers is not None and papers < due_on


def late_answers(user, *, today) -> list[Task]:
    """Bodies that are late with an answer to the user's referrals, to be reminded. Two statements."""
    held = standing(user)
    rows = list(
        Consultee.objects.late(today)
        .filter(referral__sender_id__in=held.bodies_as(COORDINATING))
        .select_related("organization", "referral")
        .order_by("due_on", "pk")[:SHOWN_AT_MOST]
    )
    reminders = last_reminders(rows)
    return [_late_answer(row, reminders.get(row.pk), today=today) for row in rows]


def _late_answer(consultee, reminded_at, *, today) -> Task:
    """”Påminn”; for the rest of the day when somebody has: ”Påmind i dag”."""
    reminded = reminded_at is not None and timezone.localdate(reminded_at) == today
    body = {"body": body_in_sentence(consultee.organization.name)}
    remind = Action(
        _("Påminn"), reverse("coordination:remind_consultee", args=[consultee.pk]), "mail"
    )
    return Task(
        title=(
            _("Vänta på yttrande från %(body)s") if reminded else _("Påminn %(body)s om yttrande")
        )
        % body,
        url=reverse("coordination:consultee", args=[consultee.pk]),
        meta=consultee.referral.title,
        due=consultee.due_on,
        action=None if reminded else remind,
        acted=reminded_badge() if reminded else None,
    )


def task_groups(tasks, *, today) -> list[TaskGroup]:
    """Tasks by urgency: Försenat, I dag, Inom sju dagar, Senare. Empty groups are left out."""
    groups = (
        (_("Försenat"), [task for task in tasks if task.due < today]),
        (_("I dag"), [task for task in tasks if task.due == today]),
        (_("Inom sju dagar"), [task for task in tasks if today < task.due <= today + SOON]),
        (_("Senare"), [task for task in tasks if task.due > today + SOON]),
    )
    return [
        TaskGroup(title, sorted(found, key=attrgetter("due"))) for title, found in groups if found
    ]


def _task(deadline, meeting, *, today, owed=True) -> Task:
    """A duty, by its day; an answer by the day its meeting's papers are due, with both days told."""
    subject = deadline_subjects[deadline.subject_type]
    url = subject.url(deadline.subject_id)
    meta = [deadline.organization.name]
    if deadline.matter:
        meta.append(deadline.matter.registry_number)
    if meeting:
        meta.append(
            _("Handlingar till mötet %(meeting)s senast %(papers)s, svar senast %(answer)s")
            % {
                "meeting": short(meeting.held_on, today=today),
                "papers": short(meeting.papers_due_on, today=today),
                "answer": short(deadline.due_on, today=today),
            }
        )
    elif deadline.rule:
        meta.append(deadline.rule)
    return Task(
        title=deadline.title,
        url=url,
        meta=" · ".join(meta),
        due=meeting.papers_due_on if meeting else deadline.due_on,
        action=Action(str(subject.action), url) if owed else None,
    )


def meetings_ahead(calendars, *, today) -> list[DateItem]:
    """The next meetings of the user's bodies."""
    coming = [meeting for calendar in calendars.values() for meeting in calendar.meetings]
    near = [each for each in coming if each.held_on <= today + MEETINGS_AHEAD]
    rows = sorted(near, key=attrgetter("held_on", "pk"))[:MEETINGS_SHOWN]
    return [
        DateItem(
            on=row.held_on,
            title=_("%(body)s sammanträder") % {"body": row.organization.name},
            note=_("Handlingarna ska vara inne %(day)s")
            % {"day": short(row.papers_due_on, today=today)}
            if row.papers_due_on
            else "",
        )
        for row in rows
    ]
