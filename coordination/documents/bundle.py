"""A meeting's papers as one file: summary and contents first, then the parts, numbered through."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from coordination.documents.assemble_memorandum import memorandum_document
from coordination.documents.assembly import render_draft
from coordination.documents.binder import LINK, Binding, BindingError, bind, count_pages
from coordination.documents.exceptions import (
    DocumentError,
    DocumentTooLargeError,
    UnreadablePartError,
)
from coordination.documents.letterhead import PLAIN, Fact, Letterhead, Look
from coordination.documents.look import sender_of
from coordination.documents.record import render_record
from coordination.documents.renderer import Metadata, render_pdf
from coordination.domain.bundle_content import BundleContent, ItemSummary, PartContent, document_of
from coordination.domain.document import read_document
from coordination.models import Memorandum

TEMPLATE_VERSION = "bundle-4"
FRONT, STAMP = "documents/bundle.html", "documents/bundle_stamp.html"
STEPS_BESIDE_PARTS = 2  # the front pages, and the binding
MOST_PAGES = 3000


@dataclass(frozen=True)
class ContentsLine:
    """One line of the table of contents, and where its link leads."""

    title: str
    change: str
    pages: int
    first_page: int
    link: str


@dataclass(frozen=True)
class BundleDocument:
    """What the front pages say."""

    body_name: str
    municipality_name: str
    held_on: date
    drawn_up_at: datetime
    items: list[ItemSummary]
    contents: list[ContentsLine]
    page_count: int
    postal_line: str = ""
    look: Look = PLAIN

    @property
    def sender(self) -> str:
        return self.head.sender

    @property
    def head(self) -> Letterhead:
        """The body's own head. The page's number is stamped on every page of the bundle."""
        return Letterhead(
            body_name=self.body_name,
            municipality_name=self.municipality_name,
            postal_line=self.postal_line,
            doctype="Handlingar",
            look=self.look,
            facts=(
                Fact("date", "Sammanträde", self.held_on.isoformat()),
                Fact("version", "Sammanställt", f"{localtime(self.drawn_up_at):%Y-%m-%d %H:%M}"),
                Fact("version", "Antal sidor", str(self.page_count)),
            ),
        )

    @property
    def has_costs(self) -> bool:
        return any(item.cost for item in self.items)

    @property
    def title(self) -> str:
        return f"Handlingar till {self.body_name}, sammanträde {self.held_on:%Y-%m-%d}"


@dataclass(frozen=True)
class Bound:
    """The finished file, how many pages it has, and on which each part begins."""

    pdf: bytes
    pages: int
    first_pages: list[int]


def render_bundle(content: BundleContent, *, progress: Callable[[], None]) -> Bound:
    """Draw the parts up, write the front pages and bind everything. Raises DocumentError.

    ``progress`` is called after each part, after the front pages and after the binding.
    """
    with tempfile.TemporaryDirectory(prefix="kraftsam-bundle-") as name:
        folder = Path(name)
        names = []
        for place, part in enumerate(content.parts):
            names.append(f"part-{place}.pdf")
            (folder / names[-1]).write_bytes(_part_bytes(part, content.bundle.requested_at))
            progress()
        document = _front(folder, content, _counted(folder, content, names))
        progress()
        bound = _bind(folder, content, names, document)
        progress()
    return Bound(bound, document.page_count, [line.first_page for line in document.contents])


def _part_bytes(part: PartContent, at) -> bytes:
    if isinstance(part.draft, Memorandum):
        return render_record(memorandum_document(part.draft, at=at))
    if part.draft:
        return render_draft(part.draft, at=at)
    return read_document(document_of(part.row))


def _counted(folder, content, names) -> list[int]:
    try:
        counts = count_pages(folder, names)
    except BindingError as error:
        raise _unreadable(error, content) from error
    if sum(counts) > MOST_PAGES:
        raise DocumentTooLargeError(
            _("Handlingarna har %(pages)s sidor, och högst %(most)s får plats. Ta bort några.")
            % {"pages": sum(counts), "most": MOST_PAGES}
        )
    return counts


def _unreadable(error, content) -> DocumentError:
    if error.part is None:
        return DocumentTooLargeError(
            _("Möteshandlingarna blev för tunga att skapa. Ta bort några och försök igen.")
        )
    return UnreadablePartError(
        _(
            "”%(title)s” går inte att läsa som PDF. Ta bort den ur bunten, eller lägg in filen på nytt, "
            "och försök igen."
        )
        % {"title": content.parts[error.part].row.title}
    )


def _front(folder, content, counts) -> BundleDocument:
    """Write the front pages. They name pages that come after them, so their own number is found first."""
    length = 2
    for _attempt in range(3):
        document = _document(content, counts, length)
        (folder / "front.pdf").write_bytes(
            render_pdf(FRONT, {"document": document}, metadata=_metadata(document))
        )
        (printed,) = count_pages(folder, ["front.pdf"])
        if printed == length:
            return document
        length = printed
    raise DocumentError


def _document(content, counts, length) -> BundleDocument:
    meeting = content.bundle.meeting
    body = meeting.organization
    lines, first_page = [], length + 1
    for place, (part, pages) in enumerate(zip(content.parts, counts, strict=True)):
        lines.append(ContentsLine(part.row.title, part.change, pages, first_page, f"{LINK}{place}"))
        first_page += pages
    return BundleDocument(
        **sender_of(body),
        held_on=meeting.held_on,
        drawn_up_at=content.bundle.requested_at,
        items=content.items,
        contents=lines,
        page_count=first_page - 1,
    )


def _metadata(document) -> Metadata:
    return Metadata(
        title=document.title,
        author=document.sender,
        created=document.drawn_up_at,
        keywords="handlingar, sammanträde",
    )


def _bind(folder, content, names, document) -> bytes:
    metadata = replace(_metadata(document), title="Sidnummer")
    (folder / "stamp.pdf").write_bytes(
        render_pdf(STAMP, {"pages": range(document.page_count)}, metadata=metadata)
    )
    binding = Binding(
        front="front.pdf",
        parts=names,
        titles=[part.row.title for part in content.parts],
        stamp="stamp.pdf",
        title=document.title,
        author=document.sender,
    )
    try:
        return bind(folder, binding)
    except BindingError as error:
        raise _unreadable(error, content) from error
