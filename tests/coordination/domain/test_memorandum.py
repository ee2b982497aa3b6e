"""Memoranda: their proposal and their way, and what must be there before they are presented."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from coordination import guards
from coordination.domain.document import read_document
from coordination.domain.memorandum import (
    Draft,
    draft_memorandum,
    edit_memorandum,
    plan_stages,
    present_memorandum,
    propose_clauses,
    proposes_immediate_approval,
)
from coordination.enums import OrganizationKind
from coordination.exceptions import ActionRefused, EditConflict
from coordination.models import Meeting, Memorandum
from coordination.registry import document_types
from tests.factories import MatterFactory, OrganizationFactory


def chain(memorandum):
    return [str(stage) for stage in memorandum.stages.order_by("position")]


def present(memorandum, actor, today, **values):
    facts = {"signed_on": today, "place": "Storköping", "today": today, **values}
    return present_memorandum(memorandum, actor=actor, **facts)


def test_way_goes_from_presenters_over_drafting_to_council(memorandum):
    assert chain(memorandum) == [
        "Föredragande",
        "Borgarrådsberedningen",
        "Kommunstyrelsen",
        "Kommunfullmäktige",
    ]


def test_way_can_be_planned_anew_and_keeps_the_proposal(memorandum, disa, town):
    plan_stages(memorandum, actor=disa, bodies=[town.board])

    assert chain(memorandum) == ["Föredragande", "Kommunstyrelsen"]
    assert memorandum.stages.first().clauses.count() == 2


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (OrganizationKind.STEERING_GROUP, "cannot_decide"),
        (OrganizationKind.ADMINISTRATION, "cannot_decide"),
        (OrganizationKind.DRAFTING_COMMITTEE, "nobody_decides"),
    ],
)
def test_officials_groups_have_no_stage_and_somebody_decides(matter, disa, kind, code):
    body = OrganizationFactory(kind=kind)

    with pytest.raises(ActionRefused) as refused:
        draft_memorandum(matter, actor=disa, draft=Draft(title="PM"), bodies=[body])

    assert refused.value.code == code


def test_body_stands_once_on_the_way(memorandum, disa, town):
    with pytest.raises(ActionRefused, match="två gånger"):
        plan_stages(memorandum, actor=disa, bodies=[town.board, town.board])


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"title": ""}, "missing"),
        ({"origin": "rykte"}, "unknown_origin"),
        ({"origin": "written_question"}, "no_question"),
        ({"annexes": ["x"] * 101}, "too_many_annexes"),
        ({"answer_by": date(224, 1, 1)}, "year_unlikely"),
    ],
)
def test_memorandum_that_makes_no_sense_is_refused(matter, disa, town, values, code):
    draft = Draft(**{"title": "PM", **values})

    with pytest.raises(ValidationError) as refused:
        draft_memorandum(matter, actor=disa, draft=draft, bodies=[town.board])

    assert refused.value.code == code
    assert not Memorandum.objects.exists()


def test_question_of_another_matter_is_refused(written_question, disa, town):
    other = MatterFactory(organization=town.board)
    draft = Draft(title="PM", origin="written_question", written_question=written_question)

    with pytest.raises(ActionRefused, match="ett annat ärende"):
        draft_memorandum(other, actor=disa, draft=draft, bodies=[town.board])


def test_two_who_write_at_once_are_told(memorandum, disa):
    edit_memorandum(memorandum, actor=disa, draft=Draft(title="Ny rubrik"), version=1)

    with pytest.raises(EditConflict):
        edit_memorandum(memorandum, actor=disa, draft=Draft(title="Annan"), version=1)


def test_what_is_missing_is_said_all_at_once(memorandum, disa, today):
    edit_memorandum(memorandum, actor=disa, draft=Draft(title="Utan text"), version=1)
    propose_clauses(memorandum, actor=disa, clauses=[])

    with pytest.raises(ActionRefused) as refused:
        present(memorandum, disa, today)

    assert refused.value.messages == [
        (
            "Det här saknas: föredragande, texten om ärendet och förslag till beslut. "
            "Fyll i det och försök igen."
        )
    ]


def test_unanswered_question_is_named(written_question, memorandum, disa, presenter, today):
    draft = Draft(
        title="Svar",
        origin="written_question",
        written_question=written_question,
        presenters=[presenter],
        background_html="<p>Frågor.</p>",
    )
    edit_memorandum(memorandum, actor=disa, draft=draft, version=1)

    with pytest.raises(ActionRefused, match="svar på fråga 1 och 2"):
        present(memorandum, disa, today)


def test_memorandum_is_not_dated_ahead(memorandum, disa, today):
    with pytest.raises(ActionRefused, match="inte dateras efter"):
        present(memorandum, disa, today, signed_on=today + timedelta(days=1))


def test_presenting_fixes_text_and_proposal(presented, disa, town):
    proposal = presented.stages.order_by("position").first()

    assert (presented.state, proposal.state, proposal.result) == (
        "presented",
        "recorded",
        "proposed",
    )
    for act in (
        lambda: edit_memorandum(presented, actor=disa, draft=Draft(title="Annan"), version=1),
        lambda: propose_clauses(presented, actor=disa, clauses=["Annat."]),
        lambda: plan_stages(presented, actor=disa, bodies=[town.board]),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_memorandum_is_presented_once(presented, disa, today):
    with pytest.raises((PermissionDenied, ActionRefused)):
        present(presented, disa, today)


def test_database_keeps_a_presented_memorandum(presented):
    rows = Memorandum.objects.filter(pk=presented.pk)
    proposal = presented.stages.order_by("position").first()
    for act in (
        lambda: rows.update(title="Annan"),
        lambda: rows.update(state="draft", views_html="<p>Annat</p>"),
        proposal.clauses.all().delete,
        proposal.delete,
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_draft_is_the_board_s_own_until_it_is_presented(memorandum, matter, anna, disa, cecilia):
    assert list(Memorandum.objects.visible_to(disa)) == [memorandum]
    assert list(Memorandum.objects.visible_to(anna)) == []

    Memorandum.objects.update(state="presented", signed_on=date(2025, 5, 28))

    assert list(Memorandum.objects.visible_to(anna)) == [memorandum]
    assert list(Memorandum.objects.visible_to(cecilia)) == []


def test_only_the_board_s_officials_write(matter, town, cecilia, love):
    for other in (cecilia, love):
        with pytest.raises(PermissionDenied):
            draft_memorandum(matter, actor=other, draft=Draft(title="PM"), bodies=[town.board])


@pytest.mark.parametrize(
    ("answer_by", "meeting_on", "proposed"),
    [
        (date(2014, 10, 31), None, True),  # dated 23 October: fourteen days end on 6 November
        (date(2014, 10, 31), date(2014, 10, 29), True),
        (date(2014, 11, 12), date(2014, 10, 29), False),
        (date(2014, 11, 11), date(2014, 10, 29), True),
        (None, None, False),
    ],
)
def test_immediate_approval_is_proposed_when_the_ordinary_comes_too_late(
    matter, disa, town, answer_by, meeting_on, proposed
):
    draft = Draft(title="PM", answer_by=answer_by)
    memorandum = draft_memorandum(matter, actor=disa, draft=draft, bodies=[town.board])
    if meeting_on:
        Meeting.objects.create(organization=town.board, held_on=meeting_on)

    assert proposes_immediate_approval(memorandum, today=date(2014, 10, 23)) is proposed


def test_immediate_approval_is_not_proposed_twice(memorandum):
    memorandum.answer_by = date(2014, 10, 31)

    assert not proposes_immediate_approval(memorandum, today=date(2014, 10, 23))


# --- The stored file -----------------------------------------------------------------------------


def test_presented_memorandum_has_its_file(presented):
    assert read_document(presented.document) == b"%PDF memorandum"
    assert presented.document.title.endswith(presented.title)


def test_nothing_is_presented_when_the_draft_changes_meanwhile(
    memorandum, disa, today, monkeypatch
):
    def change(found, **_kwargs):
        propose_clauses(memorandum, actor=disa, clauses=["Något annat."])
        return b"%PDF old"

    kind = replace(document_types["memorandum"], render=change)
    monkeypatch.setitem(document_types, "memorandum", kind)

    with pytest.raises(ActionRefused) as refused:
        present_memorandum(memorandum, actor=disa, signed_on=today, place="Storköping", today=today)

    memorandum.refresh_from_db()
    assert (refused.value.code, memorandum.state) == ("changed_meanwhile", "draft")


def test_database_keeps_the_presented_file(presented):
    row = type(presented).objects.filter(pk=presented.pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        row.update(document=None)

    guards.remove(connection)  # negative control
    assert row.update(document=None) == 1
