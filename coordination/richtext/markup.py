"""Rich text in a textarea, for those who write without JavaScript.

A small part of Markdown: paragraphs, `##` and `###` headings, `-` and `1.` lists, `**strong**` and
`*em*`, tables with `|` between cells; a new line is a line break, and everything else is text.
Writing rich text as markup and reading it back gives the same rich text.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from .blocks import Section, sections
from .checks import MAX_TAGS, TEXT_TOO_LONG, TOO_MUCH_MARKUP, refuse_more_than, refuse_unreadable
from .clean import clean, read_blocks
from .parts import BREAK, Block, Run

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

MAX_MARKUP = 250_000
MAX_LINES = 15_000
_TOO_MANY_LINES = _(
    "Texten är %(length)s rader lång, men här får den vara högst %(limit)s. Korta den, eller lägg "
    "det längsta avsnittet i en bilaga."
)

_RULES = [
    "paragraph",
    "heading",
    "list",
    "table",
    "text",
    "newline",
    "escape",
    "entity",
    "emphasis",
]
_RULES_AFTERWARDS = ["balance_pairs", "fragments_join"]
_OUR_HEADINGS = {"h1": "h3", "h2": "h3", "h3": "h4", "h4": "h4", "h5": "h4", "h6": "h4"}
_HEADING_SIGNS = {"h3": "## ", "h4": "### "}
_DEEPEST_NESTING = 100

_STRONG, _EM = "**", "*"
_APART = "&#8203;"
_BREAK_IN_CELL = "&#8232;"
_BAR = "&#124;"
_LOOKED_AHEAD = 9

_UNDER_A_HEAD = re.compile(r"^[\s|:\\-]*-[\s|:\\-]*$", re.MULTILINE)
_SPECIAL = re.compile(r"[\\*]|&(?=#?[0-9a-zA-Z]+;)")
_LINE_START = re.compile(r"^([-+](?=\s|$)|#+(?=\s|$))", re.MULTILINE)
_CLOSING_SIGNS = re.compile(r"(?<=\s)#(?=#*$)")
_NUMBER_START = re.compile(r"^([0-9]{1,9})([.)])(?=\s|$)", re.MULTILINE)


def from_markup(text: str) -> str:
    """Return the rich text that the markup of a textarea means; HTML in it is just text."""
    refuse_more_than(MAX_MARKUP, len(text), message=TEXT_TOO_LONG)
    refuse_more_than(MAX_LINES, text.count("\n"), message=_TOO_MANY_LINES)
    refuse_more_than(MAX_TAGS, text.count("*") + text.count("|"), message=TOO_MUCH_MARKUP)
    refuse_unreadable(text)
    parser = _parser()
    parsed = parser.parse(text)
    for token in parsed:
        token.tag = _OUR_HEADINGS.get(token.tag, token.tag)
    return clean(parser.renderer.render(parsed, parser.options, {}))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # 60 ms that most processes never need

    options = {"html": False, "breaks": True, "maxNesting": _DEEPEST_NESTING}
    parser = MarkdownIt("zero", options)
    parser.enable([*_RULES, *_RULES_AFTERWARDS])
    parser.inline.ruler.at("emphasis", _asterisks)
    return parser


def _asterisks(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  (the library's signature)
    """Read emphasis from asterisks only: an underscore is part of a file name or an address."""
    from markdown_it.rules_inline import emphasis

    return state.src[state.pos] == "*" and emphasis.tokenize(state, silent)


def to_markup(html: str) -> str:
    """Return rich text as the markup that `from_markup` reads back into the same rich text."""
    return "\n\n".join(map(_section, sections(read_blocks(html))))


def _section(section: Section) -> str:
    if section.is_list:
        return "\n".join(_items(section))
    return "\n".join(_table(section)) if section.is_table else _block(section.block)


def _block(block: Block) -> str:
    if block.kind == "p":
        return _lines(block.runs)
    return _HEADING_SIGNS[block.kind] + _CLOSING_SIGNS.sub(r"\\#", _inline(block.runs))


def _lines(runs: list[Run]) -> str:
    """Write lines that are no table, even if one looks like the line under a table's head."""
    written = _inline(runs)
    return written.replace("|", _BAR) if _UNDER_A_HEAD.search(written) else written


def _table(section: Section) -> Iterator[str]:
    head, *body = section.rows()
    yield _row(head)
    yield "| " + " | ".join("---" for cell in head) + " |"
    yield from map(_row, body)


def _row(cells: list[Block]) -> str:
    return "| " + " | ".join(map(_cell, cells)) + " |"


def _cell(cell: Block) -> str:
    return _inline(cell.runs).replace("|", _BAR).replace(BREAK, _BREAK_IN_CELL)


def _items(section: Section) -> Iterator[str]:
    """Write items, each indented to where the text of the item that it belongs to begins."""
    widths: list[int] = []
    for item, number in section.numbered_items():
        del widths[item.level - 1 :]
        indent = " " * sum(widths)
        marker = f"{number}. " if item.ordered else "- "
        widths.append(len(marker))
        yield indent + marker + _lines(item.runs).replace(BREAK, BREAK + " " * sum(widths))


# --- emphasis --------------------------------------------------------------------------------


def _inline(runs: list[Run]) -> str:
    """Write runs with asterisks, apart from each other if they would be misread when together.

    "**Obs:**text" does not end the emphasis, because a colon stands before the asterisks and a
    letter after. A zero-width space between them is read as punctuation and then dropped.
    """
    texts = [_escaped(run.text) for run in runs]
    written = _together(texts, runs)
    if not any(run.strong or run.em for run in runs) or _reads_as(written, runs):
        return written
    return _APART.join(map(_wrapped, texts, runs))


def _together(texts: list[str], runs: list[Run]) -> str:
    """Put the marks of emphasis between the texts, the one that lasts longest outermost."""
    parts: list[str] = []
    opened: list[str] = []
    for index, text in enumerate(texts):
        wanted = _marks(runs[index])
        while not wanted.issuperset(opened):
            parts.append(opened.pop())
        missing = list(wanted.difference(opened))
        if len(missing) > 1:
            missing.sort(key=lambda mark: -_lasts(mark, runs, index))
        opened += missing
        parts += [*missing, text]
    return "".join([*parts, *reversed(opened)])


def _wrapped(text: str, run: Run) -> str:
    marks, words = "".join(_marks(run)), text.strip()
    return text.replace(words, f"{marks}{words}{marks}", 1) if words else text


def _marks(run: Run) -> set[str]:
    return {mark for mark, is_on in ((_STRONG, run.strong), (_EM, run.em)) if is_on}


def _lasts(mark: str, runs: list[Run], index: int) -> int:
    following = itertools.islice(runs, index, index + _LOOKED_AHEAD)
    return sum(1 for _ in itertools.takewhile(lambda run: mark in _marks(run), following))


def _reads_as(written: str, runs: list[Run]) -> bool:
    blocks = read_blocks(_parser().renderInline(written))
    return [block.runs for block in blocks] == [runs]


def _escaped(text: str) -> str:
    """Put a backslash where text would be taken for markup."""
    text = _SPECIAL.sub(r"\\\g<0>", text)
    return _NUMBER_START.sub(r"\1\\\2", _LINE_START.sub(r"\\\1", text))
