"""A signed copy is a PDF that does nothing by itself; nothing is claimed of its signature."""

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from coordination.domain.document import read_document
from coordination.domain.signed_copy import attach_signed_copy
from coordination.exceptions import ActionRefused
from coordination.models import SignedCopy
from tests.small_pdf import small_pdf


def pdf(change=lambda writer: None):
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def act(writer):
    """A script that runs when the file is opened."""
    writer._root_object[NameObject("/OpenAction")] = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("app.alert(1)"),
        }
    )


def test_copy_is_kept_byte_by_byte_with_its_receipt(adopted, bo):
    content = pdf()

    copy = attach_signed_copy(adopted, actor=bo, pdf=content)

    assert read_document(copy.document) == content
    assert copy.document.receipt_number != adopted.document.receipt_number
    adopted.refresh_from_db()
    assert adopted.document_id != copy.document_id


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_pdf"),
        (b"<html></html>", "not_pdf"),
        (b"%PDF-1.7 trasig %%EOF", "unreadable"),
        (pdf()[:-40], "not_whole"),
        (pdf(act), "script"),
        (pdf(lambda writer: writer.add_attachment("a.exe", b"MZ")), "embedded"),
        (small_pdf(password="hemligt"), "encrypted"),
    ],
)
def test_what_is_no_harmless_pdf_is_refused(adopted, bo, content, code):
    with pytest.raises(ValidationError) as refused:
        attach_signed_copy(adopted, actor=bo, pdf=content)

    assert refused.value.code == code
    assert not SignedCopy.objects.exists()


def test_copy_is_the_secretarys_of_an_adopted_statement_once(adopted, bo, erik):
    attach_signed_copy(adopted, actor=bo, pdf=pdf())

    with pytest.raises(PermissionDenied):
        attach_signed_copy(adopted, actor=erik, pdf=pdf())
    with pytest.raises(ActionRefused, match="redan tillagd"):
        attach_signed_copy(adopted, actor=bo, pdf=pdf())


def test_draft_has_no_signed_copy(in_review, bo):
    with pytest.raises(ActionRefused, match="inte antaget än"):
        attach_signed_copy(in_review, actor=bo, pdf=pdf())
