"""Tables of rich text: a head and rows of cells, none merged, nothing but lines of text in a cell.

What cannot be shown so (a single column or row, a table made for layout) becomes a paragraph for
each row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from .parts import Block, Run, merge
from .tokens import Kind, Token

CELL = "td"
CELL_SEPARATOR = "; "
MOST_COLUMNS = 12

_CELLS = frozenset({"td", "th"})
# What a cell cannot hold; a table that has it is a layout, and is read as running text.
_NOT_IN_CELLS = frozenset({"dir", "h1", "h2", "h3", "h4", "h5", "h6", "li", "menu", "ol", "ul"})
_SPEAKING = ("mso-list", "heading", "rowspan")


def rows_of(cells: Iterable[Block]) -> list[list[Block]]:
    """Divide cells where their rows begin."""
    rows: list[list[Block]] = []
    for cell in cells:
        if cell.starts or not rows:
            rows.append([])
        rows[-1].append(cell)
    return rows


def arrange_tables(blocks: Iterable[Block]) -> Iterator[Block]:
    """Give every table as many cells in each row, and no empty row or column."""
    cells: list[Block] = []
    for block in blocks:
        if block.kind != CELL or block.starts == "table":
            yield from _arranged(cells)
            cells = []
        if block.kind == CELL:
            cells.append(block)
        else:
            yield block
    yield from _arranged(cells)


def _arranged(cells: list[Block]) -> Iterator[Block]:
    rows = [row for row in rows_of(cells) if any(cell.runs for cell in row)]
    if max(map(len, rows), default=0) <= MOST_COLUMNS:
        rows = _without_empty_columns(rows)
    if not _is_table(rows):
        yield from map(_as_paragraph, rows)
        return
    for number, row in enumerate(rows):
        yield from _row(row, is_head=number == 0)


def _without_empty_columns(rows: list[list[Block]]) -> list[list[Block]]:
    columns = zip_longest(*rows, fillvalue=Block(CELL))
    filled = (column for column in columns if any(cell.runs for cell in column))
    return [list(row) for row in zip(*filled, strict=True)]


def _is_table(rows: list[list[Block]]) -> bool:
    """Neither a single row nor a single column is one, nor what no page is wide enough for."""
    return len(rows) > 1 and len(rows[0]) > 1 and max(map(len, rows)) <= MOST_COLUMNS


def _row(cells: Sequence[Block], *, is_head: bool) -> Iterator[Block]:
    """The head is bold as a whole, so nothing in it is bolder."""
    for column, cell in enumerate(cells):
        starts = "" if column else "table" if is_head else "row"
        runs = merge(Run(run.text, em=run.em) for run in cell.runs) if is_head else cell.runs
        yield Block(CELL, runs, starts=starts)


def _as_paragraph(cells: Iterable[Block]) -> Block:
    runs: list[Run] = []
    for cell in cells:
        if cell.runs:
            runs += [Run(CELL_SEPARATOR), *cell.runs] if runs else cell.runs
    return Block("p", merge(runs))


def kept_tables(tokens: Sequence[Token]) -> set[int]:
    """Find the tables of any HTML that can be kept, as the places of their opening tags."""
    kept: set[int] = set()
    depth, candidate = 0, _Candidate(0)
    for at, token in enumerate(tokens):
        is_table = token.kind in (Kind.OPEN, Kind.CLOSE) and token.value == "table"
        if is_table and token.kind is Kind.OPEN:
            depth += 1
            candidate = candidate.with_one_inside() if depth > 1 else _Candidate(at)
        elif is_table and depth:
            depth -= 1
            if not depth and candidate.is_simple:
                kept.add(candidate.at)
        elif depth:
            candidate.look_at(token)
    return kept


class _Candidate:
    """A table while its tokens go by."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.is_simple = True
        self.open = ""

    def with_one_inside(self) -> _Candidate:
        self.is_simple = False
        return self

    def look_at(self, token: Token) -> None:
        if token.kind is Kind.TEXT:
            self.is_simple &= bool(self.open) or token.value.isspace()
        elif token.kind is Kind.OPEN:
            self.is_simple &= token.value not in _NOT_IN_CELLS
            self.is_simple &= not any(word in token.attributes for word in _SPEAKING)
            self._enter(token.value)
        elif token.kind is Kind.CLOSE and token.value in (self.open, "tr"):
            self.open = ""

    def _enter(self, name: str) -> None:
        if name in _CELLS or name == "caption":
            self.open = name
        elif name == "tr":
            self.open = ""
