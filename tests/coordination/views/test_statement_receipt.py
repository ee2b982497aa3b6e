"""The receipt of a sent statement: one page, the same for both sides."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from coordination.documents.assemble_receipt import receipt_of
from coordination.documents.record import render_record
from coordination.domain.adoption import approve_statement, dispatch_statement
from coordination.models import Consultee
from tests.pdf import Pdf, faults


@pytest.fixture
def sent(adopted, bo, today, now):
    approved = approve_statement(adopted, actor=bo, on=today, today=today)
    return dispatch_statement(approved, actor=bo, at=now)


def address(statement):
    return reverse("coordination:statement_receipt", args=[statement.pk])


def test_receipt_says_when_what_and_whether_in_time(sent):
    document = receipt_of(sent)
    pdf = render_record(document)

    text = Pdf(pdf).text
    for said in (
        sent.document.receipt_number,
        sent.document.sha256[:20],
        document.due_on,
        document.sent_at,
        sent.registration.label,
        "Yttrandet kom i tid",
        sent.consultee.organization.name,
        sent.consultee.referral.sender.name,
    ):
        assert said in text
    assert (faults(pdf), len(PdfReader(BytesIO(pdf)).pages)) == ([], 1)


def test_late_receipt_says_how_late(sent):
    day = receipt_of(sent).established_at.date() - timedelta(days=3)
    Consultee.objects.filter(pk=sent.consultee_id).update(due_on=day)
    sent.consultee.refresh_from_db()

    assert receipt_of(sent).verdict == "Yttrandet kom 3 dagar efter svarsdagen."


def test_both_sides_get_the_same_bytes(client, sent, bo, disa, cecilia):
    files = []
    for reader in (bo, disa):
        client.force_login(reader)
        files.append(client.get(address(sent)).content)
    client.force_login(cecilia)

    assert files[0] == files[1]
    assert client.get(address(sent)).status_code == 404


def test_both_sides_pages_lead_to_the_receipt(client, sent, bo, disa):
    for reader in (bo, disa):
        client.force_login(reader)
        for page in (
            reverse("coordination:statement", args=[sent.pk]),
            reverse("coordination:consultee", args=[sent.consultee_id]),
        ):
            assert address(sent) in client.get(page).content.decode()


def test_nothing_is_receipted_before_it_is_sent(client, adopted, bo):
    client.force_login(bo)

    assert client.get(address(adopted)).status_code == 404
