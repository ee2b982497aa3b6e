"""A rich text divided at its headings, so that each heading can stand beside its own text.

The text is cleaned once more on the way into a document: what was stored is clean already, but what
becomes a record is not taken on trust.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import nh3
from bs4 import BeautifulSoup, NavigableString, PageElement, Tag
from django.utils.safestring import SafeString

from coordination.documents.typography import keep_together_in_html

ALLOWED_TAGS = {"h3", "h4", "p", "ul", "ol", "li", "strong", "em", "br"}
HEADINGS = ("h3", "h4")
BLOCKS = {"p", "ul", "ol", *HEADINGS}
# A side label is narrow: longer headings stand above their text instead.
LABEL_WORD, LABEL_LENGTH = 18, 70


@dataclass(frozen=True)
class Theme:
    """A heading (may be empty) and the text under it."""

    heading: str
    body: SafeString

    @property
    def is_side_label(self) -> bool:
        """Whether the heading fits in the margin, beside the text that it is about."""
        words = self.heading.replace("-", "- ").split()
        fits = len(self.heading) <= LABEL_LENGTH and max(map(len, words), default=0) <= LABEL_WORD
        return bool(self.heading and self.body and fits)


def split_themes(html: str) -> list[Theme]:
    """Divide ``html`` at its topmost headings.

    Headings keep their order and never skip a level: h4 before any h3 counts as h3. Loose text
    becomes paragraphs; empty paragraphs, headings and items are dropped.
    """
    themes, heading, blocks = [], "", []
    for block in _blocks(html):
        if block.name == "h3" or (block.name == "h4" and not heading):
            themes.append(_theme(heading, blocks))
            heading, blocks = _words(block), []
        else:
            blocks.append(block)
    themes.append(_theme(heading, blocks))
    return [theme for theme in themes if theme.heading or theme.body]


def _theme(heading: str, blocks: list[Tag]) -> Theme:
    html = "\n".join(block.decode(formatter="minimal") for block in blocks)
    return Theme(heading=heading, body=keep_together_in_html(html))


def _words(element: PageElement) -> str:
    return " ".join(
        element.get_text(" " if isinstance(element, Tag) and element.br else "").split()
    )


def _blocks(html: str) -> Iterator[Tag]:
    """The block elements of ``html`` in order, cleaned, without empty ones."""
    soup = BeautifulSoup(nh3.clean(html, tags=ALLOWED_TAGS, attributes={}), "html.parser")
    for heading in soup.select("li h3, li h4, p h3, p h4"):
        heading.name = "strong"  # a heading inside a list is emphasis, not structure
    for element in reversed(soup.find_all(["p", "li", "ul", "ol", *HEADINGS])):
        if not _words(element):
            element.decompose()
    _wrap_loose_text(soup)
    yield from soup.find_all(recursive=False)


def _wrap_loose_text(soup: BeautifulSoup) -> None:
    """Put text that stands outside any block into paragraphs."""
    paragraph = None
    for node in list(soup.contents):
        if isinstance(node, Tag) and node.name in BLOCKS:
            paragraph = None
        elif isinstance(node, NavigableString) and not node.strip() and paragraph is None:
            node.extract()
        else:
            if paragraph is None:
                paragraph = soup.new_tag("p")
                node.insert_before(paragraph)
            paragraph.append(node.extract())
