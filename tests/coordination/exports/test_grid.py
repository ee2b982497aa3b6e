"""The board as a workbook: as it is seen, and never a formula."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from coordination.domain.queries.board import board_of, grid_of
from coordination.exports.grid import board_workbook
from coordination.models import Referral

pytestmark = pytest.mark.django_db


def rows_of(content):
    sheet = load_workbook(io.BytesIO(content)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def the_board(user):
    return board_of(user, today=timezone.localdate())


def test_grid_holds_what_the_page_shows(consultee, disa):
    consultee.due_on = timezone.localdate() - timedelta(days=9)
    consultee.save()

    rows = rows_of(board_workbook(grid=grid_of(the_board(disa)), chosen=[]))

    assert rows[0][0] == "Tillfrågad"
    assert rows[0][1].startswith("Kraftsamlande insatser")
    assert rows[1] == ["Stadsbyggnadsnämnden", "Sen\n9 dagar"]
    assert rows[2] == ["Klara svar", "0 av 1"]


def test_filtered_page_is_its_list(consultee, disa):
    chosen = the_board(disa).of_kind("wait")

    rows = rows_of(board_workbook(grid=None, chosen=chosen))

    assert rows[0] == ["Tillfrågad", "Remiss", "Svarets läge", "Svara senast"]
    assert rows[1][:3] == ["Stadsbyggnadsnämnden", "Kraftsamlande insatser", "Inväntas"]
    assert rows[1][3].date() == consultee.due_on


@pytest.mark.parametrize("title", ["=1+1", "+46 8", "-5", "@SUM(A1)"])
def test_text_that_looks_like_a_formula_stays_text(consultee, disa, title):
    Referral.objects.update(title=title)

    content = board_workbook(grid=None, chosen=the_board(disa).of_kind("wait"))

    cell = load_workbook(io.BytesIO(content)).active["B2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (title, "s", True)
