"""The budget table of source 002, entered through the domain, comes out digit for digit (C8, V-16).

The source is read where it lies; of its text nothing is kept here but the words of every such table.
"""

import re

import pytest
from django.utils import timezone

from coordination.enums import Role
from funding.documents.budget import render_budget
from funding.domain.budget import enter_budget
from funding.domain.queries.budget import budget_view
from funding.imports.budget import read_budget
from funding.imports.sheet import read_pasted
from tests.conftest import member
from tests.pdf import Pdf, faults, plain
from tests.sources import read_source

ROWS = ["Kostnader", "Intäkter (-)", "Netto", "Utgifter", "Inkomster", "Netto"]
FIGURE = re.compile(r"-?\d{1,3}(?: \d{3})*(?:,\d)?(?= |$)")
NBSP, MINUS = "\N{NO-BREAK SPACE}", "\N{MINUS SIGN}"


def table_of_002() -> list[tuple[str, list[str]]]:
    """The rows of the source's table with their figures, as they are printed there."""
    text = read_source("002")
    table = text[text.index("Budget Plan Plan Plan") :]
    lines = iter(" ".join(line.split()) for line in table.splitlines())
    return [
        (label, figures_of(next(line for line in lines if line.startswith(label)), label))
        for label in ROWS
    ]


def figures_of(line, label) -> list[str]:
    """The four figures of a line. A space inside a figure stands before exactly three digits."""
    rest = line.removeprefix(label).strip()
    found = FIGURE.findall(rest)
    assert " ".join(found) == rest
    return found


def in_swedish(figure) -> str:
    """The source's figure with the characters that Swedish typography wants."""
    return figure.replace(" ", NBSP).replace("-", MINUS)


@pytest.fixture(scope="module")
def rows():
    return table_of_002()


@pytest.fixture
def table(city, rows):
    lines = ["\tBudget\tPlan\tPlan\tPlan", "Mnkr\t2026\t2027\t2028\t2029", "Driftverksamhet"]
    lines += ["\t".join([label, *figures]) for label, figures in rows[:3]]
    lines += ["Investeringsplan"]
    lines += ["\t".join([label, *figures]) for label, figures in rows[3:]]
    reading = read_budget(read_pasted("\n".join(lines)))
    assert reading.errors == []
    keeper = member(city.board, Role.CONTROLLER, "Ida")
    return enter_budget(
        city.board, actor=keeper, first_year=reading.first_year, amounts=reading.amounts
    )


def test_source_is_read_whole(rows):
    assert rows[0][1][0] == "1 578,9"
    assert [len(figures) for _label, figures in rows] == [4] * 6


def test_every_row_and_net_is_the_source_digit_for_digit(table, rows):
    shown = [(row.label, row.figures) for part in budget_view(table).sections for row in part.rows]

    assert shown == [(label, [in_swedish(each) for each in figures]) for label, figures in rows]


def test_page_shows_the_table(client, table, rows):
    client.force_login(member(table.owner, Role.MEMBER, "Love"))

    page = client.get(f"/pengar/budget/{table.pk}/").content.decode()

    cells = re.findall(r'<td class="ks-r">([^<]*)</td>', page)
    assert cells == [in_swedish(each) for _label, figures in rows for each in figures]


def test_pdf_shows_the_table_and_is_tagged(table, rows):
    """A document is searched with ordinary spaces; where lines end is the layout's care."""
    data = render_budget(table, at=timezone.now())
    cells = [cell for cell in Pdf(data).texts("TD") if cell.strip()]

    assert faults(data) == []
    assert cells == [plain(in_swedish(each)) for _label, figures in rows for each in figures]


def test_a_digit_that_differs_is_noticed(rows):
    """The negative control: with one digit changed the source's own net no longer agrees."""
    (label, figures), *others = rows[:3]
    changed = [(label, [figures[0][:-1] + "8", *figures[1:]]), *others]
    lines = ["Mnkr\t2026\t2027\t2028\t2029", "Driftverksamhet"]
    lines += ["\t".join([each, *row]) for each, row in changed]

    (error,) = read_budget(read_pasted("\n".join(lines))).errors

    assert (error.row, error.text) == (5, rows[2][1][0])
