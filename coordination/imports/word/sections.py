"""Which words of a Word file belong in which section of a statement.

Committees write "Sammanfattning" and "Yttrande" as headings; officials' reports to the board have
"Förvaltningens synpunkter" or a heading of their own after the summary. A heading may also be a
paragraph in bold. What stands before the first known heading is letterhead; requests, signatures and
annexes have places of their own in Kraftsam. Both are shown apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from coordination.enums import SectionKind
from coordination.richtext.blocks import render, tidy
from coordination.richtext.clean import sanitize
from coordination.richtext.parts import Block

_NUMBER = r"(?:\d+(?:\.\d+)*[.)]?\s+)?"
_SUMMARY = re.compile(_NUMBER + r"(?:kort )?sammanfattning(?: av .{1,80})?:?", re.IGNORECASE)
_BODY = re.compile(
    _NUMBER + r"(?:(?:förslag till |(?:[\wåäö-]+s )?)(?:yttrande|remissvar|remissyttrande)"
    r"|yttrande över .{1,150}):?",
    re.IGNORECASE,
)
_PLAIN = re.compile(_NUMBER + r"(?:sammanfattning|yttrande):?", re.IGNORECASE)
_AFTER = re.compile(
    r"(?:önskemål|underskrifter|bilag(?:a|or)\b.{0,200}|reservation(?:er)?\b.{0,150}"
    r"|särskil(?:t|da) (?:yttrande|yttranden|uttalande|uttalanden)\b.{0,150}):?",
    re.IGNORECASE,
)
_TOPMOST = 9


@dataclass(frozen=True)
class SplitText:
    """The text of each section, and what stands before and after them, as clean rich text."""

    summary: str = ""
    body: str = ""
    before: str = ""
    after: str = ""
    # Headings that told where a section begins, and are not in the text.
    titles: tuple[str, ...] = ()

    def html(self, kind: str) -> str:
        return self.summary if kind == SectionKind.SUMMARY else self.body


@dataclass
class _Sorted:
    before: list[Block] = field(default_factory=list)
    summary: list[Block] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)


def split_sections(blocks: list[Block]) -> SplitText:
    """Divide a document at its headings; without any that is known, all of it is the statement."""
    found = _sort(blocks) if any(map(_known_heading, blocks)) else _Sorted(body=blocks)
    return SplitText(
        summary=_written(found.summary),
        body=_written(found.body),
        before=_written(found.before),
        after=_written(found.after),
        titles=tuple(found.titles),
    )


def _sort(blocks: Iterable[Block]) -> _Sorted:
    found = _Sorted()
    into, summary_level = found.before, _TOPMOST
    for block in blocks:
        if into is not found.before and _ends_body(block):
            into = found.after
        if into is found.after:
            into.append(block)
            continue
        known = _known_heading(block)
        if known == SectionKind.SUMMARY and not found.summary:
            # A title "Yttrande över …" above the summary heads the whole document, not its body.
            found.before, found.body = [*found.before, *found.body], []
            into, summary_level = found.summary, _level(block)
            _note_title(found, block)
            continue
        if known == SectionKind.BODY and not found.body:
            into = found.body
            _note_title(found, block)
            continue
        if into is found.summary and block.kind.startswith("h") and _level(block) <= summary_level:
            into = found.body
        into.append(block)
    return found


def _note_title(found: _Sorted, block: Block) -> None:
    """A heading says no more than the section's own; a title "Yttrande över …" does."""
    text = " ".join(block.text.split())
    if not _PLAIN.fullmatch(text):
        found.titles.append(text)


def _known_heading(block: Block) -> SectionKind | None:
    is_bold_line = block.kind == "p" and all(run.strong for run in block.runs if run.text.strip())
    if not (block.kind.startswith("h") or is_bold_line):
        return None
    text = " ".join(block.text.split())
    if _SUMMARY.fullmatch(text):
        return SectionKind.SUMMARY
    return SectionKind.BODY if _BODY.fullmatch(text) else None


def _ends_body(block: Block) -> bool:
    text = " ".join(block.text.split())
    return block.kind in ("h1", "h2") and bool(_AFTER.fullmatch(text))


def _level(block: Block) -> int:
    return int(block.kind[1]) if block.kind.startswith("h") else _TOPMOST + 1


def _written(blocks: list[Block]) -> str:
    """Write a section with its topmost headings as h3 and all lower ones as h4."""
    top = min(map(_level, blocks), default=_TOPMOST)
    for block in blocks:
        if block.kind.startswith("h"):
            block.kind = "h3" if _level(block) == top else "h4"
    return sanitize(render(tidy(blocks)))
