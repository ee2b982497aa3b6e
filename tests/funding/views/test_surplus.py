"""What was left over is explained, decided on and reconciled on pages."""

from datetime import date

import pytest
from django.urls import reverse

from funding.domain.project import complete_project
from funding.enums import EntryKind
from tests.funding.helpers import MKR


@pytest.fixture
def finished(grant, erik, now, time_machine):
    time_machine.move_to(now)
    return complete_project(grant, actor=erik, completed_on=date(2025, 5, 20), now=now)


def url(name, *args):
    return reverse(f"funding:{name}", args=args)


def test_recipient_explains_and_owner_decides(client, finished, erik, oskar, disposal):
    client.force_login(erik)
    said = {"key": "a", "amount_ore": "1 mnkr", "reason": "cheaper", "text": "Egen personal"}
    assert client.post(url("explain_surplus", finished.pk), said).status_code == 302
    client.force_login(oskar)
    said = {
        "key": "b",
        "amount_ore": "1 mnkr",
        "disposition": "keep",
        "decision": disposal.pk,
    }
    client.post(url("decide_surplus", finished.pk), said)

    assert finished.entries.get(kind=EntryKind.KEPT).amount_ore == MKR
    page = client.get(url("surplus", finished.pk)).content.decode()
    assert "Egen personal" in page
    assert "Behållet" in page


def test_refusal_is_said_by_its_field(client, finished, erik):
    client.force_login(erik)
    said = {"key": "a", "amount_ore": "2 mnkr", "reason": "cheaper"}
    answer = client.post(url("explain_surplus", finished.pk), said)

    assert answer.context["explain_form"].errors["amount_ore"]


def test_recipient_gets_no_form_to_decide(client, finished, erik):
    client.force_login(erik)
    answer = client.get(url("surplus", finished.pk))

    assert answer.context["decide_form"] is None
    assert client.get(url("decide_surplus", finished.pk)).status_code == 403


def test_running_project_says_that_it_goes_on(client, grant, oskar):
    client.force_login(oskar)
    page = client.get(url("surplus", grant.pk)).content.decode()

    assert "Trygga stråk pågår." in page


def test_mistaken_reason_is_taken_back(client, finished, erik):
    client.force_login(erik)
    said = {"key": "a", "amount_ore": "1 mnkr", "reason": "cheaper"}
    client.post(url("explain_surplus", finished.pk), said)
    client.post(url("withdraw_explanation", finished.explanations.get().pk))

    finished.refresh_from_db()
    assert finished.unexplained_ore == MKR


def test_stranger_sees_no_surplus(client, finished, cecilia):
    client.force_login(cecilia)

    assert client.get(url("surplus", finished.pk)).status_code == 404


def test_reconciliation_shows_what_lacks_its_reason(client, finished, oskar):
    client.force_login(oskar)
    page = client.get(url("reconciliation")).content.decode()

    assert "Trygga stråk" in page
    assert "Saknar skäl" in page


def test_reconciliation_is_constant_in_statements(
    client, finished, oskar, django_assert_num_queries
):
    client.force_login(oskar)
    client.get(url("reconciliation"))
    with django_assert_num_queries(6):
        client.get(url("reconciliation"))
