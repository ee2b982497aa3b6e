"""Attendance: members, substitutes who serve for whom, and from which § to which."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from coordination.domain.adoption import adopt_statement
from coordination.domain.attendance import (
    Present,
    attendance_seen,
    record_attendance,
    roster_of,
    why_attendance_fixed,
)
from coordination.domain.opinion_right import refuse_without_right
from coordination.domain.quorum import taking_part
from coordination.enums import OpinionKind, Role
from coordination.exceptions import ActionRefused
from coordination.models import Attendance, AuditEvent, Meeting
from tests.conftest import member
from tests.factories import MembershipFactory, PersonFactory, SeatFactory

DAY = date(2025, 5, 27)


@pytest.fixture
def meeting(town):
    return Meeting.objects.create(organization=town.participant, held_on=DAY)


@pytest.fixture
def substitutes(town):
    return [
        member(town.participant, Role.SUBSTITUTE, name, party_label="M").person
        for name in ("Sixten", "Sanna")
    ]


def record(meeting, actor, present, today=DAY, **values):
    return record_attendance(meeting, actor=actor, present=present, today=today, **values)


def written(meeting):
    return [(a.person, a.role, a.serving_for) for a in meeting.attendances.order_by("pk")]


def test_members_and_substitutes_are_written_with_whom_they_serve_for(
    meeting, bo, members, substitutes
):
    tove, mans, *_rest = members
    sixten, sanna = substitutes

    record(
        meeting,
        bo,
        [Present(tove), Present(sixten, serves=True, serving_for=mans), Present(sanna)],
    )

    assert written(meeting) == [
        (tove, "member", None),
        (sixten, "serving_substitute", mans),
        (sanna, "substitute", None),
    ]
    assert AuditEvent.objects.first().data["serving"] == 2


def test_roster_has_the_chair_first_and_counts_vacant_seats(meeting, chair, members, substitutes):
    SeatFactory(organization=meeting.organization, role=Role.MEMBER)

    roster = roster_of(meeting)

    assert (roster.members[0], len(roster.members)) == (chair, 5)
    assert roster.substitutes == substitutes
    assert (roster.seats, roster.vacant) == (6, 1)


def test_attendance_is_of_the_day_of_the_meeting(meeting, bo, members):
    seat = members[0].memberships.get()
    seat.valid_until = date(2025, 5, 1)
    seat.save()
    newcomer = PersonFactory()
    MembershipFactory(person=newcomer, seat=seat.seat, valid_from=date(2025, 5, 2))

    assert members[0] not in roster_of(meeting).members
    assert newcomer in roster_of(meeting).members


def test_what_cannot_be_true_is_refused(meeting, bo, members, substitutes):
    tove, mans, *_rest = members
    sixten, sanna = substitutes
    cases = {
        "no_seat": [Present(PersonFactory())],
        "member_serves_for_another": [Present(tove, serving_for=mans)],
        "not_a_member": [Present(sixten, serves=True, serving_for=sanna)],
        "present_twice": [Present(tove), Present(tove)],
        "place_taken": [Present(tove), Present(sixten, serves=True, serving_for=tove)],
        "no_vacant_place": [Present(sixten, serves=True)],
        "paragraphs_in_order": [Present(tove, from_paragraph=9, until_paragraph=3)],
    }
    for code, present in cases.items():
        with pytest.raises(ActionRefused) as refused:
            record(meeting, bo, present)
        assert refused.value.code == code
    assert not meeting.attendances.exists()


def test_substitute_takes_over_from_a_paragraph_on(meeting, bo, members, substitutes):
    tove, sixten = members[0], substitutes[0]
    late = Present(sixten, serves=True, serving_for=tove, from_paragraph=206)

    record(meeting, bo, [Present(tove, until_paragraph=205), late])

    assert [a.covers(205) for a in meeting.attendances.order_by("pk")] == [True, False]
    assert [a.covers(206) for a in meeting.attendances.order_by("pk")] == [False, True]


@pytest.fixture
def entered(meeting, bo, members, substitutes):
    """Tove leaves after § 205; Sixten, who sat beside until then, serves for her from § 206."""
    tove, sixten = members[0], substitutes[0]
    record(
        meeting,
        bo,
        [
            *(Present(each) for each in members[1:]),
            Present(tove, until_paragraph=205),
            Present(sixten, until_paragraph=205),
            Present(sixten, serves=True, serving_for=tove, from_paragraph=206),
        ],
    )
    return sixten


def test_substitute_sits_beside_and_then_begins_to_serve(meeting, entered, members):
    parts = {number: taking_part(meeting, None, paragraph=number) for number in (205, 206)}

    assert {number: part.includes(entered) for number, part in parts.items()} == {
        205: False,
        206: True,
    }
    assert [part.was_there(entered) for part in parts.values()] == [True, True]
    assert [len(part.serving) for part in parts.values()] == [4, 4]


def test_whoever_took_part_in_several_ways_counts_once(meeting, entered, substitutes):
    part = taking_part(meeting, None)

    assert sorted(str(each.person) for each in part.serving).count(str(entered)) == 1
    assert AuditEvent.objects.first().data["present"].count(str(entered)) == 1
    assert AuditEvent.objects.first().data["serving"] == 5


def test_reservation_is_only_by_who_served_at_that_item(meeting, entered, town):
    for number, refused in ((205, True), (206, False)):
        part = taking_part(meeting, None, paragraph=number)
        if refused:
            with pytest.raises(ActionRefused) as why:
                refuse_without_right(part, OpinionKind.RESERVATION, [entered], town.participant)
            assert why.value.code == "took_no_part"
        else:
            refuse_without_right(part, OpinionKind.RESERVATION, [entered], town.participant)


def test_substitute_serves_for_one_and_then_for_another(meeting, bo, members, substitutes):
    tove, mans, *_rest = members
    sixten = substitutes[0]
    first = Present(sixten, serves=True, serving_for=tove, until_paragraph=205)
    then = Present(sixten, serves=True, serving_for=mans, from_paragraph=206)

    record(meeting, bo, [first, then])

    assert [row.serving_for for row in meeting.attendances.order_by("pk")] == [tove, mans]


def test_nobody_is_there_in_two_ways_at_one_paragraph(meeting, bo, members, substitutes):
    tove, sixten = members[0], substitutes[0]
    beside = Present(sixten, until_paragraph=206)
    serving = Present(sixten, serves=True, serving_for=tove, from_paragraph=206)

    with pytest.raises(ActionRefused, match="två gånger för samma paragraf"):
        record(meeting, bo, [beside, serving])


def test_database_keeps_one_way_at_a_time(meeting, members):
    Attendance.objects.create(meeting=meeting, person=members[0], role="member")

    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.create(meeting=meeting, person=members[0], role="member")


def test_two_take_a_vacant_place_in_turn(meeting, bo, members, substitutes):
    SeatFactory(organization=meeting.organization, role=Role.MEMBER)
    sixten, sanna = substitutes

    record(
        meeting,
        bo,
        [
            Present(sixten, serves=True, until_paragraph=205),
            Present(sanna, serves=True, from_paragraph=206),
        ],
    )
    with pytest.raises(ActionRefused) as refused:
        record(meeting, bo, [Present(sixten, serves=True), Present(sanna, serves=True)])

    assert (meeting.attendances.count(), refused.value.code) == (2, "no_vacant_place")


def test_two_who_write_the_attendance_at_once_are_noticed(meeting, bo, members):
    seen = attendance_seen(meeting)
    record(meeting, bo, [Present(members[0])], seen=seen)

    with pytest.raises(ActionRefused, match="Någon annan sparade"):
        record(meeting, bo, [Present(members[1])], seen=seen)

    assert written(meeting) == [(members[0], "member", None)]


def test_attendance_is_the_secretarys_and_waits_for_the_meeting(meeting, bo, erik, members):
    with pytest.raises(PermissionDenied):
        record(meeting, erik, [Present(members[0])])
    with pytest.raises(ActionRefused, match="när sammanträdet hålls"):
        record(meeting, bo, [Present(members[0])], today=date(2025, 5, 26))


@pytest.fixture
def approved_at_once(in_review, adoption, plain_document, bo, chair, members, today):
    """A meeting with chair and a member at § 201, which was approved before the meeting went on."""
    adopted = adopt_statement(in_review, **{**adoption, "immediate_approval": True})
    meeting = adopted.decision.meeting
    record(meeting, bo, [Present(chair), Present(members[0])], today=today)
    return meeting


def test_somebody_leaves_after_an_item_approved_at_once(
    approved_at_once, bo, chair, members, today
):
    there = [
        Present(chair),
        Present(members[0], until_paragraph=201),
        Present(members[1], from_paragraph=202),
    ]
    record(approved_at_once, bo, there, today=today)

    spans = approved_at_once.attendances.order_by("pk").values_list(
        "from_paragraph", "until_paragraph"
    )
    assert list(spans) == [(None, None), (None, 201), (202, None)]


@pytest.mark.parametrize("change", ["left before", "came before", "was not there"])
def test_who_was_at_an_item_approved_at_once_stands(
    change, approved_at_once, bo, chair, members, today
):
    there = {
        "left before": [Present(chair), Present(members[0], until_paragraph=200)],
        "came before": [
            Present(chair),
            Present(members[0]),
            Present(members[1], from_paragraph=201),
        ],
        "was not there": [Present(chair)],
    }

    with pytest.raises(ActionRefused) as refused:
        record(approved_at_once, bo, there[change], today=today)

    assert "§ 201 är justerad" in refused.value.message
    assert approved_at_once.attendances.count() == 2


def test_approved_minutes_fix_the_attendance(adopted, bo, members, chair, today):
    from coordination.domain.adoption import approve_statement

    meeting = adopted.decision.meeting
    approve_statement(adopted, actor=bo, on=today, today=today)
    record(meeting, bo, [Present(chair)], today=today)  # never written before: it may still be

    assert "justerat" in why_attendance_fixed(meeting, today=today)
    with pytest.raises(ActionRefused):
        record(meeting, bo, [Present(members[0])], today=today)
