from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from coordination.domain.matter import acknowledge_part, involve, register_matter, withdraw_party
from coordination.enums import PartyRole
from coordination.exceptions import ActionRefused
from coordination.models import Matter, MatterParty

DAY = date(2025, 3, 3)


def register(town, actor, **fields):
    return register_matter(
        town.participant, actor=actor, title="Remissvar", opened_on=DAY, **fields
    )


def test_matter_takes_the_next_number_of_its_series(town, bo):
    numbers = [register(town, bo).registry_number for _ in range(2)]

    assert numbers == ["SBN-2025-1", "SBN-2025-2"]


def test_matter_keeps_a_number_given_by_hand(town, bo):
    assert register(town, bo, registry_number="SBN-2025-388").registry_number == "SBN-2025-388"


def test_matter_number_is_used_once(town, bo):
    register(town, bo, registry_number="SBN-2025-388")

    with pytest.raises(ValidationError, match="finns redan"):
        register(town, bo, registry_number="SBN-2025-388")
    assert Matter.objects.count() == 1


def test_matter_is_not_registered_by_an_outsider(town, cecilia):
    with pytest.raises(PermissionDenied):
        register(town, cecilia)


def test_involve_makes_the_matter_visible(matter, town, disa, cecilia):
    involve(matter, town.outside, actor=disa, role=PartyRole.CONTRIBUTING, since=DAY)

    assert Matter.objects.visible_to(cecilia).get() == matter


def test_involve_twice_changes_nothing(matter, town, disa):
    for _ in range(2):
        involve(matter, town.outside, actor=disa, role=PartyRole.CONTRIBUTING, since=DAY)

    assert MatterParty.objects.filter(organization=town.outside).count() == 1


def test_involve_is_refused_for_a_reader(matter, town, love):
    with pytest.raises(PermissionDenied):
        involve(matter, town.outside, actor=love, role=PartyRole.CONTRIBUTING, since=DAY)


def test_withdraw_party_closes_the_matter_to_it(matter, town, disa, anna):
    party = matter.parties.get(organization=town.lead)

    withdraw_party(party, actor=disa, reason="Uppdraget gick till en annan nämnd.")

    assert not Matter.objects.visible_to(anna).exists()


def test_owner_cannot_be_withdrawn(matter, town, disa):
    party = involve(matter, town.board, actor=disa, role=PartyRole.LEAD, since=DAY)

    with pytest.raises(ActionRefused, match="diarium"):
        withdraw_party(party, actor=disa, reason="Fel")


def test_acknowledge_part_is_the_bodys_own_act(consultee, matter, town, bo, disa):
    party = matter.parties.get(organization=town.participant)
    with pytest.raises(PermissionDenied):
        acknowledge_part(party, actor=disa, on=DAY)

    acknowledge_part(party, actor=bo, on=DAY)

    assert party.acknowledged_on == DAY
