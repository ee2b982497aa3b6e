"""What a matter's dossier (akt) holds: its stored documents, its decisions and its written questions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial

from django.template.loader import render_to_string
from django.utils import timezone

from coordination.documents.assemble_minutes import extract_filename, minutes_extract_of
from coordination.documents.record import render_record
from coordination.domain.document import read_document
from coordination.domain.queries.document import decisions_of, dossier_of, written_questions_of
from coordination.models import Document


@dataclass(frozen=True)
class Paper:
    """One paper (handling): when it is from, and how its bytes are got.

    ``document`` is the stored one; other papers are written from what is recorded.
    """

    title: str
    at: datetime
    read: Callable[[], bytes]
    ending: str = "pdf"
    document: Document | None = None


def papers_of(matter, user) -> list[Paper]:
    """The papers of a matter that the user may see, the oldest first. Three statements."""
    papers = [
        *map(_stored, dossier_of(matter, user)),
        *map(_extract, decisions_of(matter, user)),
        *map(_question, written_questions_of(matter, user)),
    ]
    return sorted(papers, key=lambda paper: paper.at)


def _stored(document) -> Paper:
    read = partial(read_document, document)
    return Paper(document.title, timezone.localtime(document.drawn_up_at), read, document=document)


def _extract(decision) -> Paper:
    """The minutes extract, as it would be printed: its time is that of the record."""
    at = timezone.localtime(decision.recorded_at)
    title = extract_filename(decision).removesuffix(".pdf")
    return Paper(title, at, lambda: render_record(minutes_extract_of(decision, at=at)))


def _question(question) -> Paper:
    at = timezone.make_aware(datetime.combine(question.received_on, time.min))
    return Paper(
        f"Skrivelse {question.title}",
        at,
        lambda: render_to_string(
            "coordination/written_question/paper.html", {"written": question}
        ).encode(),
        ending="html",
    )
