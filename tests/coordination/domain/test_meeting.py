"""A body's calendar: planned, moved, cancelled, ended."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from coordination.domain.meeting import (
    cancel_meeting,
    close_meeting,
    meeting_on,
    move_meeting,
    plan_meeting,
    resume_meeting,
)
from coordination.domain.meeting_routine import add_break, remove_break, set_papers_routine
from coordination.models import AuditEvent, Decision, Meeting, MeetingBreak, OutgoingMessage

pytestmark = pytest.mark.django_db

DAY, LATER = date(2027, 1, 20), date(2027, 2, 17)


@pytest.fixture
def meeting(town, bo):
    return plan_meeting(town.participant, actor=bo, held_on=DAY, starts_at=time(13))


def refused(act, *args, **kwargs):
    with pytest.raises(ValidationError) as refusal:
        act(*args, **kwargs)
    return refusal.value.code


def decide(meeting, matter):
    Decision.objects.create(
        matter=matter,
        body=meeting.organization,
        meeting=meeting,
        decided_on=meeting.held_on,
        year=meeting.held_on.year,
        paragraph=1,
        title="x",
        text="x",
    )


def test_planned_meeting_gets_the_papers_day_of_the_routine(town, bo, today):
    set_papers_routine(town.participant, actor=bo, working_days=5, today=today)

    planned = plan_meeting(town.participant, actor=bo, held_on=DAY)

    assert planned.papers_due_on == date(2027, 1, 13)


def test_routine_fills_coming_meetings_that_lack_a_day_and_no_others(town, bo, meeting, today):
    own = plan_meeting(
        town.participant, actor=bo, held_on=LATER, papers_due_on=LATER - timedelta(days=1)
    )

    filled = set_papers_routine(town.participant, actor=bo, working_days=5, today=today)

    meeting.refresh_from_db()
    own.refresh_from_db()
    assert (filled, meeting.papers_due_on) == (1, date(2027, 1, 13))
    assert own.papers_due_on == LATER - timedelta(days=1)


def test_moved_meeting_keeps_the_reason_in_the_trail(bo, meeting):
    moved = move_meeting(meeting, actor=bo, held_on=LATER, reason="Lokalen är upptagen.")

    event = AuditEvent.objects.get(action="meeting.moved")
    assert (moved.held_on, event.data["from"]) == (LATER, "2027-01-20")
    assert event.data["reason"] == "Lokalen är upptagen."


def test_papers_are_never_due_after_the_meeting(town, bo, meeting):
    late = {"held_on": LATER, "papers_due_on": LATER + timedelta(days=1)}

    assert refused(plan_meeting, town.participant, actor=bo, **late) == "papers_after_meeting"
    assert refused(move_meeting, meeting, actor=bo, reason="x", **late) == "papers_after_meeting"


def test_meeting_moves_neither_to_a_taken_day_nor_without_a_reason(town, bo, meeting):
    plan_meeting(town.participant, actor=bo, held_on=LATER)

    assert refused(move_meeting, meeting, actor=bo, held_on=LATER, reason="x") == "day_taken"
    assert refused(move_meeting, meeting, actor=bo, held_on=DAY, reason=" ") == "missing"


def test_meeting_that_decided_is_neither_moved_nor_cancelled(bo, meeting, matter):
    decide(meeting, matter)

    assert refused(move_meeting, meeting, actor=bo, held_on=LATER, reason="x") == "meeting_fixed"
    assert refused(cancel_meeting, meeting, actor=bo, reason="x") == "meeting_fixed"


def test_cancelled_meeting_keeps_its_day_until_it_is_planned_again(town, bo, meeting):
    cancel_meeting(meeting, actor=bo, reason="För få ärenden.")

    assert Meeting.objects.get().state == "cancelled"
    assert not Meeting.objects.ahead(DAY).exists()
    assert refused(plan_meeting, town.participant, actor=bo, held_on=DAY) == "day_taken"
    assert refused(cancel_meeting, meeting, actor=bo, reason="x") == "meeting_fixed"
    assert resume_meeting(meeting, actor=bo).state == "planned"


def test_only_a_cancelled_meeting_is_planned_again(bo, meeting):
    assert refused(resume_meeting, meeting, actor=bo) == "not_cancelled"


def test_no_decision_is_written_to_a_cancelled_meeting(town, bo, meeting):
    cancel_meeting(meeting, actor=bo, reason="x")

    assert refused(meeting_on, town.participant, actor=bo, held_on=DAY) == "meeting_cancelled"


def test_meeting_is_closed_on_its_day_and_not_before(bo, meeting):
    early = DAY - timedelta(days=1)

    assert refused(close_meeting, meeting, actor=bo, today=early) == "meeting_fixed"
    assert close_meeting(meeting, actor=bo, today=DAY).state == "closed"
    assert refused(cancel_meeting, meeting, actor=bo, reason="x") == "meeting_fixed"


def test_break_is_added_and_removed_by_those_who_plan(town, bo, cecilia):
    days = {"title": "Sommaruppehåll", "starts_on": DAY, "ends_on": LATER}

    pause = add_break(town.participant, actor=bo, **days)
    with pytest.raises(PermissionDenied):
        remove_break(pause, actor=cecilia)
    remove_break(pause, actor=bo)

    assert not MeetingBreak.objects.exists()


def test_break_ends_after_it_begins_and_within_a_year(town, bo):
    backwards = {"title": "x", "starts_on": LATER, "ends_on": DAY}
    endless = {"title": "x", "starts_on": DAY, "ends_on": date(2029, 1, 1)}

    assert refused(add_break, town.participant, actor=bo, **backwards) == "days_in_order"
    assert refused(add_break, town.participant, actor=bo, **endless) == "days_in_order"


@pytest.mark.parametrize("days", [-1, 61])
def test_routine_is_a_reasonable_number_of_days(town, bo, today, days):
    act = {"actor": bo, "working_days": days, "today": today}

    assert refused(set_papers_routine, town.participant, **act) == "working_days"


def test_stranger_changes_nothing_in_the_calendar(cecilia, meeting):
    for act, facts in (
        (move_meeting, {"held_on": LATER, "reason": "x"}),
        (cancel_meeting, {"reason": "x"}),
        (resume_meeting, {}),
        (close_meeting, {"today": DAY}),
    ):
        with pytest.raises(PermissionDenied):
            act(meeting, actor=cecilia, **facts)


# --- Who is told of a move -----------------------------------------------------------------------


def letters():
    return {each.person: each for each in OutgoingMessage.objects.filter(kind="meeting")}


def test_move_is_told_to_those_whose_statement_waits(meeting, written, bo):
    move_meeting(meeting, actor=bo, held_on=LATER, reason="Lokalen är upptagen.")

    assert set(letters()) == {bo.person}
    text = letters()[bo.person].text
    assert written.title in text
    assert "Lokalen är upptagen." in text
    assert "Be om mer tid" in text


def test_changed_hour_is_told_to_nobody(meeting, written, bo):
    move_meeting(meeting, actor=bo, held_on=DAY, starts_at=time(15), reason="Annan tid.")

    assert letters() == {}


def test_refused_move_is_told_to_nobody(meeting, written, bo, matter):
    decide(meeting, matter)

    refused(move_meeting, meeting, actor=bo, held_on=LATER, reason="Lokalen.")

    assert letters() == {}


def test_finished_statement_does_not_wait(meeting, adopted, bo):
    move_meeting(meeting, actor=bo, held_on=LATER, reason="Lokalen.")

    assert letters() == {}


def test_memorandum_on_its_way_waits_too(presented, disa, town, gun):
    board_meeting = Meeting.objects.create(organization=town.board, held_on=DAY)

    move_meeting(board_meeting, actor=gun, held_on=LATER, reason="Lokalen.")

    assert all(presented.title in each.text for each in letters().values())
    assert letters()
