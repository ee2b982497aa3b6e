"""An official pastes a table, sees what would happen, saves it, and can undo it: within twelve fields."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from funding.domain.entry import record_forecast
from funding.models import Grant, LedgerEntry, OutcomeBatch
from tests.funding.helpers import MKR, report

URL = "/pengar/utfall/nytt/"
GOOD = "Projekt\tBelopp\tDatum\tVer.nr\nTrygga stråk\t1 234,50\t2025-04-01\tV1"
MIXED = GOOD + "\nTrygga stråk\t1.234\t2025-04-02\tV2"


@pytest.fixture
def send(client, erik, grant):
    client.force_login(erik)

    def post(table=GOOD, act="check", **said):
        said = {"key": "k1", "organization": grant.recipient_id, "kind": "used"} | said
        return client.post(URL, said | {"table": table, "act": act})

    return post


def used():
    return Grant.objects.get().used_ore


def test_dry_run_shows_the_rows_and_saves_nothing(send):
    answer = send()

    assert [line.amount_ore for line in answer.context["lines"]] == [123_450]
    assert (used(), OutcomeBatch.objects.count()) == (0, 0)


def test_good_table_is_booked(send):
    answer = send(act="save")

    batch = OutcomeBatch.objects.get()
    assert answer["Location"] == reverse("funding:outcome_batch", args=[batch.pk])
    assert (used(), batch.row_count, batch.skipped_count) == (123_450, 1, 0)


def test_table_with_an_error_is_not_saved_in_silence(send):
    answer = send(MIXED, act="save")

    (error,) = answer.context["errors"]
    assert (error.row, error.column, used()) == (3, "Belopp", 0)


def test_good_rows_are_saved_when_asked_for(send):
    send(MIXED, act="save_good")

    batch = OutcomeBatch.objects.get()
    assert (used(), batch.row_count, batch.skipped_count) == (123_450, 1, 1)


def test_double_click_saves_once(send):
    first, second = send(act="save"), send(act="save")

    assert (first["Location"], used()) == (second["Location"], 123_450)


def test_columns_are_pointed_out_once_and_remembered(send):
    table = "Kst\tKr\tNär\nTrygga stråk\t100\t2025-04-01"
    assert send(table).context["missing"] == ["project", "day"]

    chosen = {"kolumn-project": "Kst", "kolumn-day": "När"}
    send(table, act="save", **chosen)
    assert used() == 10_000
    assert send(table, key="k2").context["missing"] == []


def test_form_asks_for_at_most_twelve_fields(send):
    answer = send()

    shown = answer.context["form"].visible_fields()
    assert len(shown) + len(answer.context["columns"].fields) <= 12


def test_workbook_is_read_and_shown_as_a_table(client, erik, grant):
    client.force_login(erik)
    book = openpyxl.Workbook()
    for row in (["Projekt", "Belopp", "Datum"], ["Trygga stråk", 99.5, date(2025, 4, 1)]):
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    file = SimpleUploadedFile("utfall.xlsx", target.getvalue())
    said = {"key": "k1", "organization": grant.recipient_id, "kind": "used", "file": file}
    answer = client.post(URL, said)

    assert "Trygga stråk\t99,5\t2025-04-01" in answer.context["form"]["table"].value()
    assert answer.context["form"]["file_name"].value() == "utfall.xlsx"


@pytest.mark.parametrize(
    ("name", "content", "field", "message"),
    [
        ("utfall.xlsx", b"", "file", "går inte att läsa"),
        ("utfall.exe", b"MZ", "file", "ska vara .xlsx eller .csv"),
    ],
)
def test_bad_file_is_answered_by_its_field(client, erik, grant, name, content, field, message):
    client.force_login(erik)
    said = {"key": "k1", "organization": grant.recipient_id, "kind": "used"}
    answer = client.post(URL, said | {"file": SimpleUploadedFile(name, content)})

    assert message in " ".join(answer.context["form"].errors[field])


def test_nothing_is_asked_for(send):
    assert "Klistra in tabellen" in " ".join(send("").context["form"].errors["table"])


def test_batch_is_undone_on_its_page(client, send):
    send(act="save")
    batch = OutcomeBatch.objects.get()
    client.post(reverse("funding:undo_outcome_batch", args=[batch.pk]), {"reason": "Fel månad"})

    assert (used(), LedgerEntry.objects.filter(kind="used").count()) == (0, 2)
    page = client.get(reverse("funding:outcome_batch", args=[batch.pk])).content.decode()
    assert "Fel månad" in page


def test_batches_are_listed_for_their_body_alone(client, send, cecilia):
    send(act="save")
    url = reverse("funding:outcome_batches")
    assert len(client.get(url).context["batches"]) == 1

    client.force_login(cecilia)
    assert client.get(url).context["batches"] == []
    assert client.get(URL).status_code == 403
    batch = OutcomeBatch.objects.get()
    assert client.get(reverse("funding:outcome_batch", args=[batch.pk])).status_code == 404


def test_forecasts_of_the_month_on_one_page(client, erik, grant):
    grant.round.forecast_day = 10
    grant.round.save()
    client.force_login(erik)
    url = reverse("funding:forecasts", args=[grant.recipient_id])
    assert client.get(url).status_code == 200

    said = {"key": "k1", "booked_on": "2025-05-20", "document": "Prognos maj"}
    client.post(url, said | {f"grant_{grant.pk}": "1,5 mnkr"})
    entry = LedgerEntry.objects.get(kind="forecast")
    assert entry.amount_ore == 15 * MKR // 10


def test_deviation_leads_to_an_action_and_its_result(client, erik, grant):
    client.force_login(erik)
    report = {"key": "k1", "kind": "forecast", "amount_ore": "2 mnkr", "document": "Prognos"}
    client.post(reverse("funding:report", args=[grant.pk]), report | {"booked_on": "2025-05-20"})
    said = {"measure": "Skjut upp", "organization": grant.recipient_id, "role": "case_officer"}
    url = reverse("funding:plan_action", args=[grant.pk])
    assert client.get(url).status_code == 200
    client.post(url, said | {"due_on": "2050-01-01"})

    action = grant.early_actions.get()
    finish = reverse("funding:finish_action", args=[action.pk])
    assert "Skjut upp" in client.get(finish).content.decode()
    client.post(finish, {"result": "Klart"})
    assert "Klart" in client.get(reverse("funding:grant", args=[grant.pk])).content.decode()


def test_forecast_page_lists_projects_of_rounds_that_ask_for_none(client, erik, grant):
    client.force_login(erik)
    page = client.get(reverse("funding:forecasts", args=[grant.recipient_id])).content.decode()

    assert f"grant_{grant.pk}" in page
    assert "Omgången begär ingen prognos varje månad." in page


def test_controller_sees_who_is_silent(client, oskar, grant):
    client.force_login(oskar)
    page = client.get(reverse("funding:outcome_batches"))

    (row,) = page.context["reporting"]
    assert (row.name, row.number, row.silent, row.is_late) == (grant.recipient.name, 1, 1, True)
    assert "Dags att påminna" in page.content.decode()


def test_ledger_shows_the_forecast_as_it_was_given(client, erik, grant, now):
    for key, amount in (("k1", 3 * MKR), ("k2", 50 * MKR)):
        record_forecast(grant, actor=erik, now=now, **report(amount_ore=amount, key=key))
    client.force_login(erik)
    page = client.get(reverse("funding:ledger")).context["rows"]

    shown = [(row.amount_ore, row.forecast_ore) for row in page if row.forecast_ore]
    assert shown == [(47 * MKR, 50 * MKR), (3 * MKR, 3 * MKR)]
