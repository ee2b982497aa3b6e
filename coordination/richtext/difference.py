"""Two versions of a rich text, compared paragraph by paragraph and in them word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TypeVar

from .blocks import Section, sections
from .clean import read_blocks
from .parts import Block, Run
from .tables import CELL_SEPARATOR

SAME, ADDED, REMOVED, CHANGED = "same", "added", "removed", "changed"

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_WORDS = 4000  # in one paragraph; beyond that it is shown as replaced
_ALIKE = 0.3  # paragraphs with less in common are two different ones
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that are in both texts, or only in one of them."""

    state: str
    text: str
    strong: bool = False
    em: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, heading, list item or row of a table, with what became of it."""

    kind: str
    state: str
    pieces: list[Piece] = field(default_factory=list)

    @property
    def is_heading(self) -> bool:
        return self.kind in ("h3", "h4")

    @property
    def is_item(self) -> bool:
        return self.kind == "li"


_Words = tuple[Run, ...]
_Source = tuple[str, _Words]


def changed_words(lines: Iterable[Line]) -> int:
    """How many words were added and removed; marks and spaces are none."""
    return sum(
        len(re.findall(r"\w+", piece.text))
        for line in lines
        for piece in line.pieces
        if piece.state in (ADDED, REMOVED)
    )


def compare(old: str, new: str) -> list[Line]:
    """Return the lines of both texts in order, each with its state and its pieces."""
    before, after = list(_lines(old)), list(_lines(new))
    found: list[Line] = []
    for tag, i1, i2, j1, j2 in _steps(before, after):
        if tag == "equal":
            found += (_whole(SAME, line) for line in before[i1:i2])
        else:
            for left, right in zip_longest(before[i1:i2], after[j1:j2]):
                found += _changed(left, right)
    return found


def differs(lines: list[Line]) -> bool:
    return any(line.state != SAME for line in lines)


def _lines(html: str) -> Iterator[_Source]:
    for section in sections(read_blocks(html)):
        if section.is_table:
            yield from (("row", _words(_row_runs(row))) for row in section.rows())
        else:
            yield from ((block.kind, _words(block.runs)) for block in _blocks(section))


def _blocks(section: Section) -> list[Block]:
    return section.blocks if section.is_list else [section.block]


def _row_runs(row: list[Block]) -> list[Run]:
    runs: list[Run] = []
    for cell in row:
        runs += [Run(CELL_SEPARATOR), *cell.runs] if runs else cell.runs
    return runs


def _words(runs: Sequence[Run]) -> _Words:
    return tuple(Run(word, *run.emphasis) for run in runs for word in _WORD.findall(run.text))


def _steps(before: Sequence[T], after: Sequence[T]) -> Iterator[tuple[str, int, int, int, int]]:
    """difflib's steps, with what both begin and end with taken off: most saves change one place."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    left, right = before[start : len(before) - end], after[start : len(after) - end]
    yield "equal", 0, start, 0, start
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, left, right).get_opcodes():
        yield tag, i1 + start, i2 + start, j1 + start, j2 + start
    yield "equal", len(before) - end, len(before), len(after) - end, len(after)


def _changed(left: _Source | None, right: _Source | None) -> Iterator[Line]:
    if left and right and left[0] == right[0] and _is_alike(left[1], right[1]):
        yield Line(right[0], CHANGED, list(_pieces(left[1], right[1])))
        return
    if left:
        yield _whole(REMOVED, left)
    if right:
        yield _whole(ADDED, right)


def _is_alike(left: _Words, right: _Words) -> bool:
    if max(len(left), len(right)) > _MOST_WORDS:
        return False
    common = SequenceMatcher(None, [run.text for run in left], [run.text for run in right])
    return common.quick_ratio() >= _ALIKE


def _pieces(left: _Words, right: _Words) -> Iterator[Piece]:
    for tag, i1, i2, j1, j2 in _steps(left, right):
        if tag == "equal":
            yield from _joined(SAME, left[i1:i2])
        else:
            yield from _joined(REMOVED, left[i1:i2])
            yield from _joined(ADDED, right[j1:j2])


def _whole(state: str, line: _Source) -> Line:
    return Line(line[0], state, list(_joined(state, line[1])))


def _joined(state: str, words: Sequence[Run]) -> Iterator[Piece]:
    """Neighbours with the same emphasis are one piece."""
    text, emphasis = "", (False, False)
    for word in words:
        if text and word.emphasis != emphasis:
            yield Piece(state, text, *emphasis)
            text = ""
        text, emphasis = text + word.text, word.emphasis
    if text:
        yield Piece(state, text, *emphasis)
