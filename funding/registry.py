"""What the applications above tell the pages of money, filled from their ``ready()``."""

from collections.abc import Callable, Sequence
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


@dataclass(frozen=True)
class LessonSource:
    """Lessons (lärdomar) from earlier work on the same problem or in the same area.

    ``lessons`` takes (application, user) and gives text and address of each that the user may see.
    With any, an application tells how they were used ("så har vi använt dem").
    """

    code: str
    position: int
    lessons: Callable[[Any, Any], Sequence[tuple[str, str]]]


lesson_sources = Register()
