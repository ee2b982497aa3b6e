"""The pages of a correction and of signed copies."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfWriter

from coordination.domain.adoption import adopt_statement
from coordination.domain.correction import correct_statement
from coordination.domain.statement import submit_statement
from coordination.models import SignedCopy, Statement
from tests.pdf import Pdf


def page(name, *args):
    return reverse(f"coordination:{name}", args=args)


def html(response):
    return response.content.decode()


@pytest.fixture
def keeper(client, bo):
    client.force_login(bo)
    return client


def test_correction_begins_with_a_reason(keeper, adopted):
    url = page("correct_statement", adopted.pk)
    assert "Skriv vad som är fel" in html(keeper.post(url, {"reason": ""}))

    response = keeper.post(url, {"reason": "Fel belopp."}, follow=True)

    assert "Rättar version 1. Skäl: Fel belopp." in html(response)
    assert Statement.objects.get(number=2).corrects == adopted


def test_superseded_statement_leads_on_and_has_a_marked_copy_beside_the_original(
    keeper, adopted, bo, adoption, plain_document
):
    version = submit_statement(correct_statement(adopted, actor=bo, reason="Fel."), actor=bo)
    adopt_statement(version, **{**adoption, "paragraph": 202})

    text = html(keeper.get(page("statement", adopted.pk)))
    assert "Ersatt av version 2." in text

    url = page("statement_pdf", adopted.pk)
    copy, original = keeper.get(f"{url}?kopia=1"), keeper.get(url)
    assert "Ersatt av version 2" in Pdf(copy.content).text
    assert original.content.endswith("§ 201".encode())


def test_statement_in_force_has_no_marked_copy(keeper, adopted):
    url = page("statement_pdf", adopted.pk)

    assert keeper.get(f"{url}?kopia=1").content == keeper.get(url).content


def test_signed_copy_is_added_listed_and_read(keeper, adopted):
    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(out)
    url = page("attach_signed_copy", adopted.pk)
    assert "Filen är ingen PDF" in html(
        keeper.post(url, {"file": SimpleUploadedFile("a.pdf", b"hej")})
    )

    keeper.post(url, {"file": SimpleUploadedFile("a.pdf", out.getvalue())})

    copy = SignedCopy.objects.select_related("document").get()
    text = html(keeper.get(page("statement", adopted.pk)))
    assert (copy.document.sha256 in text, copy.document.receipt_number in text) == (True, True)
    assert "uttalar sig inte om underskriftens nivå" in text
    assert keeper.get(page("signed_copy", copy.pk)).content == out.getvalue()


@pytest.mark.parametrize("name", ["correct_statement", "attach_signed_copy"])
def test_pages_are_the_secretarys(client, adopted, erik, cecilia, name):
    for reader, status in ((erik, 403), (cecilia, 404)):
        client.force_login(reader)
        assert client.get(page(name, adopted.pk)).status_code == status
