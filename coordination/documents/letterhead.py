"""The head of a document's first page (brevhuvud): who writes, what it is, and its facts.

How it looks is a body's own choice: logo, colour, extra lines and layout. The layouts are those of
real administrations (anatomy C5): ours, Stockholm's with the official and the addressee on a line of
their own under the head, and Malmö's with date and reference first.
"""

from dataclasses import dataclass

from coordination.enums import LetterheadLayout

ACCENT = "#12405a"
RIGHT, UNDER = "right", "under"
# Which facts stand to the right and in what order; what is not named stands in the line under.
RIGHT_COLUMN = {
    LetterheadLayout.STANDARD: (
        "date number dnr paragraph minutes to handler reference due version status page"
    ),
    LetterheadLayout.HANDLER_FIRST: ("number dnr date paragraph minutes due version status page"),
    LetterheadLayout.REFERENCE_FIRST: (
        "date handler reference dnr number paragraph minutes to due version status page"
    ),
}


@dataclass(frozen=True)
class Look:
    """A body's own choices (see ``models.BodyStyle``); these are what a body has that chose nothing."""

    accent: str = ACCENT
    layout: str = LetterheadLayout.STANDARD
    lines: tuple[str, ...] = ()
    logo: bytes = b""
    logo_kind: str = ""  # "png" or "svg"

    @property
    def logo_class(self) -> str:
        return f"own-{self.logo_kind}" if self.logo else ""

    @property
    def pictures(self) -> dict[str, bytes]:
        """The files that the document may use beside the kit."""
        return {f"body-logo.{self.logo_kind}": self.logo} if self.logo else {}


PLAIN = Look()


@dataclass(frozen=True)
class Fact:
    """One line of the head: "Diarienummer", "SBN-2025-388". ``code`` says which."""

    code: str
    label: str
    value: str


@dataclass(frozen=True)
class Letterhead:
    """The head with its facts, placed as the body's layout has them."""

    body_name: str
    municipality_name: str
    postal_line: str
    doctype: str
    facts: tuple[Fact, ...]
    look: Look
    unit: str = ""

    @property
    def sender(self) -> str:
        return ", ".join(filter(None, [self.body_name, self.municipality_name]))

    @property
    def footer(self) -> str:
        return " · ".join(filter(None, [self.body_name, self.municipality_name, self.postal_line]))

    @property
    def lines(self) -> list[str]:
        """What stands under the body's name."""
        return [line for line in (self.municipality_name, self.unit, *self.look.lines) if line]

    @property
    def right(self) -> list[Fact]:
        order = self._order()
        known = [fact for fact in self.facts if fact.code in order and _is_shown(fact)]
        return sorted(known, key=lambda fact: order.index(fact.code))

    @property
    def under(self) -> list[Fact]:
        order = self._order()
        return [fact for fact in self.facts if fact.code not in order and _is_shown(fact)]

    def _order(self) -> list[str]:
        return RIGHT_COLUMN[LetterheadLayout(self.look.layout)].split()


def _is_shown(fact: Fact) -> bool:
    return bool(fact.value) or fact.code == "page"  # the page counts itself
