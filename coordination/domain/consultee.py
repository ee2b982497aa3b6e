"""Consulted bodies: given more time, declining, found incomplete, reminded (M-08, S-44)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.answer_lock import lock_consultee
from coordination.domain.audit import record
from coordination.domain.deadline import (
    keep_deadline,
    reopen_deadline,
    shift_deadline,
)
from coordination.domain.internal_round import refuse_too_late_inside
from coordination.domain.message import queue_message
from coordination.domain.recipient import recipients_for
from coordination.domain.reminder_round import send_round
from coordination.domain.text import accept_line
from coordination.enums import (
    CONSULTEE_FINISHED,
    CONSULTEE_TRANSITIONS,
    ConsulteeState,
    ReferralState,
    Role,
)
from coordination.exceptions import ActionRefused, next_state
from coordination.models import Consultee, Deadline
from coordination.validators import validate_due_day

DEADLINE = "statement"


def extend_consultee(consultee, *, actor, due_on, reason, today, granted_by="", now=None) -> None:
    """Give one consulted body more time (or less), with the reason; the history keeps both days.

    ``granted_by`` is who agreed to it, the actor unless said. The body is told.
    Raises PermissionDenied, ValidationError, ActionRefused when it has answered or the referral is
    no longer out.
    """
    permissions.require(permissions.can_steer_referral(actor, consultee.referral))
    validate_due_day(due_on, today=today)
    refuse_too_late_inside(consultee.referral.incoming, [due_on])
    reason = accept_line(reason, what=_("Skälet"), limit=500)
    granted_by = accept_line(granted_by or str(actor), what=_("Vem som beviljat"), limit=150)
    with transaction.atomic():
        current = lock_consultee(consultee)
        _refuse_unless_out(current)
        if current.state in CONSULTEE_FINISHED:
            raise ActionRefused(
                _("Nämnden har redan svarat eller avstått. Dagen går inte att flytta."),
                code="finished",
            )
        before = current.due_on
        consultee.due_on = current.due_on = due_on
        consultee.save(update_fields=["due_on"])
        shift_deadline(
            deadline_of(consultee),
            actor=actor,
            to=due_on,
            reason=reason,
            today=today,
            granted_by=granted_by,
        )
        told = {"reason": reason, "granted_by": granted_by}
        _tell_body("referral_extended", current, now=now, before=before, **told)
        _log("extended", current, actor, **{"from": before}, to=due_on, **told)


def decline_referral(consultee, *, actor, reason, now=None) -> None:
    """Say that the body declines to state an opinion (avstår från att yttra sig), with the reason.

    Nothing more is waited for, and the sender is told. Raises PermissionDenied, ValidationError.
    """
    now = now or timezone.now()
    permissions.require(permissions.can_answer_referral(actor, consultee))
    reason = accept_line(reason, what=_("Skälet"), limit=2000)
    with transaction.atomic():
        current = lock_consultee(consultee)
        permissions.require(permissions.can_answer_referral(actor, current))
        move_consultee(consultee, "decline", on=timezone.localdate(now), declined_reason=reason)
        keep_deadline(
            DEADLINE,
            subject_type="consultee",
            subject_id=consultee.pk,
            by=_("nämnden avstår"),
            at=now,
        )
        sender = (current.referral.sender_id, Role.COORDINATOR)
        _tell("referral_declined", current, sender, now=now, reason=reason)
        _log("declined", current, actor, reason=reason)


def find_incomplete(consultee, *, actor, reason, today, due_on=None, now=None) -> None:
    """Say that an answer was read but information is missing (läst, men uppgifter saknas).

    The body owes it again, by ``due_on`` if its day has passed, and is told what is missing.
    """
    permissions.require(permissions.can_steer_referral(actor, consultee.referral))
    reason = accept_line(reason, what=_("Vad som saknas"), limit=2000)
    due_on = due_on or max(consultee.due_on, today)
    validate_due_day(due_on, today=today)
    refuse_too_late_inside(consultee.referral.incoming, [due_on])
    with transaction.atomic():
        current = lock_consultee(consultee)
        _refuse_unless_out(current)
        move_consultee(consultee, "find_incomplete", on=None, due_on=due_on)
        reopen_deadline(DEADLINE, subject_type="consultee", subject_id=consultee.pk, today=today)
        if current.due_on != due_on:
            owed = deadline_of(consultee)
            shift_deadline(owed, actor=actor, to=due_on, reason=reason[:500], today=today)
        current.due_on = due_on
        _tell_body("referral_incomplete", current, now=now, reason=reason)
        _log("found_incomplete", current, actor, reason=reason)


def accept_completion(consultee, *, actor, reason, now=None) -> None:
    """Say that what was missing has come in, in whatever way; the answer counts as given again."""
    now = now or timezone.now()
    permissions.require(permissions.can_steer_referral(actor, consultee.referral))
    reason = accept_line(reason, what=_("Hur uppgifterna kom in"), limit=500)
    with transaction.atomic():
        current = lock_consultee(consultee)
        if current.state != ConsulteeState.INCOMPLETE:
            raise ActionRefused(_("Inga uppgifter saknas i svaret."), code="nothing_missing")
        move_consultee(consultee, "answer", on=timezone.localdate(now))
        keep_deadline(
            DEADLINE,
            subject_type="consultee",
            subject_id=consultee.pk,
            by=_("uppgifterna kom in"),
            at=now,
        )
        _log("completed", current, actor, reason=reason)


def remind_consultees(consultees, *, actor, now=None, note="") -> list:
    """Remind by hand those who have not answered (”Påminn”); returns the letters.

    Who owes several answers gets one letter. Nobody gets two a day about the same answer.
    """
    now = now or timezone.now()
    for consultee in consultees:
        permissions.require(permissions.can_steer_referral(actor, consultee.referral))
    owed = deadlines_of(consultees)
    with transaction.atomic():
        letters = send_round(list(owed.values()), actor=actor, now=now, note=note)
        told: dict[int, list[str]] = {deadline.pk: [] for deadline in owed.values()}
        for letter in letters:
            for deadline in letter.deadlines:
                told[deadline.pk].append(str(letter.to))
        for consultee in consultees:
            if consultee.pk in owed and told[owed[consultee.pk].pk]:
                _log("reminded", consultee, actor, people=told[owed[consultee.pk].pk])
    return letters


def move_consultee(consultee, action, *, on, **fields) -> None:
    """Take a consulted body to the state that ``action`` leads to, in the caller's transaction."""
    current = Consultee.objects.select_for_update().get(pk=consultee.pk)
    consultee.state = next_state(
        CONSULTEE_TRANSITIONS, current.state, action, label=ConsulteeState(current.state).label
    )
    consultee.finished_on = on if consultee.state in CONSULTEE_FINISHED else None
    for name, value in fields.items():
        setattr(consultee, name, value)
    consultee.save(update_fields=["state", "finished_on", *fields])


def deadline_of(consultee) -> Deadline:
    """The date that the body is to answer by, as a date to keep."""
    return Deadline.objects.get(kind=DEADLINE, subject_type="consultee", subject_id=consultee.pk)


def deadlines_of(consultees) -> dict[int, Deadline]:
    """{consultee id: its open deadline}, for those who owe an answer. One statement."""
    rows = Deadline.objects.open().filter(
        kind=DEADLINE,
        subject_type="consultee",
        subject_id__in=[consultee.pk for consultee in consultees],
    )
    return {
        row.subject_id: row for row in rows.select_related("organization", "matter__organization")
    }


def _refuse_unless_out(consultee):
    referral = consultee.referral
    if referral.state != ReferralState.SENT:
        raise ActionRefused(
            _("Det går inte i läget ”%(state)s”. Ladda om sidan för att se vad som gäller nu.")
            % {"state": referral.get_state_display()},
            code="wrong_state",
        )


def _tell_body(template, consultee, *, now, **context):
    _tell(template, consultee, (consultee.organization_id, Role.SECRETARY), now=now, **context)


def _tell(template, consultee, duty, *, now, **context):
    now = now or timezone.now()
    for person in recipients_for({duty}, on=timezone.localdate(now))[duty]:
        queue_message(
            template,
            to=person,
            dedupe_key=f"{template}:{consultee.pk}:{person.pk}:{now:%Y%m%d%H%M%S%f}",
            context={"consultee": consultee, "referral": consultee.referral, **context},
            now=now,
            kind="referral",
            matter=consultee.referral.matter,
        )


def _log(verb, consultee, actor, **data):
    referral = consultee.referral
    record(
        f"referral.{verb}",
        actor=actor,
        subject=referral,
        matter=referral.matter,
        data={"body": consultee.organization.name, **data},
    )
