"""From an administration's answer as recorded to its official report (tjänsteutlåtande)."""

from django.utils import timezone, translation
from django.utils.html import format_html, format_html_join

from coordination.documents.assemble_lines import lead_of, part_line, request_line
from coordination.documents.look import sender_of
from coordination.documents.official_report import OfficialReportDocument, ReportSection
from coordination.documents.record import render_record
from coordination.domain.official_report import Signing, stance_of
from coordination.domain.statement_content import StatementContent
from coordination.enums import SectionKind, Stance


def render_signed(content: StatementContent, signing: Signing) -> bytes:
    """The file that is stored when an official report is signed. Raises DocumentError."""
    return render_record(
        report_document(
            content,
            at=signing.at,
            stance=signing.stance,
            reported_on=signing.signed_on,
            receipt_number=signing.receipt_number,
            signers=((signing.signer.name, _capitalized(signing.title)),),
        )
    )


def render_report_draft(content: StatementContent, *, at) -> bytes:
    """A report that is not signed yet, marked as draft on every page. Raises DocumentError."""
    stance = stance_of(content.statement)
    day = timezone.localdate(at)
    return render_record(
        report_document(content, at=at, stance=stance, reported_on=day, is_draft=True)
    )


def report_document(content: StatementContent, *, at, stance, **recorded) -> OfficialReportDocument:
    """The values of the report; ``recorded`` is its day and, once it is signed, by whom."""
    statement = content.statement
    with translation.override("sv"):
        return OfficialReportDocument(
            **sender_of(statement.consultee.organization),
            registry_number=statement.matter.registry_number,
            title=statement.title,
            established_at=at,
            addressee=statement.consultee.referral.sender.name,
            handler=statement.author.name if statement.author else "",
            lead=f"{lead_of(statement)} Ställning: {Stance(stance).label.lower()}.",
            summary_html=content.html(SectionKind.SUMMARY),
            sections=tuple(_sections(content)),
            **recorded,
        )


def _sections(content: StatementContent):
    yield ReportSection("Synpunkter och förslag", content.html(SectionKind.BODY))
    if content.part_views:
        yield ReportSection("Synpunkter på enskilda delar", _views(content))
    if content.requests:
        yield ReportSection("Önskemål", _requests(content))


def _views(content: StatementContent) -> str:
    lines = map(part_line, content.part_views)
    said = ((line.part, line.said_as, f": {line.text}" if line.text else ".") for line in lines)
    return format_html_join("", "<h3>{}</h3><p>{}{}</p>", said)


def _requests(content: StatementContent) -> str:
    """Numbered, each with whom it is put to."""
    lines = map(request_line, content.requests)
    items = ((line.text, ", ".join(filter(None, [line.addressee, line.due]))) for line in lines)
    return format_html("<ol>{}</ol>", format_html_join("", "<li>{} Riktas till: {}.</li>", items))


def _capitalized(title: str) -> str:
    return title[:1].upper() + title[1:]
