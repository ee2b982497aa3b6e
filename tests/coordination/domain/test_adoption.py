"""A statement becomes the body's own: once, complete, and with everything that follows."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from coordination import guards
from coordination.domain.adoption_check import Doubt
from coordination.domain.deadline import set_deadline
from coordination.domain.decision import record_decision
from coordination.domain.document import read_document
from coordination.domain.statement import (
    adopt_statement,
    approve_statement,
    dispatch_statement,
    write_section,
)
from coordination.domain.statement_content import altered_statements, content_of
from coordination.enums import Role
from coordination.exceptions import ActionRefused
from coordination.models import (
    AuditEvent,
    Consultee,
    Deadline,
    Decision,
    Document,
    Meeting,
    Organization,
    OutgoingMessage,
    Statement,
    StatementSection,
)
from coordination.registry import document_types
from tests.factories import DecisionFactory, PersonFactory


def refusal(statement, facts, **changes):
    """The code with which adoption is refused; nothing may have been stored."""
    with pytest.raises(ValidationError) as refused:
        adopt_statement(statement, **{**facts, **changes})
    assert (Decision.objects.filter(matter=statement.matter).count(), Document.objects.count()) == (
        0,
        0,
    )
    assert Statement.objects.get(pk=statement.pk).state == "review"
    return refused.value.code


def test_adopted_statement_has_decision_document_and_signatures(adopted, chair, bo, today):
    assert adopted.state == "adopted"
    assert (adopted.chair, adopted.secretary, adopted.stance) == (
        chair,
        bo.person,
        "endorses_with_additions",
    )
    assert (adopted.decision.decided_on, adopted.decision.paragraph) == (today, 201)
    assert adopted.decision.text == (
        "Stadsbyggnadsnämnden har beslutat att lämna följande yttrande."
    )
    assert adopted.decision.meeting == Meeting.objects.get(held_on=today)


def test_document_is_drawn_up_from_what_was_adopted(adopted):
    fingerprint = content_of(adopted).fingerprint

    assert read_document(adopted.document) == f"%PDF {fingerprint} § 201".encode()
    assert AuditEvent.objects.get(action="statement.adopted").data["source_sha256"] == fingerprint
    assert list(altered_statements()) == []


def test_adoption_answers_the_referral(in_review, adoption, plain_document, today):
    consultee = in_review.consultee
    set_deadline(
        "statement",
        subject_type="consultee",
        subject_id=consultee.pk,
        title="Yttrande",
        organization=consultee.organization,
        role=Role.SECRETARY,
        due_on=today,
        today=today,
    )

    adopt_statement(in_review, **adoption)

    consultee.refresh_from_db()
    assert (consultee.state, consultee.finished_on) == ("answered", today)
    assert Deadline.objects.get(kind="statement").done_at


def test_sender_owes_answers_to_the_requests(adopted, town, today):
    deadline = Deadline.objects.get(kind="requests")

    assert (deadline.organization, deadline.role) == (town.central_office, Role.COORDINATOR)
    assert deadline.due_on == today + timedelta(days=30)


def test_duty_to_answer_names_body_and_referral(adopted):
    title = adopted.consultee.referral.title

    duty = Deadline.objects.get(kind="requests")

    assert duty.title == f"Besvara önskemålen från stadsbyggnadsnämnden: {title}"


def test_sender_is_told_once(disa, adopted):
    (message,) = OutgoingMessage.objects.filter(dedupe_key=f"adopted:{adopted.pk}:{disa.person_id}")

    assert message.to_email == disa.person.email


def test_body_that_declined_has_answered_when_it_adopts(in_review, adoption, plain_document):
    Consultee.objects.update(state="declined", declined_reason="Nej")

    adopt_statement(in_review, **adoption)

    assert Consultee.objects.get().state == "answered"


# --- Refused -------------------------------------------------------------------------------------


def test_only_the_secretary_adopts(in_review, adoption, erik, chair, anna):
    for person in (erik, anna):
        with pytest.raises(PermissionDenied):
            adopt_statement(in_review, **{**adoption, "actor": person})


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"paragraph": None}, "paragraph_missing"),
        ({"paragraph": 0}, "paragraph_missing"),
        ({"paragraph": 10_000}, "paragraph_too_high"),
        ({"stance": ""}, "no_stance"),
        ({"stance": "maybe"}, "no_stance"),
        ({"dispatch": True}, "not_approved"),
        ({"seen": "what was seen was another text"}, "changed_meanwhile"),
    ],
)
def test_incomplete_or_stale_adoption_is_refused(
    in_review, adoption, plain_document, changes, code
):
    assert refusal(in_review, adoption, **changes) == code


def test_meeting_to_come_is_refused(in_review, adoption, today):
    tomorrow = today + timedelta(days=1)

    assert refusal(in_review, adoption, decided_on=tomorrow) == "meeting_to_come"


# Attendance is asked about at a meeting that is in the calendar (test_quorum.py).
@pytest.mark.parametrize("doubt", sorted(set(Doubt) - {Doubt.ATTENDANCE_MISSING}))
def test_doubtful_adoption_is_refused_until_it_is_confirmed(
    in_review, adoption, plain_document, doubt
):
    in_review.opinions.update(html="")
    others = {**adoption, "confirmed": set(Doubt) - {doubt}}

    assert refusal(in_review, others) == "unconfirmed"
    assert adopt_statement(in_review, **adoption).state == "adopted"


def test_receipt_and_history_tell_one_moment(in_review, adoption, plain_document):
    at = timezone.now() - timedelta(minutes=3)  # the document took its time

    facts = {**adoption, "immediate_approval": True, "dispatch": True, "at": at}
    adopted = adopt_statement(in_review, **facts)

    told = AuditEvent.objects.filter(
        action__in=["statement.adopted", "statement.approved", "statement.dispatched"]
    )
    assert {event.at for event in told} == {at} == {adopted.document.drawn_up_at}
    assert adopted.dispatched_at == at


def test_strangers_do_not_sign(in_review, adoption, cecilia):
    stranger = PersonFactory()

    assert refusal(in_review, adoption, chair=stranger) == "chair_without_seat"
    assert refusal(in_review, adoption, secretary=cecilia.person) == "secretary_without_seat"


def test_official_of_the_administration_may_be_secretary_but_not_lead(
    in_review, adoption, erik, plain_document
):
    assert refusal(in_review, adoption, chair=erik.person) == "chair_without_seat"

    adopted = adopt_statement(in_review, **{**adoption, "secretary": erik.person})

    assert adopted.secretary == erik.person


def test_taken_paragraph_is_refused_and_the_next_one_named(
    in_review, adoption, matter, town, today
):
    DecisionFactory(matter=matter, body=town.participant, decided_on=today, paragraph=201)

    with pytest.raises(
        ActionRefused, match=r"§ 201 är redan använd 2025\. Nästa lediga är § 202\."
    ):
        adopt_statement(in_review, **adoption)


def test_body_that_cannot_decide_does_not_adopt(in_review, adoption, town):
    Organization.objects.filter(pk=town.participant.pk).update(kind="administration")

    assert refusal(in_review, adoption) == "cannot_decide"


def test_empty_section_is_refused(in_review, adoption):
    in_review.sections.filter(kind="summary").update(html="<p> </p>")

    assert refusal(in_review, adoption) == "empty_section"


def test_second_adoption_is_refused(adopted, adoption):
    with pytest.raises(ActionRefused, match="läget ”Antaget”"):
        adopt_statement(adopted, **{**adoption, "paragraph": 202})
    assert Decision.objects.filter(matter=adopted.matter).count() == 1


# --- While the document is drawn up --------------------------------------------------------------


@pytest.fixture
def meanwhile(monkeypatch):
    """Let something happen while the document is drawn up."""

    def install(event):
        def render(content, adoption):
            event()
            return b"%PDF"

        slow = replace(document_types["statement"], render=render)
        monkeypatch.setitem(document_types, "statement", slow)

    return install


@pytest.mark.parametrize(
    "change",
    [
        lambda s: s.sections.filter(kind="body").update(html="<p>Annat.</p>"),
        lambda s: s.requests.filter(position=1).update(text="Annat."),
        lambda s: s.opinions.update(letter="d"),
        lambda s: s.opinions.get().signers.filter(concurs=True).first().delete(),
        lambda s: Statement.objects.filter(pk=s.pk).update(title="Annan rubrik"),
    ],
    ids=["text", "request", "letter", "signer", "title"],
)
def test_change_meanwhile_stops_the_adoption(in_review, adoption, meanwhile, change):
    meanwhile(lambda: change(in_review))

    assert refusal(in_review, adoption) == "changed_meanwhile"


def test_colleague_who_was_quicker_wins(in_review, adoption, meanwhile):
    seen = []

    def colleague_adopts():
        if not seen:
            seen.append("once")
            adopt_statement(in_review, **adoption)

    meanwhile(colleague_adopts)

    with pytest.raises(ActionRefused, match="läget ”Antaget”"):
        adopt_statement(in_review, **{**adoption, "paragraph": 202})
    assert list(Decision.objects.values_list("paragraph", flat=True)) == [201]
    assert Document.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_secretaries_at_once_adopt_once(in_review, adoption, meanwhile):
    """Both have drawn up the document before either of them has stored anything."""
    both_are_ready = threading.Barrier(2, timeout=20)
    meanwhile(both_are_ready.wait)

    def adopt(paragraph):
        try:
            return adopt_statement(in_review, **{**adoption, "paragraph": paragraph}).state
        except ActionRefused as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(adopt, (201, 202)))

    assert outcomes == ["adopted", "wrong_state"]
    assert Decision.objects.filter(matter=in_review.matter).count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_paragraph_is_given_once_though_two_take_it_at_once(matter, disa, town, today):
    both_are_ready = threading.Barrier(2, timeout=20)

    def decide(title):
        both_are_ready.wait()
        try:
            record_decision(
                matter,
                actor=disa,
                body=town.board,
                decided_on=today,
                paragraph=201,
                title=title,
                text="Beslutas.",
                today=today,
            )
        except ActionRefused as refused:
            return refused.code
        finally:
            connection.close()
        return "recorded"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(decide, ("Ett", "Två")))

    assert outcomes == ["paragraph_taken", "recorded"]


def test_document_that_cannot_be_drawn_up_leaves_the_draft(in_review, adoption, meanwhile):
    def fail():
        raise RuntimeError("no paper")

    meanwhile(fail)

    with pytest.raises(RuntimeError):
        adopt_statement(in_review, **adoption)
    assert Statement.objects.get(pk=in_review.pk).state == "review"


# --- Approved and sent ---------------------------------------------------------------------------


def test_immediate_approval_and_dispatch_come_with_the_adoption(
    in_review, adoption, plain_document
):
    facts = {**adoption, "immediate_approval": True, "dispatch": True}

    adopted = adopt_statement(in_review, **facts)

    assert (adopted.state, adopted.approved_on) == ("dispatched", adoption["decided_on"])
    assert adopted.dispatched_at


def test_minutes_are_approved_between_the_meeting_and_today(adopted, bo, today):
    for day in (today - timedelta(days=1), today + timedelta(days=9)):
        with pytest.raises(ActionRefused, match="justeras efter mötet"):
            approve_statement(adopted, actor=bo, on=day, today=today + timedelta(days=8))

    assert approve_statement(adopted, actor=bo, on=today, today=today).approved_on == today


def test_draft_has_no_minutes_to_approve(statement, bo, today):
    with pytest.raises(ActionRefused, match="läget ”Utkast”"):
        approve_statement(statement, actor=bo, on=today, today=today)


def test_statement_is_sent_once_and_both_sides_are_told(adopted, bo, disa, today):
    approve_statement(adopted, actor=bo, on=today, today=today)
    sent = dispatch_statement(adopted, actor=bo, at=timezone.now())

    with pytest.raises(ActionRefused):
        dispatch_statement(adopted, actor=bo)

    told = OutgoingMessage.objects.filter(dedupe_key__startswith=f"dispatched:{sent.pk}:")
    assert {message.to_email for message in told} == {bo.person.email, disa.person.email}


def test_unapproved_statement_is_not_sent(adopted, bo):
    with pytest.raises(ActionRefused):
        dispatch_statement(adopted, actor=bo)
    assert Statement.objects.get(pk=adopted.pk).dispatched_at is None


def test_altered_text_is_found(adopted):
    """Negative control: with the guards away a text can be changed, and the hash tells."""
    guards.remove(connection)
    StatementSection.objects.filter(statement=adopted).update(html="<p>Något annat.</p>")

    assert list(altered_statements()) == [adopted]


def test_writing_after_adoption_is_refused(adopted, erik):
    with pytest.raises(PermissionDenied):
        write_section(adopted.sections.first(), actor=erik, html="<p>Nej.</p>", version=1)
