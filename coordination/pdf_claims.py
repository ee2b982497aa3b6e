"""What a PDF says of itself: the receipts (kvittenser) printed in it, its title and when it was drawn up.

Anybody can print a number in a file: a claim tells what to compare with, and proves nothing.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

RECEIPT = re.compile(r"K-\d{4}-[0-9A-F]{4,20}")
# A receipt stands last in a document, before its annexes; a record is read to its end all the same.
PAGES_READ = 60
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
        reader = PdfReader(BytesIO(content), strict=False)
        if reader.is_encrypted:
            return Claims()
        text = " ".join(page.extract_text() for page in reader.pages[-PAGES_READ:])
        about = reader.metadata
        return Claims(
            receipts=tuple(dict.fromkeys(RECEIPT.findall(text))),
            title=str(about.title or "") if about else "",
            drawn_up_at=about.creation_date if about else None,
        )
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Claims()
