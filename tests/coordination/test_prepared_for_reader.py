"""Statements with a rule about the reader, compiled once for all readers who are alike."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from coordination.access import forget_standing, give, standing
from coordination.domain.queries.referral import readable_referrals
from coordination.domain.queries.statement import readable_statements
from coordination.enums import Role
from coordination.models import Matter, User
from coordination.prepared_for_reader import find_or_404, prepared_for_reader
from coordination.standings import likeness
from initiatives.domain.queries.initiative_page import initiatives_for_pages
from initiatives.domain.queries.programme_overview import programmes_for_pages
from tests.conftest import member
from tests.factories import MatterFactory
from tests.factories.initiatives import InitiativeFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db
built = []
CAST = ("anna", "bo", "cecilia", "disa", "erik", "gun", "love", "rut")


@prepared_for_reader
def numbered_matters(reader, matter):
    built.append(standing(reader).on)
    return Matter.objects.visible_to(reader).filter(pk=matter)


@pytest.mark.parametrize("name", CAST)
def test_every_reader_sees_what_the_rule_gives(name, request, matter, statement):
    reader = request.getfixturevalue(name)
    programme = ProgrammeFactory(matter=matter)
    initiative = InitiativeFactory(programme=programme)

    for readable, found in (
        (readable_referrals, statement.consultee.referral),
        (readable_statements, statement),
        (programmes_for_pages, programme),
        (initiatives_for_pages, initiative),
    ):
        expected = list(readable(reader).filter(pk=found.pk))
        assert _found(readable, reader, found.pk) == expected


def test_alike_readers_see_each_their_own(town, cecilia):
    """Two secretaries are the same to the rules; their committees are not."""
    sture = member(town.lead, Role.SECRETARY, "Sture")
    own = [MatterFactory(organization=body) for body in (town.lead, town.outside)]

    seen = [
        [matter for matter in own if numbered_matters(reader, matter=matter.pk)]
        for reader in (sture, cecilia, sture)
    ]

    assert _likeness(sture) == _likeness(cecilia)
    assert seen == [[own[0]], [own[1]], [own[0]]]


def test_readers_in_other_roles_are_not_alike(town, anna, cecilia):
    assert _likeness(anna) != _likeness(cecilia)


def test_statement_is_built_once_for_alike_readers(matter, anna):
    numbered_matters(anna, matter=matter.pk)
    before = len(built)

    numbered_matters(User.objects.get(pk=anna.pk), matter=matter.pk + 1)

    assert len(built) == before


def test_statement_is_built_anew_the_next_day(matter, anna, time_machine):
    numbered_matters(anna, matter=matter.pk)
    today = built[-1]

    time_machine.move_to(today + timedelta(days=1))
    numbered_matters(anna, matter=matter.pk)

    assert built[-1] == today + timedelta(days=1)


def test_lost_right_counts_at_once(matter, anna, django_assert_num_queries):
    """What is kept is the question, never the answer."""
    assert numbered_matters(anna, matter=matter.pk) == [matter]
    matter.parties.all().delete()

    with django_assert_num_queries(1):
        assert numbered_matters(anna, matter=matter.pk) == []


def test_lost_seat_counts_with_the_next_standing(matter, anna):
    assert numbered_matters(anna, matter=matter.pk) == [matter]

    anna.person.memberships.all().delete()
    forget_standing(anna)

    assert numbered_matters(anna, matter=matter.pk) == []


def test_whoever_runs_the_installation_sees_everything(matter, cecilia):
    assert numbered_matters(cecilia, matter=matter.pk) == []

    cecilia.is_superuser = True
    forget_standing(cecilia)

    assert numbered_matters(cecilia, matter=matter.pk) == [matter]


@pytest.mark.parametrize("reader", [AnonymousUser(), User(pk=1, is_active=False)])
def test_those_without_a_standing_see_nothing(matter, reader):
    assert numbered_matters(reader, matter=matter.pk) == []


def test_what_one_was_given_is_not_given_to_alike_readers(statement, cecilia, town):
    sture = member(town.lead, Role.SECRETARY, "Sture")
    give(statement, to=cecilia, permission="view_statement", until=None)

    assert find_or_404(readable_statements, cecilia, statement.pk) == statement
    with pytest.raises(Http404):
        find_or_404(readable_statements, sture, statement.pk)


@pytest.mark.parametrize("pk", [0, 10**18, 10**30])
def test_number_that_nothing_has_is_not_found(anna, pk):
    with pytest.raises(Http404):
        find_or_404(readable_referrals, anna, pk)


def _likeness(user):
    return likeness(user, standing(user))[0]


def _found(readable, reader, pk):
    try:
        return [find_or_404(readable, reader, pk)]
    except Http404:
        return []
