"""The ledger, grants and applications as files: what the page shows, filters kept, rights kept."""

import csv
import io

import openpyxl
import pytest
from django.db import connection
from django.urls import reverse

from coordination.domain.list_file import make_list_files
from coordination.models import ListFile
from coordination.registry import listings
from coordination.views import listing as listing_views
from tests.factories.funding import EntryFactory, GrantFactory
from tests.funding.helpers import MKR

CODES = ["pengaboken", "bidrag", "ansokningar"]


def rows_of(answer) -> list[dict]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def get_csv(client, code, query=""):
    return rows_of(client.get(reverse("coordination:listing_csv", args=[code]) + query))


@pytest.fixture
def controller(client, oskar):
    client.force_login(oskar)
    return client


def test_ledger_leaves_as_its_page_shows_it(controller, grant):
    EntryFactory(grant=grant, document="=HYPERLINK(1)")

    rows = get_csv(controller, "pengaboken", f"?bidrag={grant.pk}")

    assert [(row["Slag"], row["Belopp (kr)"]) for row in rows] == [
        ("Använt", "100000,00"),
        ("Beviljat", "1000000,00"),
    ]
    assert rows[0]["Underlag"] == "'=HYPERLINK(1)"


def test_filters_of_the_page_are_kept(controller, grant):
    EntryFactory(grant=grant)
    GrantFactory()

    used = get_csv(controller, "pengaboken", f"?bidrag={grant.pk}&visa=used")
    silent = get_csv(controller, "bidrag", f"?omgang={grant.round_id}&lage=tysta")
    done = get_csv(controller, "bidrag", f"?omgang={grant.round_id}&lage=completed")

    assert ([row["Slag"] for row in used], [row["Projekt"] for row in silent], done) == (
        ["Använt"],
        [grant.title],
        [],
    )


@pytest.mark.parametrize("code", CODES)
def test_stranger_gets_the_headings_alone(client, cecilia, grant, code):
    client.force_login(cecilia)

    assert get_csv(client, code) == []


@pytest.mark.parametrize("code", CODES)
def test_nonsense_in_the_address_does_no_harm(controller, grant, code):
    url = reverse("coordination:listing_csv", args=[code])
    for query in ("?omgang=9", f"?omgang={'9' * 40}", "?lage=okänt&visa=allt&per=2025-99-99"):
        assert controller.get(url + query).status_code == 200


@pytest.mark.parametrize("code", CODES)
def test_statements_are_the_same_however_many_rows(
    controller, grant, code, django_assert_max_num_queries
):
    EntryFactory.create_batch(20, grant=grant, amount_ore=MKR // 100)
    url = reverse("coordination:listing_csv", args=[code])

    with django_assert_max_num_queries(4 if connection.vendor == "sqlite" else 8):
        assert rows_of(controller.get(url)) is not None


def test_short_list_comes_in_excel_at_once(controller, grant):
    answer = controller.get(reverse("coordination:listing_workbook", args=["bidrag"]))

    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book["Bidrag"]["A2"].value == grant.title
    assert book["Om listan"]["B3"].value


def test_long_list_is_ordered_and_fetched_when_done(
    controller, cecilia, grant, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(listing_views, "MOST_AT_ONCE", 1)
    EntryFactory(grant=grant)
    url = reverse("coordination:listing_workbook", args=["pengaboken"]) + f"?bidrag={grant.pk}"

    asked = controller.get(url)
    answer = controller.post(url)

    ordered = ListFile.objects.get()
    assert "Gör i ordning filen" in asked.content.decode()
    assert (answer["Location"], ordered.rows_wanted) == (
        reverse("coordination:list_file", args=[ordered.pk]),
        2,
    )
    make_list_files()
    file_url = reverse("coordination:list_file_download", args=[ordered.pk])
    assert len(b"".join(controller.get(file_url).streaming_content)) > 1000
    controller.force_login(cecilia)
    assert controller.get(file_url).status_code == 404


@pytest.mark.parametrize("code", CODES)
def test_page_of_a_list_is_reachable(controller, grant, code):
    listing = listings[code]

    answer = controller.get(listing.page({"omgang": str(grant.round_id)}))

    assert answer.status_code == 200


def test_unknown_list_is_not_found(controller):
    assert controller.get("/listor/okand/csv/").status_code == 404
