"""The compilation of answers (remissammanställning) as a document of its own."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import prefetch_related_objects

from coordination.documents.assemble_dissent import opinion_line
from coordination.documents.assemble_lines import part_line, request_line
from coordination.documents.letterhead import Fact
from coordination.documents.look import sender_of
from coordination.documents.memorandum import ReportQuoted
from coordination.documents.record import Record, iso, render_record
from coordination.documents.themes import Theme, split_themes
from coordination.enums import ConsulteeState
from coordination.swedish import join_names, running_date

TEMPLATE_VERSION = "compilation-2"


@dataclass(frozen=True)
class PositionLine:
    """One row of the table: body, stance and how much it asks for."""

    body_name: str
    stance: str
    requests: int


@dataclass(frozen=True, kw_only=True)
class CompilationDocument(Record):
    """Everything that a compilation's file shows."""

    template = "documents/compilation.html"
    doctype = "Remissammanställning"
    keywords = "remiss, remissammanställning"

    lead: str
    reports: tuple[ReportQuoted, ...]
    positions: tuple[PositionLine, ...] = ()
    others: tuple[str, ...] = ()  # who declined, who has not answered
    introduction_html: str = ""
    fixed_on: date | None = None
    version: int = 1

    def facts(self) -> tuple[Fact, ...]:
        return (
            Fact("date", "Datum", iso(self.fixed_on)),
            Fact("version", "Version", str(self.version) if self.version > 1 else ""),
        )

    @property
    def introduction(self) -> list[Theme]:
        return split_themes(self.introduction_html)

    @property
    def edited(self) -> str:
        return join_names(each.body_name for each in self.reports if each.is_edited)


def render_compilation(compilation, *, at, receipt_number) -> bytes:
    """The file that is stored when a compilation is fixed. Raises DocumentError."""
    return render_record(compilation_document(compilation, at=at, receipt_number=receipt_number))


def compilation_document(compilation, *, at, receipt_number="") -> CompilationDocument:
    """The values of a compilation: a draft where there is no receipt."""
    referral = compilation.referral
    quotes = quotes_of(compilation)
    prefetch_related_objects(
        quotes,
        "statement__requests__addressee",
        "statement__part_views__part",
        "statement__opinions__signers__person",
    )
    return CompilationDocument(
        **sender_of(referral.sender),
        registry_number=referral.matter.registry_number,
        title=f"Remissammanställning: {referral.title}",
        lead=f"Svar på remissen som skickades {running_date(referral.sent_at.date())}.",
        established_at=at,
        receipt_number=receipt_number,
        is_draft=not receipt_number,
        fixed_on=at.date() if receipt_number else None,
        version=compilation.number,
        introduction_html=compilation.introduction_html,
        reports=tuple(_report(quote) for quote in quotes),
        positions=tuple(_line(quote) for quote in quotes),
        others=tuple(_others(referral)),
    )


def quotes_of(compilation) -> list:
    """The quotes in order, with what a document says of their statements."""
    return list(
        compilation.quotes.select_related(
            "statement__consultee__organization", "statement__decision"
        ).prefetch_related("statement__requests")
    )


def _report(quote) -> ReportQuoted:
    """A body's words with all that it asks for, says of parts, and what members filed beside it."""
    statement = quote.statement
    return replace(
        quoted(quote),
        requests=tuple(map(request_line, statement.requests.all())),
        part_views=tuple(map(part_line, statement.part_views.all())),
        opinions=tuple(map(opinion_line, statement.opinions.all())),
    )


def quoted(quote) -> ReportQuoted:
    """One body's words as they are printed."""
    statement = quote.statement
    return ReportQuoted(
        body_name=statement.consultee.organization.name,
        line=line_of(statement),
        html=quote.html,
        stance=statement.get_stance_display(),
        is_edited=quote.is_edited,
    )


def line_of(statement) -> str:
    """”Stadsledningskontorets tjänsteutlåtande daterat den … har i huvudsak följande lydelse.”"""
    owner = genitive(statement.consultee.organization.name)
    if statement.is_official_report:
        what = f"tjänsteutlåtande daterat {running_date(statement.signed_on)}"
    else:
        decision = statement.decision
        reference = decision.reference.replace("\N{NO-BREAK SPACE}", " ")
        what = f"yttrande {running_date(decision.decided_on)}, {reference},".replace(", ,", "")
    return f"{owner} {what} har i huvudsak följande lydelse."


def genitive(name: str) -> str:
    """”Tekniska nämndens”, ”Malmö stads”, ”Region Väst Hus”."""
    return name if name.endswith(("s", "x", "z")) else f"{name}s"


def _line(quote) -> PositionLine:
    statement = quote.statement
    return PositionLine(
        statement.consultee.organization.name,
        statement.get_stance_display(),
        len(statement.requests.all()),
    )


def _others(referral):
    asked = referral.consultees.select_related("organization").order_by("organization__sort_key")
    for consultee in asked:
        if consultee.state == ConsulteeState.DECLINED:
            yield f"{consultee.organization} avstår från att yttra sig: {consultee.declined_reason}"
        elif consultee.state != ConsulteeState.ANSWERED:
            yield f"{consultee.organization} har inte svarat."
