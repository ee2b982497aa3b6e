"""Who sees what money: a query, the same for every list, page and export."""

import pytest

from coordination.access import forget_standing
from coordination.enums import Role
from funding.models import Grant, LedgerEntry, Round, Source
from tests.conftest import member
from tests.factories import OrganizationFactory, UserFactory
from tests.factories.funding import GrantFactory, RoundFactory, SourceFactory
from tests.factories.initiatives import InitiativeFactory, ParticipationFactory


def seen_by(user):
    forget_standing(user)
    return {
        "sources": Source.objects.visible_to(user).count(),
        "rounds": Round.objects.visible_to(user).count(),
        "grants": Grant.objects.visible_to(user).count(),
        "entries": LedgerEntry.objects.visible_to(user).count(),
    }


EVERYTHING = {"sources": 1, "rounds": 1, "grants": 1, "entries": 2}
THE_GRANT = {"sources": 1, "rounds": 1, "grants": 1, "entries": 1}
NOTHING = {"sources": 0, "rounds": 0, "grants": 0, "entries": 0}


@pytest.mark.parametrize(
    ("person", "seen"),
    [
        ("disa", EVERYTHING),  # keeps the owner's money
        ("oskar", EVERYTHING),
        ("love", EVERYTHING),  # sits in the owner
        ("gun", EVERYTHING),  # oversees the municipality
        ("rut", EVERYTHING),
        ("erik", THE_GRANT),  # works for the recipient
        ("bo", THE_GRANT),
        ("anna", THE_GRANT),  # party to the decision's matter
        ("cecilia", NOTHING),
    ],
)
def test_money_is_seen_by_owner_recipient_and_parties(grant, person, seen, request):
    assert seen_by(request.getfixturevalue(person)) == seen


def test_money_of_an_initiative_is_seen_by_those_who_take_part(grant, town, cecilia):
    initiative = InitiativeFactory()
    ParticipationFactory(initiative=initiative, organization=town.outside)
    Grant.objects.filter(pk=grant.pk).update(initiative=initiative)

    assert seen_by(cecilia) == THE_GRANT


def test_another_municipalitys_overseer_sees_nothing(grant):
    elsewhere = OrganizationFactory(kind="municipality")

    assert seen_by(member(elsewhere, Role.ADMINISTRATOR, "Astrid")) == NOTHING


def test_nobody_sees_nothing_and_the_superuser_everything(grant):
    assert seen_by(UserFactory(person=None, email="ny@kommun.example")) == NOTHING
    assert seen_by(UserFactory(is_superuser=True)) == EVERYTHING


def test_deactivated_account_sees_nothing(grant, erik):
    erik.is_active = False

    assert seen_by(erik) == NOTHING


def test_sums_leave_out_what_one_may_not_see(grant, source, town, erik):
    GrantFactory(round=RoundFactory(source=source), recipient=town.outside)
    GrantFactory(round=RoundFactory(source=SourceFactory()))

    assert seen_by(erik) == THE_GRANT
