"""Referrals on their way: sent to all who are asked, recalled, closed, reopened (M-08, law.md E2)."""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.audit import record
from coordination.domain.consultable import refuse_out_of_reach
from coordination.domain.consultee import DEADLINE
from coordination.domain.deadline import reopen_deadline, set_deadline, withdraw_deadlines
from coordination.domain.document import new_receipt_number
from coordination.domain.internal_round import refuse_too_late_inside
from coordination.domain.matter import _involve
from coordination.domain.message import draft_message, queue_messages
from coordination.domain.recipient import recipients_for
from coordination.domain.referral_letter import draw_letter, store_letter
from coordination.domain.text import accept_line
from coordination.enums import (
    REFERRAL_TRANSITIONS,
    PartyRole,
    ReferralState,
    Role,
)
from coordination.exceptions import ActionRefused, next_state
from coordination.models import AuditEvent, Referral
from coordination.validators import validate_due_day


def send_referral(referral, *, actor, now=None) -> Referral:
    """Send a referral to all its consultees at once: deadline, part in the matter and mail for each.

    Gives the sender a receipt, and stores the letter it is sent with, drawn up outside the
    transaction. Sending twice is refused. Raises PermissionDenied, ActionRefused when nobody is
    asked, when a day has been, when the draft changes meanwhile, or naming each body that cannot be
    reached by anyone; and what the letter's ``render`` raises.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    permissions.require(permissions.can_write_referral(actor, referral.sender))
    _refuse_sent(referral)
    letter = draw_letter(referral, at=now)
    with transaction.atomic():
        referral = lock_referral(referral)
        _refuse_sent(referral)
        referral.state = _next(referral, "send")
        # In one order for all, so that two referrals sent at once never wait for each other in a ring.
        consultees = list(
            referral.consultees.select_related("organization").order_by("organization_id")
        )
        people = _refuse_unsendable(referral, consultees, today)
        referral.sent_at, referral.receipt_number = now, new_receipt_number(now)
        referral.save()
        store_letter(letter, referral)
        referral.texts.update(sent_at=now)
        for consultee in consultees:
            consultee.referral = referral
            _hand_over(consultee, actor=actor, today=today)
        _write_to(people, consultees, now=now)
        record(
            "referral.sent",
            actor=actor,
            subject=referral,
            matter=referral.matter,
            data={
                "to": [consultee.organization.name for consultee in consultees],
                "receipt": referral.receipt_number,
            },
        )
    return referral


def _refuse_unsendable(referral, consultees, today):
    if not consultees:
        raise ActionRefused(
            _("Välj minst en nämnd att fråga innan du skickar."), code="nobody_asked"
        )
    refuse_out_of_reach(
        [consultee.organization for consultee in consultees],
        sender=referral.sender,
        matter=referral.matter,
        today=today,
    )
    days = {referral.due_on, *(consultee.due_on for consultee in consultees)}
    for day in days:
        validate_due_day(day, today=today)
    refuse_too_late_inside(referral.incoming, days)
    people = recipients_for({_duty(consultee) for consultee in consultees}, on=today)
    unreachable = [c.organization.name for c in consultees if not people[_duty(c)]]
    if unreachable:
        raise ActionRefused(
            _(
                "Ingen mottagare finns hos %(bodies)s. Lägg till en sekreterare med e-postadress och skicka sedan."
            )
            % {"bodies": ", ".join(unreachable)},
            code="nobody_reached",
        )
    return people


def _refuse_sent(referral):
    """Whoever comes second is told who was first, and when."""
    if referral.state == ReferralState.SENT:
        raise ActionRefused(sent_in_words(referral), code="wrong_state")


def sent_in_words(referral) -> str:
    """”Remissen är redan skickad av Helena Sjögren 28 maj 2025 kl. 14.12.” One statement."""
    event = (
        AuditEvent.objects.filter(
            action="referral.sent",
            subject_type=referral._meta.label_lower,
            subject_id=referral.pk,
        )
        .select_related("actor__person")
        .order_by("-sequence")
        .first()
    )
    at = timezone.localtime(referral.sent_at)
    when = {"day": date_format(at), "time": date_format(at, "H.i")}
    if event and event.actor:
        return _("Remissen är redan skickad av %(who)s %(day)s kl. %(time)s.") % {
            "who": event.actor,
            **when,
        }
    return _("Remissen är redan skickad %(day)s kl. %(time)s.") % when


def _duty(consultee):
    return consultee.organization_id, Role.SECRETARY


def _hand_over(consultee, *, actor, today):
    referral = consultee.referral
    _involve(
        referral.matter,
        consultee.organization,
        actor=actor,
        role=PartyRole.CONSULTED,
        since=today,
    )
    set_deadline(
        DEADLINE,
        subject_type="consultee",
        subject_id=consultee.pk,
        title=_("Yttrande över %(title)s") % {"title": referral.title},
        organization=consultee.organization,
        role=Role.SECRETARY,
        due_on=consultee.due_on,
        today=today,
        matter=referral.matter,
        rule=_("Remissens svarsdag"),
    )


def _write_to(people, consultees, *, now):
    queue_messages(
        [
            draft_referral_letter(consultee, to=person, now=now)
            for consultee in consultees
            for person in people[_duty(consultee)]
        ]
    )


def draft_referral_letter(consultee, *, to, now):
    """The letter with which one person gets the referral, not in the outbox yet."""
    referral = consultee.referral
    return draft_message(
        "referral_sent",
        to=to,
        dedupe_key=f"referral:{referral.pk}:{consultee.pk}:{to.pk}:{referral.receipt_number}",
        context={"referral": referral, "consultee": consultee},
        now=now,
        kind="referral",
        matter=referral.matter,
    )


def close_referral(referral, *, actor, now=None) -> Referral:
    """End a referral when nobody more is waited for; open deadlines of its consultees end with it."""
    with transaction.atomic():
        return _end(
            referral, "close", actor=actor, now=now or timezone.now(), by=_("remissen avslutades")
        )


def reopen_referral(referral, *, actor, reason, now=None) -> Referral:
    """Wait for answers again after all, with the reason: those who never answered owe one."""
    reason = accept_line(reason, what=_("Skälet"), limit=2000)
    today = timezone.localdate(now or timezone.now())
    with transaction.atomic():
        referral = lock_referral(referral)
        permissions.require(permissions.can_steer_referral(actor, referral))
        referral.state = _next(referral, "reopen")
        referral.save(update_fields=["state"])
        for consultee in referral.consultees.unfinished():
            reopen_deadline(
                DEADLINE, subject_type="consultee", subject_id=consultee.pk, today=today
            )
        record(
            "referral.reopened",
            actor=actor,
            subject=referral,
            matter=referral.matter,
            data={"reason": reason},
        )
    return referral


def recall_referral(referral, *, actor, reason, now=None) -> Referral:
    """Take a sent referral back (återkalla), with the reason, and tell everyone who was asked."""
    now = now or timezone.now()
    reason = accept_line(reason, what=_("Skälet"), limit=2000)
    with transaction.atomic():
        referral = _end(
            referral,
            "recall",
            actor=actor,
            now=now,
            by=_("remissen återkallades"),
            data={"reason": reason},
        )
        queue_messages(_recall_letters(referral, reason=reason, now=now))
    return referral


def _recall_letters(referral, *, reason, now):
    """One letter to each person, who may receive for several bodies."""
    duties = {_duty(consultee) for consultee in referral.consultees.all()}
    found = recipients_for(duties, on=timezone.localdate(now)).values()
    return [
        draft_message(
            "referral_recalled",
            to=person,
            dedupe_key=f"recalled:{referral.pk}:{person.pk}",
            context={"referral": referral, "reason": reason},
            now=now,
            kind="referral",
            matter=referral.matter,
        )
        for person in dict.fromkeys(person for people in found for person in people)
    ]


def _end(referral, action, *, actor, now, by, data=None):
    referral = lock_referral(referral)
    permissions.require(permissions.can_steer_referral(actor, referral))
    referral.state = _next(referral, action)
    referral.save(update_fields=["state"])
    waited_for = list(referral.consultees.unfinished().values_list("pk", flat=True))
    withdraw_deadlines(DEADLINE, subject_type="consultee", subject_ids=waited_for, by=by, at=now)
    record(
        "referral.closed" if action == "close" else "referral.recalled",
        actor=actor,
        subject=referral,
        matter=referral.matter,
        data=data,
    )
    return referral


def _next(referral, action):
    return next_state(
        REFERRAL_TRANSITIONS, referral.state, action, label=referral.get_state_display()
    )


def lock_referral(referral) -> Referral:
    """The referral as it stands, held until the transaction ends."""
    return (
        Referral.objects.select_for_update(of=("self",))
        .select_related("matter__organization", "sender")
        .get(pk=referral.pk)
    )
