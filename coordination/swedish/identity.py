"""Swedish personal identity numbers, which have no place in the texts of this system."""

from __future__ import annotations

import re

# Also samordningsnummer, whose day is counted from 61. Century is optional, as in everyday writing.
_CANDIDATE = re.compile(
    r"(?<![0-9])(?:18|19|20)?([0-9]{6})[-+ \N{NO-BREAK SPACE}]?([0-9]{4})(?![0-9])"
)
_COORDINATION_DAYS = 60
_MONTHS = range(1, 13)
_DAYS = range(1, 32)


def personnummer_like(text: str) -> list[str]:
    """Return every stretch of the text that could be a personal identity number.

    Date and check digit must be right, so registry numbers and phone numbers are seldom taken for
    one. Forms use it to warn, never to refuse: one number in ten with a date in it fits by chance.
    """
    return [
        match[0]
        for match in _CANDIDATE.finditer(text)
        if _has_a_date(match[1]) and _check_digit_fits(match[1] + match[2])
    ]


def _has_a_date(six: str) -> bool:
    month, day = int(six[2:4]), int(six[4:6])
    return month in _MONTHS and (day in _DAYS or day - _COORDINATION_DAYS in _DAYS)


def _check_digit_fits(ten: str) -> bool:
    """Apply the Luhn check: every other digit doubled, the sum of all digits divisible by ten."""
    doubled = "".join(str(int(digit) * (2 - index % 2)) for index, digit in enumerate(ten))
    return sum(map(int, doubled)) % 10 == 0
