"""The city of the two memoranda: its board, drafting committee, divisions, and everyone they name."""

from dataclasses import dataclass

import pytest

from coordination.enums import OrganizationKind, Role
from coordination.models import Organization, Person, User
from tests.conftest import body, member
from tests.factories import MembershipFactory, OrganizationFactory, SeatFactory


@dataclass
class City:
    """The bodies, and whoever keeps the board's matters."""

    board: Organization
    drafting: Organization
    divisions: list[Organization]
    clerk: User

    def person(self, name, party, role=Role.MEMBER) -> Person:
        """Somebody the source names, in a seat of the board."""
        given, _, family = name.rpartition(" ")
        person, made = Person.objects.get_or_create(
            given_name=given, family_name=family, party_label=party
        )
        if made:
            seat = SeatFactory(organization=self.board, role=role)
            MembershipFactory(person=person, seat=seat, valid_from=None)
        return person

    def people(self, named) -> list[Person]:
        return [self.person(name, party) for name, party in named]


@pytest.fixture
def city(db) -> City:
    home = OrganizationFactory(name="Stockholms stad", kind=OrganizationKind.MUNICIPALITY)
    board = body(home, "Kommunstyrelsen", OrganizationKind.EXECUTIVE_BOARD, "KS")
    return City(
        board=board,
        drafting=body(home, "Borgarrådsberedningen", OrganizationKind.DRAFTING_COMMITTEE),
        divisions=[
            body(home, name, OrganizationKind.DIVISION, short_name=short)
            for name, short in (("Rotel I", "RI"), ("Rotel IV", ""))
        ],
        clerk=member(board, Role.SECRETARY, "Kerstin"),
    )
