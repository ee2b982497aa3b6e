"""Rich text as plain words: for search, e-mail, counting and tables of contents."""

from __future__ import annotations

import re
from typing import NamedTuple

from .blocks import Section, sections
from .clean import read_blocks
from .parts import BREAK, Block
from .tables import CELL_SEPARATOR

_WORD = re.compile(r"\S*\w\S*")
# A full stop after these ends an abbreviation, not a sentence.
_ABBREVIATIONS = frozenset({
    "bl.a", "ca", "d.v.s", "dir", "dnr", "doc", "dr", "e.d", "e.g", "etc", "ev", "f.d", "f.n", "fr.o.m",
    "ggr", "i.e", "inkl", "jfr", "kap", "kl", "m.a.o", "m.fl", "m.m", "mfl", "mm", "nr", "o.d", "o.dyl",
    "o.s.v", "osv", "p.g.a", "prop", "resp", "s.k", "st", "t.ex", "t.o.m", "tel", "tex", "v",
})  # fmt: skip
_SENTENCE_END = re.compile(r"[.!?…]+[”\"’')\]]*\s+(?=[”\"’'(\[–-]*\s?[A-ZÅÄÖÉ0-9§])")
_LAST_WORD = re.compile(r"[(\[”\"]*(\S+?)[.]$")


class Heading(NamedTuple):
    level: int
    text: str


def plain_text(html: str) -> str:
    """Return the text with an empty line between blocks, a mark before each list item, a line for each row."""
    return "\n\n".join(map(_plain_section, sections(read_blocks(html))))


def _plain_section(section: Section) -> str:
    if section.is_table:
        return "\n".join(
            CELL_SEPARATOR.join(cell.text.replace(BREAK, " ") for cell in row if cell.runs)
            for row in section.rows()
        )
    if section.is_list:
        return "\n".join(_plain_item(*pair) for pair in section.numbered_items())
    return section.block.text


def _plain_item(item: Block, number: int) -> str:
    indent = "  " * (item.level - 1)
    marker = f"{number}." if item.ordered else "–"
    return f"{indent}{marker} {item.text.replace(BREAK, f'{BREAK}{indent}  ')}"


def word_count(html: str) -> int:
    """Count words as Word does: stretches between spaces that hold a letter or a figure."""
    return sum(len(_WORD.findall(block.text)) for block in read_blocks(html))


def is_empty(html: str) -> bool:
    """Tell whether nothing is left to read when tags and spaces are gone."""
    return not read_blocks(html)


def headings(html: str) -> list[Heading]:
    return [
        Heading(int(block.kind[1]), block.text)
        for block in read_blocks(html)
        if block.kind in ("h3", "h4")
    ]


def first_heading(html: str) -> str:
    """Return the first heading's text, or nothing if there is none."""
    return next((heading.text for heading in headings(html)), "")


def sentences(text: str) -> list[str]:
    """Split Swedish prose into sentences; "bl.a.", "m.fl." and initials end none."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        start = 0
        for end in _SENTENCE_END.finditer(line):
            sentence = line[start : end.end()].rstrip()
            if not _goes_on(sentence):
                found.append(sentence)
                start = end.end()
        found.append(line[start:].strip())
    return [sentence for sentence in found if sentence]


def _goes_on(sentence: str) -> bool:
    """Tell whether the full stop belongs to an abbreviation, an initial or a leading number."""
    match = _LAST_WORD.search(sentence)
    if match is None:
        return False
    word = match[1].lower()
    is_leading_number = word.isdecimal() and sentence == match[0]
    return word in _ABBREVIATIONS or is_leading_number or (len(word) == 1 and word.isalpha())
