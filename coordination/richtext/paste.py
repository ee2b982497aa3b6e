"""Read HTML from anywhere into blocks: our own, and what Word, Word Online, Google Docs and
LibreOffice put on the clipboard.

Word writes list items as paragraphs with `mso-list:l0 level2 lfo1` and a typed bullet that it marks
with `mso-list:Ignore` and `<![if !supportLists]>`; Word Online writes one list per item and keeps
the level in `data-aria-level`; Google Docs wraps everything in a `<b>` that is not bold.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from .hints import NO_HINTS, Hints, read_hints
from .parts import BREAK, Block, Run
from .tables import CELL, CELL_SEPARATOR, kept_tables
from .tokens import Kind, Token, tokens

_VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_CELLS = frozenset({"td", "th"})
_ROWS = frozenset({"caption", "table", "tbody", "tfoot", "thead", "tr"})
_PARAGRAPHS = _ROWS | {
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "legend",
    "main", "nav", "p", "pre", "section", "summary",
}  # fmt: skip
_STRONG = frozenset({"b", "strong"})
_EM = frozenset({"i", "em", "cite", "dfn"})
_DELETED = "del"  # tracked changes: what the writer has struck out is not part of the text
# What a new tag closes by itself, and the tags beyond which it does not look for it.
_CLOSES_PARAGRAPH = _PARAGRAPHS | _HEADINGS | _LISTS
_PARAGRAPH_HOLDERS = (_PARAGRAPHS - {"p"}) | _LISTS | _CELLS | {"li"}
_ITEM_HOLDERS = _LISTS | _CELLS
_LOOKED_BACK = 32
# "1.", "2.1", "(3)" and, with a point or bracket, "b)" and "iv."; a lone "o" is Word's round bullet.
_NUMBER = re.compile(r"\(?(?:\d+(?:\.\d+)*[.)]*|(?:[a-zåäö]|[ivxlcdm]{1,6})[.)]+)", re.IGNORECASE)


def read(html: str) -> list[Block]:
    """Return the blocks of any HTML, in order and not yet tidied."""
    found = list(tokens(html))
    kept = kept_tables(found)
    reader = _Reader()
    for at, token in enumerate(found):
        reader.at_table = at in kept
        reader.take(token)
    reader.flush()
    return _with_our_headings(reader.blocks)


def _with_our_headings(blocks: list[Block]) -> list[Block]:
    """Map h1–h6 to the two levels of heading that a text of ours may have."""
    is_foreign = any(block.kind in ("h1", "h2") for block in blocks)
    ours = {"h1": "h3", "h2": "h3", "h3": "h4" if is_foreign else "h3", "h5": "h4", "h6": "h4"}
    for block in blocks:
        block.kind = ours.get(block.kind, block.kind)
    return blocks


@dataclass(slots=True)
class _Element:
    name: str
    strong: bool = False
    em: bool = False
    hidden: bool = False
    is_marker: bool = False


@dataclass(slots=True)
class _List:
    ordered: bool
    next_number: int = 1


class _Reader:
    """Follows the tags with a stack and three small states; `block` is where text is going."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.block: Block | None = None
        self.open = [_Element("")]
        self.names: Counter[str] = Counter()
        self.lists: list[_List] = []
        self.marker = ""
        self.in_marker = False
        self.before_text = ""
        self.cell_is_new = False
        self.at_table = False  # the token is the beginning of a table that can be kept
        self.in_table = False
        self.cell_starts = ""

    # Tags and text as they come

    def take(self, token: Token) -> None:
        if token.kind is Kind.TEXT:
            self.take_text(token.value)
        elif token.kind is Kind.OPEN:
            self.open_tag(
                token.value, read_hints(token.attributes) if token.attributes else NO_HINTS
            )
        elif token.kind is Kind.CLOSE:
            self.close_tag(token.value)
        elif "supportLists" in token.value:
            self.in_marker = True
        elif "endif" in token.value:
            self.in_marker = False

    def take_text(self, text: str) -> None:
        element = self.open[-1]
        if element.hidden:
            return
        if element.is_marker or self.in_marker:
            self.marker += text
            return
        line_end = BREAK if self.names["pre"] else " "
        self.add(text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", line_end))

    def open_tag(self, name: str, hints: Hints) -> None:
        self.close_implied(name)
        element = self.element(name, hints)
        if not element.hidden:
            self.start(name, hints)
        if name not in _VOID:
            self.open.append(element)
            self.names[name] += 1

    def element(self, name: str, hints: Hints) -> _Element:
        parent = self.open[-1]
        return _Element(
            name,
            strong=parent.strong or name in _STRONG if hints.strong is None else hints.strong,
            em=parent.em or name in _EM if hints.em is None else hints.em,
            hidden=parent.hidden or hints.hidden or name == _DELETED,
            is_marker=parent.is_marker or hints.is_marker,
        )

    def close_implied(self, name: str) -> None:
        """Close the paragraph or list item that a new one of its kind ends without saying so."""
        closed = "p" if name in _CLOSES_PARAGRAPH else "li" if name == "li" else ""
        if not self.names[closed]:
            return
        holders = _PARAGRAPH_HOLDERS if closed == "p" else _ITEM_HOLDERS
        for element in self.open[: -_LOOKED_BACK - 1 : -1]:
            if element.name == closed:
                self.close_tag(closed)
            if element.name == closed or element.name in holders:
                return

    def close_tag(self, name: str) -> None:
        if not self.names[name]:
            return
        while True:
            element = self.open.pop()
            self.names[element.name] -= 1
            if not element.hidden:
                self.end(element.name)
            if element.name == name:
                return

    # What the tags mean

    def start(self, name: str, hints: Hints) -> None:
        if name == "br":
            self.line_break()
        elif self.in_table:
            self.start_in_table(name)
        elif self.at_table and not self.lists and not self.names["td"] + self.names["th"]:
            self.flush()
            self.in_table, self.cell_starts = True, "table"
        elif name in _LISTS:
            self.flush()
            self.lists.append(_List(ordered=name == "ol", next_number=hints.number or 1))
        elif name == "li":
            self.start_item(hints)
        elif name in _CELLS:
            self.start_cell()
        elif name in _HEADINGS or (name in _PARAGRAPHS and hints.heading):
            self.flush()
            self.block = Block(hints.heading or name)
        elif name in _PARAGRAPHS:
            self.start_paragraph(name, hints)

    def end(self, name: str) -> None:
        if self.in_table:
            self.end_in_table(name)
        elif name in _LISTS:
            self.lists.pop()
            self.end_paragraph(name)
        elif name == "li":
            self.end_paragraph(name)
        elif name in _HEADINGS:
            self.flush()
        elif name in _PARAGRAPHS:
            self.end_paragraph(name)

    def line_break(self) -> None:
        if self.block:
            self.block.runs.append(Run(BREAK, self.open[-1].strong, self.open[-1].em))

    def start_item(self, hints: Hints) -> None:
        self.flush()
        around = self.lists[-1] if self.lists else _List(ordered=False)
        number = hints.number or around.next_number
        around.next_number = number + 1
        level = max(1, len(self.lists), hints.level)
        marker = f"{number}." if around.ordered else ""
        self.block = Block("li", level=level, ordered=around.ordered, marker=marker)

    def start_in_table(self, name: str) -> None:
        """A cell is a block of its own, and paragraphs are lines in it."""
        if name in _CELLS:
            self.flush()
            self.block, self.cell_starts = Block(CELL, starts=self.cell_starts), ""
        elif name == "tr":
            self.flush()
            self.cell_starts = self.cell_starts or "row"
        elif name in _PARAGRAPHS:
            self.break_cell()

    def end_in_table(self, name: str) -> None:
        if name == "table":
            self.flush()
            self.in_table = False
        elif name in _CELLS:
            self.flush()
        elif name in _PARAGRAPHS:
            self.break_cell()

    def break_cell(self) -> None:
        if self.block and self.block.kind == CELL:
            self.before_text = BREAK
        else:
            self.flush()

    def start_cell(self) -> None:
        """Write the cells of a row after each other: a table becomes a paragraph per row."""
        self.cell_is_new = True
        if self.block and self.block.kind == "li":
            self.flush()
        elif self.block and self.block.runs:
            self.before_text = CELL_SEPARATOR

    def start_paragraph(self, name: str, hints: Hints) -> None:
        if hints.word_level:
            self.flush()
            self.block = Block("li", level=hints.word_level)
        elif hints.continues_item:
            self.continue_item()
        elif not (self.is_in_cell(name) and self.cell_is_new):
            self.break_block()

    def end_paragraph(self, name: str) -> None:
        if self.is_in_cell(name):
            self.add(" ")
        else:
            self.break_block()

    def is_in_cell(self, name: str) -> bool:
        return name not in _ROWS and bool(self.names["td"] or self.names["th"]) and not self.lists

    def continue_item(self) -> None:
        """Word indents a further paragraph of a list item without repeating its number."""
        self.flush()
        if self.blocks and self.blocks[-1].kind == "li":
            self.block = self.blocks.pop()
            self.before_text = BREAK

    def break_block(self) -> None:
        """Begin a new line in a list item, which holds no paragraphs; else end the block."""
        if self.lists and self.block and self.block.kind == "li":
            self.before_text = BREAK
        else:
            self.flush()

    # Writing into blocks

    def add(self, text: str) -> None:
        is_blank = text.isspace()
        if self.block is None:
            if is_blank:
                return
            self.block = self.new_block()
        if not is_blank:
            self.write_before_text(self.block.runs)
            self.cell_is_new = False
        self.block.runs.append(Run(text, self.open[-1].strong, self.open[-1].em))

    def new_block(self) -> Block:
        if self.lists:
            return Block("li", level=len(self.lists), ordered=self.lists[-1].ordered)
        return Block("p")

    def write_before_text(self, runs: list[Run]) -> None:
        """Write the break or separator that was put off until there was something to part."""
        if not self.before_text:
            return
        while runs and runs[-1].text.isspace():
            runs.pop()
        if runs:
            runs[-1] = Run(runs[-1].text.rstrip(), *runs[-1].emphasis)
            runs.append(Run(self.before_text))
        self.before_text = ""

    def flush(self) -> None:
        """End the block: decide what its typed number means, and keep it."""
        block, self.block = self.block, None
        marker, self.marker = " ".join(self.marker.split()), ""
        self.in_marker, self.before_text = False, ""
        if block is None:
            return
        if marker and block.kind == "li":
            block.ordered = bool(_NUMBER.fullmatch(marker))
            block.marker = marker if block.ordered else ""
        elif marker:
            block.runs.insert(0, Run(f"{marker} "))
        self.blocks.append(block)
