"""Hinner nämnden? Meetings against the day to answer."""

from datetime import date, timedelta

import pytest

from coordination.domain.queries.consultee import short
from coordination.domain.queries.fit import fits
from tests.factories import ConsulteeFactory

pytestmark = pytest.mark.django_db

DUE = date(2025, 6, 13)


@pytest.fixture
def asked(town):
    return ConsulteeFactory(organization=town.participant, due_on=DUE)


def fit_of(consultee, today):
    return fits([consultee], today=today)[consultee.pk]


def meets(consultee, day, **fields):
    return consultee.organization.meetings.create(held_on=day, **fields)


def test_meeting_before_the_day_is_in_time(asked, today):
    meeting = meets(asked, DUE - timedelta(days=1))

    fit = fit_of(asked, today)

    assert (fit.meeting, fit.is_late, fit.proposed) == (meeting, False, None)


def test_meeting_on_the_day_is_in_time(asked, today):
    meets(asked, DUE)

    assert not fit_of(asked, today).is_late


def test_meeting_after_the_day_proposes_a_working_day_a_week_later(asked, today):
    meets(asked, date(2025, 6, 14))

    fit = fit_of(asked, today)

    # 21 June is Midsummer's Day, a Saturday.
    assert (fit.is_late, fit.proposed) == (True, date(2025, 6, 23))


def test_meeting_whose_papers_are_in_already_does_not_count(asked, today):
    meets(asked, DUE - timedelta(days=1), papers_due_on=today - timedelta(days=1))
    meets(asked, DUE + timedelta(days=9))

    assert fit_of(asked, today).is_late


def test_empty_calendar_says_nothing(asked, today):
    fit = fit_of(asked, today)

    assert (fit.meeting, fit.is_late, fit.proposed) == (None, False, None)


@pytest.mark.parametrize("number", [1, 10])
def test_one_statement_for_all(number, today, django_assert_num_queries):
    consultees = ConsulteeFactory.create_batch(number)

    with django_assert_num_queries(1):
        fits(consultees, today=today)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2025, 6, 2), "2 juni"),
        (date(2025, 8, 15), "15 aug"),
        (date(2026, 1, 8), "8 jan 2026"),
        (None, ""),
    ],
)
def test_days_are_short_in_the_grid(day, text):
    assert short(day, today=date(2025, 5, 28)) == text
