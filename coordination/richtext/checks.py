"""Refuse text that cannot be stored or printed, and say where the trouble is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coordination.swedish import grouped

from .blocks import render
from .clean import read_blocks, sanitize

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MAX_SOURCE = 1_000_000
"""Signs of HTML that are looked at; Word's own markup can be nine times as long as its text."""

MAX_TAGS = 40_000
"""Word needs that many for a million signs; in our own HTML it would be a book of 10 000 paragraphs."""

_PASTE_TOO_LONG = _(
    "Det du klistrade in är %(length)s tecken med all formatering, men högst %(limit)s går att läsa. "
    "Klistra in utan formatering (Ctrl+Skift+V), eller ett avsnitt i taget."
)
TOO_MUCH_MARKUP = _(
    "Texten har %(length)s formateringar, men högst %(limit)s går att läsa. Klistra in den utan "
    "formatering (Ctrl+Skift+V), eller ett avsnitt i taget."
)
TEXT_TOO_LONG = _(
    "Texten är %(length)s tecken lång, men här får den vara högst %(limit)s. Korta den, eller lägg "
    "det längsta avsnittet i en bilaga."
)

# What no keyboard writes: control signs, halves of characters, and code points that are no character.
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TAG = re.compile(r"<[^<>]*>")
_NEARBY = 200
_WORDS_SHOWN = 3


def validate_rich_text(html: str, *, limit: int = 200_000) -> str:
    """Return the clean form of what somebody wrote or pasted, or say why it cannot be saved."""
    refuse_more_than(MAX_SOURCE, len(html), message=_PASTE_TOO_LONG)
    refuse_more_than(MAX_TAGS, html.count("<"), message=TOO_MUCH_MARKUP)
    refuse_unreadable(html)
    blocks = read_blocks(html)
    refuse_more_than(limit, sum(len(block.text) for block in blocks), message=TEXT_TOO_LONG)
    return sanitize(render(blocks))


def refuse_more_than(limit: int, length: int, *, message: _StrPromise) -> None:
    """Refuse what is beyond a limit: reading it would keep everybody else waiting."""
    if length > limit:
        lengths = {"length": grouped(length), "limit": grouped(limit)}
        raise ValidationError(message, code="too_long", params=lengths)


def refuse_unreadable(text: str) -> None:
    """Refuse control signs and broken characters, which databases and PDF readers choke on."""
    found = _UNREADABLE.search(text)
    if found is None:
        return
    raise ValidationError(
        _(
            "Texten innehåller ett osynligt tecken som inte går att spara (%(sign)s), vid orden "
            "”%(nearby)s”. Det följer ibland med när text kopieras från en PDF. Ta bort tecknet, "
            "eller skriv om orden där."
        ),
        code="unreadable_character",
        params={"sign": f"U+{ord(found[0]):04X}", "nearby": _nearby(text, found.start())},
    )


def _nearby(text: str, at: int) -> str:
    """Return a few words around a place, so that the writer finds it."""
    before = _words(text[max(0, at - _NEARBY) : at])[-_WORDS_SHOWN:]
    after = _words(text[at : at + _NEARBY])[:_WORDS_SHOWN]
    return " ".join([*before, *after])


def _words(source: str) -> list[str]:
    return _TAG.sub(" ", _UNREADABLE.sub(" ", source)).split()
