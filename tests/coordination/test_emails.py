"""Letters about referrals: what, why you, what to do, and a link that opens for its reader."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from coordination.domain.clerical_correction import correct_clerical_error
from coordination.domain.consultee import (
    decline_referral,
    extend_consultee,
    find_incomplete,
    remind_consultees,
)
from coordination.domain.meeting import move_meeting
from coordination.domain.referral import recall_referral, send_referral
from coordination.domain.request import answer_request
from coordination.domain.statement import adopt_statement, approve_statement, dispatch_statement
from coordination.models import Consultee, Meeting, OutgoingMessage
from tests.factories import ConsulteeFactory

pytestmark = pytest.mark.django_db

FOLDER = Path(__file__).resolve().parents[2] / "templates" / "emails"
LETTERS = sorted({path.name.split(".")[0] for path in FOLDER.iterdir()} - {"base"})
LINK = re.compile(r"http://testserver(/\S+)")


@pytest.fixture
def written(in_review, adoption, plain_document, referral, town, disa, bo):
    """One letter of each kind, from the acts that lead to it: {template: message}."""
    letters = {}

    def note(template):
        latest = OutgoingMessage.objects.order_by("-pk").first()
        assert latest.pk not in {letter.pk for letter in letters.values()}
        letters[template] = latest

    meeting = Meeting.objects.create(organization=town.participant, held_on="2025-06-17")
    move_meeting(meeting, actor=bo, held_on=date(2025, 6, 24), reason="Lokalen är upptagen.")
    note("meeting_moved")
    adopted = adopt_statement(in_review, **adoption)
    note("statement_adopted")
    answer_request(adopted.requests.first(), actor=disa, outcome="accepted", reason="Ja.")
    note("request_answered")
    approved = approve_statement(
        adopted, actor=bo, on=adoption["decided_on"], today=adoption["today"]
    )
    dispatch_statement(approved, actor=bo)
    note("statement_dispatched")
    body = approved.sections.get(kind="body")
    correct_clerical_error(
        approved,
        actor=bo,
        reason="Ett ord saknades.",
        title=approved.title,
        texts={"body": body.html.replace(".", " nu.", 1)},
        only_clerical=True,
    )
    note("statement_corrected")

    asked = ConsulteeFactory(referral=referral, organization=town.participant)
    send_referral(referral, actor=disa)
    note("referral_sent")
    asked = Consultee.objects.get(pk=asked.pk)
    today = timezone.localdate()
    later = asked.due_on + timedelta(days=9)
    extend_consultee(asked, actor=disa, due_on=later, reason="Mötet flyttades.", today=today)
    note("referral_extended")
    remind_consultees([asked], actor=disa)
    note("reminder")
    decline_referral(asked, actor=bo, reason="Rör inte oss.")
    note("referral_declined")
    asked.state = "answered"
    asked.save()
    find_incomplete(asked, actor=disa, reason="Kostnaden.", today=today)
    note("referral_incomplete")
    recall_referral(referral, actor=disa, reason="Skrivs om.")
    note("referral_recalled")
    return letters


@pytest.mark.parametrize("letter", LETTERS)
def test_letter_has_three_files(letter):
    assert [
        part
        for part in ("subject.txt", "txt", "html")
        if not (FOLDER / f"{letter}.{part}").exists()
    ] == []


def test_every_letter_says_why_one_gets_it(written):
    silent = [
        name
        for name, letter in written.items()
        if "Du får brevet för att" not in letter.text or "Du får brevet för att" not in letter.html
    ]

    assert silent == []


def test_every_letter_s_link_opens_for_its_reader(written, client):
    statuses = {}
    for name, letter in written.items():
        client.force_login(letter.person.user)
        (path, *_rest) = LINK.findall(letter.text)
        statuses[name] = client.get(path).status_code

    assert statuses == dict.fromkeys(written, 200)


def test_text_and_html_lead_to_the_same_place(written):
    def first_link(text):
        return LINK.findall(text.replace('"', " "))[0]

    assert [
        name for name, each in written.items() if first_link(each.text) != first_link(each.html)
    ] == []


def test_no_letter_shows_template_code_or_gaps(written):
    for letter in written.values():
        for text in (letter.subject, letter.text, letter.html):
            assert "{{" not in text
            assert "{%" not in text
            assert "None" not in text
            assert "&amp;quot;" not in text
