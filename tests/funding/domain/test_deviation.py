"""A forecast that leaves what was granted calls for a measure with an owner and a date (V-17)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from coordination.exceptions import ActionRefused
from coordination.models import Deadline
from funding.domain.deviation import finish_action, plan_action
from funding.domain.entry import record_forecast
from tests.funding.helpers import MKR, report


def forecast(grant, actor, percent, now):
    record_forecast(grant, actor=actor, now=now, **report(amount_ore=MKR * percent // 100))


def owed(kind):
    return list(Deadline.objects.open().filter(kind=kind))


def planned(grant, actor, now, **values):
    said = {"measure": "Skjut upp etapp två", "organization": grant.recipient}
    said |= {"role": "case_officer", "due_on": date(2025, 6, 30)}
    return plan_action(grant, actor=actor, now=now, **said | values)


@pytest.mark.parametrize(("percent", "number"), [(90, 0), (110, 0), (89, 1), (111, 1), (0, 1)])
def test_forecast_beyond_the_threshold_calls_for_a_measure(grant, erik, now, percent, number):
    forecast(grant, erik, percent, now)

    assert len(owed("deviation")) == number


def test_measure_is_owed_by_the_recipient_in_two_weeks(grant, erik, now, town):
    forecast(grant, erik, 150, now)

    (deadline,) = owed("deviation")
    assert (deadline.organization, deadline.due_on) == (town.participant, date(2025, 6, 11))


def test_forecast_that_comes_back_settles_it(grant, erik, now):
    for percent in (150, 100):
        forecast(grant, erik, percent, now)
    assert owed("deviation") == []

    forecast(grant, erik, 150, now)
    assert len(owed("deviation")) == 1


def test_planned_action_takes_its_place_among_the_owners_dates(grant, erik, now):
    forecast(grant, erik, 150, now)
    action = planned(grant, erik, now)

    assert (owed("deviation"), action.deviation_ore) == ([], MKR // 2)
    (deadline,) = owed("early_action")
    assert (deadline.due_on, deadline.organization) == (date(2025, 6, 30), grant.recipient)


def test_action_under_way_is_enough(grant, erik, now):
    forecast(grant, erik, 150, now)
    planned(grant, erik, now)
    forecast(grant, erik, 160, now)

    assert owed("deviation") == []


def test_finished_action_says_what_it_gave(grant, erik, now):
    forecast(grant, erik, 150, now)
    action = finish_action(planned(grant, erik, now), actor=erik, result="Inom ramen", now=now)

    assert (action.done_on, action.result, owed("early_action")) == (
        date(2025, 5, 28),
        "Inom ramen",
        [],
    )
    with pytest.raises(ActionRefused, match="redan genomförd"):
        finish_action(action, actor=erik, result="Igen")


def test_forecast_on_course_needs_no_action(grant, erik, now):
    forecast(grant, erik, 100, now)

    with pytest.raises(ActionRefused, match="avviker inte"):
        planned(grant, erik, now)


def test_action_lies_in_the_future(grant, erik, now):
    forecast(grant, erik, 150, now)

    with pytest.raises(ValidationError, match="redan varit"):
        planned(grant, erik, now, due_on=date(2025, 5, 1))


def test_reader_plans_nothing(grant, erik, love, now):
    forecast(grant, erik, 150, now)

    with pytest.raises(PermissionDenied):
        planned(grant, love, now)
