"""A signed copy is compared with the document that it is said to sign."""

import io

import pytest
from pypdf import PdfReader, PdfWriter
from weasyprint import HTML

from coordination import pdf_text
from coordination.domain.document import read_document
from coordination.domain.signed_copy import attach_signed_copy
from coordination.domain.signed_text import difference_between
from coordination.exceptions import ActionRefused
from coordination.models import SignedCopy
from coordination.pdf_text import texts_of
from tests.small_pdf import small_pdf

TEXT = "Nämnden har beslutat att tillstyrka förslaget."


def paper(*pages):
    """A PDF with a page for each text, without anything that acts."""
    html = "<p style='break-before: page'>".join(pages)
    plain, out = PdfWriter(), io.BytesIO()
    for page in PdfReader(io.BytesIO(HTML(string=f"<p>{html}").write_pdf())).pages:
        plain.add_page(page)
    plain.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "copy",
    [
        TEXT,
        f"{TEXT} Undertecknat av Maja Lindqvist.",
        f"Försättsblad {TEXT}",
        "Nämnden har beslutat\natt till\N{SOFT HYPHEN}styrka   förslaget.",
    ],
)
def test_whole_text_in_the_copy_is_the_same_text(copy):
    assert difference_between(TEXT, copy) == ""


def test_document_without_text_has_nothing_to_compare():
    assert difference_between("", "Något") == ""


def test_first_difference_is_told_in_words():
    said = difference_between(TEXT, TEXT.replace("tillstyrka", "avstyrka"))

    assert "I handlingen: ”tillstyrka förslaget.”. I filen: ”avstyrka förslaget.”." in said


def test_scanned_copy_has_no_text():
    assert "Den kan vara inskannad" in difference_between(TEXT, " ")


def test_text_is_read_from_the_files():
    assert [" ".join(text.split()) for text in texts_of(paper(TEXT, "Slut."), small_pdf())] == [
        f"{TEXT} Slut.",
        "",
    ]


def test_file_that_cannot_be_read_in_time_has_no_text(monkeypatch):
    monkeypatch.setattr(pdf_text, "SECONDS", 0.001)

    assert texts_of(paper(TEXT)) == [""]


@pytest.fixture
def original(adopted, monkeypatch):
    """What the adopted document says, whatever its stored bytes are."""
    monkeypatch.setattr("coordination.domain.signed_copy.read_document", lambda _: paper(TEXT))
    return adopted


def test_copy_with_a_signature_page_is_kept_without_questions(original, bo):
    copy = attach_signed_copy(original, actor=bo, pdf=paper(TEXT, "Undertecknat."))

    assert (copy.difference, copy.reason) == ("", "")


def test_copy_with_another_text_is_kept_only_with_a_reason(original, bo):
    other = paper(TEXT.replace("tillstyrka", "avstyrka"))
    with pytest.raises(ActionRefused) as refused:
        attach_signed_copy(original, actor=bo, pdf=other)
    assert (refused.value.code, SignedCopy.objects.count()) == ("text_differs", 0)

    copy = attach_signed_copy(original, actor=bo, pdf=other, reason="Skannad och tolkad.")

    assert "”avstyrka förslaget.”" in copy.difference
    assert (copy.reason, read_document(copy.document)) == ("Skannad och tolkad.", other)
