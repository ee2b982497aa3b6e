"""The controller pastes a budget, looks at it, fixes it, and everybody reads it."""

import io
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from funding.models import BudgetTable
from tests.factories.funding import BudgetFactory

NEW = "/pengar/budget/ny/"
PASTED = """\tBudget\tPlan\tPlan\tPlan
Mnkr\t2026\t2027\t2028\t2029
Driftverksamhet
Kostnader\t12,5\t12\t12\t12
Intäkter (-)\t-1,5\t-1\t-1\t-1
Netto\t11\t11\t11\t11
Investeringsplan
Utgifter\t3,3\t3,3\t3,3\t3,3
Inkomster\t0\t0\t0\t0
Netto\t3,3\t3,3\t3,3\t3,3"""


@pytest.fixture
def draft(town):
    return BudgetFactory(owner=town.board)


@pytest.fixture
def controller(client, oskar):
    client.force_login(oskar)
    return client


def fill(client, table=PASTED, url=NEW, **said):
    return client.post(url, {"act": "fill", "table": table} | said)


def posted_back(page) -> dict:
    """What a browser would send of a filled form."""
    form = page.context["form"]
    return {field.html_name: field.value() for field in form if field.value() is not None}


def test_pasted_table_fills_the_boxes_and_saves_nothing(controller):
    page = fill(controller)

    form = page.context["form"]
    assert (form["operating_out_0"].value(), form["first_year"].value()) == ("12,5", 2026)
    assert BudgetTable.objects.count() == 0


def test_filled_boxes_are_saved(controller, town):
    said = posted_back(fill(controller)) | {"owner": town.board.pk}

    answer = controller.post(NEW, said)

    table = BudgetTable.objects.get()
    assert answer["Location"] == reverse("funding:budget", args=[table.pk])
    assert sum(table.lines.values_list("amount_ore", flat=True)) == 572 * 10_000_000


@pytest.mark.parametrize(
    ("old", "new", "row"),
    [
        ("12,5\t12", "12,55\t12", 4),
        ("12,5\t12", "tolv\t12", 4),
        ("-1,5", "1,5", 5),
        ("Netto\t11\t11", "Netto\t11,1\t11", 6),
    ],
)
def test_wrong_figure_is_told_by_row_and_column(controller, old, new, row):
    (error, *_more) = fill(controller, PASTED.replace(old, new, 1)).context["errors"]

    assert (error.row, error.column.endswith("kolumn B")) == (row, True)


def test_table_in_thousands_says_so_itself(controller):
    table = PASTED.replace("Mnkr", "Tkr").replace("12,5", "12500").replace("\t-1,5", "\t-1500")

    form = fill(controller, table).context["form"]

    assert form["operating_out_0"].value() == "12,5"


@pytest.mark.parametrize("table", ["", "bara ord", "Projekt\tBelopp\nTorget\t12"])
def test_what_is_no_budget_is_refused_in_words(controller, table):
    page = fill(controller, table)

    assert len(page.context["refused"]) == 1


def test_missing_figure_is_told_by_its_box(controller, town):
    said = posted_back(fill(controller)) | {"owner": town.board.pk, "investment_out_2": ""}

    page = controller.post(NEW, said)

    assert list(page.context["form"].errors) == ["investment_out_2"]
    assert BudgetTable.objects.count() == 0


def test_draft_is_changed_and_another_year_is_refused(controller, draft):
    url = reverse("funding:edit_budget", args=[draft.pk])
    wrong = fill(
        controller, PASTED.replace("2026\t2027\t2028\t2029", "2030\t2031\t2032\t2033"), url
    )
    right = posted_back(fill(controller, url=url, version=draft.version))

    controller.post(url, right)

    assert "2030" in wrong.context["refused"][0]
    assert draft.lines.get(use="operating", side="out", year=2026).amount_ore == 1_250_000_000


def test_budget_is_fixed_by_the_decision_chosen(controller, draft, decision):
    controller.post(reverse("funding:fix_budget", args=[draft.pk]), {"decision": decision.pk})

    draft.refresh_from_db()
    assert draft.decision == decision


def test_new_version_is_begun_once(controller, draft, decision):
    url = reverse("funding:revise_budget", args=[draft.pk])
    controller.post(reverse("funding:fix_budget", args=[draft.pk]), {"decision": decision.pk})

    controller.post(url)
    controller.post(url)

    assert list(BudgetTable.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_excel_holds_the_figures_as_numbers(controller, draft):
    answer = controller.get(reverse("funding:budget_workbook", args=[draft.pk]))

    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert [Decimal(str(cell.value)) for cell in sheet[7][1:5]] == [Decimal(1)] * 4
    assert not any(cell.data_type == "f" for row in sheet.rows for cell in row)


def test_list_takes_the_same_statements_however_long(controller, draft, django_assert_num_queries):
    for year in range(2027, 2037):
        BudgetFactory(owner=draft.owner, first_year=year)

    with django_assert_num_queries(4):
        controller.get(reverse("funding:budgets"))
