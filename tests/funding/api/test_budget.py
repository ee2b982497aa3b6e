"""Budget tables over the API: the pages' own rules."""

import pytest

from funding.models import BudgetTable
from tests.coordination.api.calls import patch, post
from tests.factories.funding import BudgetFactory

FIGURES = [
    {"use": "operating", "side": "out", "amounts_ore": [10**9] * 4},
    {"use": "operating", "side": "in", "amounts_ore": [-(10**8)] * 4},
    {"use": "investment", "side": "out", "amounts_ore": [0] * 4},
    {"use": "investment", "side": "in", "amounts_ore": [0] * 4},
]


@pytest.fixture
def as_oskar(sign_in, oskar):
    return sign_in(oskar)


def test_table_is_entered_with_its_nets(as_oskar, town):
    said = {"owner": town.board.pk, "first_year": 2026, "figures": FIGURES}

    answer = post(as_oskar, "budget-tables", said)

    body = answer.json()
    assert (answer.status_code, body["number"], body["decision"]) == (201, 1, None)
    assert body["nets"][0] == {"use": "operating", "amounts_ore": [9 * 10**8] * 4}
    assert body["figures"] == FIGURES


@pytest.mark.parametrize(
    "wrong",
    [
        FIGURES[:3],
        [{**FIGURES[0], "amounts_ore": [1] * 4}, *FIGURES[1:]],
        [{**FIGURES[0], "amounts_ore": [10**9] * 3}, *FIGURES[1:]],
        [FIGURES[0], {**FIGURES[1], "amounts_ore": [10**8] * 4}, *FIGURES[2:]],
        [{**FIGURES[0], "amounts_ore": [10**30] * 4}, *FIGURES[1:]],
    ],
    ids=["row missing", "too fine", "year missing", "revenue above zero", "too large"],
)
def test_wrong_figures_are_refused(as_oskar, town, wrong):
    said = {"owner": town.board.pk, "first_year": 2026, "figures": wrong}

    assert post(as_oskar, "budget-tables", said).status_code == 400
    assert not BudgetTable.objects.exists()


def test_second_to_save_is_told_of_the_first(as_oskar, town):
    table = BudgetFactory(owner=town.board, version=2)

    said = {"figures": FIGURES, "version": 1}
    answer = patch(as_oskar, f"budget-tables/{table.pk}", said)

    body = answer.json()
    assert (answer.status_code, body["code"], body["theirs"]["version"]) == (
        409,
        "edit_conflict",
        2,
    )


def test_fixed_table_is_revised_not_changed(as_oskar, town, decision):
    table = BudgetFactory(owner=town.board)
    fixed = post(as_oskar, f"budget-tables/{table.pk}/fix", {"decision": decision.pk})
    changed = patch(as_oskar, f"budget-tables/{table.pk}", {"figures": FIGURES, "version": 1})
    revised = post(as_oskar, f"budget-tables/{table.pk}/revise")

    assert (fixed.json()["decision"], changed.status_code) == (decision.pk, 409)
    assert (revised.status_code, revised.json()["number"]) == (201, 2)


def test_outsider_knows_of_nothing(sign_in, cecilia, town):
    table = BudgetFactory(owner=town.board)
    client = sign_in(cecilia)

    assert client.get(f"/api/v1/budget-tables/{table.pk}/").status_code == 404
    assert client.get("/api/v1/budget-tables/").json()["results"] == []
    assert post(client, f"budget-tables/{table.pk}/revise").status_code == 404


def test_member_reads_but_does_not_write(sign_in, love, town):
    table = BudgetFactory(owner=town.board)

    answer = patch(sign_in(love), f"budget-tables/{table.pk}", {"figures": FIGURES, "version": 1})
    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")


@pytest.mark.parametrize("rows", [10, 50])
def test_list_takes_four_statements(as_oskar, town, rows, django_assert_num_queries):
    for number in range(rows):
        BudgetFactory(owner=town.board, first_year=2000 + number)

    with django_assert_num_queries(4):
        answer = as_oskar.get("/api/v1/budget-tables/")
    assert len(answer.json()["results"]) == rows
