"""An administration answers what its head signs: once, on a day, and frozen from then on."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from coordination import guards
from coordination.documents.compilation import line_of
from coordination.domain.approval import put_up_notice
from coordination.domain.document import read_document
from coordination.domain.official_report import sign_report
from coordination.domain.opinion import file_opinion
from coordination.domain.statement import (
    adopt_statement,
    approve_statement,
    dispatch_statement,
    send_back_statement,
)
from coordination.domain.statement_content import altered_statements, content_of
from coordination.exceptions import ActionRefused
from coordination.models import (
    AuditEvent,
    Decision,
    Document,
    Membership,
    OutgoingMessage,
    Statement,
    StatementSection,
)
from coordination.registry import document_types

pytestmark = pytest.mark.usefixtures("plain_report")


def refusal(report, head, today, **facts):
    """The code with which signing is refused; nothing may have been stored."""
    with pytest.raises(ValidationError) as refused:
        sign_report(report, actor=head, today=today, **facts)
    assert Document.objects.count() == 0
    return refused.value.code


def test_signed_report_has_signer_day_and_document_but_no_decision(signed, head, today):
    assert (signed.state, signed.signer, signed.signed_on) == ("approved", head.person, today)
    assert (signed.decision, signed.chair, signed.stance) == (None, None, "has_comments")
    assert signed.document.kind == "official_report"
    assert Decision.objects.count() == 0


def test_document_is_drawn_up_from_what_was_signed(signed):
    fingerprint = content_of(signed).fingerprint

    assert read_document(signed.document) == f"{fingerprint} förvaltningschef".encode()
    assert AuditEvent.objects.get(action="statement.signed").data["source_sha256"] == fingerprint
    assert list(altered_statements()) == []


def test_signing_answers_the_referral_and_tells_the_sender_once(disa, signed, today):
    signed.consultee.refresh_from_db()
    told = OutgoingMessage.objects.get(dedupe_key=f"adopted:{signed.pk}:{disa.person_id}")

    assert (signed.consultee.state, signed.consultee.finished_on) == ("answered", today)
    assert "Tjänsteutlåtandet" in told.html
    assert "undertecknat" in told.html


def test_signed_report_is_sent_with_a_receipt(disa, signed, head):
    sent = dispatch_statement(signed, actor=head)

    told = OutgoingMessage.objects.get(dedupe_key=f"dispatched:{sent.pk}:{disa.person_id}")
    assert sent.state == "dispatched"
    assert str(head.person) in told.html


def test_title_of_the_seat_stands_under_the_name(report_in_review, head, today):
    seat = head.person.memberships.get().seat
    seat.title = "stadsdirektör"
    seat.save()

    signed = sign_report(report_in_review, actor=head, today=today)

    assert read_document(signed.document).decode().endswith("stadsdirektör")


def test_compilation_quotes_the_report_by_its_day(signed):
    assert line_of(signed) == (
        "Stadsbyggnadskontorets tjänsteutlåtande daterat den 28 maj 2025 "
        "har i huvudsak följande lydelse."
    )


# --- Refused -------------------------------------------------------------------------------------


def test_only_the_head_signs(report_in_review, erik, registrar, bo, today):
    for person in (erik, registrar, bo):
        with pytest.raises(PermissionDenied):
            sign_report(report_in_review, actor=person, today=today)
    assert Statement.objects.get(pk=report_in_review.pk).state == "review"


def test_committee_adopts_and_does_not_sign(in_review, bo, committee_head, today):
    for person in (bo, committee_head):
        with pytest.raises(PermissionDenied):
            sign_report(in_review, actor=person, today=today)


def test_report_is_not_adopted_at_a_meeting(report_in_review, adoption, registrar):
    with pytest.raises(ActionRefused, match="kan föreslå men inte besluta"):
        adopt_statement(report_in_review, **{**adoption, "actor": registrar})
    assert Statement.objects.get(pk=report_in_review.pk).state == "review"


def test_head_on_another_day_does_not_sign(report_in_review, head, today):
    Membership.objects.filter(person=head.person).update(valid_from=today)

    yesterday = today - timedelta(days=1)

    assert refusal(report_in_review, head, today, signed_on=yesterday) == "signer_without_seat"


def test_report_is_not_signed_in_advance(report_in_review, head, today):
    tomorrow = today + timedelta(days=1)

    assert refusal(report_in_review, head, today, signed_on=tomorrow) == "day_to_come"


@pytest.mark.parametrize(
    ("facts", "code"),
    [({"seen": "another text"}, "changed_meanwhile"), ({"stance": "maybe"}, "no_stance")],
)
def test_stale_or_unknown_facts_are_refused(report_in_review, head, today, facts, code):
    assert refusal(report_in_review, head, today, **facts) == code


def test_empty_section_is_not_signed(report_in_review, head, today):
    report_in_review.sections.filter(kind="body").update(html="<p> </p>")

    assert refusal(report_in_review, head, today) == "empty_section"


def test_draft_is_not_signed(report_in_review, head, today):
    send_back_statement(report_in_review, actor=head, reason="Mer om kostnaden.")
    report_in_review.refresh_from_db()

    assert refusal(report_in_review, head, today) == "wrong_state"


def test_second_signature_is_refused(signed, head, today):
    with pytest.raises(ActionRefused, match="läget ”Justerat”"):
        sign_report(signed, actor=head, today=today)
    assert Document.objects.count() == 1


def test_two_clicks_at_once_sign_once(report_in_review, head, today, monkeypatch):
    """While the document is drawn up, the same head signs in another window."""
    kind, seen = document_types["official_report"], []

    def render(content, signing):
        if not seen:
            seen.append("once")
            sign_report(report_in_review, actor=head, today=today)
        return b"%PDF"

    monkeypatch.setitem(document_types, "official_report", replace(kind, render=render))

    with pytest.raises(ActionRefused) as refused:
        sign_report(report_in_review, actor=head, today=today)
    assert refused.value.code == "wrong_state"
    assert Document.objects.count() == 1


def test_what_belongs_to_a_meeting_is_refused(signed, report_in_review, head, today, members):
    with pytest.raises(ActionRefused) as notice:
        put_up_notice(signed, actor=head, on=today, today=today)
    with pytest.raises(ActionRefused) as opinion:
        file_opinion(signed, actor=head, kind="reservation", authors=members[:1])
    with pytest.raises(ActionRefused) as approval:
        approve_statement(signed, actor=head, on=today, today=today)

    codes = (notice.value.code, opinion.value.code, approval.value.code)
    assert codes == ("no_minutes", "no_meeting", "wrong_state")


# --- Frozen --------------------------------------------------------------------------------------

CHANGES = {
    "title": lambda s: Statement.objects.filter(pk=s.pk).update(title="En annan rubrik"),
    "signer": lambda s: Statement.objects.filter(pk=s.pk).update(signer=s.author),
    "day": lambda s: Statement.objects.filter(pk=s.pk).update(signed_on="2025-01-01"),
    "unsigned": lambda s: Statement.objects.filter(pk=s.pk).update(state="review"),
    "text": lambda s: StatementSection.objects.filter(statement=s).update(html="<p>Nej.</p>"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_signed_report_is_frozen_in_the_database(signed, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change(signed)


@pytest.mark.parametrize("change", [CHANGES["title"], CHANGES["day"], CHANGES["text"]])
def test_without_guards_the_change_would_pass(signed, change):
    """Negative control: it is the guards that refuse, and nothing else."""
    guards.remove(connection)

    with transaction.atomic():
        change(signed)
        transaction.set_rollback(True)


def test_altered_report_is_found(signed):
    guards.remove(connection)
    CHANGES["text"](signed)

    assert list(altered_statements()) == [signed]
