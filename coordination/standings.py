"""What someone is in the municipality, and readers who stand in for all that are the same to the rules.

Who may see what follows from seats, so two secretaries of a committee each are the same to every rule:
only the numbers of their bodies differ. A rule that Django has written as SQL for one of them will do
for the other with those numbers changed, and need not be built again with every page.
"""

import functools
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model

from coordination.enums import Role

# Numbers that nothing has; where they stand in a statement, a reader's own are put.
MADE_UP = -1_000_000_000


@dataclass(frozen=True)
class HeldSeat:
    """A seat and who holds it, as far as a page's header says who is reading."""

    given_name: str
    family_name: str
    role: str
    title: str
    body: str
    body_kind: str
    municipality: str | None


@dataclass(frozen=True)
class Standing:
    """The bodies a user acts in on a given day, and in which roles (resolved in one statement)."""

    on: date
    roles: dict[int, frozenset[str]] = field(default_factory=dict)
    organization_ids: frozenset[int] = frozenset()
    municipality_ids: frozenset[int] = frozenset()
    overseen_ids: frozenset[int] = frozenset()
    administered_ids: frozenset[int] = frozenset()
    first_seat: HeldSeat | None = None
    rules: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    unlimited: bool = False

    def holds(self, roles: Iterable[str], *organization_ids: int | None) -> bool:
        """Whether the user acts in one of ``roles`` for one of the organizations."""
        wanted = frozenset(roles)
        return any(self.roles.get(pk, frozenset()) & wanted for pk in organization_ids if pk)

    def bodies_as(self, roles: Iterable[str]) -> list[int]:
        """The organizations for which the user acts in one of ``roles``."""
        return [pk for pk in self.organization_ids if self.holds(roles, pk)]

    def administers(self, municipality_id: int | None) -> bool:
        """Whether the user configures this municipality (systemförvaltare)."""
        return municipality_id in self.administered_ids

    @functools.cached_property
    def bodies(self) -> list[tuple["Part", int]]:
        """What one is to each body one has to do with, and its number; alike readers in the same order."""
        numbers = self.organization_ids | self.municipality_ids | self.overseen_ids
        return sorted((self._part_in(pk), pk) for pk in numbers | self.administered_ids)

    def _part_in(self, pk) -> "Part":
        return (
            tuple(sorted(self.roles.get(pk, ()))),
            pk in self.organization_ids,
            pk in self.municipality_ids,
            pk in self.overseen_ids,
            pk in self.administered_ids,
        )


# Administrators configure and auditors examine: both read everything in their municipality.
OVERSEEING = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})
NOBODY = Standing(on=date.min)


# What one is to a body: in which roles one acts for it, and whether it is one's own, one's
# municipality, one that one oversees, one that one administers.
Part = tuple[tuple[str, ...], bool, bool, bool, bool]


@dataclass(frozen=True)
class Likeness:
    """What two readers share for whom every rule reads the same but for its numbers."""

    on: date
    unlimited: bool
    is_person: bool
    parts: tuple[Part, ...]


def likeness(user, held: Standing) -> tuple[Likeness, dict[int, int]]:
    """What a reader is to the rules, and the reader's own number for each made-up one."""
    parts = tuple(part for part, _pk in held.bodies)
    own = [user.pk, user.person_id or 0, *(pk for _part, pk in held.bodies)]
    made_up = dict(enumerate(own, MADE_UP))
    return Likeness(held.on, held.unlimited, user.person_id is not None, parts), made_up


@functools.lru_cache(maxsize=64)
def stand_in(alike: Likeness):
    """A reader with made-up numbers, for whom a rule is built once for all who are alike."""
    parts = dict(enumerate(alike.parts, MADE_UP + 2))
    user: Any = get_user_model()(
        pk=MADE_UP,
        person_id=MADE_UP + 1 if alike.is_person else None,
        is_superuser=alike.unlimited,
    )
    user._standing = Standing(
        on=alike.on,
        roles={pk: frozenset(roles) for pk, (roles, *_kinds) in parts.items() if roles},
        organization_ids=_where(parts, 1),
        municipality_ids=_where(parts, 2),
        overseen_ids=_where(parts, 3),
        administered_ids=_where(parts, 4),
        unlimited=alike.unlimited,
    )
    return user


def _where(parts: dict[int, Part], place: int) -> frozenset[int]:
    return frozenset(pk for pk, part in parts.items() if part[place])


def numbered(parameters: Iterable, own: dict[int, int]) -> tuple:
    """A statement's parameters with a reader's own numbers; each stays the kind of number it was."""
    return tuple(
        type(each)(own[each]) if isinstance(each, int) and each in own else each
        for each in parameters
    )
