"""A body's table of outcome, row by row: what can be booked, and what is wrong in which cell."""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from coordination.swedish import MONTHS, fold, format_kr, parse_amount, parse_date
from funding.domain.batch import OutcomeLine
from funding.domain.entry import checked_report
from funding.enums import EntryKind
from funding.imports.columns import Columns, Meaning
from funding.imports.sheet import Sheet
from funding.models import Grant, LedgerEntry

MONTH = re.compile(r"(\d{4})[-/ ]?(0[1-9]|1[0-2])")
MONTH_IN_WORDS = re.compile(r"([a-z]{3,9})\.? (\d{4})")
COMPACT_DAY = re.compile(r"(\d{4})(0[1-9]|1[0-2])([0-3]\d)")
CURRENCIES = frozenset({"", "sek", "kr", "kronor", "skr"})
FOREIGN = re.compile(r"\b(eur|usd|nok|dkk|gbp)\b|[€$£]", re.IGNORECASE)
UNITS = ("mnkr", "mkr", "tkr")
HAS_UNIT = re.compile(r"[a-z:]", re.IGNORECASE)


@dataclass(frozen=True)
class CellError:
    """What is wrong, in which row and column, and what to do about it."""

    row: int
    column: str
    text: str
    message: str


@dataclass
class Outcome:
    """A table as it would be booked: the good rows, and every error."""

    lines: list[OutcomeLine] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)

    @property
    def total_ore(self) -> int:
        return sum(line.amount_ore for line in self.lines)

    @property
    def bad_rows(self) -> int:
        return len({error.row for error in self.errors})


def read_outcome(sheet: Sheet, columns: Columns, *, body, kind, today, document) -> Outcome:
    """A dry run (torrkörning): nothing is saved. ``document`` stands for rows without one of their own."""
    return _Reader(columns, body, kind, today, document).read(sheet)


class _Reader:
    """Reads the rows of one table against the body's grants."""

    def __init__(self, columns, body, kind, today, document):
        self.columns, self.kind, self.today, self.document = columns, kind, today, document
        self.unit = _unit_of(columns.heading(Meaning.AMOUNT))
        grants = list(
            Grant.objects.filter(recipient=body).select_related("round__source", "decision")
        )
        self.by_name = _by_name(grants)
        self.booked = _booked(grants) if kind == EntryKind.USED else frozenset()
        self.room = {grant.pk: grant.room_ore for grant in grants}
        self.forecast: set[int] = set()
        self.outcome = Outcome()

    def read(self, sheet) -> Outcome:
        for row in sheet.rows:
            self._read(row)
        return self.outcome

    def _read(self, row):
        self.errors: list[CellError] = []
        grant = self._cell(row, Meaning.PROJECT, self._grant)
        self._cell(row, Meaning.CURRENCY, _currency)
        amount = self._cell(row, Meaning.AMOUNT, self._amount)
        day = self._cell(row, Meaning.DAY, self._day)
        document = self.columns.cell(row, Meaning.DOCUMENT) or self.document
        if not self.errors:
            line = OutcomeLine(row.number, grant, amount, day, document)
            self._accept(row, line)
        self.outcome.errors += self.errors

    def _cell(self, row, meaning, read: Callable[[str], object]):
        """The cell's value; what it cannot be read as is an error of that row and column."""
        text = self.columns.cell(row, meaning)
        try:
            return read(text)
        except ValidationError as refused:
            self._wrong(row, meaning, text, refused)
            return None

    def _wrong(self, row, meaning, text, refused):
        heading = self.columns.heading(meaning)
        self.errors.append(CellError(row.number, heading, text, refused.messages[0]))

    def _accept(self, row, line):
        """The rules of a single report, the rows before it counted."""
        try:
            checked_report(line.report, line.grant, kind=self.kind, today=self.today)
            self._refuse_twice(line)
            self._refuse_above_room(line)
        except ValidationError as refused:
            meaning = MEANING_OF.get(refused.error_list[0].code, Meaning.AMOUNT)
            self._wrong(row, meaning, self.columns.cell(row, meaning), refused)
            return
        self.room[line.grant.pk] -= line.amount_ore
        self.forecast.add(line.grant.pk)
        self.outcome.lines.append(line)

    def _refuse_twice(self, line):
        if tuple(line.said()) in self.booked:
            raise ValidationError(
                _("Raden finns redan i pengaboken. Ta bort den ur tabellen."), code="booked_before"
            )
        if self.kind == EntryKind.FORECAST and line.grant.pk in self.forecast:
            raise ValidationError(
                _("Projektet står på flera rader. Skriv en prognos för hela projektet."),
                code="grant_twice",
            )

    def _refuse_above_room(self, line):
        room = self.room[line.grant.pk]
        if self.kind == EntryKind.USED and line.amount_ore > room:
            raise ValidationError(
                _("Det är mer än vad som finns kvar av bidraget (%(left)s). Kontrollera beloppet.")
                % {"left": format_kr(room)},
                code="grant_exceeded",
            )

    def _grant(self, text) -> Grant:
        if not text:
            raise ValidationError(_("Projektet saknas på raden."), code="project_missing")
        found: Sequence[Grant] = self.by_name.get(fold(text), ())
        if len(found) == 1:
            return found[0]
        if found:
            raise ValidationError(
                _("Flera bidrag heter så. Skriv projektnumret i stället."), code="project_unclear"
            )
        raise ValidationError(
            _("Inget bidrag har det projektnumret eller namnet. Skriv numret på bidragets sida."),
            code="project_unknown",
        )

    def _amount(self, text) -> int:
        if FOREIGN.search(text):
            _refuse_currency(text)
        with_unit = f"{text} {self.unit}" if self.unit and not HAS_UNIT.search(text) else text
        ore = parse_amount(with_unit)
        if ore < 0:
            raise ValidationError(
                _("Beloppet är negativt. En kreditering görs genom att rätta den felaktiga raden."),
                code="amount_negative",
            )
        return ore

    def _day(self, text) -> date:
        """A day, or a month: its last day, or today while it goes on."""
        if compact := COMPACT_DAY.fullmatch(text):
            text = "-".join(compact.groups())
        if said := _month(text):
            year, number = said
            if (year, number) == (self.today.year, self.today.month):
                return self.today
            text = f"{year}-{number:02}-{monthrange(year, number)[1]}"
        try:
            return parse_date(text)
        except ValidationError as refused:
            advice = _("Har du bara månaden, skriv till exempel 2025-06 eller juni 2025.")
            raise ValidationError(
                f"{' '.join(refused.messages)} {advice}", code=refused.error_list[0].code
            ) from None


def _month(text) -> tuple[int, int] | None:
    """Year and month of ”2025-06”, ”juni 2025” or ”jun 2025”; None for anything else."""
    if figures := MONTH.fullmatch(text):
        return int(figures[1]), int(figures[2])
    if (words := MONTH_IN_WORDS.fullmatch(text.strip().lower())) is None:
        return None
    number = next((n for n, name in enumerate(MONTHS, 1) if name.startswith(words[1])), None)
    return (int(words[2]), number) if number else None


# Which column answers for which of the rules' codes.
MEANING_OF = {
    "day_to_come": Meaning.DAY,
    "before_grant": Meaning.DAY,
    "books_closed": Meaning.DAY,
    "grant_twice": Meaning.PROJECT,
    "booked_before": Meaning.PROJECT,
    "missing": Meaning.DOCUMENT,
    "too_long": Meaning.DOCUMENT,
    "control_character": Meaning.DOCUMENT,
}


def _unit_of(heading) -> str:
    """The unit in a heading such as ”Utfall, tkr”: it counts for amounts that say none themselves."""
    words = fold(heading).replace("(", " ").replace(")", " ").replace(",", " ").split()
    return next((unit for unit in UNITS if unit in words), "")


def _by_name(grants) -> dict[str, list[Grant]]:
    """Grants by project number, and by title where no number says otherwise."""
    found: dict[str, list[Grant]] = {}
    for grant in grants:
        for name in {fold(grant.project_code), fold(grant.title)} - {""}:
            found.setdefault(name, []).append(grant)
    return found


def _booked(grants) -> frozenset[tuple]:
    """What the ledger holds already and nobody has taken back."""
    rows = LedgerEntry.objects.filter(
        grant__in=grants, kind=EntryKind.USED, reverses__isnull=True, reversed_by__isnull=True
    )
    return frozenset(rows.values_list("grant_id", "amount_ore", "booked_on", "document"))


def _currency(text) -> None:
    if text.casefold() not in CURRENCIES:
        _refuse_currency(text)


def _refuse_currency(text):
    raise ValidationError(
        _("”%(text)s” är inte svenska kronor. Räkna om beloppet och skriv det i kronor.")
        % {"text": text},
        code="currency",
    )
