"""A rich text divided at its headings, so that each heading can stand beside its own text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from coordination.documents.tables import align_sums, number_tables
from coordination.documents.typography import keep_together_in_html
from coordination.richtext import clean

if TYPE_CHECKING:
    from bs4 import Tag

# The margin is narrow: longer headings stand above their text instead.
LABEL_WORD, LABEL_LENGTH = 18, 70
LONG = 1500  # characters, about half a page: from there on a page may end inside the paragraph


@dataclass(frozen=True)
class Theme:
    """A heading (may be empty) and the text under it.

    ``is_beside`` says that the heading stands in the margin beside its text. So do all headings of a
    text, or none.
    """

    heading: str
    body: SafeString
    is_beside: bool = False
    level: int = 3

    @property
    def fits_beside(self) -> bool:
        words = self.heading.replace("-", "- ").split()
        is_short = len(self.heading) <= LABEL_LENGTH
        return is_short and max(map(len, words), default=0) <= LABEL_WORD and bool(self.body)


def split_themes(html: str, *, level: int = 3, first_table: int | None = None) -> list[Theme]:
    """Divide rich text at its topmost headings, which become headings of ``level``.

    It is cleaned once more on the way: what was stored is clean already, but what becomes a record
    is not taken on trust. Headings never skip a level: h4 before any h3 counts as h3. With
    ``first_table`` its tables are numbered from there.
    """
    from bs4 import BeautifulSoup  # a third of a second that only printing needs

    soup = BeautifulSoup(clean(html), "html.parser")
    if first_table is not None:
        number_tables(soup, first_table)
    themes: list[Theme] = []
    heading = ""
    blocks: list[Tag] = []
    for block in soup.find_all(recursive=False):
        if block.name == "h3" or (block.name == "h4" and not heading):
            themes.append(_theme(heading, blocks, level))
            heading, blocks = block.get_text(), []
        else:
            if block.name == "h4":
                block.name = f"h{level + 1}"
            blocks.append(block)
    themes.append(_theme(heading, blocks, level))
    themes = [theme for theme in themes if theme.heading or theme.body]
    are_beside = all(theme.fits_beside for theme in themes)
    return [replace(theme, is_beside=are_beside and bool(theme.heading)) for theme in themes]


def _theme(heading: str, blocks: list[Tag], level: int) -> Theme:
    html = "\n".join(_block_html(block) for block in blocks)
    return Theme(heading=heading, body=keep_together_in_html(html), level=level)


def _block_html(block: Tag) -> str:
    for element in [block, *block.find_all("li")]:
        if element.name in ("p", "li") and len(element.get_text()) > LONG:
            element["class"] = "long"
    if block.name == "table":
        align_sums(block)
    for head in block.find_all("th"):
        head["scope"] = "col"
    return block.decode(formatter="minimal")
