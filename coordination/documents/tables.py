"""Tables that stand in a text: numbered with the document's own, with sums to the right."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from coordination.richtext import clean

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

# "3,3 mnkr", "−1 200", "45 %": an amount with what it counts, if anything.
_AMOUNT = re.compile(
    r"[-–−+]?\s*\d[\d\s.,]*(?:%|kr|öre|tkr|mkr|mnkr|mdkr|kronor|(?:miljon|miljard)(?:er)?(?: kr(?:onor)?)?)?"
)
_OWN_CAPTION = re.compile(r"tabell \d+\b", re.IGNORECASE)


def count_tables(html: str) -> int:
    """How many tables a rich text holds."""
    return clean(html).count("<table")


def number_tables(soup: BeautifulSoup, first: int) -> None:
    """Give each table "Tabell 1. Heading"; one that its writer has numbered keeps that caption alone."""
    heading = ""
    number = first
    for block in soup.find_all(["h3", "h4", "table"]):
        if block.name != "table":
            heading = block.get_text().strip()
            continue
        if not _is_captioned(block):
            caption = soup.new_tag("caption")
            caption.string = f"Tabell {number}. {heading}" if heading else f"Tabell {number}"
            block.insert(0, caption)
        number += 1


def _is_captioned(table: Tag) -> bool:
    above = table.find_previous_sibling()
    return above is not None and bool(_OWN_CAPTION.match(above.get_text().strip()))


def align_sums(table: Tag) -> None:
    """Put the columns that hold nothing but amounts to the right; the first one names the row."""
    rows = [row.find_all(["th", "td"]) for row in table.find_all("tr")]
    for head, *cells in list(zip_longest(*rows))[1:]:
        said = [text for cell in cells if cell is not None and (text := cell.get_text().strip())]
        if said and all(map(_AMOUNT.fullmatch, said)):
            for cell in filter(None, [head, *cells]):
                cell["class"] = "num"
