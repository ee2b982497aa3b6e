"""Referrals from outside: registered, sent out internally with an earlier day, answered."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from coordination.domain.consultee import extend_consultee
from coordination.domain.incoming_referral import (
    note_incoming_answered,
    possible_answers,
    register_incoming,
    send_out_internally,
)
from coordination.domain.internal_round import is_short_of_time, latest_day_inside
from coordination.domain.memorandum import Draft, draft_memorandum
from coordination.domain.referral import send_referral
from coordination.exceptions import ActionRefused
from coordination.models import AuditEvent, Deadline, IncomingReferral
from tests.small_pdf import small_pdf

pytestmark = pytest.mark.django_db

PDF = small_pdf()
TODAY = timezone.localdate()
OURS = TODAY + timedelta(days=60)


def register(receiver, actor, **given):
    values = {
        "title": "Förbundets inriktning",
        "sender_name": "Kommunförbundet",
        "sender_number": "KF/14-1",
        "memo_number": "PM 2014:134",
        "question": "Vilka frågor bör förbundet arbeta med?",
        "received_on": TODAY,
        "answer_by": OURS,
        "link": "https://forbund.example/remiss",
        "today": TODAY,
    }
    return register_incoming(receiver, actor=actor, **values | given)


@pytest.fixture
def incoming(town, disa):
    """What a federation asks the central office."""
    return register(town.central_office, disa, pdf=PDF)


def send_out(incoming, actor, town, due_on):
    return send_out_internally(
        incoming,
        actor=actor,
        sender=town.central_office,
        question="Vad anser nämnden?",
        due_on=due_on,
        today=TODAY,
        consultees=[town.participant],
    )


def test_registering_opens_a_matter_and_keeps_watch(town, disa):
    incoming = register(town.central_office, disa)

    owed = Deadline.objects.get(subject_type="incoming_referral", subject_id=incoming.pk)
    assert (owed.due_on, owed.organization) == (OURS, town.central_office)
    assert incoming.matter.registry_number.startswith("STK-")
    assert AuditEvent.objects.filter(action="incoming.registered").count() == 1


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"link": ""}, "no_text"),
        ({"link": "javascript:alert(1)"}, "invalid"),
        ({"pdf": b"MZ"}, "not_pdf"),
        ({"received_on": TODAY + timedelta(days=1)}, "day_to_come"),
        ({"answer_by": TODAY - timedelta(days=1)}, "days_reversed"),
        ({"question": " "}, "missing"),
    ],
)
def test_what_cannot_be_registered_is_refused(town, disa, given, code):
    with pytest.raises(ValidationError) as refused:
        register(town.central_office, disa, **given)

    assert refused.value.error_list[0].code == code
    assert not IncomingReferral.objects.exists()


def test_who_only_reads_registers_nothing(town, love):
    with pytest.raises(PermissionDenied):
        register(town.board, love)


def test_internal_round_carries_the_text_and_its_own_day(incoming, town, disa, bo):
    referral = send_out(incoming, disa, town, OURS - timedelta(days=20))

    assert referral.incoming == incoming
    assert referral.texts.get().document == incoming.document
    assert "KF/14-1, PM 2014:134" in referral.background
    assert send_referral(referral, actor=disa).texts.get().sent_at


@pytest.mark.parametrize("days", [0, 1])
def test_internal_round_is_over_before_we_answer(incoming, town, disa, days):
    with pytest.raises(ValidationError) as refused:
        send_out(incoming, disa, town, OURS + timedelta(days=days))

    assert refused.value.code == "after_our_own"


def test_more_time_inside_stays_before_our_own_day(incoming, town, disa, bo):
    referral = send_referral(send_out(incoming, disa, town, OURS - timedelta(20)), actor=disa)

    with pytest.raises(ValidationError) as refused:
        extend_consultee(
            referral.consultees.get(), actor=disa, due_on=OURS, reason="Sent.", today=TODAY
        )

    assert refused.value.code == "after_our_own"


def test_little_time_after_the_round_is_known(incoming):
    last = latest_day_inside(incoming)

    assert not is_short_of_time(incoming, last)
    assert is_short_of_time(incoming, last + timedelta(days=1))


def test_our_answer_ends_the_watch(incoming, disa):
    note_incoming_answered(incoming, actor=disa, on=TODAY, how="Yttrande § 15", today=TODAY)

    assert Deadline.objects.get(subject_type="incoming_referral").done_by == "Yttrande § 15"


def test_answered_referral_is_not_answered_or_sent_out_again(incoming, town, disa):
    note_incoming_answered(incoming, actor=disa, on=TODAY, how="Yttrande § 15", today=TODAY)

    for again in (
        lambda: note_incoming_answered(incoming, actor=disa, on=TODAY, how="Igen", today=TODAY),
        lambda: send_out(incoming, disa, town, OURS - timedelta(days=20)),
    ):
        with pytest.raises(ActionRefused) as refused:
            again()
        assert refused.value.code == "answered"


def test_answer_is_not_from_before_the_question(incoming, disa):
    with pytest.raises(ValidationError) as refused:
        note_incoming_answered(
            incoming, actor=disa, on=TODAY - timedelta(days=1), how="Brev", today=TODAY
        )

    assert refused.value.code == "unlikely_day"


# --- What the answer is --------------------------------------------------------------------------


@pytest.fixture
def asked_committee(adopted, bo):
    """The federation asked Bo's committee, in the matter of its adopted statement."""
    found = IncomingReferral(
        matter=adopted.matter,
        title="Förbundets inriktning",
        sender_name="Kommunförbundet",
        question="Vad bör det arbeta med?",
        received_on=TODAY,
        answer_by=OURS,
        link="https://forbund.example/remiss",
    )
    found.save()
    return found


def test_answer_is_the_adopted_statement(asked_committee, adopted, bo):
    answered = note_incoming_answered(
        asked_committee, actor=bo, on=TODAY, answer=adopted, today=TODAY
    )

    assert answered.answer_statement == adopted
    assert "§\N{NO-BREAK SPACE}201" in answered.answered_how
    assert adopted in possible_answers(asked_committee)


def test_answer_belongs_to_the_same_matter_and_is_decided(
    asked_committee, incoming, adopted, bo, disa, memorandum
):
    for question, actor, answer in (
        (incoming, disa, adopted),
        (asked_committee, bo, memorandum),
    ):
        with pytest.raises(ActionRefused) as refused:
            note_incoming_answered(question, actor=actor, on=TODAY, answer=answer, today=TODAY)
        assert refused.value.code == "no_answer"


def test_pages_lead_both_ways(asked_committee, adopted, bo, client):
    client.force_login(bo)
    page = reverse("coordination:answer_incoming", args=[asked_committee.pk])
    client.post(page, {"answer": f"statement-{adopted.pk}", "on": TODAY.isoformat(), "how": ""})

    own = reverse("coordination:incoming_referral", args=[asked_committee.pk])
    there = reverse("coordination:statement", args=[adopted.pk])
    assert there in client.get(own).content.decode()
    assert own in client.get(there).content.decode()


def test_memorandum_names_the_referral_it_prepares(incoming, disa, town, presenter, client):
    draft = Draft(title="Svaret", presenters=[presenter], incoming=incoming)
    memorandum = draft_memorandum(incoming.matter, actor=disa, draft=draft, bodies=[town.board])
    client.force_login(disa)

    own = reverse("coordination:incoming_referral", args=[incoming.pk])
    there = reverse("coordination:memorandum", args=[memorandum.pk])
    assert there in client.get(own).content.decode()
    assert own in client.get(there).content.decode()


def test_memorandum_names_no_other_matter_s_referral(incoming, matter, disa, town, presenter):
    draft = Draft(title="Svaret", presenters=[presenter], incoming=incoming)

    with pytest.raises(ActionRefused) as refused:
        draft_memorandum(matter, actor=disa, draft=draft, bodies=[town.board])
    assert refused.value.code == "foreign_matter"
