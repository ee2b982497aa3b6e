"""A passage of a rich text: whether it stands in another, word for word, and exchanging it."""

from __future__ import annotations

from .blocks import render, tidy
from .clean import read_blocks, sanitize
from .parts import Block


def holds(html: str, passage: str) -> bool:
    """Tell whether a text holds a passage unaltered, paragraph for paragraph."""
    return _place(read_blocks(html), read_blocks(passage)) is not None


def exchange(html: str, passage: str, by: str) -> str | None:
    """Return the text with another passage in its place; None when it does not stand there unaltered."""
    blocks, sought = read_blocks(html), read_blocks(passage)
    at = _place(blocks, sought)
    if at is None:
        return None
    exchanged = [*blocks[:at], *read_blocks(by), *blocks[at + len(sought) :]]
    return sanitize(render(tidy(exchanged)))


def _place(blocks: list[Block], sought: list[Block]) -> int | None:
    places = range(len(blocks) - len(sought) + 1) if sought else ()
    return next((at for at in places if blocks[at : at + len(sought)] == sought), None)
