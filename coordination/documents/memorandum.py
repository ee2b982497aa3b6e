"""The memorandum (promemoria, PM) to a board, with its compilation of answers, in plain values.

The order of parts is that of real memoranda (anatomy C3 and C4): number line, title, origin, last day,
proposal, background, preparation, the presenter's views, the proposal again, place and date, annexes,
what each stage said with its dissent, the answers to a written question, and last the compilation
(remissammanställning).
"""

from dataclasses import dataclass, field
from datetime import date

from coordination.documents.letterhead import Fact
from coordination.documents.record import Record, iso
from coordination.documents.statement import PartLine, RequestLine
from coordination.documents.themes import Theme, split_themes
from coordination.swedish import running_date

TEMPLATE_VERSION = "memorandum-2"
REPORT_LEVEL = 4  # headings inside a report: the body's own is the third level


@dataclass(frozen=True)
class Dissent:
    """A reservation, a separate remark or a separate opinion at a stage.

    ``line`` says who, as minutes do: "Reservation anfördes av … (båda M) enligt följande." A
    reservation proposes something else (``clauses``); one that refers to an earlier has no text.
    """

    kind_label: str
    line: str
    proposal_lead: str = ""
    clauses: tuple[str, ...] = ()
    html: str = ""

    @property
    def themes(self) -> list[Theme]:
        return split_themes(self.html, level=REPORT_LEVEL)


@dataclass(frozen=True)
class StageLine:
    """What a body on the way said: "Borgarrådsberedningen tillstyrker … förslag." and who dissented."""

    body_name: str
    lines: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    dissents: tuple[Dissent, ...] = ()


@dataclass(frozen=True)
class ReportQuoted:
    """One body's answer as quoted. ``line`` tells which document, of which day."""

    body_name: str
    line: str
    html: str
    stance: str = ""
    is_edited: bool = False
    # In a document where each body has a section of its own:
    requests: tuple[RequestLine, ...] = ()
    part_views: tuple[PartLine, ...] = ()
    opinions: tuple[str, ...] = ()

    @property
    def themes(self) -> list[Theme]:
        return split_themes(self.html, level=REPORT_LEVEL)

    @property
    def own_themes(self) -> list[Theme]:
        """The same in a document where each body has a section of its own."""
        return split_themes(self.html)


@dataclass(frozen=True)
class AnsweredQuestion:
    """One numbered question of a written question, and the answer to it."""

    number: int
    text: str
    answer_html: str = ""

    @property
    def themes(self) -> list[Theme]:
        return split_themes(self.answer_html, level=REPORT_LEVEL)


@dataclass(frozen=True)
class AnswersPart:
    """The answers to a written question (svar på frågorna), one under each question."""

    answers: tuple[AnsweredQuestion, ...]
    background_html: str = ""  # where no compilation tells what the matter is about
    title: str = "Svar på frågorna"

    @property
    def background(self) -> list[Theme]:
        return split_themes(self.background_html, level=REPORT_LEVEL)


@dataclass(frozen=True)
class CompilationPart:
    """The compilation (remissammanställning): the matter, the questions, and each body's answer."""

    reports: tuple[ReportQuoted, ...]
    background_html: str = ""
    questions: tuple[str, ...] = ()
    preparation_html: str = ""
    title: str = "Remissammanställning"

    @property
    def background(self) -> list[Theme]:
        return split_themes(self.background_html, level=REPORT_LEVEL)

    @property
    def preparation(self) -> list[Theme]:
        return split_themes(self.preparation_html, level=REPORT_LEVEL)


@dataclass(frozen=True, kw_only=True)
class MemorandumDocument(Record):
    """Everything that a memorandum's file shows."""

    template = "documents/memorandum.html"
    doctype = "Promemoria"
    keywords = "promemoria, remiss"

    number: str = ""  # "PM 2014:134"
    divisions: tuple[str, ...] = ()
    origin: str = ""
    answer_by: date | None = None
    signed_on: date | None = None
    place: str = ""
    proposal_lead: str = ""
    clauses: tuple[str, ...] = ()
    presenter_line: str = ""
    background_heading: str = "Sammanfattning av ärendet"
    background_html: str = ""
    preparation_html: str = ""
    views_heading: str = "Föredragandens synpunkter"
    views_html: str = ""
    repeated_lead: str = ""
    presenters: tuple[str, ...] = ()
    annexes: tuple[str, ...] = ()
    stages: tuple[StageLine, ...] = field(default_factory=tuple)
    answers: AnswersPart | None = None
    compilation: CompilationPart | None = None

    def facts(self) -> tuple[Fact, ...]:
        return (
            Fact("date", "Datum", iso(self.signed_on)),
            Fact("due", "Remisstid till", iso(self.answer_by)),
        )

    @property
    def number_line(self) -> str:
        """”PM 2014:134 RI (Dnr 002-879/2014)”."""
        number = self.number or "PM"
        return (
            f"{' '.join([number, ', '.join(self.divisions)]).strip()} (Dnr {self.registry_number})"
        )

    @property
    def answer_line(self) -> str:
        return f"Remisstid {running_date(self.answer_by)}" if self.answer_by else ""

    @property
    def place_and_date(self) -> str:
        """”Stockholm den 23 oktober 2014”."""
        return f"{self.place} {running_date(self.signed_on)}".strip() if self.signed_on else ""

    @property
    def background(self) -> list[Theme]:
        return split_themes(self.background_html)

    @property
    def preparation(self) -> list[Theme]:
        return split_themes(self.preparation_html)

    @property
    def views(self) -> list[Theme]:
        return split_themes(self.views_html)
