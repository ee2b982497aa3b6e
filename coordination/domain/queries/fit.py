"""Hinner nämnden? Which of a body's meetings can decide before the day by which it is to answer.

A meeting can decide if its papers can still be handed in and it lies outside the body's breaks. The
last such meeting up to the day to answer is the one to count on. If there is none, the first one after
it is, and with it a day that the body could keep.
"""

from collections import defaultdict
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from django.db.models import Exists, OuterRef

from coordination.legal_dates import approval_due
from coordination.models import Meeting, MeetingBreak
from coordination.working_days import next_working_day, working_days_before

# From the meeting until the answer is in: the minutes are approved and the statement is sent.
TIME_TO_SEND = timedelta(days=7)
# With so few working days left to write, review and hand in, the meeting may well be missed.
SHORT_OF_TIME = 3
MEETINGS_SHOWN = 4


class Verdict(StrEnum):
    """What a coming meeting can do for an answer."""

    IN_TIME = "in_time"
    AFTER = "after"  # it can decide, but only after the day to answer
    PAPERS_CLOSED = "papers_closed"  # its papers should have been in already
    IN_BREAK = "in_break"  # it stands in the calendar, but the body does not meet then


@dataclass(frozen=True)
class Option:
    """One of the body's coming meetings, and what it can do for the answer."""

    meeting: Meeting
    verdict: Verdict

    @property
    def decides(self) -> bool:
        return self.verdict in {Verdict.IN_TIME, Verdict.AFTER}


@dataclass(frozen=True)
class Fit:
    """The body's coming meetings against its day to answer, and a day that it could keep."""

    due_on: date
    options: list[Option]
    today: date | None = None

    @cached_property
    def meeting(self) -> Meeting | None:
        """The meeting to count on: the last one in time, else the first one that can decide."""
        in_time = [each.meeting for each in self.options if each.verdict == Verdict.IN_TIME]
        return in_time[-1] if in_time else self.first

    @cached_property
    def first(self) -> Meeting | None:
        """The nearest meeting that can still decide."""
        return next((each.meeting for each in self.options if each.decides), None)

    @property
    def meetings(self) -> list[Meeting]:
        """The nearest meetings in the calendar, whatever they can do."""
        return [each.meeting for each in self.options[:MEETINGS_SHOWN]]

    @property
    def shown(self) -> list[Option]:
        """The nearest meetings, and the one to count on wherever it lies."""
        near = self.options[:MEETINGS_SHOWN]
        return near + [
            each for each in self.options[MEETINGS_SHOWN:] if each.meeting == self.meeting
        ]

    @property
    def missed(self) -> Option | None:
        """When no meeting is in time: the latest one before the day that would have been, but cannot."""
        before = [each for each in self.options if each.meeting.held_on <= self.due_on]
        in_time = bool(self.meeting) and not self.is_late
        return before[-1] if before and not in_time else None

    @property
    def is_one_of_several(self) -> bool:
        """There are earlier meetings that could decide as well."""
        return self.meeting != self.first

    @property
    def is_late(self) -> bool:
        """A meeting can decide, but only after the day to answer."""
        return bool(self.meeting) and self.margin < 0

    @property
    def is_stuck(self) -> bool:
        """The calendar has meetings, but none that can decide."""
        return bool(self.options) and not self.meeting

    @property
    def proposed(self) -> date | None:
        """A day that the body could keep: the first working day a week after its meeting."""
        if not (self.meeting and self.is_late):
            return None
        return next_working_day(self.meeting.held_on + TIME_TO_SEND)

    @property
    def margin(self) -> int:
        """Days between the meeting and the day to answer; negative when the meeting is too late."""
        return (self.due_on - self.meeting.held_on).days  # type: ignore[union-attr]

    @property
    def days_late(self) -> int:
        return -self.margin

    @property
    def approved_by(self) -> date:
        """The last day for ordinary approval of the meeting's minutes."""
        return approval_due(self.meeting.held_on)  # type: ignore[union-attr]

    @property
    def needs_immediate_approval(self) -> bool:
        """Ordinary approval may take until after the day to answer (K-05)."""
        return bool(self.meeting) and self.margin >= 0 and self.approved_by > self.due_on

    @property
    def days_late_unless_immediate(self) -> int:
        """By how many days ordinary approval may pass the day to answer."""
        return (self.approved_by - self.due_on).days

    @property
    def papers_on(self) -> date | None:
        """The day the papers are due, if it is so near that the meeting may well be missed."""
        papers = self.meeting.papers_due_on if self.meeting and not self.is_late else None
        if not (papers and self.today):
            return None
        return papers if working_days_before(papers, SHORT_OF_TIME) <= self.today else None

    @property
    def papers_due_today(self) -> bool:
        return bool(self.papers_on) and self.papers_on == self.today

    @property
    def is_too_late(self) -> bool:
        """The calendar shows that the body cannot keep its day."""
        return self.is_late or self.is_stuck


@dataclass(frozen=True)
class Calendar:
    """A body's meetings from today on, each with ``in_break``."""

    meetings: list[Meeting]

    def fit(self, due_on, *, today) -> Fit:
        """The coming meetings against a day to answer."""
        options = [Option(each, _verdict(each, due_on, today)) for each in self.meetings]
        return Fit(due_on, options, today)

    def next_deciding(self, *, today) -> Meeting | None:
        """The nearest meeting to which papers can still be handed in."""
        return self.fit(today, today=today).first


def _verdict(meeting, due_on, today):
    if meeting.in_break:
        return Verdict.IN_BREAK
    if not meeting.takes_papers(today):
        return Verdict.PAPERS_CLOSED
    return Verdict.IN_TIME if meeting.held_on <= due_on else Verdict.AFTER


def calendars_of(body_ids, *, today) -> dict[int, Calendar]:
    """{body id: its calendar}, for every one of them. One statement, whatever their number."""
    pauses = MeetingBreak.objects.filter(
        organization=OuterRef("organization"),
        starts_on__lte=OuterRef("held_on"),
        ends_on__gte=OuterRef("held_on"),
    )
    rows = Meeting.objects.ahead(today).filter(organization__in=body_ids)
    meetings = defaultdict(list)
    rows = rows.annotate(in_break=Exists(pauses)).select_related("organization")
    for meeting in rows.order_by("held_on"):
        meetings[meeting.organization_id].append(meeting)
    return {pk: Calendar(meetings[pk]) for pk in body_ids}


def fits(consultees, *, today) -> dict[int, Fit]:
    """{consultee id: whether its body meets in time}. One statement, whatever their number."""
    calendars = calendars_of({each.organization_id for each in consultees}, today=today)
    return {
        each.pk: calendars[each.organization_id].fit(each.due_on, today=today)
        for each in consultees
    }


def with_day(consultees, due_on) -> list:
    """Copies of the consultees as they would be with another day to answer; nothing is saved."""
    moved = [copy(each) for each in consultees]
    for each in moved:
        each.due_on = due_on
    return moved


def forecast(statement, *, today) -> Fit:
    """The body's coming meetings against the day by which its statement is to be in. One statement."""
    consultee = statement.consultee
    return fits([consultee], today=today)[consultee.pk]
