"""The first and the last day of an initiative: dates to keep, owed by the lead body (X-05, S-44)."""

from collections.abc import Set
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from coordination.domain.deadline import (
    keep_deadline,
    move_deadline,
    reopen_deadline,
    set_deadline,
    withdraw_deadline,
)
from coordination.enums import Role
from coordination.models import Deadline
from initiatives.enums import INITIATIVE_OPEN, InitiativeState
from initiatives.validators import validate_reason

SUBJECT = "initiative"


@dataclass(frozen=True)
class InitiativeDate:
    """A day of an initiative that is watched in some of its states."""

    kind: str
    field: str
    watched_in: Set[str]
    title: Promise
    rule: Promise
    why_moved: Promise
    taken_away: Promise

    def day_of(self, initiative):
        return getattr(initiative, self.field)

    @property
    def subject(self) -> dict[str, str]:
        return {"kind": self.kind, "subject_type": SUBJECT}


START = InitiativeDate(
    "initiative_start",
    "starts_on",
    frozenset({InitiativeState.PLANNED}),
    gettext_lazy("Starta insatsen %(initiative)s"),
    gettext_lazy("Insatsens startdag"),
    gettext_lazy("Skriv varför startdagen ändras."),
    gettext_lazy("startdagen togs bort: %(reason)s"),
)
END = InitiativeDate(
    "initiative_end",
    "ends_on",
    INITIATIVE_OPEN,
    gettext_lazy("Avsluta insatsen %(initiative)s"),
    gettext_lazy("Insatsens slutdag"),
    gettext_lazy("Skriv varför slutdagen ändras."),
    gettext_lazy("slutdagen togs bort: %(reason)s"),
)
DATES = (START, END)


def owe_date(watched, initiative, *, today) -> None:
    """The lead body's case officer owes it, once the day is known."""
    if day := watched.day_of(initiative):
        set_deadline(
            **watched.subject,
            subject_id=initiative.pk,
            title=watched.title % {"initiative": initiative.title},
            organization=initiative.lead,
            role=Role.CASE_OFFICER,
            due_on=day,
            today=today,
            matter=initiative.programme.matter,
            rule=str(watched.rule),
        )


def follow_date(watched, initiative, former, *, actor, today, reason) -> None:
    """Let the date to keep follow the initiative: moved with a reason, taken away, or new."""
    if initiative.state not in watched.watched_in:
        return
    day = watched.day_of(initiative)
    if former and day != former:
        validate_reason(reason, watched.why_moved)
        if not day:
            _take_away(watched, initiative, reason)
            return
        deadline = Deadline.objects.filter(**watched.subject, subject_id=initiative.pk).first()
        if deadline:
            move_deadline(deadline, actor=actor, to=day, reason=reason, today=today)
    owe_date(watched, initiative, today=today)
    if not former:
        reopen_date(watched, initiative, today=today)


def _take_away(watched, initiative, reason):
    by = watched.taken_away % {"reason": reason}
    withdraw_deadline(**watched.subject, subject_id=initiative.pk, by=by, at=timezone.now())


def keep_date(watched, initiative, *, by, at=None) -> None:
    """The day needs no more watching; ``by`` says why."""
    keep_deadline(**watched.subject, subject_id=initiative.pk, by=by, at=at or timezone.now())


def keep_dates(initiative, *, by, at=None) -> None:
    """No day of the initiative needs more watching."""
    for watched in DATES:
        keep_date(watched, initiative, by=by, at=at)


def reopen_date(watched, initiative, *, today) -> None:
    """Owe the day again: the initiative was taken up anew."""
    if watched.day_of(initiative):
        reopen_deadline(**watched.subject, subject_id=initiative.pk, today=today)


def reopen_dates(initiative, *, today) -> None:
    """Owe every day of the initiative again."""
    for watched in DATES:
        reopen_date(watched, initiative, today=today)
