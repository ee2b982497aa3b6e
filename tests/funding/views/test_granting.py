"""From closing a round to its grants: the pages and the API take the same way."""

from datetime import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from funding.models import Application, Grant
from tests.funding.applications import judged
from tests.funding.helpers import MKR, new_key


def url(name, pk):
    return reverse(f"funding:{name}", args=[pk])


@pytest.fixture
def by_api(client, oskar, decision):
    def by_api(funding_round, **line):
        client.force_login(oskar)
        return client.post(
            f"/api/v1/rounds/{funding_round.pk}/grant/",
            {"decision": decision.pk, "awards": [line]},
            content_type="application/json",
            headers={"Idempotency-Key": new_key()},
        )

    return by_api


def test_free_rows_lead_to_the_decision_table_where_there_are_applications(client, oskar, sent):
    client.force_login(oskar)
    answer = client.get(url("grant_funds", sent.round_id), follow=True)

    assert answer.redirect_chain[0][0] == url("decision_table", sent.round_id)
    assert "Omgången har ansökningar" in answer.content.decode()


def test_free_rows_grant_nothing_by_the_api_where_there_are_applications(by_api, sent, town):
    answer = by_api(sent.round, title=sent.title, recipient=town.lead.pk, amount_ore=MKR)

    assert (answer.status_code, answer.json()["code"]) == (400, "application_missing")
    assert not Grant.objects.exists()


def test_application_is_granted_by_the_api(by_api, sent, oskar):
    judged(sent, oskar, 3, 3)
    answer = by_api(sent.round, application=sent.pk, amount_ore=MKR)

    assert answer.status_code == 201
    assert Grant.objects.get().application == sent
    assert Application.objects.get().state == "granted"


def test_what_is_not_long_term_is_refused_by_the_api(by_api, sent, oskar):
    judged(sent, oskar, passed=False)
    answer = by_api(sent.round, application=sent.pk, amount_ore=MKR)

    assert (answer.status_code, answer.json()["code"]) == (400, "gate_missed")


def test_line_does_not_say_what_the_application_says(by_api, sent, oskar):
    judged(sent, oskar, 3, 3)
    answer = by_api(sent.round, application=sent.pk, title="Annat", amount_ore=MKR)

    assert answer.status_code == 400
    assert not Grant.objects.exists()


def test_decision_that_does_not_fit_is_refused_with_the_reason(
    client, oskar, funding_round, decision, town
):
    client.force_login(oskar)
    type(decision).objects.update(decided_on="2025-02-14")
    page = url("grant_funds", funding_round.pk)
    row = {"rad-0-title": "Torget", "rad-0-recipient": town.lead.pk, "rad-0-amount_ore": "1"}
    form = {"rad-TOTAL_FORMS": "1", "rad-INITIAL_FORMS": "0", "decision": decision.pk, "key": "k"}

    assert str(decision.title) not in client.get(page).content.decode()
    answer = client.post(page, form | row)
    assert "Beslutet fattades 14 februari 2025" in answer.content.decode()


def test_controller_records_the_decision_without_losing_the_ticks(
    client, oskar, sent, town, matter
):
    client.force_login(oskar)
    page = f"{url('record_decision', sent.round_id)}?provat=1&med={sent.pk}"
    said = {"body": town.board.pk, "decided_on": "2025-03-05", "paragraph": "91"}
    said |= {"text": "Medlen fördelas.", "amount_ore": "1 mnkr", "financing": "Budget 2025"}
    answer = client.post(page, said | {"matter": matter.pk})

    assert f"provat=1&med={sent.pk}&beslut=" in answer["Location"]
    form = client.get(answer["Location"]).context["form"]
    assert "1 000 000 kr återstår" in str(form["decision"]).replace("\xa0", " ")


@pytest.fixture
def in_time(monkeypatch):
    """Ten days before the round was to close."""
    moment = timezone.make_aware(datetime(2025, 2, 5, 14, 30))  # noqa: DTZ001  (made aware here)
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_round_is_closed_early_on_a_page_that_says_what_is_cut_off(client, oskar, draft, in_time):
    client.force_login(oskar)
    page = url("close_round", draft.round_id)

    assert "Ett utkast kan då inte lämnas in" in client.get(page).content.decode()
    assert "Skriv varför ni stänger i förtid" in client.post(page, {}).content.decode()
    client.post(page, {"reason": "Pengarna behövs i förskolan"})
    draft.round.refresh_from_db()
    assert draft.round.state == "closed"
