"""The official report that is stored: who signs it, on which day, and every word of it."""

from django.utils import timezone

from coordination.documents.assembly import render_draft
from coordination.domain.document import read_document
from coordination.domain.official_report import sign_report
from coordination.domain.request import add_request
from coordination.domain.statement_content import content_of
from tests.pdf import Pdf, faults


def test_stored_file_names_signer_day_and_requests(report_in_review, registrar, head, town, today):
    add_request(report_in_review, actor=registrar, text="Redovisa kostnaden.", addressee=town.board)

    signed = sign_report(report_in_review, actor=head, today=today)

    pdf = Pdf(read_document(signed.document))
    assert faults(pdf.data) == []
    for words in (
        "Tjänsteutlåtande",
        "2025-05-28",
        head.person.name,
        "Förvaltningschef",
        "Redovisa kostnaden. Riktas till: Kommunstyrelsen.",
        signed.document.receipt_number,
    ):
        assert words in pdf.text + pdf.margins(0)


def test_draft_is_marked_and_unsigned(report_in_review, head):
    pdf = Pdf(render_draft(content_of(report_in_review), at=timezone.now()))

    assert pdf.title.startswith("Utkast: ")
    assert head.person.name not in pdf.text
