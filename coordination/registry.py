"""What upper applications tell the kernel, filled from their ``ready()``.

The kernel shows deadlines, desk panels, search hits and menu entries without knowing who owns them.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from coordination.date_rules import DateRule


@dataclass(frozen=True)
class NavItem:
    """One entry of the main menu."""

    position: int
    label: str
    url_name: str
    prefixes: tuple[str, ...] = ()


@dataclass(frozen=True)
class DeadlineSubject:
    """How the desk opens what a deadline is about: its page and the verb on the button."""

    code: str
    action: str
    url: Callable[[int], str]


@dataclass(frozen=True)
class DeadlineKind:
    """A kind of deadline (slag av datum) by the name that people choose it under.

    A ``statutory`` one follows from law: nobody is spared its reminders, and each is a letter of its own.
    One with a ``rule`` is reckoned from an event, which ``event`` names after the distance: ”efter mötet”.
    ``action`` is what a letter's button says, where its subject's page does not say it best.
    """

    code: str
    label: str
    statutory: bool = False
    rule: DateRule | None = None
    event: str = ""
    action: str = ""


@dataclass(frozen=True)
class SearchProvider:
    """One kind of object that the search page looks through, within what ``user`` may see."""

    code: str
    label: str
    search: Callable[[Any, str], Iterable[Any]]


@dataclass(frozen=True)
class MatterPanel:
    """What an upper application shows on a matter's page: title and links."""

    code: str
    label: str
    links: Callable[[Any, Any], Iterable[Any]]


@dataclass(frozen=True)
class DeskPanel:
    """A box on Min sida: a template and the function that gathers its context for a user."""

    code: str
    position: int
    template: str
    context: Callable[[Any], Mapping[str, Any]]


@dataclass(frozen=True)
class DueWork:
    """What an upper application does with each minute's tick: ``run(now=…)`` takes what is due.

    Safe to run twice, late or at once: the rows say what is left to do, not the clock.
    """

    code: str
    run: Callable[..., Any]


@dataclass(frozen=True)
class LinkableSubject:
    """A kind of thing that the answer to a request may have changed: a seat, an area, a decision …

    ``candidates`` gives number and name of those in a matter that a user may choose; ``addresses``
    the pages of some by their numbers.
    """

    code: str
    position: int
    label: str
    candidates: Callable[[Any, Any], Iterable[tuple[int, str]]]
    addresses: Callable[[Iterable[int]], Mapping[int, str]]


class Register(dict):
    """Entries by code; a code may be registered once."""

    def register(self, entry) -> None:
        key = getattr(entry, "code", None) or entry.url_name
        if key in self and self[key] != entry:
            raise ValueError(f"{key!r} is registered already")
        self[key] = entry

    def ordered(self) -> list:
        return sorted(self.values(), key=lambda entry: entry.position)


navigation = Register()
deadline_subjects = Register()
deadline_kinds = Register()
search_providers = Register()
matter_panels = Register()
desk_panels = Register()
linkable_subjects = Register()
due_work = Register()


@dataclass(frozen=True)
class DocumentType:
    """How a kind of document is drawn up: the domain asks for bytes and knows no template."""

    code: str
    template_version: str
    render: Callable[..., bytes]


document_types = Register()
# Lists that can leave as files (``exports.listing.Listing``), by their code.
listings = Register()
