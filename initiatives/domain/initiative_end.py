"""The last day of an initiative: a date to keep, owed by the lead body (X-05, S-44)."""

from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.domain.deadline import (
    keep_deadline,
    move_deadline,
    reopen_deadline,
    set_deadline,
    withdraw_deadline,
)
from coordination.enums import Role
from coordination.models import Deadline
from initiatives.validators import validate_reason

SUBJECT, END = "initiative", "initiative_end"


def owe_end(initiative, *, today) -> None:
    """The lead body's case officer owes the end, once the last day is known."""
    if initiative.ends_on:
        set_deadline(
            END,
            subject_type=SUBJECT,
            subject_id=initiative.pk,
            title=_("Avsluta insatsen %(initiative)s") % {"initiative": initiative.title},
            organization=initiative.lead,
            role=Role.CASE_OFFICER,
            due_on=initiative.ends_on,
            today=today,
            matter=initiative.programme.matter,
            rule=_("Insatsens slutdag"),
        )


def follow_end(initiative, former_end, *, actor, today, reason) -> None:
    """Let the date to keep follow an open initiative: moved with a reason, taken away, or new."""
    if not initiative.is_open:
        return
    if former_end and initiative.ends_on != former_end:
        validate_reason(reason, _("Skriv varför slutdagen ändras."))
        if not initiative.ends_on:
            withdraw_deadline(
                END,
                subject_type=SUBJECT,
                subject_id=initiative.pk,
                by=_("slutdagen togs bort: %(reason)s") % {"reason": reason},
                at=timezone.now(),
            )
            return
        deadline = Deadline.objects.filter(
            kind=END, subject_type=SUBJECT, subject_id=initiative.pk
        ).first()
        if deadline:
            move_deadline(deadline, actor=actor, to=initiative.ends_on, reason=reason, today=today)
    owe_end(initiative, today=today)
    if not former_end:
        reopen_end(initiative, today=today)


def keep_end(initiative, *, by, at=None) -> None:
    """The last day needs no more watching; ``by`` says why."""
    keep_deadline(
        END, subject_type=SUBJECT, subject_id=initiative.pk, by=by, at=at or timezone.now()
    )


def reopen_end(initiative, *, today) -> None:
    """Owe the last day again: the initiative was taken up anew."""
    if initiative.ends_on:
        reopen_deadline(END, subject_type=SUBJECT, subject_id=initiative.pk, today=today)
