"""The referred text: a known version, and everyone told when a newer is sent."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from coordination import guards
from coordination.domain.referral import close_referral, send_referral
from coordination.domain.referred_text import parts_in, refer_text, send_newer_text
from coordination.domain.statement import start_statement
from coordination.exceptions import ActionRefused
from coordination.models import OutgoingMessage, ReferredPart, ReferredText
from tests.factories import ConsulteeFactory
from tests.small_pdf import small_pdf

pytestmark = pytest.mark.django_db

PDF = small_pdf()
CHANGES = {
    "text": lambda text: ReferredText.objects.filter(pk=text.pk).update(html="<p>Nej.</p>"),
    "gone": lambda text: ReferredText.objects.filter(pk=text.pk)._raw_delete("default"),
    "part": lambda text: text.parts.update(title="Annat"),
    "part gone": lambda text: ReferredPart.objects.filter(text=text)._raw_delete("default"),
}


@pytest.fixture
def asked(referral, town, disa, bo):
    """Bo's committee is asked about a written text; not sent yet."""
    refer_text(referral, actor=disa, html="<h3>4.5 Finansiering</h3><p>Så här.</p>")
    return ConsulteeFactory(referral=referral, organization=town.participant)


@pytest.fixture
def sent(asked, disa):
    """The same, out."""
    return send_referral(asked.referral, actor=disa)


def named(lines):
    return [(part.heading, part.title, part.pages) for part in parts_in(lines)]


def test_parts_are_written_one_on_each_line():
    lines = "4.5 Finansiering, s. 18–20\nInledning s. 3\n7\n"
    assert named(lines) == [
        ("4.5", "Finansiering", "18–20"),
        ("", "Inledning", "3"),
        ("7", "", ""),
    ]


def test_headings_of_a_written_text_are_its_parts(asked):
    assert [str(part) for part in ReferredPart.objects.all()] == ["rubrik 4.5 Finansiering"]


def test_pdf_is_stored_as_it_came(referral, disa):
    text = refer_text(referral, actor=disa, pdf=PDF, parts="4.5 Finansiering, s. 18")

    assert (text.document.kind, text.document.size) == ("proposal", len(PDF))
    assert str(text.parts.get()) == "rubrik 4.5 Finansiering, s. 18"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, "one_text"),
        ({"pdf": PDF, "html": "<p>Båda.</p>"}, "one_text"),
        ({"pdf": b"MZ..."}, "not_pdf"),
        ({"pdf": PDF[:12]}, "not_whole"),
        ({"pdf": PDF, "parts": "x" * 201}, "unreadable_part"),
    ],
)
def test_what_is_no_text_is_refused(referral, disa, given, code):
    with pytest.raises(ValidationError) as refused:
        refer_text(referral, actor=disa, **given)

    assert refused.value.code == code
    assert not ReferredText.objects.exists()


def test_text_of_a_draft_is_replaced(asked, referral, disa):
    refer_text(referral, actor=disa, html="<p>En annan text.</p>")

    assert [(text.number, text.sent_at) for text in referral.texts.all()] == [(1, None)]


def test_statement_answers_the_version_that_was_sent(sent, asked, bo, today):
    asked.refresh_from_db()
    statement = start_statement(asked, actor=bo, today=today)

    assert statement.referred_text.number == 1
    assert statement.referred_text.sent_at == sent.sent_at


def test_newer_version_tells_everyone_what_changed(sent, disa, bo):
    OutgoingMessage.objects.all().delete()

    text = send_newer_text(
        sent, actor=disa, html="<p>Ny.</p>", what_changed="Kapitel 4 är omskrivet."
    )

    letter = OutgoingMessage.objects.get()
    assert (text.number, letter.person) == (2, bo.person)
    assert "Kapitel 4 är omskrivet." in letter.text


def test_newer_version_says_what_changed(sent, disa):
    with pytest.raises(ValidationError) as refused:
        send_newer_text(sent, actor=disa, html="<p>Ny.</p>", what_changed=" ")

    assert refused.value.code == "missing"


def test_newer_version_is_refused_when_nobody_answers_any_more(sent, disa):
    close_referral(sent, actor=disa)

    with pytest.raises(ActionRefused) as refused:
        send_newer_text(sent, actor=disa, html="<p>Ny.</p>", what_changed="Allt.")

    assert refused.value.code == "wrong_state"


def test_sent_text_is_not_chosen_again(sent, disa):
    with pytest.raises(PermissionDenied):
        refer_text(sent, actor=disa, html="<p>Ny.</p>")


def test_who_is_asked_sends_no_version(sent, bo):
    with pytest.raises(PermissionDenied):
        send_newer_text(sent, actor=bo, html="<p>Ny.</p>", what_changed="Allt.")


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_database_refuses_changes_of_a_sent_text(sent, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change(sent.texts.get())


@pytest.mark.parametrize("change", [CHANGES["text"], CHANGES["part"]])
def test_without_guards_a_sent_text_could_change(sent, change):
    guards.remove(connection)

    assert change(sent.texts.get()) == 1
