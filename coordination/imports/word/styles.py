"""What styles and numbering of a Word file say about a paragraph: heading, list item, emphasis."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from .elements import attribute, child, children, number, switch, value

# Word writes its own names in English in the file ("heading 1"), other programs those of the menu.
_HEADING = re.compile(r"(?:heading|rubrik|überschrift)[\s_-]*([1-9])?", re.IGNORECASE)
_TITLES = frozenset({"title", "titel"})
_CONTENTS = re.compile(r"(?:toc|innehåll|innehll)[\s_-]*\d", re.IGNORECASE)
_DEEPEST_CHAIN = 12
_HIGHEST_OUTLINE = 6
MOST_LETTERS = 260
_BULLETS = frozenset({"bullet", "none"})


@dataclass(frozen=True)
class Style:
    """A named style with what it is based on."""

    names: tuple[str, ...]
    based_on: str
    outline: int
    list_id: str
    list_level: int
    strong: bool | None
    em: bool | None
    hidden: bool | None

    @property
    def heading(self) -> int:
        for name in self.names:
            if name.lower() in _TITLES:
                return 1
            if match := _HEADING.fullmatch(name):
                return int(match[1] or 1)
        return self.outline + 1 if 0 <= self.outline < _HIGHEST_OUTLINE else 0

    @property
    def is_contents(self) -> bool:
        return any(_CONTENTS.fullmatch(name) for name in self.names)


class Styles:
    """The styles of a document, looked up with those that they are based on."""

    def __init__(self, root: Element | None) -> None:
        self._styles = {
            attribute(each, "styleId"): _style(each) for each in children(root, "style")
        }

    def chain(self, style_id: str) -> list[Style]:
        found: list[Style] = []
        while (style := self._styles.get(style_id)) and len(found) < _DEEPEST_CHAIN:
            found.append(style)
            style_id = style.based_on
        return found


def _style(element: Element) -> Style:
    paragraph, run = child(element, "pPr"), child(element, "rPr")
    return Style(
        names=(value(element, "name"), attribute(element, "styleId")),
        based_on=value(element, "basedOn"),
        outline=number(value(paragraph, "outlineLvl")),
        list_id=value(paragraph, "numPr", "numId"),
        list_level=number(value(paragraph, "numPr", "ilvl"), default=0),
        strong=switch(run, "b"),
        em=switch(run, "i"),
        hidden=switch(run, "vanish"),
    )


@dataclass
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass
class _List:
    abstract: str
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document, counted as they come by."""

    def __init__(self, root: Element | None) -> None:
        self._levels = {
            attribute(each, "abstractNumId"): _levels(each)
            for each in children(root, "abstractNum")
        }
        self._lists = {attribute(each, "numId"): _list(each) for each in children(root, "num")}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def is_list(self, list_id: str) -> bool:
        return list_id in self._lists

    def count(self, list_id: str, level: int) -> tuple[bool, str]:
        """Count an item: whether its list is numbered, and the number as the reader sees it."""
        each = self._lists[list_id]
        counts = self._counts.setdefault(each.abstract, {})
        if list_id not in self._begun:
            self._begun.add(list_id)
            for restarted, start in each.restarts.items():
                counts[restarted] = start - 1
        for deeper in [deeper for deeper in counts if deeper > level]:
            del counts[deeper]
        looks = self._levels.get(each.abstract, {}).get(level, _Level())
        counts[level] = counts.get(level, looks.start - 1) + 1
        return looks.form not in _BULLETS, _marker(looks, level, counts[level])


def _list(element: Element) -> _List:
    restarts = {
        number(attribute(each, "ilvl"), default=0): number(value(each, "startOverride"), default=1)
        for each in children(element, "lvlOverride")
        if child(each, "startOverride") is not None
    }
    return _List(value(element, "abstractNumId"), restarts)


def _levels(element: Element) -> dict[int, _Level]:
    return {
        number(attribute(each, "ilvl"), default=0): _Level(
            value(each, "numFmt") or "decimal",
            value(each, "lvlText"),
            number(value(each, "start"), default=1),
        )
        for each in children(element, "lvl")
    }


def _marker(looks: _Level, level: int, count: int) -> str:
    """ "3.", "b)": the number as the list shows it, or nothing for a bullet."""
    if looks.form in _BULLETS:
        return ""
    written = {"lowerLetter": _letter(count), "upperLetter": _letter(count).upper()}
    shown = written.get(looks.form, str(count))
    ending = looks.text.rpartition(f"%{level + 1}")[2].strip() or "."
    return f"{shown}{ending}"


def _letter(count: int) -> str:
    """a … z, aa, bb …: as Word counts in letters, as far as anybody does."""
    if not 0 < count <= MOST_LETTERS:
        return str(count)
    return chr(ord("a") + (count - 1) % 26) * (1 + (count - 1) // 26)
