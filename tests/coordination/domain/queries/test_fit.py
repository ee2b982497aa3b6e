"""Hinner nämnden? The last meeting in time, else the first that can decide and a day that would do."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from coordination.domain.queries.fit import Fit, Option, Verdict, _verdict, fits
from coordination.models import Meeting, MeetingBreak
from coordination.working_days import is_working_day
from tests.factories import ConsulteeFactory

TODAY, DUE = date(2025, 5, 2), date(2025, 6, 13)


@pytest.fixture
def asked(town):
    return ConsulteeFactory(organization=town.participant, due_on=DUE)


def fit_of(consultee):
    return fits([consultee], today=TODAY)[consultee.pk]


def meets(consultee, day, papers=None, **fields):
    return consultee.organization.meetings.create(
        held_on=date.fromisoformat(day),
        papers_due_on=papers and date.fromisoformat(papers),
        **fields,
    )


@pytest.mark.django_db
def test_last_meeting_in_time_is_the_one_to_count_on(asked):
    first, last = meets(asked, "2025-05-14"), meets(asked, "2025-06-12")
    meets(asked, "2025-06-20")

    fit = fit_of(asked)

    assert (fit.first, fit.meeting, fit.is_one_of_several) == (first, last, True)
    assert (fit.is_late, fit.missed) == (False, None)


@pytest.mark.django_db
def test_meeting_in_a_break_or_cancelled_decides_nothing(asked):
    in_break = meets(asked, "2025-06-11")
    meets(asked, "2025-06-12", cancelled_at=timezone.now(), cancelled_reason="x")
    later = meets(asked, "2025-06-25")
    MeetingBreak.objects.create(
        organization=asked.organization,
        title="Uppehåll",
        starts_on=in_break.held_on,
        ends_on=in_break.held_on,
    )

    fit = fit_of(asked)

    assert (fit.meeting, fit.is_late) == (later, True)
    assert (fit.missed.meeting, fit.missed.verdict) == (in_break, Verdict.IN_BREAK)


@pytest.mark.django_db
def test_break_of_another_body_changes_nothing(asked, town):
    meets(asked, "2025-06-11")
    MeetingBreak.objects.create(
        organization=town.lead, title="x", starts_on=TODAY, ends_on=date(2025, 7, 1)
    )

    assert not fit_of(asked).is_late


@pytest.mark.django_db
def test_why_there_is_no_time_is_known_when_papers_are_due_already(asked):
    closed = meets(asked, "2025-05-14", "2025-05-01")

    fit = fit_of(asked)

    assert (fit.missed.meeting, fit.missed.verdict) == (closed, Verdict.PAPERS_CLOSED)
    assert (fit.meeting, fit.is_stuck, fit.proposed) == (None, True, None)


@pytest.mark.django_db
def test_papers_due_today_can_still_be_handed_in(asked):
    meets(asked, "2025-05-14", TODAY.isoformat())

    assert not fit_of(asked).is_late


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("papers", "near", "today"),
    [
        ("2025-05-02", True, True),
        ("2025-05-07", True, False),
        ("2025-05-08", False, False),
        (None, False, False),
    ],
)
def test_papers_due_within_three_working_days_are_a_warning(asked, papers, near, today):
    meets(asked, "2025-05-14", papers)

    fit = fit_of(asked)

    assert (bool(fit.papers_on), fit.papers_due_today) == (near, today)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "needed", "late"), [("2025-06-05", True, 6), ("2025-05-28", False, -2)]
)
def test_ordinary_approval_after_the_day_makes_it_a_yes_on_condition(asked, day, needed, late):
    meets(asked, day)

    fit = fit_of(asked)

    assert (fit.needs_immediate_approval, fit.days_late_unless_immediate) == (needed, late)


DAYS = st.dates(TODAY, date(2027, 1, 1))


@given(st.lists(st.tuples(DAYS, st.integers(0, 40), st.booleans()), max_size=8), DAYS)
def test_the_meeting_to_count_on_can_always_decide(calendar, due):
    meetings = []
    for day, lead, in_break in sorted(calendar):
        meeting = Meeting(held_on=day, papers_due_on=day - timedelta(days=lead))
        meeting.in_break = in_break
        meetings.append(meeting)

    fit = Fit(due, [Option(each, _verdict(each, due, TODAY)) for each in meetings])

    able = [each for each in meetings if each.takes_papers(TODAY) and not each.in_break]
    in_time = [each for each in able if each.held_on <= due]
    assert fit.meeting is (in_time[-1] if in_time else able[0] if able else None)
    assert (fit.proposed is None) == (bool(in_time) or not able)
    if fit.proposed:
        assert is_working_day(fit.proposed)
        assert fit.proposed >= fit.meeting.held_on + timedelta(days=7)
