"""Whether the body has time, and whom the forms offer."""

from datetime import timedelta

import pytest

from coordination.domain.queries.fit import forecast
from coordination.domain.queries.statement import (
    addressees_of,
    elected_members,
    groups_of,
    holder_of,
    minute_takers,
    past_meetings,
)
from coordination.enums import OrganizationKind, Role
from coordination.models import Meeting, Membership
from tests.factories import OrganizationFactory


@pytest.fixture
def plan(town):
    """Put meetings in the body's calendar: day, and the day its papers are due."""

    def plan(*days):
        for day, papers in days:
            Meeting.objects.create(organization=town.participant, held_on=day, papers_due_on=papers)

    return plan


@pytest.fixture
def due_on(statement, today):
    statement.consultee.due_on = today + timedelta(days=20)
    return statement.consultee.due_on


def days(number):
    return timedelta(days=number)


def test_body_that_meets_before_the_day_has_a_margin(statement, plan, today, due_on):
    plan((due_on - days(2), None))

    outlook = forecast(statement, today=today)

    assert (outlook.margin, outlook.needs_immediate_approval) == (2, True)
    assert outlook.approved_by == due_on + days(13)  # the fourteenth day is a Sunday


def test_ordinary_approval_is_enough_when_there_is_time(statement, plan, today, due_on):
    plan((due_on - days(14), None))

    assert not forecast(statement, today=today).needs_immediate_approval


def test_meeting_after_the_day_is_late(statement, plan, today, due_on):
    plan((due_on + days(3), None))

    assert forecast(statement, today=today).days_late == 3


def test_meeting_whose_papers_are_closed_is_passed_over(statement, plan, today, due_on):
    plan((today + days(1), today - days(1)), (today + days(9), today))

    assert forecast(statement, today=today).meeting.held_on == today + days(9)


def test_past_meetings_do_not_count(statement, plan, today, due_on):
    plan((today - days(1), None))

    assert forecast(statement, today=today).meeting is None


def test_form_offers_the_latest_meetings_first(town, plan, today):
    plan((today - days(9), None), (today, None), (today + days(9), None))

    assert [each.held_on for each in past_meetings(town.participant, today=today)] == [
        today,
        today - days(9),
    ]


def test_members_sign_and_officials_keep_minutes(town, today, chair, members, bo, erik, cecilia):
    assert set(elected_members(town.participant, on=today)) == {chair, *members}
    assert set(minute_takers(town.participant, on=today)) == {bo.person, erik.person}


def test_member_who_has_left_is_not_offered(town, today, members):
    Membership.objects.filter(person=members[0]).update(valid_until=today - days(1))

    assert members[0] not in elected_members(town.participant, on=today)


def test_chair_of_the_day_is_proposed(town, today, chair):
    assert holder_of(Role.CHAIR, town.participant, on=today) == chair
    assert holder_of(Role.VICE_CHAIR, town.participant, on=today) is None


def test_requests_go_to_bodies_and_not_to_groups(statement, town, today, bo, steering_group):
    bodies = addressees_of(statement, bo, today=today)

    assert town.board in bodies
    assert steering_group not in bodies
    assert town.municipality not in bodies


def test_those_with_part_in_the_matter_come_first(statement, town, today, bo):
    elsewhere = OrganizationFactory(kind=OrganizationKind.STATE_AGENCY, municipality=None)

    bodies = addressees_of(statement, bo, today=today)

    first = [body.name for body in bodies if body.is_likely]
    assert first == ["Fritidsnämnden", "Kommunstyrelsen", "Stadskontoret"]
    assert [body.name for body in bodies][:3] == first
    assert elsewhere not in bodies
    assert elsewhere in addressees_of(statement, bo, today=today, kept=[elsewhere.pk])


def test_body_asks_nothing_of_itself_unless_it_was_chosen_before(statement, bo, today):
    own = statement.consultee.organization

    assert own not in addressees_of(statement, bo, today=today)
    assert own in addressees_of(statement, bo, today=today, kept=[own.pk])


def test_seats_are_asked_for_in_the_matters_own_groups(statement, steering_group):
    OrganizationFactory(kind=OrganizationKind.WORKING_GROUP)

    assert list(groups_of(statement.consultee.referral)) == [steering_group]
