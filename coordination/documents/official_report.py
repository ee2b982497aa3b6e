"""The official report (tjänsteutlåtande, tjänsteskrivelse): an administration's own answer, signed.

Two real heads are followed (anatomy C5), chosen in the body's letterhead. Stockholm's has the official
on a line of its own, the proposal first and annexes last; Malmö's opens with the summary and goes on
with proposal, what it rests on (beslutsunderlag) and where it goes next (beslutsplanering).
"""

from dataclasses import dataclass
from datetime import date

from coordination.documents.letterhead import Fact
from coordination.documents.record import Record, iso
from coordination.documents.themes import Theme, split_themes
from coordination.enums import LetterheadLayout

TEMPLATE_VERSION = "official_report-1"


@dataclass(frozen=True)
class ReportSection:
    """One section after the summary: Bakgrund, Ärendets beredning, Synpunkter och förslag …"""

    heading: str
    html: str

    @property
    def themes(self) -> list[Theme]:
        return split_themes(self.html)


@dataclass(frozen=True, kw_only=True)
class OfficialReportDocument(Record):
    """Everything that an official report's file shows."""

    template = "documents/official_report.html"
    keywords = "tjänsteutlåtande, remiss"

    addressee: str
    reported_on: date | None = None
    handler: str = ""
    contact: str = ""  # telephone or e-mail
    lead: str = ""
    proposal_lead: str = ""
    clauses: tuple[str, ...] = ()
    summary_html: str = ""
    sections: tuple[ReportSection, ...] = ()
    basis: tuple[str, ...] = ()
    planning: tuple[str, ...] = ()
    signers: tuple[tuple[str, str], ...] = ()  # name and role
    annexes: tuple[str, ...] = ()

    @property
    def doctype(self) -> str:  # type: ignore[override]  # the layout chooses the word
        return "Tjänsteskrivelse" if self.summary_first else "Tjänsteutlåtande"

    @property
    def summary_first(self) -> bool:
        """Malmö's order."""
        return self.look.layout == LetterheadLayout.REFERENCE_FIRST

    def facts(self) -> tuple[Fact, ...]:
        handler = ", ".join(filter(None, [self.handler, self.contact]))
        named = ("reference", "Vår referens") if self.summary_first else ("handler", "Handläggare")
        return (
            Fact("date", "Datum", iso(self.reported_on)),
            Fact(*named, handler),
            Fact("to", "Till", self.addressee),
        )

    @property
    def summary(self) -> list[Theme]:
        return split_themes(self.summary_html)
