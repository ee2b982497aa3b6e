"""What rich text is made of: runs of text in blocks."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter

BREAK = "\n"
EMPHASIS = attrgetter("strong", "em")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with one emphasis; a line break is a newline in it."""

    text: str
    strong: bool = False
    em: bool = False

    @property
    def emphasis(self) -> tuple[bool, bool]:
        return self.strong, self.em


@dataclass(slots=True)
class Block:
    """A heading (h3, h4), a paragraph (p), a list item (li) or a cell of a table (td)."""

    kind: str
    runs: list[Run] = field(default_factory=list)
    level: int = 0
    ordered: bool = False
    marker: str = ""
    """The number as the source showed it ("2.", "b)"); empty when the item simply counts on."""

    starts: str = ""
    """What begins with this cell: "table", "row" or nothing."""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def merge(runs: Iterable[Run]) -> list[Run]:
    """Make one run of neighbours with the same emphasis."""
    groups = itertools.groupby(runs, EMPHASIS)
    texts = ((emphasis, "".join(run.text for run in group)) for emphasis, group in groups)
    return [Run(unicodedata.normalize("NFC", text), *emphasis) for emphasis, text in texts]
