"""A statement as a Word file, with headings, lists and tables that Word itself knows as such.

The PDF is the record; this is for whoever goes on working in Word. What the file says comes from the
same values as the PDF. Its sentences are Swedish whatever language the reader uses the pages in.
"""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

from coordination.documents.assembly import decision_clauses, draft_document
from coordination.documents.statement import Signature, StatementDocument
from coordination.exports.word_parts import WordFile
from coordination.richtext import clean
from coordination.swedish import running_date

if TYPE_CHECKING:
    from coordination.domain.statement_content import StatementContent

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def write_statement(content: StatementContent, *, at) -> bytes:
    """The statement as .docx: a draft as it stands, an adopted one with decision and annexes."""
    document = draft_document(content, at=at)
    if content.statement.is_frozen:
        statement = content.statement
        signed = _signed if statement.is_official_report else _adopted
        document = signed(document, statement)
    return write_document(document)


def write_document(document: StatementDocument) -> bytes:
    """Write the values of a statement's document as .docx."""
    file = WordFile(
        title=document.title,
        author=document.sender,
        header=_header(document),
        at=document.established_at,
    )
    file.title(document.title)
    file.paragraph(document.lead)
    if document.decided_on:
        file.paragraph(f"Beslutat {running_date(document.decided_on)}, {document.paragraph}.")
    for clause in document.decision_clauses:
        file.paragraph(clause)
    for heading, html in (
        ("Sammanfattning", document.summary_html),
        ("Yttrande", document.body_html),
    ):
        file.heading(heading, level=1)
        file.rich_text(clean(html))
    _part_views(file, document)
    _requests(file, document)
    _signatures(file, document)
    _opinions(file, document)
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def _header(document: StatementDocument) -> str:
    state = "Utkast" if document.is_draft else ""
    return " · ".join(filter(None, [state, document.body_name, document.registry_number]))


def _adopted(document: StatementDocument, statement) -> StatementDocument:
    return replace(
        document,
        is_draft=False,
        decision_clauses=decision_clauses(statement, statement.stance),
        decided_on=statement.decision.decided_on,
        minute_item=str(statement.decision.paragraph),
        chair=Signature(str(statement.chair), "ordförande"),
        secretary=Signature(str(statement.secretary), "sekreterare"),
        receipt_number=statement.document.receipt_number,
    )


def _signed(document: StatementDocument, statement) -> StatementDocument:
    """An official report: signed on a day, with no decision and no §."""
    day = running_date(statement.signed_on)
    return replace(
        document,
        is_draft=False,
        lead=f"{document.lead} Tjänsteutlåtande daterat {day}.",
        chair=Signature(str(statement.signer), "undertecknare"),
        receipt_number=statement.document.receipt_number,
    )


def _part_views(file: WordFile, document: StatementDocument) -> None:
    if not document.part_views:
        return
    file.heading("Synpunkter på enskilda delar", level=1)
    for view in document.part_views:
        file.heading(view.part, level=2)
        file.paragraph(f"{view.said_as}: {view.text}" if view.text else f"{view.said_as}.")


def _requests(file: WordFile, document: StatementDocument) -> None:
    if not document.requests:
        return
    file.heading("Önskemål", level=1)
    rows = [
        [f"{number}. {each.label}".removesuffix(" "), each.text, each.addressee, each.due]
        for number, each in enumerate(document.requests, 1)
    ]
    file.table([["Önskemål", "Innebörd", "Riktas till", "Till när"], *rows])


def _signatures(file: WordFile, document: StatementDocument) -> None:
    if not document.signatures:
        return
    file.heading("Underskrifter", level=1)
    for signature in document.signatures:
        file.paragraph(f"{signature.name}\n{signature.role}")


def _opinions(file: WordFile, document: StatementDocument) -> None:
    for opinion in document.separate_opinions:
        file.heading(f"{opinion.annex_name}: {opinion.heading}", level=1, on_new_page=True)
        file.paragraph(f"Lämnat av {', '.join(opinion.authors)}.")
        if opinion.concurring:
            file.paragraph(f"Instämmer gör {', '.join(opinion.concurring)}.")
        file.rich_text(clean(opinion.text_html))
