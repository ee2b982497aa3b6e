"""Who does what in an initiative."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from initiatives.domain.participation import join_initiative, leave_initiative, missing_roles
from initiatives.enums import ParticipationRole
from initiatives.models import Initiative

CONTRIBUTES, LEAD = ParticipationRole.CONTRIBUTES, ParticipationRole.LEAD


@pytest.fixture
def joined(initiative, town, disa, today):
    return join_initiative(initiative, town.outside, actor=disa, role=CONTRIBUTES, since=today)


def test_join_lets_the_organizations_people_see_the_initiative(
    initiative, town, cecilia, disa, today
):
    assert not Initiative.objects.visible_to(cecilia).exists()

    join_initiative(initiative, town.outside, actor=disa, role=CONTRIBUTES, since=today)

    assert list(Initiative.objects.visible_to(cecilia)) == [initiative]


def test_join_twice_changes_nothing(initiative, joined, town, disa, today):
    again = join_initiative(initiative, town.outside, actor=disa, role=CONTRIBUTES, since=today)

    assert again == joined


@pytest.mark.parametrize("person", ["bo", "erik", "disa", "cecilia"])
def test_join_is_said_by_lead_manager_or_the_body_itself(initiative, town, person, request, today):
    actor = request.getfixturevalue(person)

    assert join_initiative(initiative, town.outside, actor=actor, role=CONTRIBUTES, since=today).pk


@pytest.mark.parametrize("person", ["anna", "gun", "love", "rut"])
def test_join_is_refused_to_others(initiative, town, person, request, today):
    with pytest.raises(PermissionDenied):
        join_initiative(
            initiative,
            town.outside,
            actor=request.getfixturevalue(person),
            role=CONTRIBUTES,
            since=today,
        )


def test_join_refuses_a_second_lead_and_a_group(initiative, steering_group, town, disa, today):
    with pytest.raises(ValidationError) as lead:
        join_initiative(initiative, town.outside, actor=disa, role=LEAD, since=today)
    with pytest.raises(ValidationError) as group:
        join_initiative(initiative, steering_group, actor=disa, role=CONTRIBUTES, since=today)

    assert (lead.value.code, group.value.code) == ("lead_changes_by_editing", "group")


@pytest.mark.parametrize("person", ["cecilia", "bo", "disa"])
def test_leave_ends_the_part(joined, initiative, person, request):
    leave_initiative(joined, actor=request.getfixturevalue(person), reason="Inte vårt område.")

    assert initiative.participations.get().role == LEAD


@pytest.mark.parametrize("person", ["anna", "love", "rut"])
def test_leave_is_refused_to_others(joined, person, request):
    with pytest.raises(PermissionDenied):
        leave_initiative(joined, actor=request.getfixturevalue(person), reason="Nej.")


def test_lead_cannot_leave(initiative, disa):
    with pytest.raises(ValidationError) as refused:
        leave_initiative(initiative.participations.get(), actor=disa, reason="Trött.")

    assert refused.value.code == "lead"


def test_missing_roles_name_who_is_yet_to_be_found(initiative, running):
    assert missing_roles(running) == []

    running.participations.exclude(role=LEAD).delete()

    assert missing_roles(running) == [
        ParticipationRole.CARRIES_OUT,
        ParticipationRole.FOLLOWS_UP,
    ]
