"""What a calendar file does: once, all of it or nothing, and nothing the second time."""

from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied

from coordination.domain.meeting_import import (
    MeetingRow,
    Verdict,
    import_meetings,
    plan_import,
    why_doubtful,
)
from coordination.domain.meeting_routine import set_papers_routine
from coordination.models import AuditEvent, Decision, Meeting

pytestmark = pytest.mark.django_db

DAY, LATER = date(2027, 1, 20), date(2027, 2, 17)


def row(day=DAY, uid="", **fields):
    return MeetingRow("Rad 2", day, uid=uid, **fields)


def verdicts(body, *rows):
    return [each.verdict for each in plan_import(body, rows)]


def save(body, actor, *rows):
    return import_meetings(body, actor=actor, rows=rows)


def test_new_meetings_are_saved_with_the_papers_day_of_the_routine(town, bo, today):
    set_papers_routine(town.participant, actor=bo, working_days=10, today=today)

    save(town.participant, bo, row(starts_at=time(13), uid="a"), row(LATER))

    assert list(Meeting.objects.values_list("held_on", "starts_at", "papers_due_on", "uid")) == [
        (DAY, time(13), date(2027, 1, 5), "a"),
        (LATER, None, date(2027, 2, 3), ""),
    ]


@pytest.mark.parametrize("uids", [("a", "b"), ("", "")])
def test_second_time_changes_nothing(town, bo, uids):
    rows = [row(uid=uids[0]), row(LATER, uid=uids[1])]
    save(town.participant, bo, *rows)
    events = AuditEvent.objects.count()

    assert save(town.participant, bo, *rows) == {Verdict.SAME: 2}
    assert (Meeting.objects.count(), AuditEvent.objects.count()) == (2, events)


def test_meeting_with_a_known_uid_moves(town, bo):
    save(town.participant, bo, row(uid="a"))

    save(town.participant, bo, row(LATER, uid="a"))

    assert list(Meeting.objects.values_list("held_on", "uid")) == [(LATER, "a")]


def test_what_the_file_leaves_out_stays(town, bo):
    save(town.participant, bo, row(starts_at=time(13), papers_due_on=date(2027, 1, 4), note="x"))

    assert verdicts(town.participant, row()) == [Verdict.SAME]
    assert verdicts(town.participant, row(starts_at=time(9))) == [Verdict.CHANGED]


def test_meeting_planned_by_hand_is_known_by_its_day_and_gets_the_uid(town, bo):
    Meeting.objects.create(organization=town.participant, held_on=DAY)

    save(town.participant, bo, row(uid="a"))

    assert list(Meeting.objects.values_list("held_on", "uid")) == [(DAY, "a")]


def test_cancelled_in_the_file_is_cancelled_in_the_calendar(town, bo):
    save(town.participant, bo, row(uid="a"))

    save(town.participant, bo, row(uid="a", is_cancelled=True))

    assert Meeting.objects.get().state == "cancelled"
    assert verdicts(town.participant, row(uid="a", is_cancelled=True)) == [Verdict.SAME]


def test_meeting_with_a_decision_is_neither_moved_nor_cancelled(town, bo, matter):
    save(town.participant, bo, row(uid="a"))
    Decision.objects.create(
        matter=matter,
        body=town.participant,
        meeting=Meeting.objects.get(),
        decided_on=DAY,
        year=2027,
        paragraph=1,
        title="x",
        text="x",
    )

    assert verdicts(town.participant, row(LATER, uid="a")) == [Verdict.ERROR]
    assert verdicts(town.participant, row(uid="a", is_cancelled=True)) == [Verdict.ERROR]
    assert verdicts(town.participant, row(uid="a")) == [Verdict.SAME]


@pytest.mark.parametrize(
    "rows",
    [
        [row(), row()],
        [row(uid="a"), row(LATER, uid="a")],
        [row(), row(date(9999, 1, 1))],
        [row(), row(LATER, papers_due_on=date(2027, 3, 1))],
        [row(), row(LATER, note="a\nb")],
        [row(), MeetingRow("Rad 3", error="Fel.")],
    ],
)
def test_row_with_a_fault_is_left_out_and_the_good_one_saved(town, bo, rows):
    assert save(town.participant, bo, *rows) == {Verdict.NEW: 1, Verdict.ERROR: 1}
    assert Meeting.objects.get().held_on == DAY


def test_two_meetings_that_trade_days_are_refused_without_a_collision(town, bo):
    save(town.participant, bo, row(uid="a"), row(LATER, uid="b"))

    done = save(town.participant, bo, row(LATER, uid="a"), row(DAY, uid="b"))

    assert done == {Verdict.ERROR: 2}


def test_new_meeting_on_a_day_that_another_leaves_waits_for_the_next_time(town, bo):
    save(town.participant, bo, row(uid="a"))
    rows = [row(uid="b"), row(LATER, uid="a")]

    assert save(town.participant, bo, *rows) == {Verdict.ERROR: 1, Verdict.MOVED: 1}
    assert save(town.participant, bo, *rows) == {Verdict.NEW: 1, Verdict.SAME: 1}


def test_stranger_imports_nothing(town, cecilia):
    with pytest.raises(PermissionDenied):
        save(town.participant, cecilia, row())

    assert not Meeting.objects.exists()


@pytest.mark.parametrize("number", [1, 40])
def test_preview_costs_two_statements(town, number, django_assert_num_queries):
    rows = [row(date(2027, 1 + n // 28, 1 + n % 28)) for n in range(number)]

    with django_assert_num_queries(2):
        plan_import(town.participant, rows)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2027, 1, 19), "Dagen har redan varit."),
        (date(2027, 1, 20), ""),
        (date(2027, 1, 23), "Det är en lördag."),
        (date(2027, 5, 6), "Det är en helgdag."),
    ],
)
def test_row_that_is_probably_not_meant_says_why(town, day, why):
    (planned,) = plan_import(town.participant, [row(day)])

    assert why_doubtful(planned, today=DAY) == why


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        ("Stadsbyggnadsnämnden", ""),
        ("stadsbyggnadsnämndens sammanträde", ""),
        ("Sammanträde med Stadsbyggnadsnämnden", ""),
        ("Stadsbyggnadsnämnden – budget", "budget"),
        ("Gemensamt med stadsbyggnadsnämnden", "Gemensamt med stadsbyggnadsnämnden"),
        ("Studiebesök", "Studiebesök"),
    ],
)
def test_note_does_not_repeat_whose_meeting_it_is(town, bo, note, kept):
    save(town.participant, bo, row(note=note))

    assert Meeting.objects.get().note == kept
