"""A body's budget and plan: entered, changed while a draft, fixed by decision, followed by versions."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from coordination.enums import OrganizationKind
from coordination.exceptions import ActionRefused, EditConflict
from funding.domain.budget import (
    ROWS,
    amounts_of,
    change_budget,
    check_figure,
    enter_budget,
    fix_budget,
    revise_budget,
)
from funding.domain.queries.budget import _rows, budget_view, lead_of
from funding.models import BudgetTable
from tests.factories import DecisionFactory, OrganizationFactory
from tests.factories.funding import BudgetFactory
from tests.funding.helpers import MKR

TENTH = MKR // 10


def figures(costs=MKR, revenues=0):
    """The same every year; nothing is invested."""
    rows = dict.fromkeys(ROWS, [0] * 4)
    rows["operating", "out"], rows["operating", "in"] = [costs] * 4, [revenues] * 4
    return rows


@pytest.fixture
def draft(town):
    return BudgetFactory(owner=town.board)


@pytest.fixture
def fixed(draft, oskar, decision):
    return fix_budget(draft, actor=oskar, decision=decision)


def test_entered_budget_keeps_its_figures(town, oskar):
    table = enter_budget(
        town.board, actor=oskar, first_year=2026, amounts=figures(15 * MKR, -TENTH)
    )

    (operating, _investment) = budget_view(table).sections
    assert [row.figures[0] for row in operating.rows] == ["15", "−0,1", "14,9"]


def test_outsider_enters_nothing(town, bo):
    with pytest.raises(PermissionDenied):
        enter_budget(town.board, actor=bo, first_year=2026, amounts=figures())


@pytest.mark.parametrize(
    ("side", "ore", "code"),
    [
        ("in", TENTH, "revenue_without_minus"),
        ("out", -TENTH, "cost_below_zero"),
        ("out", TENTH + 1, "too_many_decimals"),
        ("out", 10**15, "amount_too_large"),
    ],
)
def test_unlikely_figure_is_refused(side, ore, code):
    with pytest.raises(ValidationError) as refused:
        check_figure(side, ore)

    assert refused.value.code == code


@pytest.mark.parametrize("year", [1989, 2050])
def test_unlikely_year_is_refused(town, oskar, year):
    with pytest.raises(ValidationError) as refused:
        enter_budget(town.board, actor=oskar, first_year=year, amounts=figures())

    assert refused.value.code == "year_out_of_range"


def test_row_with_three_years_is_refused(town, oskar):
    short = figures() | {("operating", "out"): [MKR] * 3}

    with pytest.raises(ActionRefused) as refused:
        enter_budget(town.board, actor=oskar, first_year=2026, amounts=short)

    assert (refused.value.code, BudgetTable.objects.count()) == ("years_missing", 0)


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(-(10**6), 0)), min_size=4, max_size=4))
def test_net_is_what_its_rows_make_as_they_are_read(years):
    out, into = ([tenths * TENTH for tenths in row] for row in zip(*years, strict=True))

    net = _rows(("Kostnader", tuple(out)), ("Intäkter (-)", tuple(into)))[-1]

    assert [_read(text) for text in net.figures] == [a + b for a, b in years]


def _read(text) -> int:
    """A written figure in tenths."""
    whole, _comma, tenth = text.replace("\N{NO-BREAK SPACE}", "").replace("−", "-").partition(",")
    return int(whole + (tenth or "0"))


def test_two_who_edit_at_once_overwrite_nothing(draft, oskar):
    change_budget(draft, actor=oskar, amounts=figures(2 * MKR), version=draft.version)

    with pytest.raises(EditConflict):
        change_budget(draft, actor=oskar, amounts=figures(3 * MKR), version=draft.version)

    assert amounts_of(draft)["operating", "out"] == [2 * MKR] * 4


def test_fixed_budget_says_who_decided_and_for_when(fixed):
    assert lead_of(fixed) == (
        "Kommunstyrelsen fastställde budgeten den 5 mars 2025, §\N{NO-BREAK SPACE}77. "
        "Den gäller 2026, med plan för 2027–2029."
    )


def test_fixed_budget_is_changed_by_a_new_version_only(fixed, oskar):
    with pytest.raises(ActionRefused):
        change_budget(fixed, actor=oskar, amounts=figures(), version=fixed.version)

    draft = revise_budget(fixed, actor=oskar)

    assert (draft.number, draft.is_fixed, amounts_of(draft)) == (2, False, amounts_of(fixed))


def test_one_draft_at_a_time(fixed, oskar):
    revise_budget(fixed, actor=oskar)

    with pytest.raises(ValidationError):
        revise_budget(fixed, actor=oskar)


@pytest.mark.parametrize("act", ["update", "delete"])
def test_database_keeps_the_figures_of_a_fixed_budget(fixed, act):
    rows = fixed.lines.all()

    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(amount_ore=0) if act == "update" else rows.delete()


def test_database_keeps_a_fixed_budget_but_lets_drafts_change(draft, oskar, decision):
    BudgetTable.objects.filter(pk=draft.pk).update(note="Utkast")
    fix_budget(draft, actor=oskar, decision=decision)

    with pytest.raises(DatabaseError), transaction.atomic():
        BudgetTable.objects.filter(pk=draft.pk).update(note="Ändrad efteråt")


@pytest.mark.parametrize(
    ("fault", "code"),
    [("none", "decision_missing"), ("preparatory", "preparatory"), ("others", "not_their_money")],
)
def test_decision_that_does_not_fit_fixes_nothing(draft, oskar, matter, fault, code):
    other = OrganizationFactory(kind=OrganizationKind.COMMITTEE)
    chosen = {
        "none": lambda: None,
        "preparatory": lambda: DecisionFactory(
            matter=matter, body=draft.owner, is_preparatory=True
        ),
        "others": lambda: DecisionFactory(matter=matter, body=other),
    }[fault]()

    with pytest.raises(ActionRefused) as refused:
        fix_budget(draft, actor=oskar, decision=chosen)

    assert refused.value.code == code


def test_draft_is_seen_by_its_own_and_a_decided_budget_by_all(draft, oskar, bo, decision):
    assert list(BudgetTable.objects.visible_to(oskar)) == [draft]
    assert list(BudgetTable.objects.visible_to(bo)) == []

    fix_budget(draft, actor=oskar, decision=decision)

    assert list(BudgetTable.objects.visible_to(bo)) == [draft]
