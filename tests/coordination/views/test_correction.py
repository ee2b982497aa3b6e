"""The pages of a correction and of signed copies."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfWriter

from coordination.domain.adoption import adopt_statement, approve_statement
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


@pytest.mark.parametrize(
    "name", ["correct_statement", "correct_clerical_error", "attach_signed_copy"]
)
def test_pages_are_the_secretarys(client, adopted, erik, cecilia, name):
    for reader, status in ((erik, 403), (cecilia, 404)):
        client.force_login(reader)
        assert client.get(page(name, adopted.pk)).status_code == status


# --- A slip of the pen ---------------------------------------------------------------------------


@pytest.fixture
def slip(adopted, bo, today):
    """The approved statement, and what the form would send to put a slip in it right."""
    approve_statement(adopted, actor=bo, on=today, today=today)
    texts = {each.kind: each.html for each in adopted.sections.all()}
    formats = {f"{kind}_format": "html" for kind in texts}
    texts["summary"] = texts["summary"].replace(".", " nu.", 1)
    asked = {f"request_{each.position}": each.text for each in adopted.requests.all()}
    return {"reason": "Ett ord saknades.", "title": adopted.title, **texts, **formats, **asked}


def test_slip_is_shown_marked_and_then_certified(keeper, adopted, slip):
    url = page("correct_clerical_error", adopted.pk)
    assert "Det här får du inte rätta här" in html(keeper.get(url))

    shown = html(keeper.post(url, slip))
    refused = html(keeper.post(url, {**slip, "certify": "1"}))
    done = keeper.post(url, {**slip, "certify": "1", "only_clerical": "on"}, follow=True)

    assert "<ins>" in shown
    assert "Intyga att rättelsen inte ändrar" in refused
    assert "Rättat skrivfel, bestyrkt av" in html(done)


def test_slip_in_a_request_is_put_right_on_the_same_page(keeper, adopted, slip):
    slip["request_2"] = "Redovisa hur det gemensamma arbetet ska betalas."
    url = page("correct_clerical_error", adopted.pk)

    shown = html(keeper.post(url, slip))
    emptied = html(keeper.post(url, {**slip, "request_2": ""}))
    keeper.post(url, {**slip, "certify": "1", "only_clerical": "on"})

    assert "Önskemål 2</h3>" in shown
    assert "En rättelse tar inte bort något." in emptied
    corrected = Statement.objects.get(number=2)
    assert corrected.requests.get(position=2).text == slip["request_2"]


def test_slip_that_is_none_is_refused_with_the_text_kept(keeper, adopted, slip):
    long = {**slip, "summary": "<p>" + "Andra skäl. " * 40 + "</p>"}

    shown = html(keeper.post(page("correct_clerical_error", adopted.pk), long))

    assert "Låt nämnden anta en ny version" in shown
    assert "Andra skäl." in shown


def test_corrected_slip_shows_what_differs(keeper, adopted, slip, client, disa):
    certified = {**slip, "certify": "1", "only_clerical": "on"}
    keeper.post(page("correct_clerical_error", adopted.pk), certified)
    version = Statement.objects.get(number=2)

    client.force_login(disa)
    assert "<ins>" in html(client.get(page("corrected_difference", version.pk)))
    assert client.get(page("corrected_difference", adopted.pk)).status_code == 404
    assert (
        "Ersatt av version 2"
        in Pdf(client.get(f"{page('statement_pdf', adopted.pk)}?kopia=1").content).text
    )
