"""Dissent at a stage: counter-proposals, references to an earlier stage, suggestions that are followed."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from coordination.domain.decision import refuse_taken_paragraph
from coordination.domain.memorandum import Draft, draft_memorandum, present_memorandum
from coordination.domain.queries.memorandum import stages_of
from coordination.domain.request import answer_request
from coordination.domain.stage import next_stage, record_stage
from coordination.domain.stage_opinion import (
    add_suggestion,
    edit_stage_opinion,
    file_stage_opinion,
    withdraw_stage_opinion,
)
from coordination.enums import StageKind
from coordination.exceptions import ActionRefused, EditConflict
from coordination.models import Attendance, Meeting, Request, SeparateOpinion

COUNTER = ["att delvis godkänna promemorian", "att därutöver anföra"]


@pytest.fixture
def drafting(presented):
    return next_stage(presented)


@pytest.fixture
def reservation(drafting, disa, opposition):
    return file_stage_opinion(
        drafting,
        actor=disa,
        kind="reservation",
        authors=opposition,
        html="<p>Samarbetet är viktigt.</p>",
        clauses=COUNTER,
    )


@pytest.fixture
def recorded(drafting, reservation, disa, today):
    return record_stage(drafting, actor=disa, result="approval", held_on=today, today=today)


def test_reservation_across_parties_has_a_counter_proposal(presented, reservation, opposition):
    (filed,) = stages_of(presented)[1].dissent

    assert filed.authors == opposition
    assert filed.clauses == COUNTER
    assert filed.opinion.letter == "a"


def test_reservation_at_the_board_refers_to_the_earlier_one(
    presented, recorded, reservation, disa, opposition, love
):
    file_stage_opinion(
        next_stage(presented),
        actor=disa,
        kind="reservation",
        authors=[*opposition, love.person],
        refers_to=reservation,
    )

    (filed,) = stages_of(presented)[2].dissent
    assert filed.refers_to_body == "Borgarrådsberedningen"
    assert filed.refers_to_parties == ["M", "L"]


def test_reference_to_a_later_stage_or_elsewhere_is_refused(
    drafting, reservation, disa, opposition
):
    with pytest.raises(ActionRefused, match="tidigare led"):
        file_stage_opinion(
            drafting,
            actor=disa,
            kind="reservation",
            authors=opposition,
            refers_to=reservation,
        )


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"kind": "protest"}, "unknown_kind"),
        ({"authors": []}, "nobody_signs"),
        ({"kind": "separate_remark", "clauses": COUNTER}, "not_a_reservation"),
    ],
)
def test_opinion_that_cannot_be_filed_is_refused(drafting, disa, opposition, values, code):
    facts = {"kind": "reservation", "authors": opposition, **values}

    with pytest.raises(ActionRefused) as refused:
        file_stage_opinion(drafting, actor=disa, **facts)

    assert refused.value.code == code


def test_opinion_waits_until_the_memorandum_is_presented(memorandum, disa, opposition):
    stage = memorandum.stages.get(kind=StageKind.BOARD)

    with pytest.raises(ActionRefused, match="inte föredragen"):
        file_stage_opinion(stage, actor=disa, kind="reservation", authors=opposition)


def test_opinion_can_be_changed_until_the_result_is_recorded(reservation, disa, opposition):
    edit_stage_opinion(
        reservation, actor=disa, kind="reservation", authors=opposition[:1], version=1
    )

    reservation.refresh_from_db()
    assert reservation.version == 2
    assert [signer.person for signer in reservation.signers.all()] == opposition[:1]
    with pytest.raises(EditConflict):
        edit_stage_opinion(
            reservation, actor=disa, kind="reservation", authors=opposition, version=1
        )


def test_recorded_stage_takes_no_more_dissent(recorded, reservation, disa, opposition):
    for act in (
        lambda: file_stage_opinion(recorded, actor=disa, kind="reservation", authors=opposition),
        lambda: edit_stage_opinion(reservation, actor=disa, kind="reservation", authors=opposition),
        lambda: withdraw_stage_opinion(reservation, actor=disa),
        lambda: add_suggestion(reservation, actor=disa, text="Mer.", addressee=recorded.body),
    ):
        with pytest.raises(ActionRefused, match="Det går inte i läget"):
            act()


def test_database_keeps_dissent_at_a_recorded_stage(recorded, reservation):
    for rows in (
        SeparateOpinion.objects.filter(pk=reservation.pk),
        reservation.clauses,
        reservation.signers,
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.all().delete()


def test_withdrawn_opinion_is_gone(reservation, disa):
    withdraw_stage_opinion(reservation, actor=disa)

    assert not SeparateOpinion.objects.exists()


def test_suggestion_is_followed_like_a_request(drafting, reservation, disa, town, today):
    request = add_suggestion(
        reservation, actor=disa, text="Rapportera till utskottet.", addressee=town.board
    )
    with pytest.raises(PermissionDenied):
        answer_request(request, actor=disa, outcome="accepted", reason="Vi rapporterar.")

    record_stage(drafting, actor=disa, result="approval", held_on=today, today=today)
    assert list(Request.objects.unanswered()) == [request]

    request = Request.objects.get()
    answer_request(request, actor=disa, outcome="accepted", reason="Vi rapporterar.")
    assert not Request.objects.unanswered().exists()


def test_opinion_stands_at_a_statement_or_a_stage_not_both(reservation, statement):
    rows = SeparateOpinion.objects.filter(pk=reservation.pk)

    for values in ({"statement": statement}, {"stage": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**values)


def test_only_who_keeps_the_matter_or_the_body_files(drafting, cecilia, love, opposition):
    for other in (cecilia, love):
        with pytest.raises(PermissionDenied):
            file_stage_opinion(drafting, actor=other, kind="reservation", authors=opposition)


# --- Who may, until when, under which letter -----------------------------------------------------


@pytest.fixture
def at_meeting(drafting, today):
    """The drafting committee's meeting today."""
    return Meeting.objects.create(organization=drafting.body, held_on=today)


def file(stage, actor, authors, **values):
    return file_stage_opinion(stage, actor=actor, kind="reservation", authors=authors, **values)


def test_closed_meeting_takes_no_reservation(drafting, at_meeting, disa, opposition, now):
    at_meeting.closed_at = now
    at_meeting.save()

    with pytest.raises(ActionRefused) as refused:
        file(drafting, disa, opposition, meeting=at_meeting)
    assert refused.value.code == "meeting_closed"


def test_only_who_took_part_reserves(drafting, at_meeting, disa, opposition):
    Attendance.objects.create(meeting=at_meeting, person=opposition[0], role="member")

    file(drafting, disa, opposition[:1], meeting=at_meeting)
    with pytest.raises(ActionRefused) as refused:
        file(drafting, disa, opposition[1:], meeting=at_meeting)
    assert refused.value.code == "took_no_part"


def test_recording_refuses_who_took_no_part(drafting, at_meeting, disa, opposition, today):
    """Filed without a meeting, it is judged by the one that the result is recorded from."""
    file(drafting, disa, opposition)
    Attendance.objects.create(meeting=at_meeting, person=opposition[0], role="member")

    with pytest.raises(ActionRefused) as refused:
        record_stage(drafting, actor=disa, result="approval", held_on=today, today=today)
    assert refused.value.code == "took_no_part"


def test_recording_refuses_what_came_after_the_meeting(
    drafting, at_meeting, disa, opposition, today, now
):
    at_meeting.closed_at = now
    at_meeting.save()
    file(drafting, disa, opposition)  # filed now, long after

    with pytest.raises(ActionRefused) as refused:
        record_stage(drafting, actor=disa, result="approval", held_on=today, today=today)
    assert refused.value.code == "filed_late"


def test_withdrawn_letter_leaves_no_gap_once_recorded(drafting, disa, opposition, today):
    first = file(drafting, disa, opposition[:1])
    second = file(drafting, disa, opposition[1:])
    withdraw_stage_opinion(first, actor=disa)

    record_stage(drafting, actor=disa, result="approval", held_on=today, today=today)

    second.refresh_from_db()
    assert second.letter == "a"


def test_annexes_of_one_paragraph_follow_each_other(
    adopted, disa, bo, presenter, members, town, today
):
    """The committee adopts its statement and takes the memorandum up under one §: 201a, then 201b."""
    memorandum = draft_memorandum(
        adopted.matter,
        actor=bo,
        draft=Draft(title="Yttrandet", presenters=[presenter], background_html="<p>Bakgrund.</p>"),
        bodies=[town.participant],
        clauses=["Yttrandet lämnas."],
    )
    present_memorandum(memorandum, actor=bo, signed_on=today, place="Storköping", today=today)
    stage = next_stage(memorandum)
    opinion = file(stage, bo, members[:1])

    recorded = record_stage(
        stage, actor=bo, result="approval", held_on=today, today=today, paragraph=201
    )

    opinion.refresh_from_db()
    assert (recorded.decision, opinion.letter) == (adopted.decision, "b")
    with pytest.raises(ActionRefused, match="redan använd"):
        refuse_taken_paragraph(town.participant, year=today.year, paragraph=201)
