"""The one act of a page's head."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NextStep:
    """What to do now, why, and the link to where it is done."""

    title: str
    text: str
    label: str
    url: str
    icon: str = "arrow"
