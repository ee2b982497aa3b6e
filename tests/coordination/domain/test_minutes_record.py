"""Motions, order of propositions and approvers: recorded at the item and printed in its extract."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from coordination import guards
from coordination.documents.assemble_minutes import minutes_extract_of
from coordination.documents.record import render_record
from coordination.domain.adoption import approve_statement
from coordination.domain.minutes_record import minutes_record_of, write_minutes_record
from coordination.exceptions import ActionRefused, EditConflict
from coordination.models import MinutesRecord
from tests.pdf import Pdf, faults

MOTIONS = ["Tove Testsson (M) yrkar avslag.", "Ordföranden yrkar bifall."]
PROCEDURE = "Ordföranden ställer proposition på bifall och avslag och finner bifall."


@pytest.fixture
def decision(adopted):
    return adopted.decision


def test_item_s_minutes_are_printed_in_the_extract(decision, bo, members):
    write_minutes_record(
        decision, actor=bo, motions=MOTIONS, procedure=PROCEDURE, approvers=members[:1]
    )

    pdf = render_record(minutes_extract_of(decision, at=timezone.now()))
    text = Pdf(pdf).text.replace("\N{NO-BREAK SPACE}", " ")
    for said in (*MOTIONS, PROCEDURE, "Tove Testsson (M)", "Justerare", "Yrkanden"):
        assert said in text
    assert faults(pdf) == []


def test_second_writer_meets_the_first_one_s_text(decision, bo):
    write_minutes_record(decision, actor=bo, motions=MOTIONS)

    with pytest.raises(EditConflict):
        write_minutes_record(decision, actor=bo, motions=["Annat."])
    write_minutes_record(decision, actor=bo, motions=["Annat."], version=1)
    assert minutes_record_of(decision).motion_lines == ["Annat."]


def test_approver_was_at_the_meeting(decision, bo, cecilia):
    with pytest.raises(ActionRefused) as refused:
        write_minutes_record(decision, actor=bo, approvers=[cecilia.person])
    assert refused.value.code == "not_there"


def test_only_the_body_s_secretary_writes(decision, erik, disa):
    for stranger in (erik, disa):
        with pytest.raises(PermissionDenied):
            write_minutes_record(decision, actor=stranger, motions=MOTIONS)


def test_record_stands_once_the_minutes_are_approved(adopted, decision, bo, today):
    write_minutes_record(decision, actor=bo, motions=MOTIONS)
    approve_statement(adopted, actor=bo, on=today, today=today)

    with pytest.raises(ActionRefused) as refused:
        write_minutes_record(decision, actor=bo, motions=["Annat."], version=1)
    assert refused.value.code == "minutes_fixed"


def test_what_was_never_written_may_be_written_after_the_approval(adopted, decision, bo, today):
    approve_statement(adopted, actor=bo, on=today, today=today)

    assert write_minutes_record(decision, actor=bo, motions=MOTIONS).version == 1


@pytest.mark.parametrize("with_guards", [True, False])
def test_database_keeps_what_approved_minutes_say(adopted, decision, bo, today, with_guards):
    write_minutes_record(decision, actor=bo, motions=MOTIONS)
    approve_statement(adopted, actor=bo, on=today, today=today)
    rows = MinutesRecord.objects.filter(decision=decision)

    if with_guards:
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(motions="Annat.")
        with pytest.raises(IntegrityError), transaction.atomic():
            rows._raw_delete("default")
    else:  # negative control
        guards.remove(connection)
        assert rows.update(motions="Annat.") == 1


def test_form_is_reached_from_meeting_statement_and_decision(client, adopted, decision, bo):
    client.force_login(bo)
    form = reverse("coordination:minutes_record", args=[decision.pk])
    meeting = decision.meeting
    pages = (
        reverse("coordination:meeting", args=[meeting.organization_id, meeting.pk]),
        reverse("coordination:statement", args=[adopted.pk]),
        reverse("coordination:decision", args=[decision.pk]),
    )

    assert [form in client.get(page).content.decode() for page in pages] == [True] * 3
    response = client.post(
        form, {"motions": "\n".join(MOTIONS), "procedure": PROCEDURE, "version": 0}, follow=True
    )
    assert MOTIONS[0] in response.content.decode()


def test_form_keeps_what_was_typed_when_someone_saved_meanwhile(client, decision, bo):
    write_minutes_record(decision, actor=bo, motions=MOTIONS)
    client.force_login(bo)

    page = reverse("coordination:minutes_record", args=[decision.pk])
    shown = client.post(page, {"motions": "Mitt yrkande.", "version": 0}).content.decode()

    assert "Någon annan sparade" in shown
    assert "Mitt yrkande." in shown
