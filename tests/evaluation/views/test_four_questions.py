"""The four questions on their pages, in Excel and through the API."""

import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from rest_framework.test import APIClient

from evaluation.models import AnswerSheet
from funding.domain.entry import record_spending
from tests.factories.coordination import DecisionFactory
from tests.factories.funding import GrantFactory
from tests.funding.helpers import MKR, report


@pytest.fixture
def granted(grant, erik, now, time_machine):
    time_machine.move_to(now)
    record_spending(grant, actor=erik, **report(amount_ore=7 * MKR // 10), now=now)
    GrantFactory(round=grant.round, decision=grant.decision, title="=Öppna skolgården")
    return grant


def url(name, *args):
    return reverse(f"evaluation:{name}", args=args)


def test_page_answers_on_a_past_day(client, granted, oskar):
    client.force_login(oskar)
    answer = client.get(url("four_questions", granted.decision_id), {"per": "2025-05-27"})

    assert answer.context["answers"].as_of == date(2025, 5, 27)
    assert answer.context["answers"].total.used == 0
    assert "Inget är rapporterat" in answer.content.decode()


def test_page_counts_what_was_written_down_later_when_asked(client, granted, oskar):
    client.force_login(oskar)
    said = {"per": "2025-05-27", "kant": "on"}
    answer = client.get(url("four_questions", granted.decision_id), said)

    assert answer.context["answers"].total.used == 7 * MKR // 10


def test_day_that_cannot_be_read_is_said_by_the_field(client, granted, oskar):
    client.force_login(oskar)
    answer = client.get(url("four_questions", granted.decision_id), {"per": "i fjol"})

    assert answer.context["form"].errors["per"]
    assert answer.context["answers"].as_of == date(2025, 5, 28)


def test_figures_open_their_ledger_rows(client, granted, oskar):
    client.force_login(oskar)
    page = client.get(url("four_questions", granted.decision_id)).content.decode()

    assert f"?bidrag={granted.pk}&amp;visa=used&amp;per=2025-05-28" in page
    assert f"?beslut={granted.decision_id}&amp;visa=used" in page
    assert client.get(f"/pengar/bok/?beslut={granted.decision_id}&visa=used").status_code == 200


@pytest.mark.parametrize("name", ["four_questions", "four_questions_workbook"])
def test_stranger_is_told_nothing(client, granted, cecilia, name):
    client.force_login(cecilia)

    assert client.get(url(name, granted.decision_id)).status_code == 404


def test_decision_that_granted_nothing_has_no_page(client, matter, oskar):
    client.force_login(oskar)

    assert client.get(url("four_questions", DecisionFactory(matter=matter).pk)).status_code == 404


def test_page_takes_as_many_statements_for_many_projects(
    client, granted, oskar, django_assert_num_queries
):
    client.force_login(oskar)
    for _number in range(5):
        GrantFactory(round=granted.round, decision=granted.decision)
    client.get(url("four_questions", granted.decision_id))
    with django_assert_num_queries(10):
        client.get(url("four_questions", granted.decision_id))


def test_workbook_holds_every_project_and_no_formula(client, granted, oskar):
    client.force_login(oskar)
    answer = client.get(url("four_questions_workbook", granted.decision_id))
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    rows = list(sheet.iter_rows(min_row=2))

    assert [(row[0].value, row[0].data_type) for row in rows] == [
        ("=Öppna skolgården", "s"),
        ("Trygga stråk", "s"),
        ("Summa", "s"),
    ]
    assert [row[8].value for row in rows] == [0, 700_000, 700_000]


def test_document_is_ordered_on_the_page(client, granted, oskar, monkeypatch):
    monkeypatch.setattr("evaluation.views.four_questions.draw_up_now", lambda sheet: sheet)
    client.force_login(oskar)
    answer = client.post(
        url("order_answers", granted.decision_id), {"per": "2025-05-01", "key": "k"}
    )
    sheet = AnswerSheet.objects.get()

    assert answer.url == url("answer_sheet", sheet.pk)
    assert sheet.as_of == date(2025, 5, 1)
    assert "Handlingen upprättas" in client.get(answer.url).content.decode()
    assert client.get(url("answer_sheet_pdf", sheet.pk)).status_code == 404


def test_answers_are_reached_from_round_grant_and_follow_up(client, granted, oskar):
    client.force_login(oskar)
    address = url("four_questions", granted.decision_id)
    for page in (
        reverse("funding:round", args=[granted.round_id]),
        reverse("funding:grant", args=[granted.pk]),
        reverse("coordination:matter", args=[granted.decision.matter_id]),
        url("overview"),
        url("decisions"),
    ):
        assert address in client.get(page).content.decode(), page


def test_api_answers_as_the_page(granted, oskar, cecilia):
    caller = APIClient()
    caller.force_login(oskar)
    address = f"/api/v1/four-questions/{granted.decision_id}/answers/"
    today = caller.get(address).json()
    before = caller.get(address, {"as_of": "2025-05-27"}).json()
    caller.force_login(cecilia)

    assert [each["is_reported"] for each in today["projects"]] == [False, True]
    assert (today["total"]["used"], before["total"]["used"]) == (7 * MKR // 10, 0)
    assert caller.get(address).status_code == 404


def test_reader_reads_and_draws_nothing_up(client, granted, love):
    client.force_login(love)
    page = client.get(url("four_questions", granted.decision_id)).content.decode()

    assert "Hämta Excel" in page
    assert "Upprätta PDF" not in page
    assert client.post(url("order_answers", granted.decision_id)).status_code == 403


@pytest.mark.parametrize("day", ["2030-01-01", "9999-12-31", "banan"])
def test_day_that_has_not_been_draws_nothing_up_and_is_told(client, granted, oskar, day):
    client.force_login(oskar)
    address = url("four_questions", granted.decision_id)
    said = {"per": day, "key": "k"}
    refused = client.post(url("order_answers", granted.decision_id), said, follow=True)
    page = client.get(address, {"per": day})

    assert AnswerSheet.objects.count() == 0
    assert next(iter(refused.context["messages"])).level_tag == "error"
    assert page.context["form"].errors["per"]
    assert "Här står läget i dag." in page.content.decode()
    answer = client.get(url("four_questions_workbook", granted.decision_id), {"per": day})
    assert answer.url == f"{address}?per={day}"


def test_document_ordered_twice_from_one_page_is_one(client, granted, oskar, monkeypatch):
    monkeypatch.setattr("evaluation.views.four_questions.draw_up_now", lambda sheet: sheet)
    client.force_login(oskar)
    page = client.get(url("four_questions", granted.decision_id))
    said = {"key": page.context["order_form"]["key"].value()}
    first, second = (
        client.post(url("order_answers", granted.decision_id), said) for _click in range(2)
    )

    assert first.url == second.url
    assert AnswerSheet.objects.count() == 1


@pytest.mark.parametrize("name", ["overview", "decisions"])
def test_both_files_are_a_click_from_the_list(client, granted, oskar, name):
    client.force_login(oskar)
    page = client.get(url(name)).content.decode()

    assert f'action="{url("order_answers", granted.decision_id)}"' in page
    assert f'href="{url("four_questions_workbook", granted.decision_id)}"' in page
