"""An outgoing statement has a number in its body's own registry, and a proof of when it was sent."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from coordination.domain.adoption import approve_statement, dispatch_statement
from coordination.domain.queries.statement_guide import receipt
from coordination.domain.registration import register_outgoing, timeliness_of
from coordination.models import OutgoingMessage, Registration

STOCKHOLM = ZoneInfo("Europe/Stockholm")


@pytest.fixture
def approved(adopted, bo, today):
    return approve_statement(adopted, actor=bo, on=today, today=today)


def test_dispatch_registers_the_statement_under_the_consultees_own_number(approved, bo, town):
    sent = dispatch_statement(approved, actor=bo)

    number = sent.matter.registry_number
    assert sent.registration.label == f"{number}-1"
    assert sent.registration.addressee == "Stadskontoret"
    mails = OutgoingMessage.objects.filter(subject__contains=sent.document.receipt_number)
    assert [f"{number}-1" in each.text for each in mails] == [True] * mails.count()
    assert mails.count() >= 1


def test_numbers_of_a_matter_follow_each_other(approved, bo, today):
    sent = dispatch_statement(approved, actor=bo)
    other = Registration(
        matter=sent.matter, number=1, statement=sent, registered_at=sent.dispatched_at
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()  # the number is taken
    with pytest.raises(IntegrityError), transaction.atomic():
        register_outgoing(sent, at=sent.dispatched_at)  # a statement is registered once


@pytest.mark.parametrize(("hour", "days", "late"), [(23, 0, 0), (0, 1, 1), (12, 9, 9)])
def test_proof_counts_days_in_stockholm(approved, bo, hour, days, late):
    due = approved.consultee.due_on
    at = datetime(due.year, due.month, due.day, hour, 30, tzinfo=STOCKHOLM) + timedelta(days=days)

    sent = dispatch_statement(approved, actor=bo, at=at)

    assert timeliness_of(sent).days_late == late
    said = dict(receipt(sent).rows)["I tid"]
    assert said.startswith("Ja" if not late else f"{late} dag")


def test_statement_that_is_not_sent_has_no_proof(approved):
    assert timeliness_of(approved) is None


def test_registered_document_keeps_its_number(approved, bo):
    dispatch_statement(approved, actor=bo)

    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.update(number=9)
