"""The ledger page: rows newest first, filtered, page by page in constant time (P4)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from funding.domain.queries.balance import FIGURES
from funding.domain.queries.strip import EVALUATION, PARAMETERS
from funding.enums import EntryKind
from funding.models import LedgerEntry

PAGE = 50
LONGEST_NUMBER = 18  # digits that the database can hold
# What was spent on evaluation: a row that was marked, and the row that took it back.
FOR_EVALUATION = Q(evaluation_mark__isnull=False) | Q(reverses__evaluation_mark__isnull=False)


@dataclass(frozen=True)
class LedgerFilter:
    """Which rows are asked for: of a grant, round, source, initiative or programme; one figure; a day."""

    grant: int | None = None
    round: int | None = None
    decision: int | None = None
    source: int | None = None
    initiative: int | None = None
    programme: int | None = None
    figure: str = ""
    as_of: date | None = None
    is_evaluation: bool = False

    PATHS = {
        "grant": "grant",
        "round": "round",
        "decision": "grant__decision",
        "source": "funding_source",
        "initiative": "grant__initiative",
        "programme": "grant__initiative__programme",
    }

    @classmethod
    def read(cls, params) -> "LedgerFilter":
        """What a page's parameters ask for; what cannot be read asks for nothing."""
        numbers = {
            name: int(text)
            for name, parameter in PARAMETERS.items()
            if (text := params.get(parameter, "")).isdecimal() and len(text) <= LONGEST_NUMBER
        }
        figure = params.get("visa", "")
        return cls(
            **numbers,
            figure=figure if figure in FIGURES else "",
            as_of=_day(params.get("per")),
            is_evaluation=params.get(EVALUATION) == "1",
        )

    def apply(self, entries):
        chosen = {
            path: getattr(self, name) for name, path in self.PATHS.items() if getattr(self, name)
        }
        entries = entries.filter(**chosen)
        if self.figure:
            entries = entries.filter(kind__in=FIGURES[self.figure])
        if self.is_evaluation:
            entries = entries.filter(FOR_EVALUATION)
        return entries.as_of(self.as_of) if self.as_of else entries


def _day(text) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


@dataclass(frozen=True)
class Cursor:
    """Where a page begins: after (or before) the row of a day and number."""

    booked_on: date
    pk: int
    backwards: bool = False

    def __str__(self):
        return f"{'b' if self.backwards else 'a'}{self.booked_on.isoformat()}_{self.pk}"

    @classmethod
    def read(cls, text) -> "Cursor | None":
        """A cursor from an address; None for anything else than what ``str`` writes."""
        try:
            day, pk = text[1:].split("_")
            if text[0] not in "ab":
                return None
            return cls(date.fromisoformat(day), int(pk), backwards=text[0] == "b")
        except (IndexError, ValueError):
            return None


@dataclass(frozen=True)
class LedgerPage:
    """The rows of a page, and where the neighbouring pages begin."""

    rows: list[LedgerEntry]
    previous: Cursor | None
    next: Cursor | None


def forecasts_after(entries) -> dict[int, int]:
    """What was expected after each forecast row among these, by its number. At most one statement.

    A forecast is booked as the step from the one before, so that sums stay sums.
    """
    grants = {row.grant_id for row in entries if row.kind == EntryKind.FORECAST}
    if not grants:
        return {}
    steps = LedgerEntry.objects.filter(grant__in=grants, kind=EntryKind.FORECAST).order_by("pk")
    expected: dict[int, int] = defaultdict(int)
    found = {}
    for pk, grant, amount_ore in steps.values_list("pk", "grant", "amount_ore"):
        expected[grant] += amount_ore
        found[pk] = expected[grant]
    return found


def ledger_page(entries, *, cursor=None, size=PAGE) -> LedgerPage:
    """One page of ledger rows, newest first, in one statement whatever the page."""
    entries = entries.select_related(
        *("grant__recipient", "round", "funding_source__owner", "actor__person", "reverses"),
        *("evaluation_mark", "reverses__evaluation_mark"),
    )
    rows = list(_from(entries, cursor)[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    backwards = bool(cursor and cursor.backwards)
    if backwards:
        rows.reverse()
    first, last = (rows[0], rows[-1]) if rows else (None, None)
    has_previous = more if backwards else cursor is not None
    has_next = bool(rows) if backwards else more
    return LedgerPage(
        rows,
        Cursor(first.booked_on, first.pk, backwards=True) if first and has_previous else None,
        Cursor(last.booked_on, last.pk) if last and has_next else None,
    )


def _from(entries, cursor):
    if cursor is None:
        return entries.newest_first()
    if cursor.backwards:
        newer = Q(booked_on__gt=cursor.booked_on) | Q(booked_on=cursor.booked_on, pk__gt=cursor.pk)
        return (
            entries.filter(booked_on__gte=cursor.booked_on)
            .filter(newer)
            .order_by("booked_on", "pk")
        )
    older = Q(booked_on__lt=cursor.booked_on) | Q(booked_on=cursor.booked_on, pk__lt=cursor.pk)
    return entries.filter(booked_on__lte=cursor.booked_on).filter(older).newest_first()
