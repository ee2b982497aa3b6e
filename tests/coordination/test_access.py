"""Who someone is: seats, dates, grants."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from coordination.access import (
    NOBODY,
    _rule_as_sql,
    forget_standing,
    give,
    has_been_given,
    standing,
    take_back,
    visible_ids,
)
from coordination.enums import Role
from coordination.models import Area, Decision, Matter, Organization, Referral, Statement
from tests.factories import (
    AreaFactory,
    DecisionFactory,
    MembershipFactory,
    OrganizationFactory,
    SeatFactory,
)


def test_standing_of_nobody_is_empty():
    assert standing(AnonymousUser()) is NOBODY


def test_standing_counts_the_committee_that_the_administration_serves(erik, town):
    held = standing(erik)

    assert held.organization_ids == {town.participant.pk, town.participant_office.pk}
    assert held.holds({Role.CASE_OFFICER}, town.participant.pk)


def test_standing_costs_one_statement_a_request(bo, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert standing(bo) is standing(bo)


def test_standing_ends_with_the_membership(bo):
    bo.person.memberships.update(valid_until=timezone.localdate() - timedelta(days=1))

    assert standing(bo).organization_ids == frozenset()


def test_standing_of_a_deactivated_account_is_empty(bo):
    bo.is_active = False

    assert standing(bo) is NOBODY


def test_standing_on_a_later_day_is_worked_out_anew(bo):
    assert standing(bo, date(2022, 1, 1)).organization_ids == frozenset()
    assert standing(bo, date(2023, 1, 1)).organization_ids != frozenset()


def test_forget_standing_lets_a_new_seat_count(cecilia, town):
    standing(cecilia)
    MembershipFactory(person=cecilia.person, seat=SeatFactory(organization=town.lead))

    forget_standing(cecilia)

    assert town.lead.pk in standing(cecilia).organization_ids


def test_matter_is_seen_by_its_owner_and_parties_only(matter, disa, anna, love, bo, cecilia):
    seen = {
        user: Matter.objects.visible_to(user).count() for user in (disa, anna, love, bo, cecilia)
    }

    assert seen == {disa: 1, anna: 1, love: 1, bo: 0, cecilia: 0}


def test_matter_is_seen_by_those_who_oversee_the_municipality(matter, gun, rut):
    assert Matter.objects.visible_to(gun).get() == Matter.objects.visible_to(rut).get() == matter


def test_matter_is_not_seen_from_another_municipality(matter):
    from tests.conftest import member

    elsewhere = OrganizationFactory(kind="municipality")

    assert not Matter.objects.visible_to(member(elsewhere, Role.ADMINISTRATOR, "Ture")).exists()


def test_draft_referral_is_the_senders_own(referral, disa, anna):
    assert Referral.objects.visible_to(disa).get() == referral
    assert not Referral.objects.visible_to(anna).exists()


def test_draft_statement_is_the_bodys_own_until_adopted(statement, bo, erik, disa, cecilia):
    seen = [Statement.objects.visible_to(user).exists() for user in (bo, erik, disa, cecilia)]

    assert seen == [True, True, False, False]


def test_group_is_seen_with_its_matter(matter, town, disa, cecilia):
    group = OrganizationFactory(
        name="Styrgruppen", kind="steering_group", municipality=town.municipality, matter=matter
    )

    assert group in Organization.objects.visible_to(disa)
    assert group not in Organization.objects.visible_to(cecilia)


def test_area_of_a_matter_is_hidden_from_those_outside_it(matter, town, disa, cecilia):
    AreaFactory(municipality=town.municipality, matter=matter)

    assert Area.objects.visible_to(disa).count() == 1
    assert Area.objects.visible_to(cecilia).count() == 0


def test_grant_opens_one_object_until_a_day(statement, cecilia):
    give(statement, to=cecilia, permission="view_statement", until=timezone.localdate())

    assert Statement.objects.visible_to(cecilia).get() == statement


def test_grant_whose_time_is_out_opens_nothing(statement, cecilia):
    yesterday = timezone.localdate() - timedelta(days=1)
    give(statement, to=cecilia, permission="view_statement", until=yesterday)

    assert not Statement.objects.visible_to(cecilia).exists()


def test_grant_taken_back_bites_at_once(statement, cecilia):
    give(statement, to=cecilia, permission="change_statement", until=None)
    assert has_been_given(cecilia, statement, "change_statement")

    take_back(statement, of=cecilia, permission="change_statement")

    assert not has_been_given(cecilia, statement, "change_statement")


@pytest.mark.parametrize("model", [Matter, Referral, Statement, Area])
def test_list_of_what_one_may_see_is_one_statement(model, anna, django_assert_num_queries):
    standing(anna)

    with django_assert_num_queries(1):
        list(model.objects.visible_to(anna))


@pytest.mark.parametrize("lost", ["the part in the matter", "nothing"])
def test_visible_ids_are_asked_anew_in_every_statement(matter, anna, lost):
    assert Decision.objects.visible_to(anna).count() == 0
    DecisionFactory(matter=matter)
    assert Decision.objects.visible_to(anna).count() == 1

    if lost != "nothing":
        matter.parties.filter(organization__in=standing(anna).organization_ids).delete()

    assert Decision.objects.visible_to(anna).count() == (1 if lost == "nothing" else 0)


def test_visible_ids_are_written_once_for_alike_readers(anna):
    visible_ids(anna, "coordination.Matter")
    written = _rule_as_sql.cache_info().misses

    forget_standing(anna)
    visible_ids(anna, "coordination.Matter")

    assert _rule_as_sql.cache_info().misses == written


def test_visible_ids_are_each_users_own(matter, anna, cecilia):
    seen = [_seen(user, Matter) for user in (anna, cecilia, anna)]

    assert seen == [[matter], [], [matter]]


def test_visible_ids_of_nobody_are_not_kept(statement, cecilia, bo):
    """Those who have no standing share one: what one of them was given must not reach the next."""
    for user in (cecilia, bo):
        user.is_active = False
    give(statement, to=cecilia, permission="view_statement", until=None)

    assert _seen(cecilia, Statement) == [statement]
    assert _seen(bo, Statement) == []
    assert NOBODY.rules == {}


def test_visible_ids_ask_the_database_each_time(matter, anna):
    """What is kept is the question, never the answer."""
    before = _seen(anna, Matter)

    matter.parties.all().delete()

    assert (before, _seen(anna, Matter)) == ([matter], [])


def _seen(user, model):
    return list(model.objects.filter(pk__in=visible_ids(user, model._meta.label)))
