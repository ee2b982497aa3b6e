"""Dissent at a stage: counter-proposals, references to an earlier stage, suggestions that are followed."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

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
from coordination.models import Request, SeparateOpinion

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
