"""The month's forecast is owed by a day, body by body, as long as a project goes on."""

from datetime import date

import pytest

from coordination.models import Deadline
from funding.domain.entry import record_forecast, record_forecasts
from funding.domain.forecast import owe_forecast, owed_on
from funding.domain.ledger import forecast_of
from funding.domain.project import call_off_project, start_project
from tests.factories.funding import GrantFactory
from tests.funding.helpers import new_key, report


@pytest.fixture
def monthly(grant):
    grant.round.forecast_day = 10
    grant.round.save()
    return grant


def due():
    return list(Deadline.objects.open().filter(kind="forecast").values_list("due_on", flat=True))


@pytest.mark.parametrize(
    ("decided_on", "last", "day"),
    [
        (date(2025, 3, 5), None, date(2025, 3, 10)),
        (date(2025, 3, 10), None, date(2025, 4, 10)),
        (date(2025, 3, 5), date(2025, 4, 2), date(2025, 5, 10)),
        (date(2025, 3, 5), date(2025, 12, 31), date(2026, 1, 10)),
    ],
)
def test_next_forecast_is_owed_in_the_month_after_the_last(decided_on, last, day):
    assert owed_on(forecast_day=10, decided_on=decided_on, last=last) == day


def test_body_owes_its_earliest_missing_forecast(monthly, erik, now):
    owe_forecast(monthly.recipient, now=now)
    assert due() == [date(2025, 3, 10)]

    record_forecast(monthly, actor=erik, now=now, **report(booked_on=date(2025, 5, 20)))
    assert due() == [date(2025, 6, 10)]


def test_round_that_asks_for_none_owes_none(grant, erik, now):
    record_forecast(grant, actor=erik, now=now, **report())

    assert due() == []


def test_nothing_is_owed_when_no_project_goes_on(monthly, erik, now):
    start_project(monthly, actor=erik, now=now)
    assert len(due()) == 1

    call_off_project(monthly, actor=erik, reason="Tillstånd gavs inte", now=now)
    assert due() == []


def test_forecasts_of_a_body_are_booked_together(monthly, erik, now, decision):
    other = GrantFactory(round=monthly.round, decision=decision, recipient=monthly.recipient)
    said = {"booked_on": date(2025, 5, 20), "document": "Prognos maj", "key": new_key()}
    for _n in range(2):
        record_forecasts(actor=erik, forecasts={other: 700, monthly: 500}, now=now, **said)

    assert (forecast_of(monthly), forecast_of(other), due()) == (500, 700, [date(2025, 6, 10)])
