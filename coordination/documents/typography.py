"""Where lines may break, and which characters a reader finds when searching the file.

The document font draws a no-break space as a space and three kinds of hyphen alike, and a PDF can
say one meaning for each glyph: that of its first use. One no-break space pasted from Word could make
every space in the file unsearchable. So words that belong together are wrapped in an element that
keeps them on one line, and what looks alike is made the ordinary character.
"""

import re

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from coordination.swedish import nbsp

_HARD = "\N{NO-BREAK SPACE}\N{NON-BREAKING HYPHEN}"
# Words joined by hard characters. Bounded, since an endless word must still be allowed to break;
# without & and ;, since a character reference must not be cut in two.
_WORD = r"[^\s<>&;]{0,40}"
_JOINED = re.compile(rf"{_WORD}(?:[{_HARD}]{_WORD})+")
# A space alone between two such elements is not drawn, and a screen reader would run them together.
_NEIGHBOURS = re.compile(r'(<span class="nb">[^<]{0,40})</span> <span class="nb">')
_MOST_JOINTS = 4  # a text where all spaces are hard was pasted so; nobody meant it as one line
_ORDINARY = str.maketrans(
    {
        "\N{NO-BREAK SPACE}": " ",
        "\N{HYPHEN}": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{SOFT HYPHEN}": None,
    }
)


def keep_together(text: str) -> SafeString:
    """Escape ``text`` and keep a name with its party, § with its number, and a date together."""
    return keep_together_in_html(conditional_escape(text))


def keep_together_in_html(html: str) -> SafeString:
    """The same inside HTML whose tags carry no such words in attributes."""
    wrapped = _JOINED.sub(_wrap, nbsp(html))
    return mark_safe(_NEIGHBOURS.sub(r"\1 ", wrapped))  # noqa: S308 (escaped, or cleaned rich text)


def _wrap(words: re.Match[str]) -> str:
    joints = sum(words[0].count(character) for character in _HARD)
    return f'<span class="nb">{words[0]}</span>' if joints <= _MOST_JOINTS else words[0]


def make_searchable(html: str) -> str:
    """Exchange characters that share a glyph in the document font for the ordinary one."""
    return html.translate(_ORDINARY)
