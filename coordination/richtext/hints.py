"""What the attributes of a pasted tag say about how its text is meant, program by program."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .tokens import attributes

_STYLE = re.compile(r"(?:^|;)\s*([a-z-]+)\s*:\s*([^;]*)")
_WORD_LIST = re.compile(r"l\d+ level(\d)")
_BOLD_FROM = 600
_HIDDEN = {
    ("display", "none"),
    ("mso-hide", "all"),  # Word: hidden text
    ("mso-element", "comment-list"),  # Word: the margin's comments, gathered at the end
}
_HIDDEN_CLASS = "msocomanchor"  # Word: the mark that a comment hangs on
_TITLE_CLASS = "msotitle"
_ITEM_CLASS = "msolistparagraph"


@dataclass(frozen=True, slots=True)
class Hints:
    """The meaning in a tag's attributes; None means that they say nothing about it."""

    strong: bool | None = None
    em: bool | None = None
    hidden: bool = False
    is_marker: bool = False
    word_level: int = 0
    continues_item: bool = False
    level: int = 0
    number: int = 0
    heading: str = ""


NO_HINTS = Hints()


@lru_cache(maxsize=512)  # a document repeats the same few styles on every paragraph
def read_hints(source: str) -> Hints:
    """Read Word's, Word Online's, Google Docs' and plain HTML's hints from a tag's attributes."""
    values = attributes(source)
    style = _style(values.get("style", ""))
    classes = values.get("class", "").lower()
    word_list = style.get("mso-list", "")
    word_level = _WORD_LIST.match(word_list)
    level = _small_number(values.get("data-aria-level") or values.get("aria-level", ""))
    return Hints(
        strong=_is_bold(style.get("font-weight", "")),
        em=_is_italic(style.get("font-style", "")),
        hidden=not _HIDDEN.isdisjoint(style.items()) or classes == _HIDDEN_CLASS,
        is_marker=word_list == "ignore",
        word_level=int(word_level[1]) if word_level else 0,
        continues_item=not word_level and classes.startswith(_ITEM_CLASS),
        level=level,
        number=_small_number(values.get("start") or values.get("value", "")),
        heading=_heading(values.get("role", ""), level, classes),
    )


def _style(source: str) -> dict[str, str]:
    return {name: value.strip() for name, value in _STYLE.findall(source.lower())}


def _is_bold(weight: str) -> bool | None:
    if weight.isdecimal():
        return int(weight[:4]) >= _BOLD_FROM
    return {"bold": True, "bolder": True, "normal": False, "lighter": False}.get(weight)


def _is_italic(slant: str) -> bool | None:
    return {"italic": True, "oblique": True, "normal": False}.get(slant)


def _small_number(text: str) -> int:
    return int(text) if re.fullmatch("[0-9]{1,4}", text) else 0


def _heading(role: str, level: int, classes: str) -> str:
    if role == "heading":
        return f"h{min(max(level, 2), 6)}" if level else "h2"
    return "h1" if classes == _TITLE_CLASS else ""
