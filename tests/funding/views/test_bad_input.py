"""Bad input on the pages of money: a Swedish error by its field, and nothing half-saved.

Wrong currency, negative, too much, a year to come, a round that is closed, a decision that is missing.
"""

import pytest
from django.urls import reverse

from funding.models import (
    Application,
    BudgetTable,
    Exemption,
    Grant,
    KeyFigure,
    LedgerEntry,
    Source,
)
from tests.factories.funding import BudgetFactory, SourceFactory
from tests.funding.applications import consent
from tests.funding.helpers import MKR, new_key

AMOUNTS = [
    ("", "Skriv"),
    ("12 EUR", "går inte att läsa som ett belopp"),
    ("$12", "går inte att läsa som ett belopp"),
    ("-5", "större än 0"),
    ("0", "större än 0"),
    ("1.234", "kan betyda två olika belopp"),
    ("1e309", "går inte att läsa som ett belopp"),
    ("NaN", "går inte att läsa som ett belopp"),
    ("0,005", "fler decimaler"),
    ("9" * 19, "större än"),
]
each_amount = pytest.mark.parametrize(("amount", "message"), AMOUNTS)


@pytest.fixture
def controller(client, oskar):
    client.force_login(oskar)
    return client


def errors(answer, field) -> str:
    assert answer.status_code == 200
    return " ".join(answer.context["form"].errors.get(field, []))


def page(name, *args):
    return reverse(f"funding:{name}", args=args)


# --- Amounts (T7) ---------------------------------------------------------------------------------


@each_amount
def test_frame_of_a_source(controller, town, amount, message):
    said = {"key": new_key(), "owner": town.board.pk, "name": "Medel", "year": "2025"}
    said |= {"kind": "central", "use": "operating", "basis": "Budget", "purpose": "activity"}
    answer = controller.post(
        page("create_source"), said | {"deviation_percent": "10", "frame_ore": amount}
    )

    assert message in errors(answer, "frame_ore")
    assert (Source.objects.count(), LedgerEntry.objects.count()) == (0, 0)


@each_amount
def test_reported_spending(client, erik, grant, amount, message):
    client.force_login(erik)
    said = {"key": new_key(), "kind": "used", "booked_on": "2025-04-12", "document": "Faktura"}
    answer = client.post(page("report", grant.pk), said | {"amount_ore": amount})

    assert message in errors(answer, "amount_ore")
    assert not LedgerEntry.objects.filter(kind="used").exists()


@each_amount
def test_cost_of_a_key_figure(controller, town, amount, message):
    said = {"owner": town.board.pk, "name": "Hyra", "year": "2025", "quantity": "4"}
    said |= {"unit": "place", "basis": "Plan", "counted_on": "2025-01-31"}
    answer = controller.post(page("create_key_figure"), said | {"amount_ore": amount})

    assert message in errors(answer, "amount_ore")
    assert not KeyFigure.objects.exists()


@pytest.mark.parametrize(
    "amount", [-1, 0, 1.5, "1e309", "NaN", "12 kr", None, [], 10**30, True, "1 000"]
)
def test_amount_over_the_api(controller, source, amount):
    answer = controller.post(
        f"/api/v1/sources/{source.pk}/frame/",
        {"frame_ore": amount, "basis": "Budget"},
        content_type="application/json",
        headers={"Idempotency-Key": new_key()},
    )

    source.refresh_from_db()
    assert (answer.status_code, source.frame_ore) == (400, 10 * MKR)


# --- Years ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "message"), [("2999", "Året verkar fel"), ("1950", "Året"), ("i år", "siffr")]
)
def test_year_that_cannot_be(controller, town, year, message):
    source = {"key": new_key(), "owner": town.board.pk, "name": "Medel", "kind": "central"}
    source |= {"use": "operating", "basis": "Budget", "purpose": "activity", "frame_ore": "5"}
    figure = {"owner": town.board.pk, "name": "Hyra", "quantity": "4", "amount_ore": "5"}
    figure |= {"unit": "place", "basis": "Plan", "counted_on": "2025-01-31"}

    for name, said in (
        ("create_source", source | {"deviation_percent": "10"}),
        ("create_key_figure", figure),
    ):
        answer = controller.post(page(name), said | {"year": year})
        assert message in errors(answer, "year"), name
    assert (Source.objects.count(), KeyFigure.objects.count()) == (0, 0)


# --- A round that is closed -----------------------------------------------------------------------


def test_closed_round_begins_no_application(controller, funding_round, town):
    said = {"key": new_key(), "title": "Stråket", "lead": town.central_office.pk}

    assert controller.post(page("start_application", funding_round.pk), said).status_code == 403
    assert not Application.objects.exists()


def test_nothing_is_submitted_after_the_last_day(client, draft, lars, chairs):
    for body, user in chairs.items():
        consent(draft, user, body)
    client.force_login(lars)
    answer = client.post(page("submit_application", draft.pk))

    draft.refresh_from_db()
    assert (answer.status_code, draft.state) == (409, "draft")
    assert "Ansökningstiden gick ut" in answer.content.decode()


# --- A decision that is missing -------------------------------------------------------------------


@pytest.mark.parametrize("chosen", ["", "999999", "nej", "9" * 30])
def test_nothing_is_done_without_its_decision(controller, source, town, grant, chosen):
    other = SourceFactory(owner=town.board, name="Andra medel")
    table = BudgetFactory(owner=town.board)
    asked = {"key": new_key(), "amount_ore": "5", "reason": "Behövs", "decision": chosen}
    rows = {"rad-TOTAL_FORMS": "1", "rad-INITIAL_FORMS": "0", "rad-0-title": "Stråket"}
    rows |= {"rad-0-recipient": town.lead.pk, "rad-0-amount_ore": "5"}

    for name, pk, said in (
        ("transfer_frame", source.pk, asked | {"to": other.pk}),
        ("exempt_source", source.pk, asked),
        ("exempt_grant", grant.pk, asked),
        ("fix_budget", table.pk, {"decision": chosen}),
        ("grant_funds", grant.round_id, {"key": new_key(), "decision": chosen} | rows),
    ):
        assert errors(controller.post(page(name, pk), said), "decision"), name
    table.refresh_from_db()
    source.refresh_from_db()
    assert (table.decision_id, Exemption.objects.count(), Grant.objects.count()) == (None, 0, 1)
    assert (source.frame_ore, BudgetTable.objects.count()) == (10 * MKR, 1)
