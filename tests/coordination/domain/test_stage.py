"""Stages: every result, where the memorandum goes from there, votes, and what once stands."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from coordination.domain.memorandum import present_memorandum
from coordination.domain.queries.memorandum import stages_of
from coordination.domain.stage import Votes, lock_stage, next_stage, previous_clauses, record_stage
from coordination.enums import STAGE_TRANSITIONS, StageResult, StageState
from coordination.exceptions import ActionRefused
from coordination.models import Decision, Stage
from tests.coordination.domain.test_memorandum import chain

ACTIONS = ("write", "file_opinion", "record")


@pytest.fixture
def record(presented, disa, today):
    """Record the next stage's result."""
    paragraphs = iter(range(1, 50))

    def _record(result="approval", stage=None, **values):
        facts = {"actor": disa, "held_on": today, "today": today, "paragraph": next(paragraphs)}
        return record_stage(stage or next_stage(presented), result=result, **(facts | values))

    return _record


def state_of(memorandum):
    memorandum.refresh_from_db()
    return memorandum.state


def test_approval_takes_the_clauses_on_and_the_last_body_decides(presented, record):
    drafting, board, council = record(), record(), record()

    assert state_of(presented) == "decided"
    assert [each.clauses for each in stages_of(presented)] == [
        ["Remissen besvaras.", "Paragrafen justeras omedelbart."]
    ] * 4
    assert drafting.decision is None
    assert board.decision.is_preparatory
    assert not council.decision.is_preparatory
    assert council.decision.immediate_approval
    assert council.decision.text == "1. Remissen besvaras.\n2. Paragrafen justeras omedelbart."


@pytest.mark.parametrize("result", ["partly_approved", "addition"])
def test_body_that_changes_the_proposal_words_it(presented, record, result):
    record(result, clauses=["Delvis godkänna promemorian.", "Därutöver anföra."])

    assert previous_clauses(next_stage(presented)) == [
        "Delvis godkänna promemorian.",
        "Därutöver anföra.",
    ]
    with pytest.raises(ActionRefused, match="punkt för punkt"):
        record(result)


def test_tabled_memorandum_meets_the_same_body_again(presented, record):
    record()
    tabled = record("tabled")

    assert chain(presented)[2:] == ["Kommunstyrelsen", "Kommunstyrelsen", "Kommunfullmäktige"]
    assert tabled.decision.text == "1. Ärendet bordläggs."
    assert next_stage(presented).body == tabled.body
    assert previous_clauses(next_stage(presented))[0] == "Remissen besvaras."


def test_referred_back_it_becomes_a_draft_and_goes_the_whole_way_again(
    presented, record, disa, today
):
    record()
    record("referred_back")

    assert state_of(presented) == "draft"
    assert chain(presented)[3:] == [
        "Föredragande",
        "Borgarrådsberedningen",
        "Kommunstyrelsen",
        "Kommunfullmäktige",
    ]
    present_memorandum(presented, actor=disa, signed_on=today, place="Storköping", today=today)
    assert str(next_stage(presented)) == "Borgarrådsberedningen"


def test_rejection_goes_on_and_ends_with_the_last_body(presented, record):
    record("rejection")
    record("rejection")
    last = record("rejection")

    assert state_of(presented) == "decided"
    assert last.decision.text == "1. Förslaget avslås."


@pytest.mark.parametrize("state", StageState)
@pytest.mark.parametrize("action", [*ACTIONS, "unknown"])
def test_every_state_and_action_is_in_the_table_or_refused(presented, state, action):
    stage = next_stage(presented)
    if state == StageState.RECORDED:
        stage = presented.stages.recorded().first()

    if (state, action) in STAGE_TRANSITIONS:
        assert lock_stage(stage, presented, action) == stage
    else:
        with pytest.raises(ActionRefused, match="Det går inte i läget"):
            lock_stage(stage, presented, action)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"result": "proposed"}, "unknown_result"),
        ({"result": "kanske"}, "unknown_result"),
        ({"clauses": ["x" * 2001]}, "too_long"),
        ({"clauses": ["x"] * 51}, "too_many_clauses"),
    ],
)
def test_result_that_makes_no_sense_is_refused(record, values, code):
    with pytest.raises(ValidationError) as refused:
        record(**values)

    assert refused.value.code == code


def test_day_lies_between_the_earlier_stage_and_today(record, today):
    with pytest.raises(ActionRefused, match="inte varit än"):
        record(held_on=today + timedelta(days=1))
    with pytest.raises(ActionRefused, match="före det förra ledet"):
        record(held_on=today - timedelta(days=1))


def test_stage_waits_for_its_turn(presented, record):
    with pytest.raises(ActionRefused, match="Först ska Borgarrådsberedningen"):
        record(stage=presented.stages.order_by("position").last())


def test_nothing_is_recorded_before_it_is_presented(memorandum, disa, today):
    board = memorandum.stages.get(kind="board")

    with pytest.raises(ActionRefused, match="Först ska Föredragande"):
        record_stage(board, actor=disa, result="approval", held_on=today, today=today, paragraph=1)


def test_taken_paragraph_leaves_nothing_recorded(presented, record):
    record()
    record(paragraph=7)
    council = next_stage(presented)

    with pytest.raises(ValidationError):
        record(paragraph=None)

    council.refresh_from_db()
    assert council.state == StageState.AWAITED


@pytest.mark.parametrize(
    ("votes", "result", "code"),
    [
        (Votes(3, 2), "approval", "too_many_votes"),
        (Votes(0, 0), "approval", "no_votes"),
        (Votes(-1, 2), "approval", "no_votes"),
        (Votes(1, 3), "approval", "votes_against"),
        (Votes(3, 1), "rejection", "votes_against"),
    ],
)
def test_votes_fit_the_body_and_carry_the_result(
    record, presenter, opposition, votes, result, code
):
    """The board has four seats: its chair and three members."""
    record()

    with pytest.raises(ActionRefused) as refused:
        record(result, votes=votes)

    assert refused.value.code == code


def test_votes_that_fit_are_kept(record, presenter, opposition):
    record()
    board = record(votes=Votes(2, 1, 1))

    assert (board.votes_for, board.votes_against, board.votes_abstained) == (2, 1, 1)


def test_recorded_stage_stands_in_the_database(presented, record):
    stage = record()

    for act in (
        lambda: Stage.objects.filter(pk=stage.pk).update(result=StageResult.REJECTION),
        stage.clauses.all().delete,
        lambda: stage.clauses.create(number=3, text="Mer."),
        stage.delete,
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_awaited_stage_can_still_change(presented):
    """Negative control of the guard."""
    stage = next_stage(presented)

    assert Stage.objects.filter(pk=stage.pk).update(position=40) == 1


def test_decision_at_a_stage_stands(presented, record):
    record()
    board = record()

    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=board.decision_id).update(text="Annat.")


def test_only_who_keeps_the_matter_or_the_body_records(presented, record, cecilia, love):
    for other in (cecilia, love):
        with pytest.raises(PermissionDenied):
            record(actor=other)
