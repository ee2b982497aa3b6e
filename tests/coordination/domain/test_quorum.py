"""A body decides with more than half of its members, the disqualified not counted (KL 6:27–30)."""

import pytest
from django.core.exceptions import PermissionDenied

from coordination.domain.adoption import adopt_statement, check_adoption
from coordination.domain.adoption_check import Doubt
from coordination.domain.attendance import Present, record_attendance
from coordination.domain.quorum import TakingPart, taking_part
from coordination.domain.recusal import record_recusal, remove_recusal
from coordination.exceptions import ActionRefused
from coordination.models import AuditEvent, Meeting


@pytest.fixture
def meeting(town, today):
    return Meeting.objects.create(organization=town.participant, held_on=today)


@pytest.fixture
def attended(meeting, bo, chair, members, today):
    """Three of the five members are there: just enough."""
    present = [Present(each) for each in (chair, *members[:2])]
    return record_attendance(meeting, actor=bo, present=present, today=today)


@pytest.mark.parametrize(("seats", "needed"), [(1, 1), (4, 3), (5, 3), (13, 7), (14, 8)])
def test_quorum_is_more_than_half(seats, needed):
    assert TakingPart(seats, [], [], is_recorded=True).needed == needed


def test_statement_is_adopted_with_quorum(in_review, adoption, attended, plain_document):
    in_review.opinions.all().delete()  # two behind it were not there
    facts = {**adoption, "confirmed": set(Doubt) - {Doubt.ATTENDANCE_MISSING}}

    assert adopt_statement(in_review, **facts).state == "adopted"


def test_statement_is_not_adopted_when_somebody_is_disqualified(
    in_review, adoption, attended, bo, members
):
    record_recusal(attended, actor=bo, person=members[0], item=in_review, reason="Äger marken.")

    with pytest.raises(ActionRefused, match=r"2 deltog, och det behövs minst 3 av 5") as refused:
        adopt_statement(in_review, **adoption)

    assert refused.value.code == "no_quorum"
    in_review.refresh_from_db()
    assert in_review.state == "review"


def test_who_left_before_the_paragraph_did_not_take_part(
    in_review, adoption, meeting, bo, chair, members, today
):
    there = [Present(chair), Present(members[0]), Present(members[1], until_paragraph=200)]
    record_attendance(meeting, actor=bo, present=there, today=today)

    with pytest.raises(ActionRefused, match="inte beslutför"):
        adopt_statement(in_review, **adoption)
    assert taking_part(meeting, in_review, paragraph=200).has_quorum


def test_chair_who_was_away_signs_nothing(in_review, adoption, meeting, bo, members, today):
    there = [Present(each) for each in members]
    record_attendance(meeting, actor=bo, present=there, today=today)

    with pytest.raises(ActionRefused) as refused:
        adopt_statement(in_review, **adoption)
    assert refused.value.code == "chair_absent"


def test_attendance_that_is_not_recorded_is_asked_about(in_review, adoption, bo, meeting, today):
    facts = {**adoption, "confirmed": set(Doubt) - {Doubt.ATTENDANCE_MISSING}}
    asked = {key: value for key, value in adoption.items() if key != "confirmed"}

    questions = check_adoption(in_review, immediate_approval=False, **asked)

    assert Doubt.ATTENDANCE_MISSING in [each.doubt for each in questions]
    with pytest.raises(ActionRefused, match="Närvaron är inte registrerad"):
        adopt_statement(in_review, **facts)


def test_recusal_is_the_secretarys_told_in_the_trail_and_taken_back(
    in_review, attended, bo, erik, members
):
    facts = {"person": members[0], "item": in_review, "reason": "Äger marken."}
    with pytest.raises(PermissionDenied):
        record_recusal(attended, actor=erik, **facts)

    recusal = record_recusal(attended, actor=bo, **facts)
    with pytest.raises(ActionRefused, match="redan antecknat"):
        record_recusal(attended, actor=bo, **facts)
    assert AuditEvent.objects.first().data["reason"] == "Äger marken."

    remove_recusal(recusal, actor=bo)
    assert not attended.recusals.exists()


def test_recusal_comes_before_adoption_and_in_the_bodys_own_items(adopted, bo, members):
    facts = {"actor": bo, "person": members[0], "reason": "Äger marken."}
    with pytest.raises(ActionRefused, match="innan det antas"):
        record_recusal(adopted.decision.meeting, item=adopted, **facts)
    with pytest.raises(ActionRefused, match="innan det antas"):
        record_recusal(adopted.decision.meeting, item=adopted.decision, **facts)
