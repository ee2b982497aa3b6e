"""The states of an initiative: every pair that the table does not name is refused."""

from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from coordination.models import AuditEvent, Deadline
from initiatives.domain.initiative_date import END, START, owe_date
from initiatives.domain.initiative_state import (
    complete_initiative,
    incorporate_initiative,
    resume_initiative,
    start_initiative,
    stop_initiative,
)
from initiatives.enums import INITIATIVE_TRANSITIONS, InitiativeState, ParticipationRole
from initiatives.models import Initiative
from initiatives.signals import initiative_completed
from tests.factories.initiatives import ParticipationFactory

DAY = date(2025, 5, 28)
ACTS = {
    "start": (start_initiative, {"on": DAY, "today": DAY}),
    "complete": (complete_initiative, {"on": DAY, "today": DAY}),
    "incorporate": (incorporate_initiative, {"reason": "Skolan fortsätter."}),
    "stop": (stop_initiative, {"reason": "Pengarna räckte inte."}),
    "resume": (resume_initiative, {"today": DAY}),
}


def in_state(initiative, state):
    initiative.state = state
    initiative.completed_on = DAY if state in {"completed", "incorporated"} else None
    initiative.stopped_reason = "Skäl" if state == "stopped" else ""
    initiative.save()
    return initiative


def perform(action, initiative, *, actor):
    act, values = ACTS[action]
    return act(initiative, actor=actor, **values)


@contextmanager
def heard():
    told = []

    def receiver(sender, **given):
        told.append(given)

    initiative_completed.connect(receiver)
    try:
        yield told
    finally:
        initiative_completed.disconnect(receiver)


@pytest.mark.parametrize("action", ACTS)
@pytest.mark.parametrize("state", InitiativeState)
def test_initiative_goes_where_the_table_says(running, disa, state, action):
    initiative = in_state(running, state)
    wanted = INITIATIVE_TRANSITIONS.get((state, action))

    if wanted:
        assert perform(action, initiative, actor=disa).state == wanted
    else:
        with pytest.raises(ValidationError) as refused:
            perform(action, initiative, actor=disa)
        assert refused.value.code == "wrong_state"


@pytest.mark.parametrize("person", ["anna", "cecilia", "gun", "love", "rut"])
@pytest.mark.parametrize("action", ACTS)
def test_states_are_moved_by_nobody_else(running, action, person, request):
    with pytest.raises(PermissionDenied):
        perform(action, running, actor=request.getfixturevalue(person))

    assert AuditEvent.objects.count() == 0


@pytest.mark.parametrize("person", ["bo", "erik", "disa"])
def test_states_are_moved_by_the_lead_body_and_the_convener(running, person, request):
    after = perform("complete", running, actor=request.getfixturevalue(person))

    assert (after.state, after.completed_on) == (InitiativeState.COMPLETED, DAY)


@pytest.mark.parametrize(
    ("held", "missing"),
    [
        ([], "genomför och följer upp"),
        ([ParticipationRole.CARRIES_OUT], "följer upp"),
        ([ParticipationRole.FOLLOWS_UP], "genomför"),
    ],
)
def test_start_is_refused_while_responsibility_is_unclear(initiative, disa, held, missing):
    for role in held:
        ParticipationFactory(initiative=initiative, role=role)

    with pytest.raises(ValidationError, match=f"vem som {missing}\\.") as refused:
        perform("start", initiative, actor=disa)

    assert refused.value.code == "responsibility_missing"


def test_start_refuses_a_day_to_come(running, disa):
    in_state(running, InitiativeState.PLANNED)

    with pytest.raises(ValidationError) as refused:
        start_initiative(running, actor=disa, on=DAY + timedelta(days=1), today=DAY)

    assert refused.value.code == "day_to_come"


def test_completion_keeps_the_last_day_and_is_told_to_others(running, disa):
    owe_date(END, running, today=DAY)
    at = datetime(2025, 5, 28, 12, tzinfo=UTC)

    with heard() as told:
        complete_initiative(running, actor=disa, on=DAY, today=DAY, at=at)

    assert Deadline.objects.get(kind="initiative_end").done_at == at
    assert [(each["initiative"], each["actor"], each["at"]) for each in told] == [
        (running, disa, at)
    ]


def test_start_keeps_the_date_it_was_to_begin_on(running, disa):
    in_state(running, InitiativeState.PLANNED)
    owe_date(START, running, today=DAY)

    start_initiative(running, actor=disa, on=DAY, today=DAY)

    assert Deadline.objects.get(kind="initiative_start").done_by == "insatsen startade"


def test_stopped_initiative_owes_no_start_until_it_is_taken_up_again(initiative, disa):
    owe_date(START, initiative, today=DAY)
    stopped = stop_initiative(initiative, actor=disa, reason="Pengarna räcker inte.")
    assert not Deadline.objects.open().exists()

    resume_initiative(stopped, actor=disa, today=DAY)

    assert Deadline.objects.open().get().kind == "initiative_start"


def test_completion_is_undone_when_the_follow_up_cannot_be_made(running, disa):
    def fails(sender, **given):
        raise RuntimeError

    initiative_completed.connect(fails)
    try:
        with pytest.raises(RuntimeError):
            perform("complete", running, actor=disa)
    finally:
        initiative_completed.disconnect(fails)

    assert Initiative.objects.get().state == InitiativeState.RUNNING


def test_completion_refuses_a_day_before_the_start(running, disa):
    with pytest.raises(ValidationError) as refused:
        complete_initiative(running, actor=disa, on=date(2025, 2, 1), today=DAY)

    assert refused.value.code == "ends_before_start"


def test_stop_needs_a_reason_and_frees_the_last_day(running, disa):
    owe_date(END, running, today=DAY)

    with pytest.raises(ValidationError):
        stop_initiative(running, actor=disa, reason=" ")
    with heard() as told:
        perform("stop", running, actor=disa)

    assert (Deadline.objects.get().done_by, told) == ("insatsen stoppades", [])


def test_resume_watches_the_last_day_anew(running, disa):
    owe_date(END, running, today=DAY)
    stopped = perform("stop", running, actor=disa)

    resumed = perform("resume", stopped, actor=disa)

    assert (resumed.state, resumed.stopped_reason) == (InitiativeState.PLANNED, "")
    assert Deadline.objects.get().done_at is None
