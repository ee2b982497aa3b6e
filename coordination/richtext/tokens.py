"""Cut HTML into tags and text in one pass whose time grows with its length only.

Not html.parser, whose time grows with the square of some hostile inputs, and no tree, whose depth
could be the attacker's choice. What looks like a tag but is none stays as text: nothing that
somebody wrote is lost to a typing error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import cache
from html import unescape
from typing import NamedTuple


class Kind(Enum):
    TEXT = "text"
    OPEN = "open"
    CLOSE = "close"
    COMMENT = "comment"


class Token(NamedTuple):
    kind: Kind
    value: str
    attributes: str = ""


# Every part is possessive or bounded, so that no input is looked through again and again. A quoted
# value may hold "<" (within 200 signs), because older browsers copy it so.
_TAG = re.compile(
    r"""
    <(/?)([a-zA-Z][^\s/<>]*+)
    ((?:[^<>"']++ | "[^"<]*+" | '[^'<]*+' | "[^"]{0,200}+" | '[^']{0,200}+'){0,60}+ | [^<>]*+)
    >""",
    re.VERBOSE,
)
_LONGEST_ATTRIBUTES = 4000
_ATTRIBUTE = re.compile(r"""([^\s=/"'<>]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>]+)""")

# Elements whose content is not the text that the writer sees.
_DROPPED = frozenset({
    "applet", "audio", "canvas", "embed", "head", "iframe", "math", "noscript", "object", "o:p",
    "script", "style", "svg", "template", "title", "video", "xml",
})  # fmt: skip
_NEVER_TEXT = frozenset({"script", "style"})


def tokens(html: str) -> Iterator[Token]:
    """Yield tags, comments and unescaped text; dropped elements are gone with their content."""
    return _Cutter(html).tokens()


class _Cutter:
    def __init__(self, html: str) -> None:
        self.html = html
        self.ends: dict[str, int] = {}

    def tokens(self) -> Iterator[Token]:
        html, text_from, at = self.html, 0, 0
        while (at := html.find("<", at)) != -1:
            token, end = self._markup(at)
            if token is None:
                at += 1
                continue
            if text_from < at:
                yield Token(Kind.TEXT, unescape(html[text_from:at]))
            yield token
            text_from = at = end
        if text_from < len(html):
            yield Token(Kind.TEXT, unescape(html[text_from:]))

    def _markup(self, at: int) -> tuple[Token | None, int]:
        """Return the tag or comment that begins here and where it ends, or None for mere text."""
        following = self.html[at + 1 : at + 2]
        if following in ("!", "?"):
            return self._comment(at)
        match = _TAG.match(self.html, at)
        if match is None:
            return None, at
        name = match[2].lower()
        if match[1]:
            return Token(Kind.CLOSE, name), match.end()
        if name in _DROPPED and not match[3].endswith("/"):
            return Token(Kind.COMMENT, name), self._after(name, match.end())
        return Token(Kind.OPEN, name, match[3]), match.end()

    def _comment(self, at: int) -> tuple[Token | None, int]:
        """A comment, or what Word writes as `<![if !supportLists]>`."""
        is_long = self.html.startswith("<!--", at)
        if is_long and (end := self._find("-->", at + 2)) != -1:
            return Token(Kind.COMMENT, self.html[at + 4 : end]), end + 3
        if (end := self._find(">", at)) != -1:
            return Token(Kind.COMMENT, self.html[at + 2 : end]), end + 1
        return None, at

    def _find(self, sought: str, at: int) -> int:
        """Find as str.find does, but look through the rest in vain only once."""
        if self.ends.get(sought, 0) != -1:
            self.ends[sought] = found = self.html.find(sought, at)
            return found
        return -1

    def _after(self, name: str, at: int) -> int:
        """Return where a dropped element ends; one without end ends where it began."""
        if self.ends.get(name, 0) != -1:
            end = _closing_tag(name).search(self.html, at)
            if end:
                return end.end()
            self.ends[name] = -1
        return len(self.html) if name in _NEVER_TEXT else at


@cache
def _closing_tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{re.escape(name)}\b[^<>]*>", re.IGNORECASE)


def attributes(source: str) -> dict[str, str]:
    """Return the attributes of a tag, in small letters and unescaped."""
    pairs = _ATTRIBUTE.findall(source[:_LONGEST_ATTRIBUTES])
    return {name.lower(): unescape(value.strip("\"'")) for name, value in pairs}
