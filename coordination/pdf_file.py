"""PDF files that come from outside: the one place where they are opened.

A leaf without Django, so that the binder's own process can use it. A PDF can be made to make its
reader fail in any way, so whatever pypdf raises means one thing: this is no PDF that can be read.
"""

from __future__ import annotations

import logging
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdf import PdfReader

logger = logging.getLogger(__name__)

MOST_PAGES = 2_000
MOST_NODES = 3 * MOST_PAGES
"""A page tree has branches besides its pages; one with more than this is made to be slow."""


class PdfRefused(Exception):
    """The file is not taken; ``code`` says why: encrypted, too_many_pages, no_pages, unreadable."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def open_pdf(source: bytes | Path) -> tuple[PdfReader, int]:
    """The file's reader and its number of pages. Raises PdfRefused."""
    from pypdf.errors import DependencyError  # ten megabytes that few processes need

    try:
        reader, pages = _read(BytesIO(source) if isinstance(source, bytes) else source)
    except PdfRefused:
        raise
    except DependencyError as error:  # the ciphers of AES stand in a library that we do without
        raise PdfRefused("encrypted") from error
    except Exception as error:
        logger.info("A PDF cannot be read: %s", type(error).__name__)
        raise PdfRefused("unreadable") from error
    if not pages:
        raise PdfRefused("no_pages")
    return reader, pages


def _read(source) -> tuple[PdfReader, int]:
    from pypdf import PdfReader  # as above

    reader = PdfReader(source, strict=False)
    if reader.is_encrypted:
        raise PdfRefused("encrypted")
    return reader, _count_pages(reader)


def _count_pages(reader) -> int:
    """The leaves of the page tree, counted without building them; a tree too large is refused."""
    pages = nodes = 0
    waiting = [reader.root_object["/Pages"].get_object()]
    while waiting:
        node = waiting.pop()
        nodes += 1
        kids = node.get("/Kids")
        if kids is None:
            pages += 1
        else:
            kids = kids.get_object()
            if len(kids) > MOST_NODES:
                raise PdfRefused("too_many_pages")
            waiting += [kid.get_object() for kid in kids]
        if pages > MOST_PAGES or nodes + len(waiting) > MOST_NODES:
            raise PdfRefused("too_many_pages")
    return pages
