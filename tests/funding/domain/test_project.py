from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from coordination.exceptions import ActionRefused
from funding.domain.project import call_off_project, complete_project, start_project
from funding.enums import PROJECT_TRANSITIONS, ProjectState
from funding.models import Grant
from funding.signals import project_completed

ACTS = {
    "start": lambda grant, actor: start_project(grant, actor=actor),
    "complete": lambda grant, actor: complete_project(
        grant, actor=actor, completed_on=date(2025, 4, 30)
    ),
    "call_off": lambda grant, actor: call_off_project(grant, actor=actor, reason="Inga anbud"),
}


@pytest.mark.parametrize("state", ProjectState)
@pytest.mark.parametrize("action", ACTS)
def test_every_pair_outside_the_table_is_refused(grant, erik, state, action):
    done = date(2025, 4, 1) if state == ProjectState.COMPLETED else None
    Grant.objects.filter(pk=grant.pk).update(project_state=state, completed_on=done)
    grant.refresh_from_db()

    if (state, action) in PROJECT_TRANSITIONS:
        moved = ACTS[action](grant, erik)
        assert moved.project_state == PROJECT_TRANSITIONS[state, action]
        return
    with pytest.raises(ActionRefused):
        ACTS[action](grant, erik)
    grant.refresh_from_db()
    assert grant.project_state == state


@pytest.mark.parametrize("day", [date(2025, 5, 29), date(2025, 3, 4)])
def test_project_is_completed_between_the_grant_and_today(grant, erik, now, day):
    with pytest.raises(ValidationError):
        complete_project(grant, actor=erik, completed_on=day, now=now)


def test_completion_is_undone_when_follow_up_fails(grant, erik):
    def fails(**_said):
        raise RuntimeError

    project_completed.connect(fails)
    try:
        with pytest.raises(RuntimeError):
            complete_project(grant, actor=erik, completed_on=date(2025, 4, 30))
    finally:
        project_completed.disconnect(fails)
    grant.refresh_from_db()
    assert grant.project_state == "not_started"


@pytest.mark.parametrize("person", ["anna", "love", "cecilia", "rut", "gun"])
@pytest.mark.parametrize("action", ACTS)
def test_others_move_no_project(grant, person, action, request):
    with pytest.raises(PermissionDenied):
        ACTS[action](grant, request.getfixturevalue(person))


def test_project_taken_up_again_has_no_day_of_completion(grant, erik):
    called_off = call_off_project(grant, actor=erik, reason="Inga anbud")

    assert (start_project(called_off, actor=erik).project_state, called_off.completed_on) == (
        "under_way",
        None,
    )
