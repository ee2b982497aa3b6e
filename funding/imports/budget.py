"""A budget table pasted from Excel: its rows by what they are called, its nets checked."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from coordination.swedish import fold, mnkr_in_table, parse_amount
from funding.domain.budget import check_figure
from funding.enums import BUDGET_YEARS, BudgetSide, MoneyUse
from funding.imports.outcome import CellError
from funding.imports.sheet import Sheet, column_letter

YEAR = re.compile(r"20\d\d")
UNITS = {"mnkr": "mnkr", "mkr": "mnkr", "tkr": "tkr", "kr": "kr"}
# How a part and its rows begin in the tables that people paste.
PARTS = {"drift": MoneyUse.OPERATING, "invest": MoneyUse.INVESTMENT}
SIDES = {
    "kostnad": BudgetSide.OUT,
    "utgift": BudgetSide.OUT,
    "intäkt": BudgetSide.IN,
    "inkomst": BudgetSide.IN,
}
NET = "netto"


@dataclass
class BudgetReading:
    """What a pasted table says: its first year, the figures by row and year, and every error."""

    first_year: int | None = None
    amounts: dict[tuple[str, str], list[int | None]] = field(default_factory=dict)
    errors: list[CellError] = field(default_factory=list)


@dataclass(frozen=True)
class _Line:
    number: int
    label: str
    cells: tuple[str, ...]


def read_budget(sheet: Sheet) -> BudgetReading:
    """A dry run: nothing is saved. Figures are in mnkr unless the table says tkr or kr."""
    return _Reader().read(list(_lines(sheet)))


def _lines(sheet) -> Iterator[_Line]:
    yield _Line(1, sheet.headings[0], sheet.headings[1:])
    for row in sheet.rows:
        yield _Line(row.number, row.cells[0], row.cells[1:])


class _Reader:
    """Reads the lines of one table from the top; a part's rows stand under its heading."""

    def __init__(self):
        self.reading = BudgetReading()
        self.unit, self.part = "mnkr", None

    def read(self, lines) -> BudgetReading:
        for line in lines:
            self._take(line)
        if not self.reading.amounts and not self.reading.errors:
            raise ValidationError(
                _(
                    "Inga budgetrader hittades. Tabellen ska ha raderna Kostnader och Intäkter under "
                    "Driftverksamhet, och Utgifter och Inkomster under Investeringsplan."
                ),
                code="no_rows",
            )
        return self.reading

    def _take(self, line):
        name = fold(line.label)
        self._note_years(line)
        self.unit = UNITS.get(name, self.unit)
        if part := _starting(PARTS, name):
            self.part = part
        elif side := _starting(SIDES, name):
            self._take_row(line, self.part or MoneyUse.OPERATING, side)
        elif name.startswith(NET) and self.part:
            self._check_net(line)

    def _note_years(self, line):
        years = [int(cell) for cell in line.cells if YEAR.fullmatch(cell)]
        if len(years) == BUDGET_YEARS and self.reading.first_year is None:
            self.reading.first_year = years[0]

    def _take_row(self, line, use, side):
        self.reading.amounts[use, side] = [
            self._figure(line, position, lambda ore: check_figure(side, ore))
            for position in range(BUDGET_YEARS)
        ]

    def _figure(self, line, position, check) -> int | None:
        text = line.cells[position] if position < len(line.cells) else ""
        try:
            return check(parse_amount(f"{text} {self.unit}" if text else text))
        except ValidationError as refused:
            self._wrong(line, position, text, refused.messages[0])
            return None

    def _check_net(self, line):
        """A net that the table states is never taken over; it must be what its rows make."""
        for position in range(BUDGET_YEARS):
            stated = self._figure(line, position, lambda ore: ore)
            summed = self._sum(position)
            if stated is not None and summed is not None and stated != summed:
                message = _("Nettot stämmer inte: raderna ovanför ger %(sum)s. Kontrollera dem.")
                text = line.cells[position]
                self._wrong(line, position, text, message % {"sum": mnkr_in_table(summed)})

    def _sum(self, position) -> int | None:
        rows = [self.reading.amounts.get((self.part, side)) for side in BudgetSide]
        figures = [row[position] if row else None for row in rows]
        return None if None in figures else sum(filter(None, figures))

    def _wrong(self, line, position, text, message):
        heading = _("%(row)s, kolumn %(letter)s") % {
            "row": line.label,
            "letter": column_letter(position + 1),
        }
        self.reading.errors.append(CellError(line.number, heading, text, message))


def _starting(beginnings: Mapping[str, str], name: str) -> str | None:
    return next(
        (meaning for word, meaning in beginnings.items() if name.startswith(fold(word))), None
    )
