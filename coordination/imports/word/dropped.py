"""What a Word file holds that a statement does not: noted with where it was, so that nothing is lost unseen."""

from __future__ import annotations

from dataclasses import dataclass, field

MOST_NOTES = 200
LONGEST_QUOTE = 160


@dataclass
class Dropped:
    """Notes in the order of the document; ``place`` is the heading or paragraph being read."""

    notes: list[dict[str, str]] = field(default_factory=list)
    comments: dict[str, str] = field(default_factory=dict)
    place: str = ""
    more: int = 0

    def note(self, kind: str, quote: str) -> None:
        if len(self.notes) >= MOST_NOTES:
            self.more += 1
            return
        self.notes.append({"kind": kind, "quote": quote[:LONGEST_QUOTE], "place": self.place})
