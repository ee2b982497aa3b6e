"""Who is told: the role, then its stand-ins, then the municipality's administrators."""

import pytest

from coordination.domain.recipient import language_of, recipients_for
from coordination.enums import OrganizationKind, Role
from tests.conftest import member
from tests.factories import MembershipFactory, OrganizationFactory, PersonFactory

pytestmark = pytest.mark.django_db


def told(body, role, on):
    return recipients_for({(body.pk, role)}, on=on)[body.pk, role]


def test_who_holds_the_role_is_told(town, bo, erik, today):
    assert told(town.participant, Role.SECRETARY, today) == [bo.person]


def test_body_s_administration_counts_as_the_body(town, erik, today):
    assert told(town.participant, Role.CASE_OFFICER, today) == [erik.person]


def test_stand_in_is_told_when_nobody_holds_the_role(town, erik, gun, today):
    assert told(town.participant, Role.SECRETARY, today) == [erik.person]


def test_administrator_is_told_when_there_is_no_stand_in(town, anna, gun, today):
    assert told(town.participant, Role.SECRETARY, today) == [gun.person]


def test_nobody_at_all_is_an_empty_list(town, today):
    assert told(town.participant, Role.SECRETARY, today) == []


def test_body_outside_the_municipality_has_no_administrator_of_ours(gun, today):
    agency = OrganizationFactory(kind=OrganizationKind.STATE_AGENCY)

    assert told(agency, Role.SECRETARY, today) == []


def test_other_municipality_s_administrator_is_not_told(town, today):
    elsewhere = OrganizationFactory(kind=OrganizationKind.MUNICIPALITY)
    member(elsewhere, Role.ADMINISTRATOR, "Fjärran")

    assert told(town.participant, Role.SECRETARY, today) == []


def test_who_has_left_is_not_told(town, bo, today):
    bo.person.memberships.update(valid_until="2025-05-27")

    assert told(town.participant, Role.SECRETARY, today) == []


@pytest.mark.parametrize("lost", ["address", "account"])
def test_who_cannot_be_reached_is_passed_over(town, bo, erik, today, lost):
    if lost == "address":
        bo.person.email = ""
        bo.person.save()
    else:
        bo.is_active = False
        bo.save()

    assert told(town.participant, Role.SECRETARY, today) == [erik.person]


def test_someone_without_an_account_is_told(town, today):
    person = PersonFactory()
    MembershipFactory(person=person, seat__organization=town.participant, seat__role=Role.SECRETARY)

    assert told(town.participant, Role.SECRETARY, today) == [person]


def test_two_seats_give_one_letter(town, bo, today):
    MembershipFactory(
        person=bo.person, seat__organization=town.participant, seat__role=Role.SECRETARY
    )

    assert told(town.participant, Role.SECRETARY, today) == [bo.person]


@pytest.mark.parametrize("number", [1, 10])
def test_statements_do_not_grow_with_duties(number, today, django_assert_num_queries):
    bodies = OrganizationFactory.create_batch(number)

    with django_assert_num_queries(2):
        recipients_for({(body.pk, Role.SECRETARY) for body in bodies}, on=today)


def test_language_is_the_account_s_or_swedish(bo, chair):
    bo.language = "en"

    assert (language_of(bo.person), language_of(chair)) == ("en", "sv")
