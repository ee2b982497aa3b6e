"""Referrals sent, recalled, closed and reopened."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from coordination.domain.circulation import (
    close_referral,
    recall_referral,
    reopen_referral,
    send_referral,
)
from coordination.enums import REFERRAL_TRANSITIONS, ReferralState, Role
from coordination.exceptions import ActionRefused
from coordination.models import AuditEvent, Deadline, Matter, OutgoingMessage, Referral
from tests.conftest import member
from tests.factories import ConsulteeFactory, MembershipFactory

pytestmark = pytest.mark.django_db

ACTIONS = {
    "send": lambda referral, actor: send_referral(referral, actor=actor),
    "close": lambda referral, actor: close_referral(referral, actor=actor),
    "recall": lambda referral, actor: recall_referral(referral, actor=actor, reason="Ett fel."),
    "reopen": lambda referral, actor: reopen_referral(
        referral, actor=actor, reason="Fler svar väntas."
    ),
}


@pytest.fixture
def asked(referral, town):
    """Bo's committee, to be asked in the draft."""
    return ConsulteeFactory(referral=referral, organization=town.participant)


def test_sending_hands_over_to_everyone_asked(asked, referral, disa, bo):
    sent = send_referral(referral, actor=disa)

    message = OutgoingMessage.objects.get()
    deadline = Deadline.objects.get()
    assert (sent.state, message.person) == (ReferralState.SENT, bo.person)
    assert (deadline.organization, deadline.due_on) == (asked.organization, asked.due_on)
    assert (deadline.role, deadline.subject_id) == (Role.SECRETARY, asked.pk)


def test_sending_gives_a_receipt(asked, referral, disa, bo):
    sent = send_referral(referral, actor=disa)

    event = AuditEvent.objects.get(action="referral.sent")
    assert event.data == {"to": ["Stadsbyggnadsnämnden"], "receipt": sent.receipt_number}
    assert sent.receipt_number.startswith("K-")


def test_who_is_asked_sees_the_matter_from_then_on(asked, referral, matter, disa, bo):
    before = set(Matter.objects.visible_to(bo))

    send_referral(referral, actor=disa)

    assert (before, set(Matter.objects.visible_to(bo))) == (set(), {matter})


def test_letter_says_what_is_asked_by_when_and_where(asked, referral, disa, bo):
    send_referral(referral, actor=disa)

    message = OutgoingMessage.objects.get()
    assert referral.question in message.text
    assert f"http://testserver/remissinstanser/{asked.pk}/" in message.text
    assert f"http://testserver/remissinstanser/{asked.pk}/" in message.html


def test_sending_twice_sends_once(asked, referral, disa, bo):
    send_referral(referral, actor=disa)

    with pytest.raises(ActionRefused) as refused:
        send_referral(referral, actor=disa)

    assert refused.value.code == "wrong_state"
    assert OutgoingMessage.objects.count() == 1


def test_nobody_asked_is_refused(referral, disa):
    with pytest.raises(ActionRefused) as refused:
        send_referral(referral, actor=disa)

    assert refused.value.code == "nobody_asked"


def test_day_that_has_been_is_refused(asked, referral, disa, bo):
    tomorrow_after = timezone.now() + timedelta(days=31)

    with pytest.raises(ValidationError) as refused:
        send_referral(referral, actor=disa, now=tomorrow_after)

    assert refused.value.code == "day_has_been"


def test_bodies_without_a_receiver_are_named_and_nothing_is_sent(asked, referral, town, disa, bo):
    ConsulteeFactory(referral=referral, organization=town.lead)

    with pytest.raises(ActionRefused) as refused:
        send_referral(referral, actor=disa)

    assert "Fritidsnämnden" in refused.value.message
    assert "Stadsbyggnadsnämnden" not in refused.value.message
    assert not OutgoingMessage.objects.exists()
    assert Referral.objects.get().state == ReferralState.DRAFT


def test_who_only_reads_may_not_send(asked, referral, love):
    with pytest.raises(PermissionDenied):
        send_referral(referral, actor=love)


def test_closing_ends_what_was_waited_for(asked, referral, disa, bo):
    send_referral(referral, actor=disa)

    close_referral(referral, actor=disa)

    deadline = Deadline.objects.get()
    assert (deadline.done_by, deadline.next_reminder_on) == ("remissen avslutades", None)


def test_reopening_waits_again(asked, referral, disa, bo):
    send_referral(referral, actor=disa)
    close_referral(referral, actor=disa)

    reopen_referral(referral, actor=disa, reason="Fler svar väntas.")

    deadline = Deadline.objects.get()
    assert deadline.done_at is None
    assert deadline.next_reminder_on is not None


def test_closing_leaves_an_answer_s_own_mark(asked, referral, disa, bo):
    send_referral(referral, actor=disa)
    Deadline.objects.update(done_at=timezone.now(), done_by="Yttrande § 201")

    close_referral(referral, actor=disa)

    assert Deadline.objects.get().done_by == "Yttrande § 201"


def test_recall_tells_everyone_once_with_the_reason(asked, referral, town, disa, bo):
    ConsulteeFactory(referral=referral, organization=town.lead)
    MembershipFactory(person=bo.person, seat__organization=town.lead, seat__role=Role.SECRETARY)
    send_referral(referral, actor=disa)

    recall_referral(referral, actor=disa, reason="Förslaget skrivs om.")

    letters = OutgoingMessage.objects.filter(dedupe_key__startswith="recalled:")
    assert [letter.person for letter in letters] == [bo.person]
    assert "Förslaget skrivs om." in letters[0].text


def test_recall_needs_a_reason(asked, referral, disa, bo):
    send_referral(referral, actor=disa)

    with pytest.raises(ValidationError) as refused:
        recall_referral(referral, actor=disa, reason="  ")

    assert refused.value.code == "missing"


@pytest.mark.parametrize("state", ReferralState)
@pytest.mark.parametrize("action", ACTIONS)
def test_every_step_outside_the_table_is_refused(asked, referral, disa, bo, state, action):
    allowed = (state, action) in REFERRAL_TRANSITIONS
    referral.state, referral.sent_at = state, timezone.now()
    referral.save()

    try:
        ACTIONS[action](referral, disa)
        happened = True
    except (ActionRefused, PermissionDenied):
        happened = False

    after = Referral.objects.get().state
    assert happened is allowed
    assert after == (REFERRAL_TRANSITIONS[state, action] if allowed else state)


def test_sender_s_other_officials_follow_from_their_roles(asked, referral, town, bo):
    officer = member(town.central_office, Role.CASE_OFFICER, "Nils")

    with pytest.raises(PermissionDenied):
        send_referral(referral, actor=officer)
