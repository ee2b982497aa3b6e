"""The pages of budget tables: rows as they are written, with the nets that are computed from them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from coordination.models import Decision
from coordination.swedish import mnkr_in_table, running_date
from funding.domain.budget import amounts_of, years_of
from funding.domain.mandate import deciding_bodies
from funding.enums import BUDGET_PARTS, BudgetSide
from funding.models import BudgetTable

SHOWN = 200


@dataclass(frozen=True)
class BudgetRow:
    """A row: what it is called, its years in öre, and whether it is a sum of those above."""

    label: str
    amounts_ore: tuple[int, ...]
    is_net: bool = False

    @property
    def figures(self) -> list[str]:
        """As they are written, in mnkr: ”1 578,9”, ”−47,6”, ”1 558”."""
        return [mnkr_in_table(ore) for ore in self.amounts_ore]


@dataclass(frozen=True)
class BudgetSection:
    """A part of the table: Driftverksamhet or Investeringsplan."""

    title: str
    rows: tuple[BudgetRow, ...]


@dataclass(frozen=True)
class BudgetView:
    """A table as it is read on the page, in the PDF and in Excel."""

    years: Sequence[int]
    sections: tuple[BudgetSection, ...]

    @property
    def columns(self) -> list[str]:
        """The first row of the head: one year of budget, three of plan."""
        return [_("Budget"), *[_("Plan")] * (len(self.years) - 1)]


def budget_view(table) -> BudgetView:
    """A table's rows with their nets. One statement."""
    amounts = amounts_of(table)
    return BudgetView(
        years_of(table.first_year),
        tuple(
            BudgetSection(
                str(title),
                _rows(
                    (str(out), tuple(amounts[use, BudgetSide.OUT])),
                    (str(into), tuple(amounts[use, BudgetSide.IN])),
                ),
            )
            for use, title, out, into in BUDGET_PARTS
        ),
    )


def _rows(*given) -> tuple[BudgetRow, ...]:
    """Rows and, under them, what they make together."""
    rows = [BudgetRow(label, amounts) for label, amounts in given]
    return (*rows, BudgetRow(_("Netto"), _net(*(row.amounts_ore for row in rows)), is_net=True))


def nets_of(amounts) -> dict[str, tuple[int, ...]]:
    """What each part's rows make together, year by year."""
    return {
        str(use): _net(*(amounts[use, side] for side in BudgetSide))
        for use, *_labels in BUDGET_PARTS
    }


def _net(*rows) -> tuple[int, ...]:
    """Revenues are below zero, so a net is a sum."""
    return tuple(sum(column) for column in zip(*rows, strict=True))


def lead_of(table) -> str:
    """The sentence before the table: who has decided, and which years it holds for."""
    first, last = table.first_year, years_of(table.first_year)[-1]
    period = {"first": first, "second": first + 1, "last": last}
    if not table.is_fixed:
        draft = _(
            "Utkast. Budgeten för %(first)s och planen för %(second)s–%(last)s är inte beslutade."
        )
        return draft % period
    decision = table.decision
    said = {"body": decision.body.name, "day": running_date(decision.decided_on)} | period
    if decision.paragraph:
        said["reference"] = decision.reference
        fixed = _("%(body)s fastställde budgeten %(day)s, %(reference)s.") % said
    else:
        fixed = _("%(body)s fastställde budgeten %(day)s.") % said
    return f"{fixed} " + _("Den gäller %(first)s, med plan för %(second)s–%(last)s.") % said


def budgets_for(user) -> list[BudgetTable]:
    """The tables that a user may see, newest year first. One statement."""
    rows = BudgetTable.objects.visible_to(user).select_related("owner", "decision__body")
    return list(rows.for_table()[:SHOWN])


def versions_of(table, user) -> list[BudgetTable]:
    """All versions of a body's table for the year that a user may see, the latest first. One statement."""
    rows = BudgetTable.objects.visible_to(user).filter(
        owner=table.owner_id, first_year=table.first_year
    )
    return list(rows.select_related("decision__body", "owner").order_by("-number"))


def decisions_on_budget(table, user):
    """The decisions that may fix a table: by the right body, final, visible."""
    return (
        Decision.objects.visible_to(user)
        .filter(body__in=deciding_bodies(table.owner).values("pk"), is_preparatory=False)
        .select_related("body", "matter")
        .order_by("-decided_on", "-pk")
    )
