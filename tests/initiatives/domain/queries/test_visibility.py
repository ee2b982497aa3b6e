"""What the pages take for granted: who sees a programme sees what they read straight from it."""

import pytest
from django.utils import timezone

from coordination.domain.assignment import give_assignment
from coordination.models import Assignment, Deadline, Organization
from initiatives.domain.initiative_date import END, owe_date
from initiatives.domain.queries.initiative_list import initiatives_for
from initiatives.domain.queries.initiative_page import initiatives_for_pages, page_of
from initiatives.models import Initiative, Programme
from tests.factories import DeadlineFactory
from tests.factories.initiatives import InitiativeFactory


@pytest.mark.parametrize("person", ["anna", "disa", "love", "rut", "gun", "bo", "erik", "cecilia"])
def test_all_in_a_programme_is_seen_with_it(
    programme, steering_group, town, disa, person, request, today
):
    InitiativeFactory(programme=programme, lead=town.lead)
    DeadlineFactory(matter=programme.matter, organization=town.outside)
    give_assignment(programme.mandate, actor=disa, receiver=town.lead, text="Gör", today=today)
    user = request.getfixturevalue(person)
    sees = Programme.objects.visible_to(user).exists()

    def all_seen(rows, **of):
        return rows.visible_to(user).filter(**of).count() == rows.filter(**of).count()

    assert all_seen(Initiative.objects, programme=programme) is sees
    assert all_seen(Assignment.objects, decision=programme.mandate) is sees
    assert all_seen(Organization.objects, programmes=programme) is sees
    # Cecilia's own committee owes the date, so she sees it whatever the matter.
    assert all_seen(Deadline.objects, matter=programme.matter) is (sees or person == "cecilia")


def test_list_of_a_programme_is_what_one_may_see_there(programme, initiative, anna):
    assert list(initiatives_for(anna, programme=programme)) == list(
        Initiative.objects.visible_to(anna).filter(programme=programme)
    )


@pytest.mark.parametrize(
    ("person", "groups", "dates"), [("anna", 1, 1), ("bo", 0, 1), ("cecilia", 0, 0)]
)
def test_participant_sees_no_groups_and_only_own_dates(
    initiative, steering_group, town, person, groups, dates, request
):
    initiative.groups.add(steering_group)
    initiative.participations.create(
        organization=town.outside, role="contributes", since=timezone.localdate()
    )
    owe_date(END, initiative, today=timezone.localdate())
    user = request.getfixturevalue(person)

    found = initiatives_for_pages(user).get(pk=initiative.pk)
    page = page_of(found, user=user, today=timezone.localdate())

    assert (len(page.groups), len(page.dates)) == (groups, dates)
