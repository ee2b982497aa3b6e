"""Dates that are reckoned from each other: they move along, with the reason; never in a ring."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from coordination.date_rules import DateRule
from coordination.domain.deadline import (
    keep_deadline,
    move_deadline,
    reckon_from,
    set_deadline,
    withdraw_deadline,
)
from coordination.domain.deadline_rule import day_by
from coordination.enums import Roll
from coordination.exceptions import ActionRefused
from coordination.models import Deadline, DeadlineSource
from tests.factories import DeadlineFactory

pytestmark = pytest.mark.django_db

TODAY = date(2025, 5, 28)
DUE = date(2025, 9, 30)
AT = datetime(2025, 6, 1, 12, tzinfo=timezone.get_default_timezone())
TWO_WEEKS_BEFORE = DateRule(days=-14, roll=Roll.PREVIOUS)


@pytest.fixture
def chain(town):
    """The answer, the body's own draft two weeks before, and the text a week before that."""
    answer = DeadlineFactory(organization=town.participant, title="Svaret", due_on=DUE)
    draft = follower(answer, TWO_WEEKS_BEFORE, "Utkastet")
    text = follower(draft, DateRule(days=-7), "Texten")
    return answer, draft, text


def follower(source, rule, title):
    due_on = day_by(rule, source.due_on, organization=source.organization)
    deadline = DeadlineFactory(organization=source.organization, title=title, due_on=due_on)
    reckon_from(deadline, source, rule=rule)
    return deadline


def days():
    return list(Deadline.objects.order_by("pk").values_list("due_on", flat=True))


def test_followers_move_along_the_whole_chain(chain, disa):
    move_deadline(chain[0], actor=disa, to=date(2025, 10, 31), reason="Semester.", today=TODAY)

    assert days() == [date(2025, 10, 31), date(2025, 10, 17), date(2025, 10, 10)]


def test_each_move_tells_what_it_followed(chain, disa):
    move_deadline(chain[0], actor=disa, to=date(2025, 10, 31), reason="Semester.", today=TODAY)

    move = chain[1].moves.get()
    assert (move.from_day, move.to_day) == (date(2025, 9, 16), date(2025, 10, 17))
    assert move.reason == "Räknas från ”Svaret”, som nu är 31 oktober 2025. Semester."


def test_what_is_done_stays(chain, disa):
    keep_deadline(
        "statement", subject_type="consultee", subject_id=chain[1].subject_id, by="klart", at=AT
    )

    move_deadline(chain[0], actor=disa, to=date(2025, 10, 31), reason="Semester.", today=TODAY)

    assert days() == [date(2025, 10, 31), date(2025, 9, 16), date(2025, 9, 9)]


def test_followers_follow_a_date_that_is_said_anew(chain, town):
    answer = chain[0]
    set_deadline(
        answer.kind,
        subject_type=answer.subject_type,
        subject_id=answer.subject_id,
        title=answer.title,
        organization=town.participant,
        role=answer.role,
        due_on=date(2025, 10, 31),
        today=TODAY,
    )

    assert days()[1:] == [date(2025, 10, 17), date(2025, 10, 10)]


def test_same_day_is_no_move(chain, disa):
    move_deadline(chain[0], actor=disa, to=DUE, reason="Ingen ändring.", today=TODAY)

    assert not chain[1].moves.exists()


def test_ring_is_refused(chain):
    answer, _draft, text = chain

    with pytest.raises(ActionRefused, match="i en ring"):
        reckon_from(answer, text, rule=DateRule(days=1))

    assert DeadlineSource.objects.count() == 2


def test_first_day_is_remembered_over_several_moves(chain, disa):
    for to in (date(2025, 10, 31), date(2025, 11, 28)):
        move_deadline(chain[0], actor=disa, to=to, reason="Semester.", today=TODAY)

    answer = Deadline.objects.get(pk=chain[0].pk)
    assert (answer.first_day, answer.due_on, answer.revision) == (DUE, date(2025, 11, 28), 2)


def test_withdrawn_is_closed_but_not_kept(chain):
    withdraw_deadline(
        "statement",
        subject_type="consultee",
        subject_id=chain[0].subject_id,
        by="återkallad",
        at=AT,
    )

    answer = Deadline.objects.get(pk=chain[0].pk)
    assert (answer.done_at, answer.withdrawn, answer.revision, answer.changed_at) == (
        AT,
        True,
        1,
        AT,
    )
    assert not Deadline.objects.kept().exists()
