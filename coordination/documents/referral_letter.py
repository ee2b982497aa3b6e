"""The referral letter (missiv): what is asked, of whom, by when, about which text, and how to answer."""

from dataclasses import dataclass
from datetime import date

from coordination.documents.letterhead import Fact
from coordination.documents.record import Record, iso
from coordination.documents.themes import Theme, split_themes

TEMPLATE_VERSION = "referral_letter-1"


@dataclass(frozen=True)
class AskedBody:
    """One body on the list of those asked, with its own last day."""

    name: str
    due_on: date

    @property
    def due(self) -> str:
        return self.due_on.isoformat()


@dataclass(frozen=True)
class ReferredDocument:
    """The text that the referral is about, with its version, and what in it can be answered apart."""

    title: str
    version: str = ""
    sha256: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReferralLetterDocument(Record):
    """Everything that a referral letter's file shows."""

    template = "documents/referral_letter.html"
    doctype = "Remissmissiv"
    keywords = "remiss, missiv"

    sent_on: date | None = None
    due_on: date
    question: str
    background_html: str = ""
    asked: tuple[AskedBody, ...] = ()
    texts: tuple[ReferredDocument, ...] = ()
    contact: str = ""

    def facts(self) -> tuple[Fact, ...]:
        return (
            Fact("date", "Datum", iso(self.sent_on)),
            Fact("to", "Till", "Enligt sändlistan"),
            Fact("due", "Svara senast", iso(self.due_on)),
        )

    @property
    def questions(self) -> list[str]:
        """What is asked, paragraph by paragraph."""
        return [line.strip() for line in self.question.splitlines() if line.strip()]

    @property
    def background(self) -> list[Theme]:
        return split_themes(self.background_html)
