from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from coordination.domain.organization import rename_organization, set_up_group
from coordination.domain.seat import add_seat, fill_seat, vacate_seat
from coordination.enums import OrganizationKind, Role
from coordination.exceptions import ActionRefused
from tests.factories import PersonFactory

DAY = date(2025, 3, 3)


@pytest.fixture
def group(matter, disa):
    return set_up_group(
        matter, actor=disa, kind=OrganizationKind.STEERING_GROUP, name="Styrgruppen", founded_on=DAY
    )


@pytest.fixture
def seat(group, disa, town):
    return add_seat(group, actor=disa, role=Role.MEMBER, on_behalf_of=town.participant_office)


def test_group_belongs_to_the_matters_owner(group, matter, town):
    assert (group.parent, group.municipality, group.matter) == (
        town.board,
        town.municipality,
        matter,
    )


def test_committee_is_not_set_up_as_a_group(matter, disa):
    with pytest.raises(ActionRefused, match="styrgrupp"):
        set_up_group(matter, actor=disa, kind="committee", name="Nämnden", founded_on=DAY)


def test_seat_is_filled_once(seat, disa):
    fill_seat(seat, actor=disa, person=PersonFactory(), valid_from=DAY)

    with pytest.raises(ActionRefused, match="redan tillsatt"):
        fill_seat(seat, actor=disa, person=PersonFactory(), valid_from=DAY)


def test_vacated_seat_stays_and_can_be_filled_anew(seat, disa):
    first = fill_seat(seat, actor=disa, person=PersonFactory(), valid_from=DAY)
    vacate_seat(first, actor=disa, last_day=date(2025, 6, 30))

    second = fill_seat(seat, actor=disa, person=PersonFactory(), valid_from=date(2025, 7, 1))

    assert list(seat.memberships.in_force(date(2025, 8, 1))) == [second]


def test_seats_of_a_committee_are_not_the_coordinators(town, disa, gun):
    with pytest.raises(PermissionDenied):
        add_seat(town.lead, actor=disa, role=Role.MEMBER)

    assert add_seat(town.lead, actor=gun, role=Role.MEMBER).organization == town.lead


def test_renamed_organization_keeps_its_old_name_in_its_history(town, gun):
    rename_organization(town.lead, actor=gun, name="Fritids- och idrottsnämnden")

    assert town.lead.history.latest().name == "Fritids- och idrottsnämnden"
    assert town.lead.name == "Fritids- och idrottsnämnden"
