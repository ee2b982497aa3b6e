"""Elements of Word's XML by their local names: its two dialects differ in nothing but namespaces."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

_OFF = frozenset({"0", "false", "off", "none"})


def local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Element | None, name: str) -> str:
    """The value of an attribute in any namespace; nothing when there is none."""
    if element is None:
        return ""
    found = (value for key, value in element.items() if key.rpartition("}")[2] == name)
    return next(found, "")


def children(element: Element | None, name: str) -> Iterator[Element]:
    if element is not None:
        yield from (child for child in element if local(child) == name)


def child(element: Element | None, *path: str) -> Element | None:
    """The first element along a path of names."""
    for name in path:
        element = next(children(element, name), None)
    return element


def value(element: Element | None, *path: str) -> str:
    """The ``w:val`` at the end of a path."""
    return attribute(child(element, *path), "val")


def number(text: str, *, default: int = -1) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else default  # noqa: PLR2004


def switch(element: Element | None, name: str) -> bool | None:
    """Whether a property is on; None when nothing is said about it."""
    found = child(element, name)
    return None if found is None else attribute(found, "val") not in _OFF


def all_text(element: Element) -> str:
    """Every word below an element, for telling the reader what was left out."""
    return " ".join(
        "".join(each.text or "" for each in element.iter() if local(each) == "t").split()
    )
