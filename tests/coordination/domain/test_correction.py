"""A correction is a new version with its reason; what was adopted stands."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from coordination import guards
from coordination.domain.adoption import adopt_statement
from coordination.domain.correction import correct_statement
from coordination.domain.document import read_document
from coordination.domain.queries.referral import asked_in, requests_in
from coordination.domain.request import answer_request, edit_request
from coordination.domain.statement import submit_statement
from coordination.domain.statement_content import content_of
from coordination.enums import Outcome
from coordination.exceptions import ActionRefused
from coordination.models import AuditEvent, Deadline, Request, Statement

REASON = "Fel belopp i sammanfattningen."


def test_correction_begins_with_the_adopted_text_and_requests(adopted, bo):
    version = correct_statement(adopted, actor=bo, reason=REASON)

    before, after = content_of(adopted), content_of(version)
    assert (version.number, version.state, version.corrects) == (2, "draft", adopted)
    assert [s.html for s in after.ordered_sections] == [s.html for s in before.ordered_sections]
    assert [r.text for r in after.requests] == [r.text for r in before.requests]
    assert [list(r.groups.all()) for r in after.requests] == [
        list(r.groups.all()) for r in before.requests
    ]
    assert AuditEvent.objects.filter(action="statement.correction_begun").exists()


def test_correction_is_adopted_under_a_new_paragraph_and_the_old_one_stands(
    adopted, bo, adoption, plain_document
):
    before = read_document(adopted.document)
    version = submit_statement(correct_statement(adopted, actor=bo, reason=REASON), actor=bo)

    adopt_statement(version, **{**adoption, "paragraph": 202})

    adopted.refresh_from_db()
    assert (adopted.state, adopted.decision.paragraph) == ("adopted", 201)
    assert read_document(adopted.document) == before
    assert Statement.objects.get(number=2).decision.paragraph == 202


def test_correction_needs_a_reason(adopted, bo):
    with pytest.raises(ValidationError) as refused:
        correct_statement(adopted, actor=bo, reason="  ")
    assert refused.value.code == "missing"


def test_what_cannot_be_corrected_says_why(adopted, in_review, bo, erik):
    with pytest.raises(PermissionDenied):
        correct_statement(adopted, actor=erik, reason=REASON)
    version = correct_statement(adopted, actor=bo, reason=REASON)
    with pytest.raises(ActionRefused, match="redan en version 2"):
        correct_statement(adopted, actor=bo, reason=REASON)
    with pytest.raises(ActionRefused, match="inte antaget än"):
        correct_statement(version, actor=bo, reason=REASON)


def test_database_keeps_the_reason_of_an_adopted_correction(adopted, bo, adoption, plain_document):
    version = submit_statement(correct_statement(adopted, actor=bo, reason=REASON), actor=bo)
    adopt_statement(version, **{**adoption, "paragraph": 202})
    row = Statement.objects.filter(pk=version.pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        row.update(correction_reason="Något annat.")

    guards.remove(connection)  # negative control
    row.update(correction_reason="Något annat.")


# --- What the corrected statement asks for -------------------------------------------------------


@pytest.fixture
def correction(adopted, bo):
    """Version 2, begun and not adopted."""
    return correct_statement(adopted, actor=bo, reason=REASON)


@pytest.fixture
def adopt(bo, adoption):
    """Take a draft through review and the meeting, under § 202."""

    def take(version):
        return adopt_statement(
            submit_statement(version, actor=bo), **{**adoption, "paragraph": 202}
        )

    return take


def answer(request, actor, reason="Ingen budget."):
    return answer_request(request, actor=actor, outcome=Outcome.REJECTED, reason=reason)


def texts(requests):
    return sorted(request.text for request in requests)


def test_only_the_newest_adopted_version_s_requests_wait(adopted, correction, adopt):
    asked = texts(adopted.requests.all())
    assert {each.statement for each in Request.objects.unanswered()} == {adopted}

    adopt(correction)

    assert {each.statement for each in Request.objects.unanswered()} == {correction}
    assert texts(Request.objects.unanswered()) == asked


def test_sender_sees_each_request_once(adopted, correction, adopt, disa):
    referral = adopted.consultee.referral
    adopt(correction)

    asked = asked_in(referral, disa, today=timezone.localdate())
    assert [each.statement for each in requests_in(asked)] == [correction, correction]


def test_answers_given_before_stand_at_the_correction_s_requests(adopted, correction, adopt, disa):
    first = adopted.requests.first()
    for reason in ("Vi väntar.", "Ingen budget."):
        answer(first, disa, reason)

    adopt(correction)

    copy = correction.requests.get(repeats=first)
    reasons = [each.reason for each in copy.dispositions.all()]
    assert reasons == [each.reason for each in first.dispositions.all()]
    assert copy not in Request.objects.unanswered()


def test_reworded_request_waits_for_an_answer_of_its_own(adopted, correction, adopt, disa, bo):
    general = correction.requests.get(kind="general")
    answer(general.repeats, disa)
    words = {"kind": "general", "addressee": general.addressee, "when": general.when}
    edit_request(general, actor=bo, text="Redovisa kostnaden.", **words)

    adopt(correction)

    assert general in Request.objects.unanswered()


def test_same_words_saved_again_keep_their_answer(adopted, correction, adopt, disa, bo):
    general = correction.requests.get(kind="general")
    answer(general.repeats, disa)
    words = {"kind": "general", "addressee": general.addressee, "when": general.when}
    edit_request(general, actor=bo, text=general.text, **words)

    adopt(correction)

    assert general not in Request.objects.unanswered()


def test_replaced_request_is_answered_in_the_newest_version(adopted, correction, adopt, disa):
    first = adopted.requests.first()
    adopt(correction)

    with pytest.raises(ActionRefused, match="ersatt av version 2"):
        answer(first, disa)


def test_sender_owes_answers_to_the_newest_version_alone(adopted, correction, adopt):
    adopt(correction)

    duties = Deadline.objects.filter(kind="requests").order_by("pk")
    assert [(each.subject_id, each.done_by) for each in duties] == [
        (adopted.pk, "önskemålen följs i version 2"),
        (correction.pk, ""),
    ]


def test_pages_of_what_was_replaced_lead_to_the_newest(client, adopted, correction, adopt, disa):
    adopt(correction)
    client.force_login(disa)

    asked = client.get(reverse("coordination:request", args=[adopted.requests.first().pk]))
    several = client.get(reverse("coordination:statement_requests", args=[adopted.pk]))
    sent = client.post(reverse("coordination:statement_requests", args=[adopted.pk]), {})

    assert asked.context["form"] is None
    assert "Följs i version 2" in asked.content.decode()
    assert several.context["forms"] == []
    assert sent.url == reverse("coordination:statement_requests", args=[correction.pk])
