"""Reads of one date's page and of the month: who keeps it, what it follows, what happened to it."""

import calendar as months
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Prefetch
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination.access import standing
from coordination.components import Action
from coordination.domain.deadline_rule import describe
from coordination.domain.owner import Owner, duty_of, owners_of
from coordination.domain.queries.deadline import deadlines_between
from coordination.domain.queries.deadline_reminders import Reminders, reminders_of
from coordination.models import Deadline, DeadlineMove, DeadlineSource, Meeting, PlannedDate
from coordination.registry import deadline_subjects
from coordination.working_days import add_months, day_names

DAYS_IN_A_WEEK = 7


@dataclass(frozen=True)
class DatePage:
    """One date with all that its page shows."""

    deadline: Deadline
    owner: Owner
    reminders: Reminders
    moves: list[DeadlineMove]
    source: DeadlineSource | None
    source_rule: str
    followers: list[Deadline]
    planned: PlannedDate | None
    action: Action | None


def find_deadline(user, **where) -> Deadline | None:
    """A date that the user may see, with what its page needs."""
    rows = Deadline.objects.visible_to(user).select_related(
        "organization__municipality", "matter__organization"
    )
    moves = Prefetch("moves", DeadlineMove.objects.select_related("actor__person"))
    return rows.prefetch_related(moves).filter(**where).first()


def date_page(deadline, *, user, today) -> DatePage:
    """The page of a date found visible. Eight statements."""
    source = (
        DeadlineSource.objects.filter(deadline=deadline)
        .select_related("source__organization")
        .first()
    )
    duty = duty_of(deadline)
    followers = Deadline.objects.visible_to(user).filter(origin__source=deadline)
    owner = owners_of({duty}, on=today)[duty]
    return DatePage(
        deadline=deadline,
        owner=owner,
        reminders=reminders_of(deadline, owner),
        moves=list(deadline.moves.all()),
        source=source,
        source_rule=_distance(source) if source else "",
        followers=list(followers.select_related("organization")),
        planned=_planned(deadline),
        action=_action(deadline),
    )


def _distance(source) -> str:
    rule = source.date_rule
    return describe(rule, _("före") if rule.is_before else _("efter"))


def _planned(deadline):
    if deadline.subject_type != "planned_date":
        return None
    return PlannedDate.objects.filter(pk=deadline.subject_id).first()


def _action(deadline) -> Action | None:
    """Where the date is kept, unless it is this page that keeps it."""
    subject = deadline_subjects.get(deadline.subject_type)
    if subject is None or deadline.subject_type == "planned_date":
        return None
    return Action(str(subject.action), subject.url(deadline.subject_id))


@dataclass(frozen=True)
class CalendarDay:
    """A day in the month: what is to be kept, who meets, and whether it is a day off."""

    on: date
    inside: bool
    name: str = ""
    is_off: bool = False
    dates: list[dict] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.dates and not self.meetings


@dataclass(frozen=True)
class Month:
    """A month in weeks (number, days), and its days with something in them for the phone."""

    first: date
    weeks: list[tuple[int, list[CalendarDay]]]
    agenda: list[CalendarDay]

    @property
    def title(self) -> str:
        return date_format(self.first, "F Y")

    @property
    def previous(self) -> str:
        return f"{add_months(self.first, -1):%Y-%m}"

    @property
    def following(self) -> str:
        return f"{add_months(self.first, 1):%Y-%m}"


def month_of(deadlines, first, *, user, calendar) -> Month:
    """A month of dates in whole weeks, with the meetings of the user's bodies. Two statements."""
    days = list(months.Calendar().itermonthdates(first.year, first.month))
    names = {
        day: name for year in {day.year for day in days} for day, name in day_names(year).items()
    }
    rows: dict[date, list] = {}
    meetings: dict[date, list[Meeting]] = {}
    for row in deadlines_between(deadlines, days[0], days[-1]):
        rows.setdefault(row["due_on"], []).append(row)
    for meeting in _meetings(user, days[0], days[-1]):
        meetings.setdefault(meeting.held_on, []).append(meeting)
    shown = [
        CalendarDay(
            on=day,
            inside=day.month == first.month,
            name=names.get(day, ""),
            is_off=not calendar.is_working_day(day),
            dates=rows.get(day, []),
            meetings=meetings.get(day, []),
        )
        for day in days
    ]
    weeks = [shown[at : at + DAYS_IN_A_WEEK] for at in range(0, len(shown), DAYS_IN_A_WEEK)]
    return Month(
        first=first,
        weeks=[(week[0].on.isocalendar().week, week) for week in weeks],
        agenda=[day for day in shown if day.inside and not day.is_empty],
    )


def _meetings(user, first, last):
    held = standing(user)
    return (
        Meeting.objects.standing()
        .filter(organization_id__in=held.organization_ids, held_on__range=(first, last))
        .select_related("organization")
    )


def month_in(params, *, today) -> date:
    """The first day of the month that the address asks for; this month if it cannot be read."""
    try:
        first = date.fromisoformat(f"{params.get('manad', '')}-01")
    except ValueError:
        return today.replace(day=1)
    near = timedelta(days=366 * 30)
    return first if today - near < first < today + near else today.replace(day=1)
