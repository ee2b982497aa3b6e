"""Uploaded PDFs are opened in one place, which says why a file is not taken."""

import pytest
from django.core.exceptions import ValidationError

from coordination.pdf_file import PdfRefused, open_pdf
from coordination.pdf_inspection import read_pdf
from tests.small_pdf import small_pdf


def test_whole_file_is_opened_and_its_pages_counted():
    assert open_pdf(small_pdf(pages=3))[1] == 3


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (small_pdf(password="hemligt"), "encrypted", "lösenordsskyddad. Spara den utan lösenord"),
        (small_pdf(pages=2_001), "too_many_pages", "fler än 2\xa0000 sidor"),
        (b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n", "unreadable", "går inte att läsa som PDF"),
    ],
)
def test_what_is_not_taken_is_told_apart(content, code, said):
    with pytest.raises(ValidationError) as refused:
        read_pdf(content)

    assert (refused.value.code, said in refused.value.messages[0]) == (code, True)


def test_page_tree_that_leads_back_to_itself_is_refused():
    content = small_pdf()

    with pytest.raises(PdfRefused, match="too_many_pages"):
        open_pdf(content.replace(b"/Kids [ 3 0 R", b"/Kids [ 2 0 R"))
