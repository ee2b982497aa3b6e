"""Referrals: written, sent to many at once, followed until everyone has answered (M-08, law.md E2)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.audit import record
from coordination.domain.deadline import keep_deadline, move_deadline, reopen_deadline, set_deadline
from coordination.domain.document import new_receipt_number
from coordination.domain.matter import _involve
from coordination.domain.message import queue_message
from coordination.domain.recipient import recipients_for
from coordination.domain.text import accept_line, accept_rich_text
from coordination.enums import (
    CONSULTABLE_KINDS,
    CONSULTEE_FINISHED,
    CONSULTEE_TRANSITIONS,
    REFERRAL_TRANSITIONS,
    ConsulteeState,
    PartyRole,
    ReferralState,
    Role,
)
from coordination.exceptions import ActionRefused, EditConflict, next_state
from coordination.models import Consultee, Deadline, Referral
from coordination.validators import validate_due_day, validate_plain_text

DEADLINE = "statement"


def draft_referral(
    matter, *, actor, sender, title, question, due_on, today, consultees=(), background=""
) -> Referral:
    """Write a referral (remiss) that is not sent yet: what is asked, by when, of whom.

    ``consultees`` are the bodies to ask; each gets the common day until given its own. Raises
    PermissionDenied, ValidationError (day has been, text missing, body that cannot be asked).
    """
    permissions.require(permissions.can_write_referral(actor, sender))
    permissions.require(permissions.can_manage_matter(actor, matter))
    referral = Referral(matter=matter, sender=sender)
    _set_texts(referral, title=title, question=question, background=background)
    validate_due_day(due_on, today=today)
    referral.due_on = due_on
    with transaction.atomic():
        referral.save()
        _set_consultees(referral, dict.fromkeys(consultees, due_on))
        record(
            "referral.drafted",
            actor=actor,
            subject=referral,
            matter=matter,
            data={"title": referral.title},
        )
    return referral


def edit_referral(
    referral, *, actor, title, question, due_on, consultees, today, version, background=""
) -> Referral:
    """Change a draft. ``consultees`` maps each body to its own day, or None for the common one.

    ``version`` is what the writer saw; EditConflict when someone saved in between.
    """
    permissions.require(permissions.can_edit_referral(actor, referral))
    validate_due_day(due_on, today=today)
    with transaction.atomic():
        current = Referral.objects.select_for_update().get(pk=referral.pk)
        permissions.require(permissions.can_edit_referral(actor, current))
        if current.version != version:
            raise EditConflict(theirs=current, mine=question)
        _set_texts(current, title=title, question=question, background=background)
        current.due_on = due_on
        current.version += 1
        current.save()
        _set_consultees(current, {body: day or due_on for body, day in consultees.items()})
        record("referral.edited", actor=actor, subject=current, matter=current.matter)
    return current


def _set_texts(referral, *, title, question, background):
    referral.title = accept_line(title, what=_("Rubriken"), limit=200)
    referral.question = accept_line(question, what=_("Det som yttrandet ska handla om"), limit=5000)
    referral.background = accept_rich_text(background) if background.strip() else ""


def _set_consultees(referral, days):
    for body, day in days.items():
        if body.kind not in CONSULTABLE_KINDS:
            raise ActionRefused(
                _("%(body)s kan inte få en remiss. Välj en nämnd, styrelse eller myndighet.")
                % {"body": body.name},
                code="not_consultable",
            )
        Consultee.objects.update_or_create(
            referral=referral, organization=body, defaults={"due_on": day}
        )
    referral.consultees.exclude(organization__in=days).delete()


def send_referral(referral, *, actor, now=None) -> Referral:
    """Send a referral to all its consultees at once: deadline, part in the matter and mail for each.

    Gives the sender a receipt. Sending twice is refused. Raises PermissionDenied, ActionRefused when
    nobody is asked, when a day has been, or naming each body that cannot be reached by anyone.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    permissions.require(permissions.can_write_referral(actor, referral.sender))
    with transaction.atomic():
        referral = Referral.objects.select_for_update().get(pk=referral.pk)
        referral.state = _next(referral, "send")
        consultees = list(referral.consultees.select_related("organization"))
        people = _refuse_unsendable(referral, consultees, today)
        referral.sent_at, referral.receipt_number = now, new_receipt_number(now)
        referral.save()
        for consultee in consultees:
            _hand_over(
                consultee,
                actor=actor,
                people=people[consultee.organization_id, Role.SECRETARY],
                now=now,
            )
        record(
            "referral.sent",
            actor=actor,
            subject=referral,
            matter=referral.matter,
            data={
                "to": [c.organization.name for c in consultees],
                "receipt": referral.receipt_number,
            },
        )
    return referral


def _next(referral, action):
    return next_state(
        REFERRAL_TRANSITIONS, referral.state, action, label=referral.get_state_display()
    )


def _refuse_unsendable(referral, consultees, today):
    if not consultees:
        raise ActionRefused(
            _("Välj minst en nämnd att fråga innan du skickar."), code="nobody_asked"
        )
    for day in {referral.due_on, *(consultee.due_on for consultee in consultees)}:
        validate_due_day(day, today=today)
    people = recipients_for({(c.organization_id, Role.SECRETARY) for c in consultees}, on=today)
    unreachable = [
        c.organization.name for c in consultees if not people[c.organization_id, Role.SECRETARY]
    ]
    if unreachable:
        raise ActionRefused(
            _(
                "Ingen mottagare finns hos %(bodies)s. Lägg till en sekreterare med e-postadress och skicka sedan."
            )
            % {"bodies": ", ".join(unreachable)},
            code="nobody_reached",
        )
    return people


def _hand_over(consultee, *, actor, people, now):
    referral = consultee.referral
    _involve(
        referral.matter,
        consultee.organization,
        actor=actor,
        role=PartyRole.CONSULTED,
        since=timezone.localdate(now),
    )
    set_deadline(
        DEADLINE,
        subject_type="consultee",
        subject_id=consultee.pk,
        title=_("Yttrande över %(title)s") % {"title": referral.title},
        organization=consultee.organization,
        role=Role.SECRETARY,
        due_on=consultee.due_on,
        today=timezone.localdate(now),
        matter=referral.matter,
        rule=_("Remissens svarsdag"),
    )
    for person in people:
        queue_message(
            "referral_sent",
            to=person,
            dedupe_key=f"referral:{referral.pk}:{consultee.pk}:{person.pk}:{referral.receipt_number}",
            context={"referral": referral, "consultee": consultee},
            now=now,
            kind="referral",
            matter=referral.matter,
        )


def extend_consultee(consultee, *, actor, due_on, reason, today) -> None:
    """Give one consulted body more time (or less), with the reason; the history keeps both days."""
    permissions.require(permissions.can_steer_referral(actor, consultee.referral))
    validate_due_day(due_on, today=today)
    reason = validate_plain_text(reason, what=_("Skälet"), limit=500)
    if consultee.state in CONSULTEE_FINISHED:
        raise ActionRefused(_("Nämnden har redan svarat."), code="finished")
    with transaction.atomic():
        consultee.due_on = due_on
        consultee.save(update_fields=["due_on"])
        move_deadline(_deadline_of(consultee), actor=actor, to=due_on, reason=reason, today=today)


def _deadline_of(consultee):
    return Deadline.objects.get(kind=DEADLINE, subject_type="consultee", subject_id=consultee.pk)


def decline_referral(consultee, *, actor, reason, now=None) -> None:
    """Say that the body declines to state an opinion (avstår från att yttra sig), with the reason."""
    now = now or timezone.now()
    permissions.require(permissions.can_answer_referral(actor, consultee))
    reason = validate_plain_text(reason, what=_("Skälet"), limit=2000)
    with transaction.atomic():
        move_consultee(consultee, "decline", on=timezone.localdate(now), declined_reason=reason)
        keep_deadline(
            DEADLINE,
            subject_type="consultee",
            subject_id=consultee.pk,
            by=_("nämnden avstår"),
            at=now,
        )
        record(
            "referral.declined",
            actor=actor,
            subject=consultee.referral,
            matter=consultee.referral.matter,
            data={"body": consultee.organization.name, "reason": reason},
        )


def find_incomplete(consultee, *, actor, reason, today) -> None:
    """Say that an answer was read but information is missing (läst, men uppgifter saknas)."""
    permissions.require(permissions.can_steer_referral(actor, consultee.referral))
    reason = validate_plain_text(reason, what=_("Vad som saknas"), limit=2000)
    with transaction.atomic():
        move_consultee(consultee, "find_incomplete", on=None)
        reopen_deadline(DEADLINE, subject_type="consultee", subject_id=consultee.pk, today=today)
        record(
            "referral.found_incomplete",
            actor=actor,
            subject=consultee.referral,
            matter=consultee.referral.matter,
            data={"body": consultee.organization.name, "reason": reason},
        )


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


def close_referral(referral, *, actor, now=None) -> Referral:
    """End a referral when nobody more is waited for; open deadlines of its consultees end with it."""
    return _end(
        referral, "close", actor=actor, now=now or timezone.now(), by=_("remissen avslutades")
    )


def recall_referral(referral, *, actor, reason, now=None) -> Referral:
    """Take a sent referral back (återkalla), with the reason, and tell everyone who was asked."""
    now = now or timezone.now()
    reason = validate_plain_text(reason, what=_("Skälet"), limit=2000)
    with transaction.atomic():
        referral = _end(
            referral,
            "recall",
            actor=actor,
            now=now,
            by=_("remissen återkallades"),
            data={"reason": reason},
        )
        bodies = {(c.organization_id, Role.SECRETARY) for c in referral.consultees.all()}
        for people in recipients_for(bodies, on=timezone.localdate(now)).values():
            for person in people:
                queue_message(
                    "referral_recalled",
                    to=person,
                    dedupe_key=f"recalled:{referral.pk}:{person.pk}",
                    context={"referral": referral, "reason": reason},
                    now=now,
                    kind="referral",
                    matter=referral.matter,
                )
    return referral


def _end(referral, action, *, actor, now, by, data=None):
    permissions.require(permissions.can_steer_referral(actor, referral))
    with transaction.atomic():
        referral = Referral.objects.select_for_update().get(pk=referral.pk)
        referral.state = _next(referral, action)
        referral.save(update_fields=["state"])
        for consultee in referral.consultees.unfinished():
            keep_deadline(
                DEADLINE, subject_type="consultee", subject_id=consultee.pk, by=by, at=now
            )
        record(
            f"referral.{'closed' if action == 'close' else 'recalled'}",
            actor=actor,
            subject=referral,
            matter=referral.matter,
            data=data,
        )
    return referral


def delete_draft(referral, *, actor) -> None:
    """Throw away a referral that was never sent; only the trail remembers it."""
    permissions.require(permissions.can_edit_referral(actor, referral))
    with transaction.atomic():
        current = Referral.objects.select_for_update().get(pk=referral.pk)
        if current.state != ReferralState.DRAFT:
            raise ActionRefused(
                _("Remissen är skickad. Återkalla den i stället."), code="wrong_state"
            )
        record(
            "referral.deleted",
            actor=actor,
            subject=current,
            matter=current.matter,
            data={"title": current.title},
        )
        current.delete()
