"""The referred text through the browser's eyes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from coordination.domain.referral import send_referral
from coordination.domain.referred_text import refer_text, send_newer_text
from coordination.models import ReferredText
from tests.factories import ConsulteeFactory
from tests.small_pdf import small_pdf

pytestmark = pytest.mark.django_db

PDF = small_pdf()


@pytest.fixture
def sent(referral, town, disa, bo):
    """The referral with a PDF, out at Bo's committee."""
    ConsulteeFactory(referral=referral, organization=town.participant)
    refer_text(referral, actor=disa, pdf=PDF, parts="4.5 Finansiering, s. 18–20")
    return send_referral(referral, actor=disa)


def url(name, *args):
    return reverse(f"coordination:{name}", args=args)


def test_text_is_chosen_in_the_draft(client, referral, disa):
    client.force_login(disa)
    file = SimpleUploadedFile("forslag.pdf", PDF, "application/pdf")

    response = client.post(
        url("write_referred_text", referral.pk), {"file": file, "parts": "6 Uppföljning"}
    )

    assert response.status_code == 302
    assert str(ReferredText.objects.get().parts.get()) == "rubrik 6 Uppföljning"


def test_wrong_file_is_told_at_the_file(client, referral, disa):
    client.force_login(disa)
    file = SimpleUploadedFile("forslag.pdf", b"MZ", "application/pdf")

    response = client.post(url("write_referred_text", referral.pk), {"file": file})

    assert "Filen är ingen PDF" in response.context["form"].errors["file"][0]


def test_newer_version_is_sent_from_the_page(client, sent, disa):
    client.force_login(disa)
    written = {"html": "Nytt förslag.", "what_changed": "Kapitel 4 är nytt."}

    client.post(url("write_referred_text", sent.pk), written)

    html = client.get(url("referred_text", sent.pk)).content.decode()
    assert "Kapitel 4 är nytt." in html
    assert "En nyare version finns." in html


def test_stored_pdf_is_given_as_it_came(client, sent, bo):
    client.force_login(bo)

    response = client.get(url("referred_text_pdf", sent.pk, 1))

    assert (response.content, response["Content-Type"]) == (PDF, "application/pdf")


def test_written_text_has_no_pdf(client, sent, disa):
    send_newer_text(sent, actor=disa, html="<p>Ny.</p>", what_changed="Allt.")
    client.force_login(disa)

    assert client.get(url("referred_text_pdf", sent.pk, 2)).status_code == 404


@pytest.mark.parametrize("name", ["referred_text", "write_referred_text"])
def test_stranger_knows_of_no_text(client, sent, cecilia, name):
    client.force_login(cecilia)

    assert client.get(url(name, sent.pk)).status_code == 404


def test_who_is_asked_does_not_write_it(client, sent, bo):
    client.force_login(bo)

    assert client.get(url("write_referred_text", sent.pk)).status_code == 403


def test_consultee_sees_the_text(client, sent, bo):
    client.force_login(bo)

    html = client.get(url("consultee", sent.consultees.get().pk)).content.decode()

    assert url("referred_text_pdf", sent.pk, 1) in html
