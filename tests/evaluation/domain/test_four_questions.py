"""The four questions: exact, with their absences shown, and the same for a past day whenever asked."""

import random
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from evaluation.domain.queries.four_questions import (
    answered_decisions,
    four_answers,
    known_by_end_of,
)
from evaluation.domain.report import file_report
from evaluation.models import FollowUpReport
from funding.domain.entry import record_forecast, record_spending
from funding.domain.project import complete_project, start_project
from funding.domain.reversal import reverse_entry
from funding.domain.surplus import decide_surplus, explain_surplus
from funding.enums import EntryKind
from funding.models import LedgerEntry
from tests.factories import DecisionFactory
from tests.factories.evaluation import IndicatorFactory, MeasurementFactory
from tests.factories.funding import EntryFactory, GrantFactory
from tests.funding.helpers import MKR, new_key, report

DAY = date(2025, 5, 28)


@pytest.fixture
def silent(grant):
    """Another project of the same decision on which nobody ever reports."""
    return GrantFactory(
        round=grant.round,
        decision=grant.decision,
        recipient=grant.recipient,
        title="Öppna skolgården",
    )


@pytest.fixture
def finished(grant, erik, now):
    record_spending(grant, actor=erik, **report(amount_ore=7 * MKR // 10), now=now)
    return complete_project(grant, actor=erik, completed_on=date(2025, 5, 20), now=now)


def asked(grant, *, as_of=DAY, known_at=None):
    return four_answers(
        grant.decision, as_of=as_of, known_at=known_at or known_by_end_of(as_of, now=later())
    )


def later():
    return timezone.make_aware(datetime(2026, 1, 1))  # noqa: DTZ001  (made aware here)


def test_what_nobody_reported_on_is_in_the_list_first(finished, silent):
    answers = asked(finished)

    assert [each.grant for each in answers.projects] == [silent, finished]
    assert [each.grant for each in answers.unreported] == [silent]
    assert answers.carried_out == 1


def test_sums_are_exact_per_project_and_in_all(finished, silent):
    answers = asked(finished)

    assert (answers.total.granted, answers.total.used, answers.total.left) == (
        2 * MKR,
        7 * MKR // 10,
        13 * MKR // 10,
    )
    assert [each.account.balance.used for each in answers.projects] == [0, 7 * MKR // 10]
    assert answers.surplus_ore == answers.undecided_ore == 3 * MKR // 10


def test_report_tells_how_it_contributed_and_why_money_is_left(finished, erik, now):
    found = FollowUpReport.objects.get()
    file_report(
        found,
        actor=erik,
        version=found.version,
        final_result="Belysningen är på plats.",
        contribution="Fler går hem den vägen.",
        deviation_reason="Billigare stolpar.",
        surplus_reason="cheaper",
        now=now,
    )
    (each,) = asked(finished).projects

    assert each.contribution.statement == "Fler går hem den vägen."
    assert [(reason.code, reason.amount_ore) for reason in each.account.reasons] == [
        ("cheaper", 3 * MKR // 10)
    ]


def test_absence_of_report_and_indicators_is_known(finished):
    (each,) = asked(finished).projects

    assert not each.contribution.is_filed
    assert each.contribution.due_on == date(2025, 11, 20)
    assert each.contribution.indicators == ()


def test_indicators_of_the_initiative_and_programme_are_told_as_known(
    decided_in_initiative, initiative, programme
):
    own = IndicatorFactory(initiative=initiative, name="Närvaro")
    IndicatorFactory(programme=programme, name="Trygghet")
    MeasurementFactory(indicator=own, measured_on=date(2024, 12, 31), value=Decimal("90.4"))
    (each,) = asked(decided_in_initiative).projects

    assert [(figure.name, figure.value) for figure in each.contribution.indicators] == [
        ("Närvaro", "90,4"),
        ("Trygghet", None),
    ]


@pytest.fixture
def decided_in_initiative(grant, initiative):
    grant.initiative = initiative
    grant.save(update_fields=["initiative"])
    return grant


def test_reasons_and_destinations_add_up_to_the_surplus(finished, oskar, erik, now):
    granted = finished.decision
    disposal = DecisionFactory(
        matter=granted.matter,
        body=granted.body,
        decided_on=date(2025, 5, 27),
        financing="Ryms i det som är beviljat.",
    )
    explain_surplus(
        finished, actor=erik, amount_ore=MKR // 10, reason="cheaper", key=new_key(), now=now
    )
    decide_surplus(
        finished,
        actor=oskar,
        disposition="return",
        amount_ore=MKR // 10,
        decision=disposal,
        key=new_key(),
        now=now,
    )
    answers = asked(finished)

    assert sum(ore for _label, ore in answers.reasons) == answers.surplus_ore
    assert sum(ore for _label, ore in answers.destinations) == answers.surplus_ore
    assert answers.unexplained_ore == answers.undecided_ore == 2 * MKR // 10


def test_later_entries_do_not_change_an_earlier_report(finished, oskar, erik, now):
    before = asked(finished)
    tomorrow = now + timedelta(days=1)
    record_spending(finished, actor=erik, **report(amount_ore=MKR // 10), now=tomorrow)
    spent = finished.entries.filter(kind=EntryKind.USED).earliest("pk")
    reverse_entry(spent, actor=erik, reason="Fel projekt.", now=tomorrow)
    explain_surplus(
        finished, actor=erik, amount_ore=1, reason="cheaper", key=new_key(), now=tomorrow
    )

    assert asked(finished) == before


def test_what_is_known_today_of_the_same_day_is_another_question(finished, erik, now):
    """The negative control: with what was written down later, the backdated row counts."""
    record_spending(
        finished, actor=erik, **report(amount_ore=MKR // 10), now=now + timedelta(days=1)
    )

    assert asked(finished).total.used == 7 * MKR // 10
    assert asked(finished, known_at=later()).total.used == 8 * MKR // 10


def test_project_completed_later_was_under_way_then(grant, erik, now):
    start_project(grant, actor=erik, now=now)
    complete_project(grant, actor=erik, completed_on=date(2025, 5, 20), now=now + timedelta(days=2))

    assert [each.account.state for each in asked(grant).projects] == ["under_way"]


def test_decision_to_come_has_granted_nothing(grant):
    assert asked(grant, as_of=date(2025, 3, 4)).projects == []


def test_sums_equal_a_naive_sum_after_late_edits(grant, silent, oskar, now):
    """A hundred rows, backdated, corrected and forecast in any order: what is told is what is there."""
    chance = random.Random(4)  # noqa: S311  (no secret)
    for number in range(100):
        each = chance.choice([grant, silent])
        EntryFactory(
            kind=chance.choice([EntryKind.USED, EntryKind.FORECAST]),
            grant=each,
            amount_ore=chance.randint(1, MKR // 200),
            booked_on=date(2025, 3, 5) + timedelta(days=chance.randint(0, 80)),
            recorded_at=now - timedelta(days=chance.randint(0, 60)),
        )
        if number % 10 == 9:
            row = chance.choice(list(each.entries.filter(kind="used", reversed_by=None)) or [None])
            if row and not row.reverses_id:
                reverse_entry(row, actor=oskar, reason="Rättelse.", now=now)
    for days in (0, 7, 30, 60):
        day = DAY - timedelta(days=days)
        known_at = known_by_end_of(day, now=later())
        answers = asked(grant, as_of=day, known_at=known_at)
        for each in answers.projects:
            assert each.account.balance.used == naive(each.grant, "used", day, known_at)
            assert (each.account.balance.forecast or 0) == naive(
                each.grant, "forecast", day, known_at
            )


def naive(grant, kind, day, known_at) -> int:
    return sum(
        row.amount_ore
        for row in LedgerEntry.objects.all()
        if row.grant_id == grant.pk
        and row.kind == kind
        and row.booked_on <= day
        and row.recorded_at <= known_at
    )


def test_answers_take_as_many_statements_for_many_projects(
    grant, silent, django_assert_num_queries
):
    for _number in range(3):
        GrantFactory(round=grant.round, decision=grant.decision)
    with django_assert_num_queries(5):
        asked(grant)


def test_approximate_amounts_are_marked(grant, erik, now):
    record_forecast(grant, actor=erik, **report(is_approximate=True), now=now)

    assert asked(grant).total.approximate == ("forecast",)


def test_decisions_are_listed_for_those_who_see_their_matter(grant, silent, oskar, cecilia):
    (found,) = answered_decisions(oskar)

    assert (found, found.number, found.unreported) == (grant.decision, 2, 2)
    assert list(answered_decisions(cecilia)) == []


def test_groups_hold_every_project_once(finished, silent):
    answers = asked(finished)
    for groups in (answers.by_area, answers.by_body, answers.by_kind):
        assert sum(group.number for group in groups) == 2
        assert sum(group.balance.granted for group in groups) == answers.total.granted
