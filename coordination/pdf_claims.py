"""What a PDF says of itself: the receipts (kvittenser) printed in it, its title and when it was drawn up.

Anybody can print a number in a file: a claim tells what to compare with, and proves nothing.
"""

import logging
import re
from dataclasses import dataclass
from datetime import datetime

from coordination.pdf_file import PdfRefused, open_pdf

logger = logging.getLogger(__name__)

RECEIPT = re.compile(r"K-\d{4}-[0-9A-F]{4,20}")
# A receipt stands last in a document, before its annexes: so many pages from the end are enough.
PAGES_READ = 40
START = b"%PDF"
START_WITHIN = 1024


@dataclass(frozen=True)
class Claims:
    """What a file claims to be; empty when it claims nothing or cannot be read."""

    receipts: tuple[str, ...] = ()
    title: str = ""
    drawn_up_at: datetime | None = None


def is_pdf(start: bytes) -> bool:
    """Whether bytes begin as a PDF does; some programs write a few lines before it."""
    return START in start[:START_WITHIN]


def claims_of(content: bytes) -> Claims:
    """Read the claims of a PDF. What cannot be read claims nothing: it is then merely unknown."""
    try:
        reader, pages = open_pdf(content)
        about = reader.metadata
        return Claims(
            receipts=_last_receipts(reader.pages[max(0, pages - PAGES_READ) :]),
            title=str(about.title or "") if about else "",
            drawn_up_at=about.creation_date if about else None,
        )
    except PdfRefused:
        return Claims()
    except Exception as error:  # noqa: BLE001  (a PDF can be made to make its reader fail in any way)
        logger.info("A PDF's claims cannot be read: %s", type(error).__name__)
        return Claims()


def _last_receipts(pages) -> tuple[str, ...]:
    """The receipts on the last page that has any: a document may name others on its way there."""
    for page in reversed(pages):
        if found := RECEIPT.findall(page.extract_text()):
            return tuple(dict.fromkeys(found))
    return ()
