"""After the meeting: approval, notice and the time to appeal are dates that the secretary keeps."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from coordination.domain.adoption import adopt_statement, approve_statement
from coordination.domain.approval import (
    needs_immediate_approval,
    put_up_notice,
    take_down_notice,
)
from coordination.models import Deadline, Membership, Notice

MEETING = date(2015, 6, 17)
APPROVED, PUT_UP = date(2015, 6, 24), date(2015, 6, 25)

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided(in_review, adoption, plain_document):
    """The real case: a statement adopted on 17 June 2015, entered the same day."""

    Membership.objects.update(valid_from=date(2011, 1, 1))

    def adopt(**fields):
        facts = {**adoption, "decided_on": MEETING, "today": MEETING, **fields}
        return adopt_statement(in_review, **facts)

    return adopt


def owed():
    rows = Deadline.objects.filter(subject_type="minutes").order_by("due_on")
    return [(row.kind, row.due_on, row.done_by) for row in rows]


def refused(act, *args, **kwargs):
    with pytest.raises(ValidationError) as refusal:
        act(*args, **kwargs)
    return refusal.value.code


def test_the_real_case_of_june_2015_is_kept_from_step_to_step(decided, bo):
    statement = decided()
    assert owed() == [("approval", date(2015, 7, 1), "")]

    statement = approve_statement(statement, actor=bo, on=APPROVED, today=APPROVED)
    notice = put_up_notice(statement, actor=bo, on=PUT_UP, today=PUT_UP)

    assert notice.put_up_on == PUT_UP
    assert owed() == [
        ("notice", date(2015, 6, 26), "anslaget 25 juni 2015"),
        ("approval", date(2015, 7, 1), "justerat 24 juni 2015"),
        ("notice_down", date(2015, 7, 17), ""),
    ]


def test_immediate_approval_leads_straight_to_the_notice(decided):
    decided(immediate_approval=True)

    assert owed() == [("notice", date(2015, 6, 22), "")]  # Midsummer Eve is the 19th


def test_old_decisions_entered_as_history_remind_nobody(decided):
    decided(today=date(2026, 1, 1), immediate_approval=True)

    assert owed() == []


def test_notice_is_put_up_once_and_only_after_approval(decided, bo):
    statement = decided()
    late = {"actor": bo, "today": date(2015, 7, 3)}
    assert refused(put_up_notice, statement, on=PUT_UP, **late) == "not_approved"
    approve_statement(statement, actor=bo, on=APPROVED, today=APPROVED)

    assert refused(put_up_notice, statement, on=MEETING, **late) == "wrong_day"
    assert refused(put_up_notice, statement, on=date(2015, 7, 4), **late) == "wrong_day"
    put_up_notice(statement, on=PUT_UP, **late)
    assert refused(put_up_notice, statement, on=PUT_UP, **late) == "noticed"


def test_notice_stays_up_while_one_can_appeal(decided, bo):
    statement = decided(immediate_approval=True)
    day = date(2015, 8, 1)
    assert refused(take_down_notice, statement, actor=bo, on=day, today=day) == "not_noticed"
    put_up_notice(statement, actor=bo, on=MEETING, today=MEETING)
    last = date(2015, 7, 8)

    assert refused(take_down_notice, statement, actor=bo, on=last, today=day) == "wrong_day"
    take_down_notice(statement, actor=bo, on=last + timedelta(days=1), today=day)

    assert Notice.objects.get().taken_down_on == date(2015, 7, 9)
    assert not Deadline.objects.open().filter(subject_type="minutes").exists()


def test_stranger_touches_no_notice(decided, cecilia):
    statement = decided(immediate_approval=True)

    for act in (put_up_notice, take_down_notice):
        with pytest.raises(PermissionDenied):
            act(statement, actor=cecilia, on=MEETING, today=MEETING)


@pytest.mark.parametrize(("due", "needed"), [(date(2015, 6, 30), True), (date(2015, 7, 1), False)])
def test_immediate_approval_is_proposed_when_ordinary_would_pass_the_day(due, needed):
    assert needs_immediate_approval(MEETING, due_on=due) == needed
