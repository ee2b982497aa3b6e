"""The parts of a Word file, built with python-docx and a little of Word's own XML.

Lists are numbered by Word and begin anew each time, a table's head is repeated on every page, the
language is Swedish, and each page says which of how many it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from coordination.richtext.blocks import Section, sections
from coordination.richtext.clean import read_blocks
from coordination.richtext.parts import Block, Run

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

LANGUAGE = "sv-SE"
_LEVELS = 9
_INDENT = 425  # twentieths of a point: 7.5 mm
_FORMS = ("decimal", "lowerLetter", "lowerRoman")
_BULLETS = ("•", "–", "·")


class WordFile:
    """A Word file under way."""

    def __init__(self, *, title: str, author: str, header: str, at) -> None:
        import docx  # a tenth of a second and lxml, for those who take a Word file only

        self._file: Any = docx.Document()
        self._set_properties(title, author, at)
        self._set_page(header)
        self._lists = _Lists(self._file)

    def save(self, stream) -> None:
        self._file.save(stream)

    def title(self, text: str) -> None:
        self._file.add_paragraph(text, style="Title")

    def heading(self, text: str, *, level: int, on_new_page: bool = False) -> None:
        self._file.add_heading(text, level).paragraph_format.page_break_before = on_new_page

    def paragraph(self, text: str) -> None:
        self._file.add_paragraph(text)

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        self._table([[[Run(text)] if text else [] for text in row] for row in rows])

    def rich_text(self, html: str) -> None:
        """Write clean rich text under a heading of the first level."""
        seen_upper = False
        for section in sections(read_blocks(html)):
            seen_upper = seen_upper or section.block.kind == "h3"
            if section.is_list:
                self._list(section)
            elif section.is_table:
                self._table([[cell.runs for cell in row] for row in section.rows()])
            else:
                self._block(section.block, seen_upper=seen_upper)

    def numbered(self, lines: Iterable[str]) -> None:
        """A list that Word numbers: clauses, questions."""
        self.rich_text(_list_html("ol", lines))

    def bulleted(self, lines: Iterable[str]) -> None:
        self.rich_text(_list_html("ul", lines))

    def _block(self, block: Block, *, seen_upper: bool) -> None:
        """No heading skips a level: a lower one before any upper counts as upper."""
        if block.kind == "p":
            _write(self._file.add_paragraph(), block.runs)
        else:
            level = 3 if block.kind == "h4" and seen_upper else 2
            _write(self._file.add_heading(level=level), block.runs)

    def _list(self, section: Section) -> None:
        self._lists.leave()
        for item, number in section.numbered_items():
            paragraph = self._file.add_paragraph(style="List Paragraph")
            self._lists.mark(paragraph, item, is_first=number == 1)
            _write(paragraph, item.runs)

    def _table(self, rows: Sequence[Sequence[list[Run]]]) -> None:
        table = self._file.add_table(len(rows), len(rows[0]), style="Table Grid")
        for number, (line, row) in enumerate(zip(table.rows, rows, strict=True)):
            for cell, runs in zip(line.cells, row, strict=True):
                is_head = number == 0
                _write(cell.paragraphs[0], [Run(r.text, is_head or r.strong, r.em) for r in runs])
        _element(table.rows[0]._tr.get_or_add_trPr(), "tblHeader")
        self._file.add_paragraph()

    def _set_properties(self, title: str, author: str, at) -> None:
        properties = self._file.core_properties
        properties.title, properties.author, properties.language = title, author, LANGUAGE
        properties.created = properties.modified = at.replace(tzinfo=None)
        properties.comments = properties.keywords = properties.last_modified_by = ""
        defaults = self._file.styles.element.xpath("./w:docDefaults/w:rPrDefault/w:rPr/w:lang")
        for language in defaults:
            language.set(_name("val"), LANGUAGE)

    def _set_page(self, header: str) -> None:
        from docx.shared import Mm

        page = self._file.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.left_margin = page.right_margin = Mm(25)
        line = page.header.paragraphs[0]
        line.add_run(f"{header}\t\tSida ")
        _field(line, "PAGE")
        line.add_run(" (")
        _field(line, "NUMPAGES")
        line.add_run(")")


def _list_html(tag: str, lines: Iterable[str]) -> str:
    return f"<{tag}>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</{tag}>"


def _write(paragraph: Paragraph, runs: Iterable[Run]) -> None:
    for run in runs:
        written = paragraph.add_run(run.text)
        written.bold, written.italic = run.strong or None, run.em or None


class _Lists:
    """Word's numbering: one definition each for bullets and numbers, one count for each list."""

    def __init__(self, file) -> None:
        self._numbering = file.part.numbering_part.element
        self._bullets = self._define(len(self._numbering), ordered=False)
        self._numbers = self._define(len(self._numbering), ordered=True)
        self._open: dict[int, int] = {}

    def leave(self) -> None:
        """The next item begins a list of its own."""
        self._open.clear()

    def mark(self, paragraph, item: Block, *, is_first: bool) -> None:
        if is_first:
            self._open[item.level] = self._begin(item)
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = item.level - 1
        properties.get_or_add_numId().val = self._open[item.level]

    def _begin(self, item: Block) -> int:
        num = self._numbering.add_num(self._numbers if item.ordered else self._bullets)
        num.add_lvlOverride(item.level - 1).add_startOverride(1)
        return num.numId

    def _define(self, number: int, *, ordered: bool) -> int:
        """Add a definition with all its levels; Word wants definitions before counts."""
        identity = 1000 + number
        definition = _element(None, "abstractNum", abstractNumId=identity)
        _element(definition, "multiLevelType", val="hybridMultilevel")
        for level in range(_LEVELS):
            _level(definition, level, ordered=ordered)
        first = self._numbering.find(_name("num"))
        first.addprevious(definition)
        return identity


def _level(definition, level: int, *, ordered: bool) -> None:
    each = _element(definition, "lvl", ilvl=level)
    _element(each, "start", val=1)
    _element(each, "numFmt", val=_FORMS[level % 3] if ordered else "bullet")
    _element(each, "lvlText", val=f"%{level + 1}." if ordered else _BULLETS[level % 3])
    _element(each, "lvlJc", val="left")
    properties = _element(each, "pPr")
    _element(properties, "ind", left=_INDENT * (level + 1), hanging=_INDENT)


def _field(paragraph, instruction: str) -> None:
    """A figure that Word fills in: the page, or how many there are."""
    field = _element(paragraph._p, "fldSimple", instr=instruction)
    _element(_element(field, "r"), "t").text = "1"


def _element(parent, tag: str, **attributes):
    from docx.oxml import OxmlElement

    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(_name(name), str(value))
    if parent is not None:
        parent.append(made)
    return made


def _name(name: str) -> str:
    from docx.oxml.ns import qn

    return qn(f"w:{name}")
