"""What the applications above tell the pages of money, filled from their ``ready()``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from coordination.registry import Register


@dataclass(frozen=True)
class DecisionPage:
    """A page about what a decision granted that another application has: the four questions."""

    code: str
    position: int
    label: str
    url: Callable[[int], str]


decision_pages = Register()


@dataclass(frozen=True)
class PageAbout:
    """A link to such a page."""

    decision: Any
    label: str
    url: str


def pages_about(decisions) -> list[PageAbout]:
    """The pages about what each of the decisions granted."""
    return [
        PageAbout(decision, page.label, page.url(decision.pk))
        for decision in decisions
        for page in decision_pages.ordered()
    ]
