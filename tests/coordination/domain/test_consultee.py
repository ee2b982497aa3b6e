"""Each of those who are asked: more time, declining, incomplete answers, reminders by hand."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from coordination.domain.consultee import (
    accept_completion,
    decline_referral,
    extend_consultee,
    find_incomplete,
    move_consultee,
    remind_consultees,
)
from coordination.domain.referral import close_referral, send_referral
from coordination.enums import CONSULTEE_TRANSITIONS, ConsulteeState
from coordination.exceptions import ActionRefused
from coordination.models import AuditEvent, Deadline, DeadlineMove, OutgoingMessage, Reminder
from tests.factories import ConsulteeFactory, ReferralFactory

pytestmark = pytest.mark.django_db

ACTIONS = {action for _state, action in CONSULTEE_TRANSITIONS}


@pytest.fixture
def asked(referral, town, disa, bo):
    """Bo's committee, which has got the referral."""
    consultee = ConsulteeFactory(referral=referral, organization=town.participant)
    send_referral(referral, actor=disa)
    OutgoingMessage.objects.all().delete()
    consultee.refresh_from_db()
    return consultee


@pytest.fixture
def answered(asked):
    asked.state, asked.finished_on = ConsulteeState.ANSWERED, asked.due_on
    asked.save()
    Deadline.objects.update(done_at=asked.referral.sent_at, done_by="Yttrande § 201")
    return asked


@pytest.fixture
def longer(asked):
    return asked.due_on + timedelta(days=14)


@pytest.fixture
def day(asked):
    """The day on which it happens: the referral was sent then."""
    return asked.referral.sent_at.date()


def letter():
    return OutgoingMessage.objects.get()


def test_more_time_moves_the_day_and_keeps_the_old_one(asked, disa, longer, day):
    before = asked.due_on

    extend_consultee(asked, actor=disa, due_on=longer, reason="Mötet flyttades.", today=day)

    asked.refresh_from_db()
    move = DeadlineMove.objects.get()
    assert (asked.due_on, Deadline.objects.get().due_on) == (longer, longer)
    assert (move.from_day, move.to_day, move.reason) == (before, longer, "Mötet flyttades.")


def test_more_time_is_told_to_the_body(asked, disa, bo, longer, day):
    extend_consultee(asked, actor=disa, due_on=longer, reason="Mötet flyttades.", today=day)

    assert letter().person == bo.person
    assert "Mötet flyttades." in letter().text


def test_more_time_is_one_event(asked, disa, longer, day):
    count = AuditEvent.objects.count()

    extend_consultee(asked, actor=disa, due_on=longer, reason="Mötet flyttades.", today=day)

    assert AuditEvent.objects.count() == count + 1


def test_body_itself_may_not_move_its_day(asked, bo, longer, day):
    with pytest.raises(PermissionDenied):
        extend_consultee(asked, actor=bo, due_on=longer, reason="Vi hinner inte.", today=day)


def test_day_is_not_moved_into_the_past(asked, disa, day):
    with pytest.raises(ValidationError) as refused:
        extend_consultee(asked, actor=disa, due_on=day - timedelta(1), reason="Nej.", today=day)

    assert refused.value.code == "day_has_been"


def test_day_is_not_moved_after_the_answer(answered, disa, longer, day):
    with pytest.raises(ActionRefused) as refused:
        extend_consultee(answered, actor=disa, due_on=longer, reason="Sent.", today=day)

    assert refused.value.code == "finished"
    assert not DeadlineMove.objects.exists()


def test_day_is_not_moved_in_a_closed_referral(asked, disa, longer, day):
    close_referral(asked.referral, actor=disa)

    with pytest.raises(ActionRefused) as refused:
        extend_consultee(asked, actor=disa, due_on=longer, reason="Sent.", today=day)

    assert refused.value.code == "wrong_state"


def test_declining_ends_the_wait_and_tells_the_sender(asked, bo, disa):
    decline_referral(asked, actor=bo, reason="Frågan rör inte oss.")

    asked.refresh_from_db()
    assert (asked.state, asked.declined_reason) == ("declined", "Frågan rör inte oss.")
    assert Deadline.objects.get().done_by == "nämnden avstår"
    assert letter().person == disa.person


def test_declining_needs_a_reason(asked, bo):
    with pytest.raises(ValidationError) as refused:
        decline_referral(asked, actor=bo, reason="")

    assert refused.value.code == "missing"


def test_outsider_may_not_decline_for_the_body(asked, cecilia):
    with pytest.raises(PermissionDenied):
        decline_referral(asked, actor=cecilia, reason="Nej.")


def test_incomplete_answer_is_owed_again_by_a_new_day(answered, disa, bo, longer, day):
    find_incomplete(answered, actor=disa, reason="Kostnaden.", today=day, due_on=longer)

    answered.refresh_from_db()
    deadline = Deadline.objects.get()
    assert (answered.state, answered.finished_on, answered.due_on) == ("incomplete", None, longer)
    assert (deadline.done_at, deadline.due_on) == (None, longer)
    assert "Kostnaden." in letter().text


def test_incomplete_answer_never_gets_a_day_that_has_been(answered, disa):
    late = answered.due_on + timedelta(days=3)

    find_incomplete(answered, actor=disa, reason="Kostnaden.", today=late)

    answered.refresh_from_db()
    assert answered.due_on == late


def test_unanswered_cannot_be_incomplete(asked, disa, day):
    with pytest.raises(ActionRefused) as refused:
        find_incomplete(asked, actor=disa, reason="Allt.", today=day)

    assert refused.value.code == "wrong_state"


def test_completion_makes_the_answer_whole(answered, disa, day):
    find_incomplete(answered, actor=disa, reason="Kostnaden.", today=day)

    accept_completion(answered, actor=disa, reason="I ett mejl i dag.")

    answered.refresh_from_db()
    assert answered.state == ConsulteeState.ANSWERED
    assert Deadline.objects.get().done_by == "uppgifterna kom in"


def test_completion_of_what_lacks_nothing_is_refused(answered, disa):
    with pytest.raises(ActionRefused) as refused:
        accept_completion(answered, actor=disa, reason="Inget saknades.")

    assert refused.value.code == "nothing_missing"


@pytest.mark.parametrize("state", ConsulteeState)
@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_every_step_outside_the_table_is_refused(state, action):
    consultee = ConsulteeFactory(state=state, declined_reason="Skäl")

    try:
        move_consultee(consultee, action, on=date(2025, 5, 28))
        happened = True
    except ActionRefused:
        happened = False

    consultee.refresh_from_db()
    expected = CONSULTEE_TRANSITIONS.get((state, action), state)
    assert happened is ((state, action) in CONSULTEE_TRANSITIONS)
    assert consultee.state == expected


def test_reminder_by_hand_goes_once_a_day(asked, disa, bo):
    first = remind_consultees([asked], actor=disa)
    second = remind_consultees([asked], actor=disa)

    assert [each.to for each in first] == [bo.person]
    assert second == []
    assert OutgoingMessage.objects.count() == 1


def test_reminder_by_hand_carries_a_greeting(asked, disa):
    remind_consultees([asked], actor=disa, note="Ring mig om något är oklart.")

    assert "Ring mig om något är oklart." in letter().text
    assert "Disa Testsson påminner" in letter().text


def test_who_owes_several_answers_gets_one_letter(asked, matter, town, disa, bo):
    other = ReferralFactory(matter=matter, sender=town.central_office, title="Trygghetsmedel")
    also = ConsulteeFactory(referral=other, organization=town.participant)
    send_referral(other, actor=disa)
    OutgoingMessage.objects.all().delete()
    also.refresh_from_db()

    remind_consultees([asked, also], actor=disa)

    assert letter().subject == "Påminnelse: 2 saker väntar på dig"
    assert Reminder.objects.filter(message=letter()).count() == 2


def test_reminder_by_hand_greets_once_and_names_whom_to_ask(asked, disa):
    disa.person.phone = "040-12 34 56"
    disa.person.save()
    remind_consultees([asked], actor=disa, note="Vi väntar på ert svar.")

    letter = OutgoingMessage.objects.latest("pk")
    assert letter.text.count("Hej") == 1
    assert f"Fråga Disa Testsson: {disa.email}, 040-12 34 56" in letter.text
    assert f"mailto:{disa.email}" in letter.html


def test_reminder_by_hand_is_only_the_sender_s(asked, bo):
    with pytest.raises(PermissionDenied):
        remind_consultees([asked], actor=bo)


def test_nobody_is_reminded_of_what_is_done(answered, disa):
    with pytest.raises(ActionRefused) as refused:
        remind_consultees([answered], actor=disa)

    assert refused.value.code == "done"


def test_reminder_by_hand_names_the_body_that_nobody_reads_for(asked, disa, bo):
    bo.person.memberships.update(valid_until=date(2024, 1, 1))

    with pytest.raises(ActionRefused) as refused:
        remind_consultees([asked], actor=disa)

    assert "Stadsbyggnadsnämnden" in refused.value.message
