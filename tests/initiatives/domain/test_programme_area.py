"""The areas that a programme concerns."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from coordination.models import AuditEvent
from initiatives.domain.programme_area import (
    add_area_to_programme,
    choose_areas,
    remove_area_from_programme,
)
from tests.factories import AreaFactory


@pytest.fixture
def south(town):
    return AreaFactory(name="Södra staden", municipality=town.municipality)


def names(programme):
    return sorted(area.name for area in programme.areas.all())


def test_add_area_points_it_out_once(programme, south, disa, today):
    for _turn in range(2):
        add_area_to_programme(programme, south, actor=disa, since=today)

    assert (names(programme), AuditEvent.objects.count()) == (["Södra staden"], 1)


def test_add_area_refuses_another_municipality(programme, disa, today):
    with pytest.raises(ValidationError) as refused:
        add_area_to_programme(programme, AreaFactory(), actor=disa, since=today)

    assert refused.value.code == "other_municipality"


def test_add_area_refuses_one_that_has_ended(programme, town, disa, today):
    gone = AreaFactory(municipality=town.municipality, ended_on=date(2025, 1, 1))

    with pytest.raises(ValidationError) as refused:
        add_area_to_programme(programme, gone, actor=disa, since=today)

    assert refused.value.code == "area_ended"


def test_remove_area_leaves_the_others(programme, area, south, disa, today):
    add_area_to_programme(programme, south, actor=disa, since=today)

    remove_area_from_programme(programme, area, actor=disa)

    assert names(programme) == ["Södra staden"]


def test_choose_areas_adds_and_removes(programme, area, south, disa, today):
    choose_areas(programme, [south], actor=disa, since=today)

    assert names(programme) == ["Södra staden"]
    assert set(AuditEvent.objects.values_list("action", flat=True)) == {
        "programme.area_added",
        "programme.area_removed",
    }


def test_choose_areas_changes_nothing_when_one_is_refused(programme, area, south, disa, today):
    with pytest.raises(ValidationError):
        choose_areas(programme, [south, AreaFactory()], actor=disa, since=today)

    assert names(programme) == ["Norra staden"]


@pytest.mark.parametrize("person", ["anna", "bo", "cecilia", "love", "rut"])
def test_areas_are_chosen_by_nobody_else(programme, south, person, request, today):
    with pytest.raises(PermissionDenied):
        choose_areas(programme, [south], actor=request.getfixturevalue(person), since=today)
