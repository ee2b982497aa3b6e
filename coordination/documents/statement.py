"""The statement (yttrande) as a document: what it says, in plain values, and its one template.

The order of parts is that of a committee's own statements (anatomy C1 and C2): decision line,
Sammanfattning, Yttrande, requests, signatures, separate opinions; each opinion is an annex.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from coordination.documents.letterhead import PLAIN, Fact, Letterhead, Look
from coordination.documents.renderer import Metadata, render_pdf
from coordination.documents.tables import count_tables
from coordination.documents.themes import Theme, split_themes
from coordination.swedish import body_in_sentence

TEMPLATE = "documents/statement.html"
# Stored with each file, so that it is known how an old one was made. Raise it with the look.
TEMPLATE_VERSION = "statement-5"
# Some third of a page. A longer table is better divided than moved, with an empty page before it.
SHORT_TABLE_ROWS, SHORT_TABLE_TEXT = 8, 600


@dataclass(frozen=True)
class Signature:
    """Who signs: "ordförande" and "Maja Lindqvist (MP)"."""

    name: str
    role: str


@dataclass(frozen=True)
class RequestLine:
    """One thing that the statement asks for (önskemål). ``due`` is an ISO date or words."""

    text: str
    label: str = ""
    addressee: str = ""
    due: str = ""

    @property
    def sentence(self) -> str:
        """”Plats i grupperna: Kontoret ingår i båda. Riktas till Kommunstyrelsen, 2025-09-30.”"""
        what = f"{self.label}: {self.text}" if self.label else self.text
        whom = ", ".join(filter(None, [self.addressee, self.due]))
        return f"{what.rstrip('.')}. Riktas till {whom}." if whom else what


@dataclass(frozen=True)
class PartLine:
    """What the statement says of one part of the referred text: "Rubrik 4.5 Finansiering, s. 18–20"."""

    part: str
    label: str
    stance: str = ""
    text: str = ""

    @property
    def said_as(self) -> str:
        """”Synpunkt (tillstyrker delvis)”."""
        return f"{self.label} ({self.stance.lower()})" if self.stance else self.label

    @property
    def paragraphs(self) -> list[str]:
        return [line.strip() for line in self.text.splitlines() if line.strip()]


@dataclass(frozen=True)
class SeparateOpinionDocument:
    """A separate opinion (särskilt yttrande) and the annex that it makes.

    ``label`` is the annex as running text names it, "bilaga § 201a". Without ``text_html``
    the annex says where the text is, so that the reference in the statement leads somewhere.
    """

    label: str
    authors: list[str]
    concurring: list[str] = field(default_factory=list)
    kind_label: str = "särskilt yttrande"
    title: str = ""
    text_html: str = ""

    @property
    def article(self) -> str:
        return "en" if self.kind_label.endswith(("reservation", "anteckning")) else "ett"

    @property
    def heading(self) -> str:
        return _capitalised(self.title or self.kind_label)

    @property
    def annex_name(self) -> str:
        return _capitalised(self.label)

    @property
    def label_line(self) -> str:
        """Above a title that does not tell the kind, it is told here: ”Bilaga § 201a. Särskilt yttrande”."""
        is_told = self.kind_label.lower() in self.heading.lower()
        return self.annex_name if is_told else self.bookmark

    @property
    def bookmark(self) -> str:
        return f"{self.annex_name}. {_capitalised(self.kind_label)}"

    @property
    def themes(self) -> list[Theme]:
        return split_themes(self.text_html)


@dataclass(frozen=True)
class StatementDocument:
    """Everything that a statement's file shows.

    Names of persons carry their party label as written, "Maja Lindqvist (MP)". A draft has no
    minute item, no receipt and perhaps no signatures; ``decided_on`` is then left out too.
    """

    body_name: str
    municipality_name: str
    registry_number: str
    addressee: str
    title: str
    summary_html: str
    body_html: str
    established_at: datetime
    source_sha256: str
    postal_line: str = ""
    lead: str = ""
    decided_on: date | None = None
    minute_item: str = ""
    decision_clauses: list[str] = field(default_factory=list)
    requests: list[RequestLine] = field(default_factory=list)
    part_views: list[PartLine] = field(default_factory=list)
    chair: Signature | None = None
    secretary: Signature | None = None
    place_and_date: str = ""
    separate_opinions: list[SeparateOpinionDocument] = field(default_factory=list)
    receipt_number: str = ""
    is_draft: bool = False
    version: int = 1
    correction: str = ""  # of a version that puts clerical errors right: what, when, by whom
    superseded_by: int | None = None  # a copy of what a later version took the place of
    look: Look = PLAIN

    @property
    def sender(self) -> str:
        return f"{self.body_name}, {self.municipality_name}"

    @property
    def status(self) -> str:
        if self.superseded_by:
            return f"Ersatt av version {self.superseded_by}"
        return "Utkast, inte beslutat" if self.is_draft else ""

    @property
    def head(self) -> Letterhead:
        return Letterhead(
            body_name=self.body_name,
            municipality_name=self.municipality_name,
            postal_line=self.postal_line,
            doctype="Yttrande",
            look=self.look,
            facts=(
                Fact("date", "Datum", self.decided_on.isoformat() if self.decided_on else ""),
                Fact("dnr", "Diarienummer", self.registry_number),
                Fact("paragraph", "Paragraf", self.paragraph if self.minute_item else ""),
                Fact("to", "Till", self.addressee),
                Fact("version", "Version", str(self.version) if self.version > 1 else ""),
                Fact("status", "Status", self.status),
                Fact("page", "Sida", ""),
            ),
        )

    @property
    def paragraph(self) -> str:
        return f"§ {self.minute_item}"

    @property
    def signatures(self) -> list[Signature]:
        return [signature for signature in (self.chair, self.secretary) if signature]

    @property
    def keeps_requests_together(self) -> bool:
        """Whether the table of requests is short enough to be kept whole on one page."""
        texts = [request.text for request in self.requests]
        return len(texts) <= SHORT_TABLE_ROWS and sum(map(len, texts)) <= SHORT_TABLE_TEXT

    @property
    def summary_themes(self) -> list[Theme]:
        return split_themes(self.summary_html, first_table=1)

    @property
    def body_themes(self) -> list[Theme]:
        return split_themes(self.body_html, first_table=1 + count_tables(self.summary_html))

    @property
    def requests_table(self) -> int:
        """The number of the table of requests: it comes after those in the text."""
        return 1 + count_tables(self.summary_html) + count_tables(self.body_html)


def render_statement(document: StatementDocument) -> bytes:
    """The statement as one PDF file, annexes included. Same values, same bytes.

    Raises a ``DocumentError`` when it cannot be made.
    """
    return render_pdf(TEMPLATE, {"document": document}, metadata=_metadata(document))


def _metadata(document: StatementDocument) -> Metadata:
    title = f"{document.title}, {document.registry_number}".removesuffix(", ")
    paragraph = f", {document.paragraph}" if document.minute_item else ""
    return Metadata(
        title=f"Utkast: {title}" if document.is_draft else title,
        author=document.sender,
        description=f"Yttrande till {body_in_sentence(document.addressee)}{paragraph}",
        keywords="yttrande, remiss",
        created=document.established_at,
        is_draft=document.is_draft,
        is_superseded=bool(document.superseded_by),
    )


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
