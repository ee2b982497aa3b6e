"""The one shape that all rich text has here: a row of blocks, each with its runs of text.

Paste, markup, Word files and stored text are all read into blocks and written from them, so there is
one canonical HTML for one content. Nesting exists only as the level of a list item; nothing recurses.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from .parts import BREAK, EMPHASIS, Block, Run, merge
from .tables import CELL, arrange_tables, rows_of

DEEPEST_LIST = 9  # as deep as Word goes

_UNSETTLED_SPACES = re.compile(r"\s{2,}|[\t\r\f\v]")
_TYPED_SPACES = frozenset(" \t\r\f\v")
_BREAKS = re.compile(r"\n+")
_PARAGRAPH_BREAK = re.compile(r"\n{2,}")
# Hyphenation hints, zero-width spaces and joiners of lines, direction overrides that can make a
# text read as something else than it says, and what cannot be stored or printed at all.
_INVISIBLE = re.compile(
    "[\u00ad\u200b\u2060\ufeff\u202a-\u202e\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
)
_AFTER_SPACE = re.compile(r"(\s)([^\w\s\x00-\x7f]+)")
_LINE_SEPARATORS = re.compile("[\x0b\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, a paragraph, all the items of a list, or all the cells of a table."""

    blocks: list[Block]

    @property
    def block(self) -> Block:
        return self.blocks[0]

    @property
    def is_list(self) -> bool:
        return self.block.kind == "li"

    @property
    def is_table(self) -> bool:
        return self.block.kind == CELL

    def rows(self) -> list[list[Block]]:
        """The cells of a table, row by row; the first row is its head."""
        return rows_of(self.blocks)

    def numbered_items(self) -> Iterator[tuple[Block, int]]:
        """Yield each item with its number in its own list."""
        lists: list[_OpenList] = []
        for item in self.blocks:
            _enter_level(item, lists)
            lists[-1].length += 1
            yield item, lists[-1].length


def tidy(blocks: Iterable[Block]) -> list[Block]:
    """Bring blocks into canonical form; tidying twice changes nothing."""
    tidied = itertools.chain.from_iterable(map(_tidy_block, blocks))
    filled = (block for block in tidied if block.runs or block.kind == CELL)
    return list(_arrange_lists(arrange_tables(filled)))


def sections(blocks: Iterable[Block]) -> Iterator[Section]:
    """Yield each list as a whole, with the lists inside it, each table, and every other block."""
    together: list[Block] = []
    for block in blocks:
        if together and not _belongs_to(together[-1], block):
            yield Section(together)
            together = []
        together.append(block)
    if together:
        yield Section(together)


def _belongs_to(before: Block, block: Block) -> bool:
    return block.kind == before.kind and block.kind in ("li", CELL) and block.starts != "table"


def render(blocks: Iterable[Block]) -> str:
    """Write canonical blocks as HTML."""
    return "".join(map(_section_html, sections(blocks)))


def _section_html(section: Section) -> str:
    if section.is_list:
        return "".join(_list_html(section.blocks))
    return _table_html(section) if section.is_table else _block_html(section.block)


# --- one block -------------------------------------------------------------------------------


def _tidy_block(block: Block) -> Iterator[Block]:
    """Tidy a block's text; an empty line inside a paragraph makes two paragraphs of it."""
    is_heading = block.kind in ("h3", "h4")
    source = [Run(run.text, em=run.em) for run in block.runs] if is_heading else block.runs
    runs = merge(_settle_spaces(_pieces(source)))
    if not any(BREAK in run.text for run in runs):
        block.runs = runs
        yield block
    elif block.kind == "p":
        yield from (Block("p", part) for part in _split_at_empty_lines(runs))
    else:
        line_end = " " if is_heading else BREAK
        block.runs = [Run(_BREAKS.sub(line_end, run.text), *run.emphasis) for run in runs]
        yield block


def _pieces(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield each run without the signs that nobody sees, the spaces around it as runs apart."""
    for emphasis, group in itertools.groupby(runs, EMPHASIS):
        text = _INVISIBLE.sub("", "".join(run.text for run in group))
        text = unicodedata.normalize("NFC", _LINE_SEPARATORS.sub(BREAK, text))
        text = _AFTER_SPACE.sub(_without_stray_marks, text)
        yield from (Run(piece, *emphasis) for piece in _parted(text) if piece)


def _without_stray_marks(match: re.Match[str]) -> str:
    """Drop an accent that is on a space: it would end up on the tag before it."""
    return match[1] + "".join(itertools.dropwhile(_is_mark, match[2]))


def _parted(text: str) -> tuple[str, str, str]:
    """Return the spaces before the words, the words one space apart, and the spaces after."""
    words = text.strip()
    if not words:
        return text, "", ""
    start = text.index(words[0])
    settled = _UNSETTLED_SPACES.sub(lambda match: _one_space(match[0]), words)
    return text[:start], settled, text[start + len(words) :]


def _settle_spaces(pieces: Iterable[Run]) -> Iterator[Run]:
    """Make one space of many, none at the ends; a space is emphasised if both its words are."""
    before, spaces = None, ""
    for piece in pieces:
        if piece.text.isspace():
            spaces += piece.text
            continue
        marks = "".join(itertools.takewhile(_is_mark, piece.text))
        if marks and before and not spaces:
            yield Run(marks, *before.emphasis)  # an accent stays with the letter that it is on
        rest = piece.text[len(marks) :]
        words = rest.lstrip()
        spaces += rest[: len(rest) - len(words)]
        if not words:
            continue
        after = Run(words, piece.strong, piece.em)
        if before and spaces:
            yield Run(_one_space(spaces), before.strong and after.strong, before.em and after.em)
        yield after
        before, spaces = after, ""


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign) in ("Mn", "Mc", "Me")


def _one_space(spaces: str) -> str:
    if BREAK in spaces:
        return BREAK * min(spaces.count(BREAK), 2)
    return spaces if len(spaces) == 1 and spaces not in _TYPED_SPACES else " "


def _split_at_empty_lines(runs: list[Run]) -> Iterator[list[Run]]:
    part: list[Run] = []
    for run in runs:
        first, *others = _PARAGRAPH_BREAK.split(run.text)
        part.append(Run(first, *run.emphasis))
        for other in others:
            yield [run for run in part if run.text]
            part = [Run(other, *run.emphasis)]
    yield [run for run in part if run.text]


# --- lists -----------------------------------------------------------------------------------


@dataclass(slots=True)
class _OpenList:
    ordered: bool
    length: int = 0


def _arrange_lists(blocks: Iterable[Block]) -> Iterator[Block]:
    """Let no list skip a level, and no item get another number than the source showed.

    A list here always counts 1, 2, 3 (nested: a, b, c). An outermost item that the source numbered
    otherwise ("4." after a paragraph, "b)") becomes a paragraph that begins with that number.
    """
    lists: list[_OpenList] = []
    for block in blocks:
        if block.kind != "li":
            lists.clear()
            yield block
            continue
        level = _enter_level(block, lists)
        lists[-1].length += 1
        if level == 1 and block.marker not in _markers(lists[-1].length):
            lists.clear()
            number = Run(f"{block.marker} ", *block.runs[0].emphasis)
            yield Block("p", merge([number, *block.runs]))
        else:
            block.level, block.marker = level, ""
            yield block


def _enter_level(block: Block, lists: list[_OpenList]) -> int:
    level = max(1, min(block.level, len(lists) + 1, DEEPEST_LIST))
    del lists[level:]
    if len(lists) == level and lists[-1].ordered != block.ordered:
        lists.pop()
    if len(lists) < level:
        lists.append(_OpenList(block.ordered))
    return level


def _markers(number: int) -> tuple[str, ...]:
    """The numbers that the list itself will show; a new list that begins at 1 may just go on."""
    return "", f"{number}.", f"{number})", f"({number})", "1.", "1)", "(1)"


# --- writing ---------------------------------------------------------------------------------


def _block_html(block: Block) -> str:
    return f"<{block.kind}>{_runs_html(block.runs)}</{block.kind}>"


def _table_html(section: Section) -> str:
    head, *body = section.rows()
    rows = "".join(f"<tr>{_row_html(row, tag='td')}</tr>" for row in body)
    return (
        f"<table><thead><tr>{_row_html(head, tag='th')}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _row_html(cells: Iterable[Block], *, tag: str) -> str:
    """An empty cell of the head is no heading of anything."""
    return "".join(
        f"<{tag}>{_runs_html(cell.runs)}</{tag}>" if cell.runs else "<td></td>" for cell in cells
    )


def _list_html(items: Iterable[Block]) -> Iterator[str]:
    lists: list[str] = []
    for item in items:
        name = "ol" if item.ordered else "ul"
        while len(lists) > item.level or (len(lists) == item.level and lists[-1] != name):
            yield f"</li></{lists.pop()}>"
        if len(lists) < item.level:
            lists.append(name)
            yield f"<{name}><li>"
        else:
            yield "</li><li>"
        yield _runs_html(item.runs)
    yield from (f"</li></{name}>" for name in reversed(lists))


def _runs_html(runs: list[Run]) -> str:
    """Write runs with strong always outside em, each opened once for as long as it lasts."""
    parts = []
    for strong, group in itertools.groupby(runs, lambda run: run.strong):
        inner = "".join(_tagged("em", _text_html(run.text), when=run.em) for run in group)
        parts.append(_tagged("strong", inner, when=strong))
    return "".join(parts)


def _tagged(tag: str, html: str, *, when: bool) -> str:
    return f"<{tag}>{html}</{tag}>" if when else html


def _text_html(text: str) -> str:
    written = escape(text, quote=False).replace("\N{NO-BREAK SPACE}", "&nbsp;")
    return written.replace(BREAK, "<br>")
