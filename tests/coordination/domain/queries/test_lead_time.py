"""Plan against what came of it (S-44): the median days given and taken, by kind and body."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from coordination.domain.deadline import move_deadline
from coordination.domain.queries.lead_time import LeadTime, lead_times, median
from coordination.models import Deadline
from tests.factories import DeadlineFactory

pytestmark = pytest.mark.django_db

BEGAN = datetime(2025, 3, 3, 9, tzinfo=timezone.get_default_timezone())


def kept(body, *, planned, took, kind="statement", **fields):
    """Something that was owed from 3 March: so many days were given, and so many it took."""
    return DeadlineFactory(
        organization=body,
        kind=kind,
        created_at=BEGAN,
        due_on=BEGAN.date() + timedelta(days=planned),
        done_at=BEGAN + timedelta(days=took),
        done_by="§ 1",
        **fields,
    )


def found(first=0, last=200):
    return lead_times(
        Deadline.objects.all(),
        first=BEGAN.date() + timedelta(days=first),
        last=BEGAN.date() + timedelta(days=last),
    )


def test_median_of_each_body_and_kind(town):
    for planned, took in ((30, 28), (30, 35), (60, 90)):
        kept(town.participant, planned=planned, took=took)

    [row] = found().rows
    assert row == LeadTime("Yttranden", "Stadsbyggnadsnämnden", 3, planned=30, actual=35, in_time=1)
    assert (row.difference, row.share_in_time) == (5, 33)


def test_moved_date_is_measured_by_the_day_that_was_said_first(town, disa):
    """Negative control: by the day it was moved to, everything would have been in time."""
    moved = DeadlineFactory(
        organization=town.participant, created_at=BEGAN, due_on=BEGAN.date() + timedelta(days=30)
    )
    move_deadline(
        moved,
        actor=disa,
        to=moved.due_on + timedelta(days=32),
        reason="Mötet flyttades.",
        today=BEGAN.date(),
    )
    Deadline.objects.update(done_at=BEGAN + timedelta(days=62), done_by="§ 1")

    [row] = found().rows
    assert (row.planned, row.actual, row.in_time) == (30, 62, 0)


def test_withdrawn_open_and_older_ones_are_left_out(town):
    kept(town.participant, planned=30, took=30, withdrawn=True)
    kept(town.participant, planned=30, took=5)
    DeadlineFactory(organization=town.participant)

    assert found(first=6) == lead_times(Deadline.objects.none(), first=BEGAN, last=BEGAN)
    assert [row.number for row in found().rows] == [1]


def test_kinds_are_summed_over_bodies_the_most_frequent_first(town):
    kept(town.participant, planned=10, took=10, kind="assignment")
    kept(town.participant, planned=10, took=10)
    kept(town.outside, planned=20, took=40)

    assert [(row.kind, row.body, row.number) for row in found().kinds] == [
        ("Yttranden", "", 2),
        ("Uppdrag", "", 1),
    ]
    assert [row.body for row in found().rows] == [
        "Stadsbyggnadsnämnden",
        "Kulturnämnden",
        "Stadsbyggnadsnämnden",
    ]


@pytest.mark.parametrize(
    ("counted", "expected"),
    [([], 0), ([(5, 1)], 5), ([(9, 1), (5, 1)], 5), ([(1, 1), (9, 3)], 9), ([(2, 2), (7, 1)], 2)],
)
def test_median_of_values_that_come_several_times(counted, expected):
    assert median(counted) == expected
