"""Bring any HTML into the one form in which rich text is stored."""

from __future__ import annotations

from .blocks import render, tidy
from .parts import Block
from .paste import read

TAGS = frozenset({
    "br", "em", "h3", "h4", "li", "ol", "p", "strong", "ul",
    "table", "tbody", "td", "th", "thead", "tr",
})  # fmt: skip


def clean(html: str) -> str:
    """Return canonical rich text; cleaning it again changes nothing.

    Lists, headings, emphasis and simple tables of Word, Word Online, Google Docs and LibreOffice are kept; other
    formatting, scripts, styles, comments and struck-out changes are dropped. No text is refused
    here: see `validate_rich_text`.
    """
    return sanitize(render(read_blocks(html)))


def read_blocks(html: str) -> list[Block]:
    return tidy(read(html))


def sanitize(html: str) -> str:
    """Let nothing through but our tags, whatever the code before this line may have got wrong."""
    import nh3  # (native code that only writing needs)

    return nh3.clean(html, tags=set(TAGS), attributes={}, link_rel=None)
