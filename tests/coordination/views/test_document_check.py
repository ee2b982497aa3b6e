"""Kontrollera handling: what is recognized, for whom, and that nothing of the file is kept."""

import hashlib
import io
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader, PdfWriter
from weasyprint import HTML

from coordination.domain.document import read_document, store_document
from coordination.forms import document_check

URL = "/kontrollera/"
UNKNOWN = "känns inte igen bland handlingar du kan se"


def ask(client, content, name="yttrande.pdf"):
    return client.post(URL, {"file": SimpleUploadedFile(name, content)}).content.decode()


@pytest.fixture
def stored(adopted):
    return adopted.document


@pytest.mark.parametrize("reader", ["bo", "disa", "gun", "rut"])
def test_stored_file_is_recognized_by_those_who_may_see_it(client, stored, reader, request):
    client.force_login(request.getfixturevalue(reader))

    text = ask(client, read_document(stored))

    assert "Ja, filen är den som lagrades." in text
    assert stored.receipt_number in text
    assert stored.title in text


def test_outsider_learns_nothing_of_the_stored_file(client, stored, cecilia):
    client.force_login(cecilia)

    answers = [
        ask(client, read_document(stored)),
        client.get(URL, {"nummer": stored.receipt_number}).content.decode(),
        client.post(URL, {"nummer": stored.sha256}).content.decode(),
    ]

    assert [UNKNOWN in text for text in answers] == [True] * 3
    assert [stored.title in text for text in answers] == [False] * 3


@pytest.fixture
def paper(matter):
    """A stored document of the matter that is a real PDF, with its receipt last in the text."""
    at = datetime(2025, 5, 28, 12, 50, 7, tzinfo=UTC)
    page = "<title>Underlag, KS-2025-1</title><p>Underlaget.</p><p>Kvittens K-2025-0A0A0A0A</p>"
    plain = PdfWriter(io.BytesIO(HTML(string=page).write_pdf()))
    plain.add_metadata({"/CreationDate": "D:20250528145007+02'00'"})
    plain.write(content := io.BytesIO())
    return store_document(
        content.getvalue(),
        matter=matter,
        kind="proposal",
        title="Underlag",
        receipt_number="K-2025-0A0A0A0A",
        at=at,
    )


def without_words(content):
    """The file with its pages blank and what it says of itself kept."""
    blank = PdfWriter()
    blank.add_blank_page(width=200, height=200)
    blank.add_metadata(PdfReader(io.BytesIO(content)).metadata)
    blank.write(changed := io.BytesIO())
    return changed.getvalue()


def test_changed_file_that_carries_our_receipt_is_told_from_the_stored_one(client, paper, anna):
    client.force_login(anna)

    text = ask(client, read_document(paper) + b" ")

    assert "Filen uppger kvittens K-2025-0A0A0A0A men är inte den lagrade filen." in text
    assert "Ja, filen är den som lagrades." not in text


def test_changed_file_without_its_receipt_is_known_by_title_and_time(client, paper, anna):
    client.force_login(anna)

    text = ask(client, without_words(read_document(paper)))

    assert "Filen uppger att den är ”Underlag” men är inte den lagrade filen." in text


@pytest.mark.parametrize("change", [lambda content: content + b" ", without_words])
def test_changed_file_tells_an_outsider_nothing(client, paper, cecilia, change):
    client.force_login(cecilia)

    text = ask(client, change(read_document(paper)))

    assert (UNKNOWN in text, "Underlag" in text, "K-2025-0A" in text) == (True, False, False)


@pytest.mark.parametrize("content", [b"PK\x03\x04 docx", b""])
def test_file_that_is_no_pdf_is_told_so(client, bo, content):
    client.force_login(bo)

    text = ask(client, content, name="yttrande.docx")

    assert ("Filen är ingen PDF. Välj en PDF" in text, UNKNOWN in text) == (True, False)


def test_damaged_pdf_is_merely_unknown(client, bo):
    client.force_login(bo)

    assert UNKNOWN in ask(client, b"%PDF-1.7 nothing more")


def test_receipt_and_checksum_find_the_document_however_they_are_pasted(client, stored, bo):
    client.force_login(bo)
    number, checksum = stored.receipt_number.lower(), f" {stored.sha256.upper()}\n"

    by_receipt, by_checksum = (
        client.post(URL, {"nummer": asked}).content.decode() for asked in (number, checksum)
    )

    assert "Kvittensen hör till den här handlingen" in by_receipt
    assert "kontrollsumman hör till den här handlingen" in by_checksum


@pytest.mark.parametrize("nummer", ["hej", "K-2025", "../etc", "a" * 63, "' OR 1=1"])
def test_what_is_no_number_is_told_so(client, bo, nummer):
    client.force_login(bo)

    assert "varken en kvittens eller en kontrollsumma" in (
        client.post(URL, {"nummer": nummer}).content.decode()
    )


def test_nothing_asked_is_told_so(client, bo):
    client.force_login(bo)

    assert "Välj en fil, eller skriv" in client.post(URL, {}).content.decode()


def test_file_is_counted_on_its_way_in_and_kept_nowhere(rf):
    request = rf.post(URL, {"file": SimpleUploadedFile("a.pdf", b"%PDF" * 50000)})
    request.upload_handlers = [document_check.CountingUploadHandler(request)]

    file = request.FILES["file"]

    assert file.sha256 == hashlib.sha256(b"%PDF" * 50000).hexdigest()
    assert (file.size, file.file) == (200000, None)


def test_too_large_file_is_refused_with_the_way_on(client, stored, bo, monkeypatch):
    monkeypatch.setattr(document_check, "MOST_BYTES", 10)
    client.force_login(bo)

    assert "större än 100 MB" in ask(client, read_document(stored))


def test_form_without_its_token_is_refused(stored, bo):
    client = Client(enforce_csrf_checks=True)
    client.force_login(bo)

    assert client.post(URL, {"nummer": stored.receipt_number}).status_code == 403


def test_anonymous_visitor_is_asked_to_sign_in(client, db):
    assert client.get(URL).url.startswith("/konto/login/")


def test_receipt_of_a_statement_leads_to_the_check(client, stored, adopted, bo):
    client.force_login(bo)

    page = client.get(reverse("coordination:statement", args=[adopted.pk])).content.decode()

    assert f"{URL}?nummer={stored.receipt_number}" in page


def test_loose_document_follows_its_matter(client, matter, anna, cecilia, today):
    stored = store_document(
        b"%PDF-1.7",
        matter=matter,
        kind="proposal",
        title="Underlag",
        receipt_number="K-2025-0A0A0A0A",
        at=timezone.now(),
    )
    answers = []
    for reader in (anna, cecilia):
        client.force_login(reader)
        answers.append(
            "Underlag" in client.get(URL, {"nummer": stored.receipt_number}).content.decode()
        )

    assert answers == [True, False]
