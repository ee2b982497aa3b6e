"""Initiatives: proposed and edited."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from coordination.enums import Role
from coordination.exceptions import EditConflict
from coordination.models import Deadline
from initiatives.domain.initiative import edit_initiative, propose_initiative
from initiatives.enums import InitiativeState, ParticipationRole
from initiatives.models import Initiative
from tests.factories import AreaFactory


@pytest.fixture
def facts(town, today):
    return {
        "title": "Öppna skolgården",
        "summary": "Kvällsöppet med ledare på plats.",
        "lead": town.participant,
        "ends_on": date(2025, 12, 31),
        "today": today,
    }


@pytest.fixture
def proposed(programme, facts, disa):
    return propose_initiative(programme, actor=disa, **facts)


def edited(initiative, **changes):
    names = ("title", "summary", "description", "lead", "starts_on", "ends_on", "version")
    lists = {"areas": list(initiative.areas.all()), "groups": list(initiative.groups.all())}
    return {name: getattr(initiative, name) for name in names} | lists | changes


def test_propose_initiative_lets_its_lead_take_part(proposed, town):
    participation = proposed.participations.get()

    assert (proposed.state, proposed.areas.count()) == (InitiativeState.PLANNED, 0)
    assert (participation.organization, participation.role) == (
        town.participant,
        ParticipationRole.LEAD,
    )


def test_propose_initiative_owes_its_last_day(proposed, town):
    deadline = Deadline.objects.get(kind="initiative_end", subject_id=proposed.pk)

    assert (deadline.due_on, deadline.organization, deadline.role) == (
        date(2025, 12, 31),
        town.participant,
        Role.CASE_OFFICER,
    )


def test_late_start_is_a_date_that_somebody_owes(programme, facts, disa, town, today):
    begins = today - timedelta(days=9)
    proposed = propose_initiative(programme, actor=disa, **facts | {"starts_on": begins})

    owed = Deadline.objects.get(kind="initiative_start", subject_id=proposed.pk)
    assert (owed.due_on, owed.organization, owed.role) == (
        begins,
        town.participant,
        Role.CASE_OFFICER,
    )
    assert (owed.title, owed.done_at) == (f"Starta insatsen {proposed.title}", None)
    assert owed in Deadline.objects.open().filter(due_on__lt=today)


def test_initiative_without_a_first_day_owes_no_start(programme, facts, disa):
    propose_initiative(programme, actor=disa, **facts | {"starts_on": None})

    assert not Deadline.objects.filter(kind="initiative_start").exists()


def test_first_day_is_moved_with_a_reason_until_the_work_has_begun(
    programme, facts, disa, bo, today
):
    proposed = propose_initiative(programme, actor=disa, **facts | {"starts_on": today})
    later = edited(proposed, starts_on=today + timedelta(days=14))
    with pytest.raises(ValidationError, match="varför startdagen"):
        edit_initiative(proposed, actor=bo, today=today, **later)
    moved = edit_initiative(proposed, actor=bo, today=today, reason="Lokalen dröjer", **later)

    owed = Deadline.objects.get(kind="initiative_start")
    assert (owed.due_on, owed.moves.get().reason) == (moved.starts_on, "Lokalen dröjer")

    Initiative.objects.filter(pk=moved.pk).update(state=InitiativeState.RUNNING)
    edit_initiative(moved, actor=bo, today=today, **edited(moved, starts_on=today))
    owed.refresh_from_db()
    assert owed.due_on == today + timedelta(days=14)


@pytest.mark.parametrize("person", ["bo", "erik"])
def test_propose_initiative_is_open_to_the_officials_of_its_lead(programme, facts, person, request):
    initiative = propose_initiative(programme, actor=request.getfixturevalue(person), **facts)

    assert initiative.pk


@pytest.mark.parametrize("person", ["anna", "cecilia", "gun", "love", "rut"])
def test_propose_initiative_is_refused_to_others(programme, facts, person, request):
    with pytest.raises(PermissionDenied):
        propose_initiative(programme, actor=request.getfixturevalue(person), **facts)


def test_propose_initiative_refuses_an_area_of_another_municipality(programme, facts, disa):
    with pytest.raises(ValidationError) as refused:
        propose_initiative(programme, actor=disa, areas=[AreaFactory()], **facts)

    assert (refused.value.code, Initiative.objects.count()) == ("other_municipality", 0)


def test_propose_initiative_refuses_a_committee_as_group(programme, facts, town, disa):
    with pytest.raises(ValidationError) as refused:
        propose_initiative(programme, actor=disa, groups=[town.lead], **facts)

    assert refused.value.code == "not_a_group_here"


def test_edit_initiative_changes_facts_areas_and_groups(proposed, area, steering_group, bo, today):
    changes = edited(proposed, title="Öppen skolgård", areas=[area], groups=[steering_group])

    after = edit_initiative(proposed, actor=bo, today=today, **changes)

    assert (after.title, after.version) == ("Öppen skolgård", 2)
    assert (list(after.areas.all()), list(after.groups.all())) == ([area], [steering_group])


def test_edit_initiative_refuses_a_stale_version(proposed, bo, today):
    with pytest.raises(EditConflict):
        edit_initiative(proposed, actor=bo, today=today, **edited(proposed, version=0))


def test_edit_initiative_moves_the_last_day_with_a_reason(proposed, bo, today):
    changes = edited(proposed, ends_on=date(2026, 6, 30))

    with pytest.raises(ValidationError, match="varför slutdagen"):
        edit_initiative(proposed, actor=bo, today=today, **changes)
    edit_initiative(proposed, actor=bo, today=today, reason="Sen leverans", **changes)

    deadline = Deadline.objects.get(kind="initiative_end")
    assert (deadline.due_on, deadline.moves.get().reason) == (date(2026, 6, 30), "Sen leverans")


def test_edit_initiative_without_a_last_day_owes_nothing_until_it_has_one(proposed, bo, today):
    def open_days():
        return list(Deadline.objects.open().values_list("due_on", flat=True))

    after = edit_initiative(
        proposed, actor=bo, today=today, reason="Löper vidare", **edited(proposed, ends_on=None)
    )
    assert open_days() == []

    edit_initiative(after, actor=bo, today=today, **edited(after, ends_on=date(2026, 1, 31)))
    assert open_days() == [date(2026, 1, 31)]


def test_edit_initiative_hands_over_the_lead_and_keeps_a_part(proposed, disa, town, today):
    edit_initiative(proposed, actor=disa, today=today, **edited(proposed, lead=town.lead))

    assert set(proposed.participations.values_list("organization", "role")) == {
        (town.lead.pk, ParticipationRole.LEAD),
        (town.participant.pk, ParticipationRole.CONTRIBUTES),
    }


def test_edit_initiative_lets_nobody_push_the_lead_on_others(proposed, bo, town, today):
    with pytest.raises(PermissionDenied):
        edit_initiative(proposed, actor=bo, today=today, **edited(proposed, lead=town.lead))


@pytest.mark.parametrize("person", ["anna", "cecilia", "gun", "love", "rut"])
def test_edit_initiative_is_refused_to_others(proposed, person, request, today):
    with pytest.raises(PermissionDenied):
        edit_initiative(
            proposed, actor=request.getfixturevalue(person), today=today, **edited(proposed)
        )


def test_completed_initiative_is_edited_by_managers_only(running, bo, disa, today):
    running.state, running.completed_on = InitiativeState.COMPLETED, today
    running.save()

    with pytest.raises(PermissionDenied):
        edit_initiative(running, actor=bo, today=today, **edited(running))
    edit_initiative(running, actor=disa, today=today, **edited(running, ends_on=today))

    assert not Deadline.objects.exists()
