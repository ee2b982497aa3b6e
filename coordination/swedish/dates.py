"""Dates as Swedish authorities write them, and the two ways in which they may be typed."""

from __future__ import annotations

import datetime
import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

NBSP = "\N{NO-BREAK SPACE}"
FIRST_YEAR, LAST_YEAR = 1900, 2199

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_IN_WORDS = re.compile(rf"(?:den )?([0-9]{{1,2}}) ({'|'.join(MONTHS)}),? ([0-9]{{4}})")


def long_date(day: datetime.date) -> str:
    """Return "26 september 2024"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def running_date(day: datetime.date) -> str:
    """Return "den 26 september 2024", as a date stands inside a sentence."""
    return f"den {long_date(day)}"


def iso_week(day: datetime.date) -> str:
    """Return "v. 39"."""
    return f"v.{NBSP}{day.isocalendar().week}"


def parse_date(text: str) -> datetime.date:
    """Read "2025-06-30" or "30 juni 2025"; every other form is refused.

    "06/05/2025" means two days, depending on who reads it, so it is never guessed.
    """
    written = " ".join(text.split()).casefold()
    if not written:
        raise ValidationError(_("Ange ett datum, till exempel 2025-06-30."), code="required")
    year, month, day = _numbers(written)
    _check_year(year)
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise ValidationError(
            _(
                "Datumet %(date)s finns inte i kalendern. Kontrollera dag och månad "
                "och skriv till exempel 2025-06-30."
            ),
            code="no_such_date",
            params={"date": written},
        ) from None


def _numbers(written: str) -> tuple[int, int, int]:
    if iso := _ISO.fullmatch(written):
        year, month, day = (int(part) for part in iso.groups())
        return year, month, day
    if words := _IN_WORDS.fullmatch(written):
        return int(words[3]), MONTHS.index(words[2]) + 1, int(words[1])
    raise ValidationError(
        _(
            "”%(text)s” går inte att läsa som ett datum. Skriv år, månad och dag, "
            "till exempel 2025-06-30 eller 30 juni 2025."
        ),
        code="invalid_date",
        params={"text": written[:40]},
    )


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValidationError(
            _("Året %(year)s verkar fel. Ange ett år mellan %(first)s och %(last)s."),
            code="year_out_of_range",
            params={"year": str(year), "first": str(FIRST_YEAR), "last": str(LAST_YEAR)},
        )
