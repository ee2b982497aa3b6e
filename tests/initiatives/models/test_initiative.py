"""Who sees which initiatives, what the database itself refuses, and the indexes behind the list."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from initiatives.domain.queries.initiative_list import initiatives_for
from initiatives.domain.queries.initiative_table import with_table_columns
from initiatives.enums import InitiativeState, ParticipationRole
from initiatives.models import Initiative
from tests.factories.initiatives import InitiativeFactory, ParticipationFactory, ProgrammeFactory


def visible(user):
    return list(Initiative.objects.visible_to(user))


@pytest.mark.parametrize("person", ["anna", "disa", "love", "rut", "gun"])
def test_initiative_is_seen_by_those_who_see_its_programme(initiative, person, request):
    assert visible(request.getfixturevalue(person)) == [initiative]


@pytest.mark.parametrize("person", ["bo", "erik"])
def test_initiative_is_seen_by_the_people_of_participants(initiative, person, request):
    assert visible(request.getfixturevalue(person)) == [initiative]


def test_initiative_is_not_seen_by_outsiders(initiative, cecilia):
    assert visible(cecilia) == []


def test_initiative_is_seen_once_however_many_parts_one_has(initiative, town, bo):
    for role in (ParticipationRole.CARRIES_OUT, ParticipationRole.FOLLOWS_UP):
        ParticipationFactory(initiative=initiative, organization=town.participant, role=role)

    assert visible(bo) == [initiative]


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends_on": date(2025, 1, 1)},
        {"state": InitiativeState.COMPLETED},
        {"completed_on": date(2025, 5, 1)},
        {"state": InitiativeState.STOPPED},
        {"state": InitiativeState.RUNNING, "starts_on": None},
    ],
)
def test_database_refuses_what_cannot_be(initiative, wrong):
    for name, value in wrong.items():
        setattr(initiative, name, value)

    with pytest.raises(IntegrityError), transaction.atomic():
        initiative.save()


def test_database_refuses_a_second_lead(initiative):
    with pytest.raises(IntegrityError), transaction.atomic():
        ParticipationFactory(initiative=initiative, role=ParticipationRole.LEAD)


def test_initiatives_stand_in_swedish_order(programme):
    for title in ("Ängen", "Örat", "Zebran", "Ån"):
        InitiativeFactory(programme=programme, title=title)

    assert [row.title for row in Initiative.objects.for_table()] == [
        "Zebran",
        "Ån",
        "Ängen",
        "Örat",
    ]


# --- The list's indexes --------------------------------------------------------------------------


def plan(rows) -> str:
    """How the database answers; PostgreSQL is told not to read small tables from end to end.

    It counts the rows first: what it believed of the tables else depends on the tests before.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE initiatives_initiative, coordination_organization")
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
        return rows.explain()


def page(rows, **onward):
    return with_table_columns(rows).filter(**onward).order_by("sort_key", "id")[:50]


@pytest.fixture
def many(programme, town):
    for number in range(30):
        InitiativeFactory(programme=programme, title=f"Insats {number}", lead=town.participant)
    _fill_another_programme(ProgrammeFactory(matter=programme.matter), town.participant)


def _fill_another_programme(programme, lead):
    """So many that the planner has something to gain from the right index."""
    Initiative.objects.bulk_create(
        Initiative(
            programme=programme,
            lead=lead,
            title=f"Läxhjälp {number}",
            sort_key=f"l{number:05}",
            starts_on=programme.starts_on,
        )
        for number in range(2000)
    )


def test_programmes_list_is_read_in_the_order_of_its_index(many, programme, anna):
    found = plan(page(initiatives_for(anna, programme=programme)))

    assert "initiative_programme_list" in found
    assert "TEMP B-TREE FOR ORDER BY" not in found


def test_page_after_a_row_enters_the_index_there(many, programme, anna):
    rows = initiatives_for(anna, programme=programme)

    found = plan(page(rows, sort_key__gte="insats01002"))
    assert "initiative_programme_list" in found


def test_list_of_all_one_may_see_is_not_read_from_end_to_end(many, bo):
    found = plan(page(initiatives_for(bo)))

    expected = (
        "initiative_list" if connection.vendor == "postgresql" else "participation_visibility"
    )
    assert expected in found
    assert "SCAN initiatives_initiative\n" not in found
