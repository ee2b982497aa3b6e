"""Dates that nobody would be told of: found by body and role, told to those who can mend it."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from coordination.domain.owner import Reached
from coordination.domain.queries.unowned import unowned_duties, unowned_of
from coordination.enums import Role
from coordination.models import Deadline, ReminderStep
from tests.factories import DeadlineFactory

pytestmark = pytest.mark.django_db

DUE = date(2025, 6, 30)


@pytest.fixture
def owed(town):
    return DeadlineFactory(organization=town.participant, role=Role.SECRETARY, due_on=DUE)


def found(today):
    return [
        (each.organization.name, each.role, each.reached, each.number, each.first_on)
        for each in unowned_duties(Deadline.objects.all(), today=today)
    ]


def test_date_of_an_empty_body_is_found(owed, today):
    assert found(today) == [("Stadsbyggnadsnämnden", "secretary", Reached.NOBODY, 1, DUE)]


def test_date_that_reaches_an_official_is_not(owed, erik, today):
    assert found(today) == []


def test_chair_of_a_body_without_officials_is_reached(town, anna, today):
    DeadlineFactory(organization=town.lead, role=Role.CHAIR)

    assert found(today) == []


def test_kept_date_needs_nobody(owed, today):
    owed.done_at = "2025-05-01T12:00Z"
    owed.save()

    assert found(today) == []


def test_administrator_alone_is_no_owner(owed, gun, today):
    assert [each[2] for each in found(today)] == [Reached.ADMINISTRATOR]


def test_matter_s_coordinator_is_an_owner(owed, matter, disa, today):
    owed.matter = matter
    owed.save()

    assert found(today) == []


def test_official_without_address_or_account_does_not_count(owed, erik, today):
    erik.is_active = False
    erik.save()

    assert len(found(today)) == 1


def test_administrator_and_keeper_are_shown_what_is_unowned(owed, town, gun, disa, cecilia, today):
    assert [each.organization for each in unowned_of(gun, today=today)] == [town.participant]
    assert unowned_of(disa, today=today) == []
    assert unowned_of(cecilia, today=today) == []


@pytest.mark.parametrize("number", [1, 10])
def test_statements_do_not_grow_with_dates(number, today, django_assert_num_queries):
    DeadlineFactory.create_batch(number)

    with django_assert_num_queries(4):
        unowned_duties(Deadline.objects.all(), today=today)


def test_one_statement_when_every_body_has_an_official(owed, bo, today, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert unowned_duties(Deadline.objects.all(), today=today) == []


def test_command_fails_when_a_date_would_reach_nobody(owed, capsys):
    with pytest.raises(CommandError, match="1 duties would reach nobody"):
        call_command("check_owners")

    assert (
        "Stadsbyggnadsnämnden (secretary): 1 dates, the first 2025-06-30" in capsys.readouterr().err
    )


def test_command_is_content_when_all_is_owned(owed, bo, capsys):
    call_command("check_owners")

    assert capsys.readouterr().out == "Every open date reaches somebody.\n"


def test_command_fails_when_a_rule_reminds_nobody(owed, bo, capsys):
    ReminderStep.objects.all().delete()
    DeadlineFactory(organization=owed.organization, kind="approval", role=Role.SECRETARY)

    with pytest.raises(CommandError, match="1 kinds of dates are never reminded of"):
        call_command("check_owners")

    assert capsys.readouterr().err == (
        "Yttranden: 1 dates, the first 2025-06-30; the rule tells nobody\n"
    )
