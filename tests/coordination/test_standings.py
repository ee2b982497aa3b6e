"""Readers who stand in for all that are the same to the rules."""

import contextlib

import pytest
from django.apps import apps
from django.core.exceptions import EmptyResultSet

from coordination.access import standing, visible_ids
from coordination.standings import MADE_UP, likeness, numbered, stand_in

RULES = [
    model for model in apps.get_models() if hasattr(model._default_manager.all(), "visible_to")
]


@pytest.mark.parametrize("name", ["anna", "bo", "disa", "gun"])
def test_stand_in_is_like_the_reader(name, request):
    reader = request.getfixturevalue(name)
    alike, own = likeness(reader, standing(reader))

    held = standing(stand_in(alike))

    assert {own[pk] for pk in held.organization_ids} == standing(reader).organization_ids
    assert {own[pk]: roles for pk, roles in held.roles.items()} == standing(reader).roles
    assert own[stand_in(alike).pk] == reader.pk


def test_rules_look_nothing_up(anna, django_assert_num_queries):
    """A rule is written once for all who are alike: what it looked up would be one reader's."""
    alike, _own = likeness(anna, standing(anna))

    with django_assert_num_queries(0):
        for model in RULES:
            with contextlib.suppress(EmptyResultSet):
                model._default_manager.visible_to(stand_in(alike)).query.sql_with_params()


def test_kept_rules_give_what_the_rules_give(statement, anna, bo, gun, cecilia):
    for reader in (anna, bo, gun, cecilia):
        for model in RULES:
            kept = model._default_manager.filter(pk__in=visible_ids(reader, model._meta.label))
            assert set(kept) == set(model._default_manager.visible_to(reader)), model


def test_numbers_that_are_not_made_up_stay():
    assert numbered([MADE_UP, 7, "7", True, None], {MADE_UP: 3}) == (3, 7, "7", True, None)
