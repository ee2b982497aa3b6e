"""Statements that are compiled once and asked anew with each call."""

import pytest
from django.db.models import BigIntegerField, CharField, DateField

from coordination.models import Deadline, Organization
from coordination.prepared import prepared
from tests.factories import DeadlineFactory, MatterFactory, OrganizationFactory

pytestmark = pytest.mark.django_db
built = []


@prepared(matter=BigIntegerField(), on=DateField())
def due_in(matter, on):
    built.append(matter)
    rows = Deadline.objects.filter(matter=matter, due_on__lte=on)
    return rows.select_related("organization").order_by("due_on")


@prepared(name=CharField())
def ids_named(name):
    return Organization.objects.filter(name=name).values_list("pk", flat=True)


def test_prepared_statement_answers_for_the_values_of_each_call(matter):
    early, late = (DeadlineFactory(matter=matter, due_on=f"2026-0{month}-01") for month in (1, 2))
    elsewhere = DeadlineFactory(matter=MatterFactory(), due_on="2026-01-01")

    found = [
        due_in(matter=matter.pk, on=early.due_on),
        due_in(matter=matter.pk, on=late.due_on),
        due_in(matter=elsewhere.matter_id, on=late.due_on),
    ]

    assert found == [[early], [early, late], [elsewhere]]


def test_prepared_statement_asks_the_database_each_time(matter, django_assert_num_queries):
    deadline = DeadlineFactory(matter=matter, due_on="2026-01-01")
    due_in(matter=matter.pk, on=deadline.due_on)
    deadline.delete()

    with django_assert_num_queries(1):
        assert due_in(matter=matter.pk, on="2026-01-01") == []


def test_prepared_statement_is_built_once(matter):
    due_in(matter=matter.pk, on="2026-01-01")
    before = len(built)

    due_in(matter=matter.pk + 1, on="2027-01-01")

    assert len(built) == before


def test_prepared_rows_carry_what_was_selected_with_them(matter, django_assert_num_queries):
    deadline = DeadlineFactory(matter=matter, due_on="2026-01-01")

    with django_assert_num_queries(1):
        (found,) = due_in(matter=matter.pk, on="2026-01-01")
        assert found.organization.name == deadline.organization.name


def test_prepared_value_never_becomes_part_of_the_statement():
    body = OrganizationFactory(name="x' OR '1'='1")

    assert (ids_named(name=body.name), ids_named(name="' OR ''='")) == ([body.pk], [])


@pytest.mark.parametrize("values", [{}, {"name": "x", "more": 1}, {"other": "x"}])
def test_prepared_statement_wants_every_value_and_no_other(values):
    with pytest.raises(TypeError):
        ids_named(**values)


def test_prepared_statement_takes_no_missing_value():
    with pytest.raises(ValueError, match="'name' must have a value"):
        ids_named(name=None)
