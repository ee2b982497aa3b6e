"""The body of a Word file as blocks of rich text, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from coordination.richtext.parts import BREAK, Block, Run
from coordination.richtext.tables import CELL, MOST_COLUMNS

from .archive import Archive, UnreadableFile
from .dropped import Dropped
from .elements import all_text, attribute, child, children, local, number, value
from .runs import DEEPEST, RunReader
from .styles import Numbering, Style, Styles

_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo"})
_LOWEST_HEADING = 6
_PLACE_LENGTH = 60
_DASH = "– "


def read_document(content: bytes) -> tuple[list[Block], Dropped]:
    """Read a .docx into blocks and the notes of what was left out. Raises UnreadableFile."""
    archive = Archive(content)
    root = archive.xml(archive.document)
    if root is None or local(root) != "document":
        raise UnreadableFile("not_word")
    dropped = Dropped(comments=_comments(archive))
    reader = BodyReader(archive, dropped)
    blocks = list(reader.read(child(root, "body") or ()))
    dropped.place = ""
    _note_surroundings(archive, dropped)
    return blocks, dropped


class BodyReader:
    """Follows paragraphs and tables; ``place`` of the notes is where it is."""

    def __init__(self, archive: Archive, dropped: Dropped) -> None:
        self._styles = Styles(archive.beside("styles.xml"))
        self._numbering = Numbering(archive.beside("numbering.xml"))
        self._dropped = dropped
        self._runs = RunReader(archive, self._styles, dropped)
        self._joined: list[Run] = []

    def read(self, holder: Iterable[Element], *, depth: int = 0) -> Iterator[Block]:
        if depth > DEEPEST:
            raise UnreadableFile("too_large")
        for element in holder:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from self._table(element, depth=depth)
            elif name in _WRAPPERS:
                yield from self.read(element, depth=depth + 1)
            elif name == "altChunk":
                self._dropped.note("embedded", "")

    # Paragraphs

    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        looks = child(paragraph, "pPr")
        styles = self._styles.chain(value(looks, "pStyle"))
        if any(style.is_contents for style in styles):
            self._dropped.note("contents", "")
            return
        level = _heading_level(looks, styles)
        self._find_place(paragraph, is_heading=bool(level))
        runs = [*self._joined, *self._runs.read(paragraph, [] if level else styles)]
        self._joined = []
        if child(looks, "rPr", "del") is not None:  # its end is deleted: it goes on in the next one
            self._joined = runs
            return
        if any(run.text.strip() for run in runs):
            yield self._block(runs, looks, styles, level)

    def _block(
        self, runs: list[Run], looks: Element | None, styles: list[Style], level: int
    ) -> Block:
        list_id, list_level = _list_of(looks, styles)
        in_list = self._numbering.is_list(list_id)
        if level:
            if in_list and self._numbering.count(list_id, list_level)[1]:
                self._dropped.note("heading_number", "")
            return Block(f"h{min(level, _LOWEST_HEADING)}", runs)
        if not in_list:
            return Block("p", runs)
        ordered, marker = self._numbering.count(list_id, list_level)
        return Block("li", runs, level=list_level + 1, ordered=ordered, marker=marker)

    def _find_place(self, paragraph: Element, *, is_heading: bool) -> None:
        """Notes are found by the heading above them, or by the first words before any heading."""
        text = all_text(paragraph)[:_PLACE_LENGTH]
        if text and (is_heading or not self._dropped.place):
            self._dropped.place = text

    # Tables

    def _table(self, table: Element, *, depth: int) -> Iterator[Block]:
        rows = [row for row in _rows(table) if not self._is_deleted(row)]
        if any(
            local(each) == "tbl" for row in rows for cell in _cells(row) for each in cell.iter()
        ):
            self._dropped.note("nested_table", "")
            for row in rows:
                for cell in _cells(row):
                    yield from self.read(cell, depth=depth + 1)
            return
        if max((len(list(_cells(row))) for row in rows), default=0) > MOST_COLUMNS:
            self._dropped.note("wide_table", "")
        if any(_is_merged(cell) for row in rows for cell in _cells(row)):
            self._dropped.note("merged_cells", "")
        starts = "table"
        for row in rows:
            for cell in _cells(row):
                yield Block(CELL, self._cell_runs(cell, depth=depth), starts=starts)
                yield from (Block(CELL) for _ in range(_columns(cell) - 1))
                starts = ""
            starts = starts or "row"

    def _is_deleted(self, row: Element) -> bool:
        if child(row, "trPr", "del") is None:
            return False
        self._dropped.note("deleted", all_text(row))
        return True

    def _cell_runs(self, cell: Element, *, depth: int) -> list[Run]:
        """The paragraphs of a cell as lines; a list in it keeps its marks as text."""
        runs: list[Run] = []
        for block in self.read(cell, depth=depth + 1):
            if runs:
                runs.append(Run(BREAK))
            if block.kind == "li":
                runs.append(Run(f"{block.marker} " if block.marker else _DASH))
            runs += block.runs
        return runs


def _heading_level(looks: Element | None, styles: list[Style]) -> int:
    own = number(value(looks, "outlineLvl"))
    if 0 <= own < _LOWEST_HEADING:
        return own + 1
    return next((style.heading for style in styles if style.heading), 0)


def _list_of(looks: Element | None, styles: list[Style]) -> tuple[str, int]:
    list_id = value(looks, "numPr", "numId")
    level = number(value(looks, "numPr", "ilvl"))
    for style in styles:
        if not list_id and style.list_id != "-1":
            list_id, level = style.list_id, level if level >= 0 else style.list_level
    return list_id, min(max(level, 0), 8)


def _rows(table: Element) -> Iterator[Element]:
    for each in table:
        if local(each) == "tr":
            yield each
        elif local(each) in _WRAPPERS:
            yield from (row for row in each.iter() if local(row) == "tr")


def _cells(row: Element) -> Iterator[Element]:
    for each in row:
        if local(each) == "tc":
            yield each
        elif local(each) in _WRAPPERS:
            yield from (cell for cell in each.iter() if local(cell) == "tc")


def _columns(cell: Element) -> int:
    return min(max(number(value(cell, "tcPr", "gridSpan"), default=1), 1), MOST_COLUMNS + 1)


def _is_merged(cell: Element) -> bool:
    return _columns(cell) > 1 or child(cell, "tcPr", "vMerge") is not None


# --- around the body ---------------------------------------------------------------------------------


def _comments(archive: Archive) -> dict[str, str]:
    return {
        attribute(each, "id"): f"{attribute(each, 'author')}: {all_text(each)}".strip(": ")
        for each in children(archive.beside("comments.xml"), "comment")
    }


def _note_surroundings(archive: Archive, dropped: Dropped) -> None:
    """Headers and footers, and whatever else the file carries or points at."""
    for relationship in archive.relationships(archive.document):
        kind = attribute(relationship, "Type").rpartition("/")[2]
        if attribute(relationship, "TargetMode") == "External":
            if kind != "hyperlink":
                dropped.note("outside", attribute(relationship, "Target"))
        elif kind in ("header", "footer"):
            part = archive.beside(attribute(relationship, "Target"))
            if part is not None and (text := all_text(part)):
                dropped.note(kind, text)
