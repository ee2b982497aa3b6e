"""What every document has in common: who writes it, in which matter, when, and from which text."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime

from coordination.documents.letterhead import PLAIN, Fact, Letterhead, Look
from coordination.documents.renderer import Metadata, render_pdf

# When it was made and under which number says nothing about the text that it was made from.
NOT_TEXT = {"established_at", "receipt_number", "look", "is_draft"}


@dataclass(frozen=True, kw_only=True)
class Record:
    """A document (handling) of a body in a matter, drawn up at a moment."""

    template = ""
    doctype = ""
    keywords = ""

    body_name: str
    municipality_name: str
    registry_number: str
    title: str
    established_at: datetime
    postal_line: str = ""
    unit: str = ""
    look: Look = PLAIN
    receipt_number: str = ""
    is_draft: bool = False

    @property
    def sender(self) -> str:
        return self.head.sender

    @property
    def source_sha256(self) -> str:
        """The hash of every value that the document prints."""
        said = {key: value for key, value in asdict(self).items() if key not in NOT_TEXT}
        return hashlib.sha256(
            json.dumps(said, ensure_ascii=False, sort_keys=True, default=str).encode()
        ).hexdigest()

    @property
    def head(self) -> Letterhead:
        status = "Utkast, inte beslutat" if self.is_draft else ""
        return Letterhead(
            body_name=self.body_name,
            municipality_name=self.municipality_name,
            postal_line=self.postal_line,
            unit=self.unit,
            doctype=self.doctype,
            look=self.look,
            facts=(
                *self.facts(),
                Fact("dnr", "Diarienummer", self.registry_number),
                Fact("status", "Status", status),
                Fact("page", "Sida", ""),
            ),
        )

    def facts(self) -> tuple[Fact, ...]:
        """What the head tells of this kind of document, beside number, status and page."""
        return ()

    @property
    def description(self) -> str:
        return f"{self.doctype} från {self.body_name}"


def iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def render_record(document: Record) -> bytes:
    """The document as one PDF file. Same values, same bytes. Raises a ``DocumentError``."""
    title = ", ".join(filter(None, [document.title, document.registry_number]))
    metadata = Metadata(
        title=f"Utkast: {title}" if document.is_draft else title,
        author=document.sender,
        description=document.description,
        keywords=document.keywords,
        created=document.established_at,
        is_draft=document.is_draft,
    )
    return render_pdf(document.template, {"document": document}, metadata=metadata)
