"""Which column of a body's table means what: remembered, or guessed by its heading."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from coordination.swedish import fold
from funding.imports.sheet import Sheet


class Meaning(TextChoices):
    """What a column says."""

    PROJECT = "project", _("Projekt")
    AMOUNT = "amount", _("Belopp")
    DAY = "day", _("Datum eller månad")
    DOCUMENT = "document", _("Verifikation")
    CURRENCY = "currency", _("Valuta")


REQUIRED = (Meaning.PROJECT, Meaning.AMOUNT, Meaning.DAY)
# Beginnings of headings that finance systems and officials use.
WORDS = {
    Meaning.PROJECT: ("projekt", "insats", "bidrag", "objekt", "aktivitet"),
    Meaning.AMOUNT: (
        "belopp",
        "utfall",
        "summa",
        "kronor",
        "sek",
        "kr",
        "tkr",
        "prognos",
        "kostnad",
    ),
    Meaning.DAY: ("datum", "bokföringsdatum", "bokförd", "ver.datum", "period", "månad", "dag"),
    Meaning.DOCUMENT: ("verifikat", "ver.nr", "vernr", "ver nr", "faktura", "underlag", "löpnr"),
    Meaning.CURRENCY: ("valuta",),
}


@dataclass(frozen=True)
class Columns:
    """{what: position}, by the headings of one table."""

    positions: Mapping[str, int]
    headings: tuple[str, ...]

    def cell(self, row, meaning) -> str:
        """The row's cell with this meaning; empty when the table or the row has none."""
        position = self.positions.get(meaning)
        return row.cells[position] if position is not None and position < len(row.cells) else ""

    def heading(self, meaning) -> str:
        position = self.positions.get(meaning)
        return self.headings[position] if position is not None else str(Meaning(meaning).label)

    @property
    def missing(self) -> list[Meaning]:
        """What must be pointed out before the table can be read."""
        return [meaning for meaning in REQUIRED if meaning not in self.positions]


def choose_columns(
    sheet: Sheet, chosen: Mapping[str, str], remembered: Mapping[str, str]
) -> Columns:
    """Columns as pointed out by heading, else as the last time, else by what the headings are called."""
    taken: set[int] = set()
    positions: dict[str, int] = {}
    for meaning in Meaning:
        position = _at(sheet, chosen.get(meaning))
        if position is None:
            position = _at(sheet, remembered.get(meaning))
        if position is None:
            position = _guess(sheet, meaning, taken)
        if position is not None:
            positions[meaning] = position
            taken.add(position)
    return Columns(positions, sheet.headings)


def _at(sheet, heading) -> int | None:
    return sheet.headings.index(heading) if heading in sheet.headings else None


def _guess(sheet, meaning, taken) -> int | None:
    for word in WORDS[meaning]:
        for position, heading in enumerate(sheet.headings):
            if position not in taken and fold(heading).startswith(fold(word)):
                return position
    return None
