"""Who sees which programmes, and what the database itself refuses."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from initiatives.models import Programme
from tests.factories.initiatives import ProgrammeFactory


@pytest.mark.parametrize(
    ("person", "sees"),
    [
        ("anna", True),
        ("disa", True),
        ("love", True),
        ("rut", True),
        ("gun", True),
        ("bo", False),
        ("erik", False),
        ("cecilia", False),
    ],
)
def test_programme_is_seen_by_those_who_see_its_matter(programme, person, sees, request):
    found = Programme.objects.visible_to(request.getfixturevalue(person))

    assert found.exists() is sees


def test_part_in_an_initiative_does_not_show_the_programme(programme, initiative, bo):
    assert not Programme.objects.visible_to(bo).exists()


def test_database_refuses_an_end_before_the_start(programme):
    programme.ends_on = date(2024, 1, 1)

    with pytest.raises(IntegrityError), transaction.atomic():
        programme.save()


def test_database_refuses_the_same_name_in_a_matter(programme):
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgrammeFactory(matter=programme.matter, name=programme.name)
