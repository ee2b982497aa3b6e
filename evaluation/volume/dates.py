"""Dates to keep, with the day of the next reminder."""

from datetime import timedelta

from coordination.domain.reminder_policy import next_reminder_day, rule_for
from coordination.models import Deadline
from evaluation.volume.answers import answer_deadlines
from evaluation.volume.bulk import pour
from evaluation.volume.joint_work import end_deadlines
from evaluation.volume.town import Town
from initiatives.domain.initiative_date import SUBJECT


def set_deadlines(town: Town, initiatives, consultees, count: int) -> None:
    """What the initiatives and the referrals owe, and milestones kept long ago up to ``count``."""
    rule = rule_for("")
    owed = [*end_deadlines(town, initiatives), *answer_deadlines(town, consultees)]
    for deadline in owed:
        if not deadline.done_at:
            deadline.next_reminder_on = next_reminder_day(
                deadline.kind, due_on=deadline.due_on, after=town.today, rule=rule
            )
    pour(owed)
    pour(_milestone(town, initiatives, number) for number in range(count - len(owed)))


def _milestone(town, initiatives, number):
    """A step on the way (delmål): the past that every list of open dates must pass over."""
    initiative = initiatives[number % len(initiatives)]
    step = number // len(initiatives) + 1
    return Deadline(
        kind=f"milestone_{step}",
        title=f"Delmål {step}: {initiative.title}",
        organization=initiative.lead,
        matter=initiative.programme.matter,
        subject_type=SUBJECT,
        subject_id=initiative.pk,
        due_on=town.today - timedelta(days=town.chance.randint(20, 600)),
        done_at=town.now,
        done_by="delmålet nåddes",
    )
