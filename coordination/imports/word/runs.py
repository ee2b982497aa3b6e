"""The words of a Word paragraph: runs with their emphasis, tracked changes settled, the rest noted."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from coordination.richtext.parts import BREAK, Run

from .archive import Archive, UnreadableFile
from .dropped import Dropped
from .elements import all_text, attribute, child, local, switch, value
from .styles import Style, Styles

DEEPEST = 60
_HOLDERS = frozenset(
    {"hyperlink", "smartTag", "fldSimple", "customXml", "sdt", "sdtContent", "dir", "bdo"}
)
_INSERTED = frozenset({"ins", "moveTo"})
_DELETED = frozenset({"del", "moveFrom"})
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_SIGNS = {"tab": " ", "ptab": " ", "cr": BREAK, "noBreakHyphen": "\N{NON-BREAKING HYPHEN}"}


class RunReader:
    """Reads what stands in paragraphs, and notes what cannot come along."""

    def __init__(self, archive: Archive, styles: Styles, dropped: Dropped) -> None:
        self._styles = styles
        self._dropped = dropped
        self._notes = {
            kind: {attribute(note, "id"): all_text(note) for note in root or ()}
            for kind, root in ((kind, archive.beside(f"{kind}.xml")) for kind in _NOTES.values())
        }

    def read(self, holder: Element, style: list[Style], *, depth: int = 0) -> Iterator[Run]:
        """Yield the runs of a paragraph, or of what holds some of its words."""
        if depth > DEEPEST:
            raise UnreadableFile("too_large")
        for element in holder:
            name = local(element)
            if name == "r":
                yield from self._run(element, style, depth)
            elif name in _INSERTED:
                self._dropped.note("inserted", all_text(element))
                yield from self.read(element, style, depth=depth + 1)
            elif name in _DELETED:
                self._dropped.note("deleted", _deleted_text(element))
            elif name in _HOLDERS:
                self._note_link(element, name)
                yield from self.read(element, style, depth=depth + 1)
            elif name in ("oMath", "oMathPara"):
                self._dropped.note("formula", all_text(element))

    def _run(self, run: Element, paragraph: list[Style], depth: int) -> Iterator[Run]:
        looks = child(run, "rPr")
        styles = [*self._styles.chain(value(looks, "rStyle")), *paragraph]
        if _is_on("vanish", "hidden", looks, styles):
            self._dropped.note("hidden", all_text(run))
            return
        text = "".join(self._part(part, depth) for part in run)
        if text:
            yield Run(
                text,
                strong=_is_on("b", "strong", looks, styles),
                em=_is_on("i", "em", looks, styles),
            )

    def _part(self, part: Element, depth: int) -> str:
        name = local(part)
        if name == "t":
            return part.text or ""
        if name == "br":
            return "" if attribute(part, "type") in ("page", "column") else BREAK
        if name in _SIGNS:
            return _SIGNS[name]
        self._note_part(part, name)
        return ""

    def _note_part(self, part: Element, name: str) -> None:
        if name in _NOTES:
            text = self._notes[_NOTES[name]].get(attribute(part, "id"), "")
            self._dropped.note("footnote", text)
        elif name == "commentReference":
            self._dropped.note("comment", self._dropped.comments.get(attribute(part, "id"), ""))
        elif name == "object":
            self._dropped.note("embedded", "")
        elif name == "sym":
            self._dropped.note("symbol", "")
        elif name == "AlternateContent":
            for each in part[:1]:  # the same thing follows once more for older programs
                for drawing in each:
                    self._note_drawing(drawing)
        elif name in ("drawing", "pict"):
            self._note_drawing(part)

    def _note_drawing(self, drawing: Element) -> None:
        names = {local(each) for each in drawing.iter()}
        if "txbxContent" in names:
            self._dropped.note("text_box", all_text(drawing))
        elif "chart" in names:
            self._dropped.note("chart", _described(drawing))
        elif "OLEObject" in names:
            self._dropped.note("embedded", "")
        else:
            self._dropped.note("image", _described(drawing))

    def _note_link(self, element: Element, name: str) -> None:
        if name == "hyperlink" and attribute(element, "id"):
            self._dropped.note("link", all_text(element))


def _is_on(tag: str, field: str, looks: Element | None, styles: list[Style]) -> bool:
    """What the run says itself goes before its style, and that before the paragraph's."""
    said = [switch(looks, tag), *(getattr(style, field) for style in styles)]
    return next((on for on in said if on is not None), False)


def _described(drawing: Element) -> str:
    properties = (each for each in drawing.iter() if local(each) == "docPr")
    return next((attribute(each, "descr") or attribute(each, "title") for each in properties), "")


def _deleted_text(element: Element) -> str:
    words = "".join(each.text or "" for each in element.iter() if local(each) in ("delText", "t"))
    return " ".join(words.split())
