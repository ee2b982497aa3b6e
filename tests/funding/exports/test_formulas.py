"""Nothing that leaves the pages of money is a formula, whatever people have written (T40)."""

import csv
import io

import openpyxl
import pytest
from django.urls import reverse

from funding.models import FinancingItem, KeyFigure
from tests.factories.funding import ApplicationFactory, BudgetFactory, EntryFactory
from tests.factories.initiatives import InitiativeFactory, ProgrammeFactory

EVIL = ["=1+1", "+46 8", "-5", "@SUM(A1)", '=cmd|"/c calc"!A1', "＝1+1"]
LISTS = ["pengaboken", "bidrag", "ansokningar", "finansiering"]
each_text = pytest.mark.parametrize("evil", EVIL)


@pytest.fixture
def world(request, town, matter, oskar, grant, evil):
    """The same words wherever people can write some."""
    grant.title = evil
    grant.save()
    EntryFactory(grant=grant, document=evil)
    ApplicationFactory(round=grant.round, lead=town.participant, title=evil)
    initiative = InitiativeFactory(programme=ProgrammeFactory(matter=matter), title=evil)
    said = {"basis": evil, "as_of": "2025-03-01", "updated_by": oskar}
    FinancingItem.objects.create(
        initiative=initiative,
        year=2025,
        kind="needed",
        amount_ore=100,
        updated_at="2025-03-01T10:00+01:00",
        **said,
    )
    KeyFigure.objects.create(
        owner=town.board,
        name=evil,
        year=2025,
        amount_ore=100,
        quantity=1,
        unit="place",
        basis=evil,
        note=evil,
        counted_on="2025-01-31",
    )
    return BudgetFactory(owner=town.board, note=evil)


def cells(content) -> list:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row]


def bytes_of(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@each_text
def test_no_workbook_has_a_formula(client, oskar, world, grant, evil):
    client.force_login(oskar)
    pages = [
        *(reverse("coordination:listing_workbook", args=[code]) for code in LISTS),
        reverse("funding:decision_workbook", args=[grant.round_id]),
        reverse("funding:key_figures_workbook"),
        reverse("funding:budget_workbook", args=[world.pk]),
    ]

    for page in pages:
        found = cells(bytes_of(client.get(page)))
        assert [cell.coordinate for cell in found if cell.data_type == "f"] == [], page
        assert any(evil in str(cell.value) for cell in found), page


@each_text
def test_no_csv_has_a_cell_that_begins_as_a_formula(client, oskar, world, grant, evil):
    client.force_login(oskar)
    pages = [
        *(reverse("coordination:listing_csv", args=[code]) for code in LISTS),
        reverse("funding:ranking_csv", args=[grant.round_id]),
    ]

    for page in pages:
        text = bytes_of(client.get(page)).decode("utf-8-sig")
        found = [cell for row in csv.reader(io.StringIO(text), delimiter=";") for cell in row]
        assert f"'{evil}" in found, page
        assert evil not in found, page
