"""T5: every state and action of projects and rounds, by page and API. What the tables lack changes nothing."""

from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from coordination import guards
from coordination.models import AuditEvent
from funding.enums import PROJECT_TRANSITIONS, ROUND_TRANSITIONS, ProjectState, RoundState
from funding.models import Grant, Round
from tests.funding.helpers import new_key

DONE_ON = {"completed_on": "2025-06-30"}
WHY = {"reason": "Marken såldes."}
PROJECT_ACTS = {
    "start": ("start_project", "start", {}),
    "complete": ("complete_project", "complete", DONE_ON),
    "call_off": ("call_off_project", "call-off", WHY),
}
REFUSED = {400, 403, 409}


def put_project(grant, state):
    done = date(2025, 6, 1) if state == ProjectState.COMPLETED else None
    Grant.objects.filter(pk=grant.pk).update(project_state=state, completed_on=done)


def put_round(funding_round, state):
    """Past the database's own guard, which lets no round go back."""
    guards.remove(connection)
    decided = date(2025, 3, 5) if state == RoundState.DECIDED else None
    Round.objects.filter(pk=funding_round.pk).update(state=state, decided_on=decided)
    guards.install(connection)


def tells_why(response) -> bool:
    """An answer that says no, or a page that says why."""
    if response.status_code in REFUSED:
        return True
    html = response.content.decode()
    return "Det går inte" in html or "fel-rubrik" in html


@pytest.mark.parametrize("state", ProjectState)
@pytest.mark.parametrize("action", PROJECT_ACTS)
@pytest.mark.parametrize("way", ["page", "api"])
def test_project_goes_only_where_the_table_leads(client, erik, grant, state, action, way):
    put_project(grant, state)
    page, address, said = PROJECT_ACTS[action]
    events = AuditEvent.objects.count()
    client.force_login(erik)

    if way == "page":
        url = reverse(f"funding:{page}", args=[grant.pk])
        response = client.post(url, said, follow=True)
    else:
        url = f"/api/v1/grants/{grant.pk}/{address}/"
        response = client.post(url, said, content_type="application/json")

    expected = PROJECT_TRANSITIONS.get((state, action))
    grant.refresh_from_db()
    assert grant.project_state == (expected or state)
    assert (AuditEvent.objects.count() > events) is bool(expected)
    assert expected or tells_why(response)


@pytest.mark.parametrize("state", RoundState)
def test_round_is_closed_only_from_open(client, oskar, funding_round, state):
    put_round(funding_round, state)
    client.force_login(oskar)

    response = client.post(reverse("funding:close_round", args=[funding_round.pk]), follow=True)

    expected = ROUND_TRANSITIONS.get((state, "close"))
    funding_round.refresh_from_db()
    assert funding_round.state == (expected or state)
    assert expected or tells_why(response)


@pytest.mark.parametrize("state", RoundState)
def test_nothing_is_granted_before_applications_are_closed(
    client, oskar, funding_round, decision, town, state
):
    put_round(funding_round, state)
    client.force_login(oskar)
    said = {"key": new_key(), "decision": decision.pk}
    said |= {"rad-TOTAL_FORMS": "1", "rad-INITIAL_FORMS": "0", "rad-0-title": "Trygga stråk"}
    said |= {"rad-0-recipient": str(town.participant.pk), "rad-0-amount_ore": "1 mnkr"}

    response = client.post(reverse("funding:grant_funds", args=[funding_round.pk]), said)

    expected = ROUND_TRANSITIONS.get((state, "decide"))
    funding_round.refresh_from_db()
    assert funding_round.state == (expected or state)
    assert Grant.objects.exists() is bool(expected)
    assert expected or tells_why(response)


def test_a_spending_is_not_reported_before_anything_is_granted(client, erik):
    """There is nothing to report on: the address of a grant that is not is a 404."""
    client.force_login(erik)

    assert client.post(reverse("funding:report", args=[1]), {}).status_code == 404
