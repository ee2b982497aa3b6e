"""Who a duty lies on: the role, the body's officials, the matter's keeper, the administrators."""

import pytest

from coordination.domain.owner import Duty, Owner, Reached, duty_of, owners_of
from coordination.enums import Role
from tests.factories import DeadlineFactory, OrganizationFactory

pytestmark = pytest.mark.django_db


def owner(duty, on) -> Owner:
    return owners_of({duty}, on=on)[duty]


def test_role_itself_comes_first(town, bo, erik, disa, today):
    duty = Duty(town.participant.pk, Role.SECRETARY, town.board.pk)

    assert owner(duty, today) == Owner(Reached.ROLE, [bo.person])


def test_secretary_stands_in_for_a_missing_contact(town, bo, disa, today):
    duty = Duty(town.participant.pk, Role.CASE_OFFICER, town.board.pk)

    assert owner(duty, today) == Owner(Reached.BODY, [bo.person])


def test_keeper_s_coordinator_stands_in_for_an_empty_body(town, disa, gun, today):
    duty = Duty(town.participant.pk, Role.SECRETARY, town.board.pk)

    assert owner(duty, today) == Owner(Reached.KEEPER, [disa.person])


def test_without_a_matter_the_administrator_is_told(town, disa, gun, today):
    found = owner(Duty(town.participant.pk, Role.SECRETARY), today)

    assert found == Owner(Reached.ADMINISTRATOR, [gun.person])
    assert found.is_missing


def test_nobody_at_all_is_said(town, today):
    found = owner(Duty(town.participant.pk, Role.SECRETARY), today)

    assert (found.reached, found.people, found.is_missing) == (Reached.NOBODY, [], True)


def test_duty_of_a_deadline_knows_the_matter_s_keeper(town, matter):
    deadline = DeadlineFactory(organization=town.participant, matter=matter, role=Role.SECRETARY)

    assert duty_of(deadline) == Duty(town.participant.pk, Role.SECRETARY, town.board.pk)


@pytest.mark.parametrize("number", [1, 10])
def test_statements_do_not_grow_with_duties(number, town, today, django_assert_num_queries):
    bodies = OrganizationFactory.create_batch(number)

    with django_assert_num_queries(2):
        owners_of({Duty(body.pk, Role.SECRETARY, town.board.pk) for body in bodies}, on=today)
