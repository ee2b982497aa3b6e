"""Phases, what they wait for, and whether the money lasts (V-19)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from coordination.exceptions import ActionRefused
from coordination.models import AuditEvent
from funding.domain.entry import record_spending
from funding.domain.phase import plan_funding_end, plan_phase, remove_phase
from funding.domain.queries.phase import lasting, phases_of
from funding.models import ProjectPhase
from tests.factories import DecisionFactory
from tests.factories.funding import GrantFactory, RoundFactory, SourceFactory
from tests.funding.helpers import MKR, report

TODAY = date(2025, 5, 28)
SPRING = {"starts_on": date(2025, 4, 1), "ends_on": date(2025, 5, 31)}
AUTUMN = {"starts_on": date(2025, 9, 1), "ends_on": date(2025, 11, 30)}


@pytest.fixture
def study(grant, erik):
    return plan_phase(grant, actor=erik, phase="pre_study", **SPRING)


def warning(grant, user, forecast=None):
    grant.refresh_from_db()
    return lasting(grant, phases_of(grant, user), forecast, today=TODAY)


def test_phases_stand_in_order_with_what_they_wait_for(grant, study, erik):
    plan_phase(grant, actor=erik, phase="introduction", waits_for=study, **AUTUMN)

    rows = phases_of(grant, erik)

    assert [row.planned.phase for row in rows] == ["pre_study", "introduction"]
    assert rows[1].waits_for == "Förstudie, Trygga stråk"
    assert not rows[1].starts_too_early


def test_phase_that_begins_before_what_it_waits_for_is_told(grant, study, erik):
    plan_phase(grant, actor=erik, phase="procurement", waits_for=study, **SPRING)

    assert [row.starts_too_early for row in phases_of(grant, erik)] == [False, True]


def test_said_anew_it_is_the_same_phase_with_history(grant, study, erik):
    assert plan_phase(grant, actor=erik, phase="pre_study", **AUTUMN) == study
    assert AuditEvent.objects.filter(action="grant.phase_planned").count() == 2


def test_phases_do_not_wait_for_each_other(grant, study, erik):
    later = plan_phase(grant, actor=erik, phase="introduction", waits_for=study, **AUTUMN)

    with pytest.raises(ActionRefused) as refused:
        plan_phase(grant, actor=erik, phase="pre_study", waits_for=later, **SPRING)

    assert refused.value.code == "phases_in_circle"


def test_phase_does_not_end_before_it_begins(grant, erik):
    with pytest.raises(ActionRefused):
        plan_phase(
            grant,
            actor=erik,
            phase="operation",
            starts_on=AUTUMN["starts_on"],
            ends_on=SPRING["ends_on"],
        )


def test_awaited_phase_stays_and_others_are_removed(grant, study, erik):
    later = plan_phase(grant, actor=erik, phase="introduction", waits_for=study, **AUTUMN)
    with pytest.raises(ActionRefused):
        remove_phase(study, actor=erik)

    remove_phase(later, actor=erik)

    assert list(ProjectPhase.objects.all()) == [study]


def test_others_may_not_plan(grant, lars):
    with pytest.raises(PermissionDenied):
        plan_phase(grant, actor=lars, phase="pre_study", **SPRING)
    with pytest.raises(PermissionDenied):
        plan_funding_end(grant, actor=lars, funding_ends_on=TODAY)


def test_money_that_fits_gives_no_warning(grant, study, erik):
    plan_funding_end(grant, actor=erik, funding_ends_on=date(2025, 12, 31))

    assert not warning(grant, erik, forecast=grant.granted_ore).warns


def test_forecast_beyond_what_is_left_warns_with_the_amount(grant, erik):
    assert warning(grant, erik, forecast=grant.granted_ore + MKR // 2).short_ore == MKR // 2


def test_pace_so_far_tells_when_the_money_is_spent(grant, erik, now):
    record_spending(grant, actor=erik, now=now, **report(amount_ore=grant.granted_ore // 2))
    plan_funding_end(grant, actor=erik, funding_ends_on=date(2025, 12, 31))

    assert warning(grant, erik).spent_on == date(2025, 8, 20)


def test_work_after_the_last_day_warns(grant, erik):
    plan_phase(grant, actor=erik, phase="introduction", **AUTUMN)
    plan_funding_end(grant, actor=erik, funding_ends_on=date(2025, 10, 1))

    assert warning(grant, erik).phases_after


def test_follow_on_decision_is_a_later_one_that_the_writer_sees(grant, decision, oskar, town):
    later = DecisionFactory(
        matter=decision.matter, body=town.board, decided_on=date(2025, 9, 3), paragraph=140
    )

    plan_funding_end(grant, actor=oskar, funding_ends_on=None, follow_on=later)

    grant.refresh_from_db()
    assert grant.follow_on == later
    with pytest.raises(ActionRefused):
        plan_funding_end(grant, actor=oskar, funding_ends_on=None, follow_on=decision)


def test_official_plans_on_the_pages_and_sees_the_warning(client, grant, erik):
    client.force_login(erik)
    page = f"/bidrag/{grant.pk}/"
    client.post(page + "faser/", {"phase": "introduction"} | AUTUMN)
    client.post(page + "pengarnas-slut/", {"funding_ends_on": "2025-10-01"})

    shown = client.get(page).content.decode()

    assert "Införande" in shown
    assert "En fas pågår efter pengarnas sista dag." in shown
    client.post(f"/bidrag/faser/{ProjectPhase.objects.get().pk}/ta-bort/")
    assert not ProjectPhase.objects.exists()


def test_other_project_is_named_only_to_who_sees_it(grant, decision, town, erik):
    elsewhere = DecisionFactory(body=town.lead, decided_on=decision.decided_on, paragraph=9)
    source = SourceFactory(owner=town.lead, name="Egna medel", frame=10 * MKR)
    hidden = GrantFactory(
        round=RoundFactory(source=source), decision=elsewhere, recipient=town.lead, title="Dolt"
    )
    awaited = ProjectPhase.objects.create(grant=hidden, phase="operation", **SPRING)
    ProjectPhase.objects.create(grant=grant, phase="operation", waits_for=awaited, **AUTUMN)

    assert [row.waits_for for row in phases_of(grant, erik)] == [""]
    with pytest.raises(ActionRefused) as refused:
        plan_phase(grant, actor=erik, phase="pre_study", waits_for=awaited, **AUTUMN)
    assert refused.value.code == "strange_phase"
