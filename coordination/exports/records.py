"""Compilations and memoranda as Word files, from the same values as their PDFs."""

import io

from coordination.documents.compilation import CompilationDocument
from coordination.documents.memorandum import (
    AnswersPart,
    CompilationPart,
    Dissent,
    MemorandumDocument,
)
from coordination.exports.word_parts import WordFile
from coordination.richtext import clean


def write_compilation(document: CompilationDocument) -> bytes:
    """The compilation as .docx."""
    file = _open(document)
    file.paragraph(document.lead)
    _section(file, "Ärendet", document.introduction_html)
    file.heading("Ställningstaganden", level=1)
    rows = [[line.body_name, line.stance, str(line.requests)] for line in document.positions]
    file.table([["Remissinstans", "Ställning", "Önskemål"], *rows])
    for line in document.others:
        file.paragraph(line)
    for report in document.reports:
        _report(file, report)
    return _saved(file)


def write_memorandum(document: MemorandumDocument) -> bytes:
    """The memorandum as .docx, compilation and dissents included."""
    file = _open(document)
    _lines(file, (document.number_line, document.origin, document.answer_line))
    _clauses(file, "Förslag till beslut", document.proposal_lead, document.clauses)
    _lines(file, (document.presenter_line,))
    _section(file, document.background_heading, document.background_html)
    _section(file, "Beredning", document.preparation_html)
    _section(file, document.views_heading, document.views_html)
    _lines(file, (document.place_and_date, *document.presenters))
    if document.annexes:
        file.heading("Bilagor", level=1)
        _lines(file, document.annexes)
    for stage in document.stages:
        _clauses(file, stage.body_name, "\n".join(stage.lines), stage.clauses)
        for dissent in stage.dissents:
            _dissent(file, dissent)
    if document.answers:
        _answers(file, document.answers)
    if document.compilation:
        _part(file, document.compilation)
    return _saved(file)


def _lines(file: WordFile, lines) -> None:
    for line in filter(None, lines):
        file.paragraph(line)


def _open(document) -> WordFile:
    state = "Utkast" if document.is_draft else ""
    header = " · ".join(filter(None, [state, document.body_name, document.registry_number]))
    file = WordFile(
        title=document.title, author=document.sender, header=header, at=document.established_at
    )
    file.title(document.title)
    return file


def _saved(file: WordFile) -> bytes:
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def _section(file: WordFile, heading: str, html: str) -> None:
    if html:
        file.heading(heading, level=1)
        file.rich_text(clean(html))


def _clauses(file: WordFile, heading: str, lead: str, clauses) -> None:
    if not (lead or clauses):
        return
    file.heading(heading, level=1)
    if lead:
        file.paragraph(lead)
    if clauses:
        file.numbered(clauses)


def _dissent(file: WordFile, dissent: Dissent) -> None:
    file.heading(dissent.line, level=2)
    if dissent.clauses:
        file.paragraph(dissent.proposal_lead)
        file.bulleted(dissent.clauses)
    file.rich_text(clean(dissent.html))


def _report(file: WordFile, report) -> None:
    file.heading(report.body_name, level=1)
    edited = "Texten är redigerad." if report.is_edited else ""
    file.paragraph(" ".join(filter(None, [report.stance and f"{report.stance}.", edited])))
    file.paragraph(report.line)
    file.rich_text(clean(report.html))
    _listed(file, "Önskemål", [line.sentence for line in report.requests])
    _listed(file, "Synpunkter på enskilda delar", map(_view, report.part_views))
    _listed(file, "Anmält vid sidan av beslutet", report.opinions)


def _view(view) -> str:
    return ". ".join(filter(None, [view.part, view.said_as, " ".join(view.paragraphs)]))


def _listed(file: WordFile, heading: str, lines) -> None:
    if lines := list(lines):
        file.heading(heading, level=2)
        file.bulleted(lines)


def _answers(file: WordFile, part: AnswersPart) -> None:
    file.heading(part.title, level=1, on_new_page=True)
    file.rich_text(clean(part.background_html))
    for answer in part.answers:
        file.heading(f"{answer.number}. {answer.text}", level=2)
        if answer.answer_html:
            file.rich_text(clean(answer.answer_html))
        else:
            file.paragraph("Frågan är inte besvarad ännu.")


def _part(file: WordFile, part: CompilationPart) -> None:
    file.heading(part.title, level=1, on_new_page=True)
    file.rich_text(clean(part.background_html))
    if part.questions:
        file.numbered(part.questions)
    file.rich_text(clean(part.preparation_html))
    for report in part.reports:
        _report(file, report)
