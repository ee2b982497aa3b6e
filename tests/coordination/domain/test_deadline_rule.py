"""How each kind is reckoned: by law, by Kraftsam, or as the municipality has set it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from coordination.date_rules import DateRule
from coordination.domain.deadline_rule import (
    describe,
    reckon,
    reckoned_kinds,
    restore_deadline_rule,
    set_deadline_rule,
)
from coordination.domain.working_calendar import (
    add_municipal_day,
    calendar_of,
    remove_municipal_day,
    set_working_day_routine,
)
from coordination.enums import Roll
from coordination.exceptions import ActionRefused
from coordination.models import DeadlineRule, Meeting, MunicipalDay

pytestmark = pytest.mark.django_db

START = date(2025, 8, 31)
REPORT = "follow_up_report"


def reckoned(town, kind=REPORT, after=START):
    return reckon(kind, after=after, organization=town.participant)


def test_kind_is_reckoned_as_it_is_registered(town):
    found = reckoned(town)

    assert (found.day, found.why) == (
        date(2026, 2, 28),
        "6 månader efter att insatsen blev klar",
    )


def test_municipality_s_own_rule_goes_before(town, gun):
    set_deadline_rule(town.municipality, REPORT, actor=gun, rule=DateRule(months=3, roll=Roll.NEXT))

    found = reckoned(town)
    assert found.day == date(2025, 12, 1)
    assert found.why == "3 månader efter att insatsen blev klar, nästa arbetsdag om dagen är ledig"


def test_own_rule_is_taken_back(town, gun):
    set_deadline_rule(town.municipality, REPORT, actor=gun, rule=DateRule(months=3))
    restore_deadline_rule(town.municipality, REPORT, actor=gun)

    assert reckoned(town).day == date(2026, 2, 28)


def test_meeting_rule_takes_the_body_s_last_meeting(town, gun):
    Meeting.objects.create(organization=town.participant, held_on=date(2025, 11, 19))
    rule = DateRule(months=3, roll=Roll.MEETING)
    set_deadline_rule(town.municipality, REPORT, actor=gun, rule=rule)

    assert reckoned(town).day == date(2025, 11, 19)


@pytest.mark.parametrize("kind", ["approval", "forecast", "nonsense"])
def test_what_law_or_people_say_is_not_set(town, gun, kind):
    with pytest.raises(ActionRefused, match="enligt lag"):
        set_deadline_rule(town.municipality, kind, actor=gun, rule=DateRule(months=3))

    assert not DeadlineRule.objects.exists()


def test_distance_that_nobody_means_is_refused(town, gun):
    with pytest.raises(ValidationError, match="för långt"):
        set_deadline_rule(town.municipality, REPORT, actor=gun, rule=DateRule(months=121))


def test_only_the_administrator_sets_rules_and_days(town, disa):
    with pytest.raises(PermissionDenied):
        set_deadline_rule(town.municipality, REPORT, actor=disa, rule=DateRule(months=3))
    with pytest.raises(PermissionDenied):
        add_municipal_day(
            town.municipality, actor=disa, day=START, is_open=False, note="Utbildningsdag"
        )


def test_closed_day_moves_what_is_reckoned_but_not_what_the_law_reckons(town, gun):
    monday = date(2025, 9, 15)
    add_municipal_day(
        town.municipality, actor=gun, day=monday, is_open=False, note="Utbildningsdag"
    )
    set_deadline_rule(town.municipality, REPORT, actor=gun, rule=DateRule(days=14, roll=Roll.NEXT))

    after = date(2025, 9, 1)
    assert reckoned(town, after=after).day == date(2025, 9, 16)
    assert reckoned(town, "approval", after=after).day == monday


def test_same_day_is_said_once_and_can_be_taken_back(town, gun):
    day = {"day": START, "is_open": False, "note": "Utbildningsdag"}
    municipal = add_municipal_day(town.municipality, actor=gun, **day)

    with pytest.raises(ValidationError, match="finns redan"):
        add_municipal_day(town.municipality, actor=gun, **day)

    remove_municipal_day(municipal, actor=gun)
    assert not MunicipalDay.objects.exists()


def test_routine_closes_bridge_days(town, gun):
    bridge_day = date(2026, 5, 15)
    assert calendar_of(town.municipality.pk).is_working_day(bridge_day)

    set_working_day_routine(town.municipality, actor=gun, bridge_days_off=True, half_days_off=False)

    assert not calendar_of(town.municipality.pk).is_working_day(bridge_day)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (DateRule(months=12), "1 år efter mötet"),
        (DateRule(months=1, days=2), "1 månad och 2 dagar efter mötet"),
        (DateRule(days=21), "3 veckor efter mötet"),
        (DateRule(days=14), "14 dagar efter mötet"),
        (
            DateRule(working_days=-5, least=3),
            "5 arbetsdagar efter mötet, minst 3 arbetsdagar ifrån",
        ),
        (DateRule(), "Samma dag efter mötet"),
    ],
)
def test_rule_in_words(rule, expected):
    assert describe(rule, "efter mötet") == expected


def test_statutory_kinds_come_last_in_the_list():
    statutory = [kind.statutory for kind in reckoned_kinds()]

    assert statutory == sorted(statutory)
    assert len(statutory) == 7
