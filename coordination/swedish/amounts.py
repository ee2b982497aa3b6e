"""Money: whole numbers of öre, written and read the Swedish way. No float ever touches it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NoReturn

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"

MAX_ORE = 10**14 - 1
"""Just below 1 000 miljarder kronor: above any municipality's budget, and sums of a great many such
amounts still fit the database's 64-bit integers."""

_LONGEST = 60
_ORE_PER_KRONA = 100
_ORE_PER_MNKR = 10**8

# The power of ten by which one of the unit is counted in öre.
_UNITS = {
    "kr": 2, "kronor": 2, "krona": 2, "sek": 2, ":-": 2, "": 2,
    "tkr": 5, "tusen kronor": 5, "tusen kr": 5,
    "mnkr": 8, "mkr": 8, "miljoner kronor": 8, "miljoner kr": 8, "miljon kronor": 8, "miljoner": 8,
    "mdkr": 11, "miljarder kronor": 11, "miljard kronor": 11, "miljarder": 11,
}  # fmt: skip

_AMOUNT = re.compile(r"([-+]?) ?([0-9][0-9 .,]*?) ?([a-z][a-z ]*|:-)?")
_WHOLE = re.compile(r"[0-9]+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_WHOLE_WITH_DOTS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")
_ONE_DOT_THREE_DIGITS = re.compile(r"[0-9]{1,3}\.[0-9]{3}")
_DOT_DECIMALS = re.compile(r"([0-9]+|[0-9]{1,3}(?: [0-9]{3})+)\.([0-9]{1,2})")


def format_kr(ore: int, *, with_ore: bool = False) -> str:
    """Return "14 200 000 kr", or "14 200 000,00 kr" with öre; halves are rounded away from zero."""
    decimals = 2 if with_ore else 0
    return f"{_decimal(ore, _ORE_PER_KRONA, decimals)}{NBSP}kr"


def format_mnkr(ore: int, *, decimals: int = 1) -> str:
    """Return "78,2 mnkr"; halves are rounded away from zero."""
    return f"{_decimal(ore, _ORE_PER_MNKR, decimals)}{NBSP}mnkr"


def mnkr_in_table(ore: int) -> str:
    """A figure of a budget table in mnkr: "1 578,9", "−47,6", and "1 558" without a decimal of zero."""
    return _decimal(ore, _ORE_PER_MNKR, 1).removesuffix(",0")


def _decimal(ore: int, unit: int, decimals: int) -> str:
    scale = 10**decimals
    rounded = (2 * abs(ore) * scale + unit) // (2 * unit)
    whole, fraction = divmod(rounded, scale)
    sign = MINUS if ore < 0 and rounded else ""
    return f"{sign}{grouped(whole)}" + (f",{fraction:0{decimals}d}" if decimals else "")


def parts_add(whole: int, parts: Sequence[int], *, unit: int) -> bool:
    """Whether parts still make up their whole when each is rounded to a unit by itself."""
    return sum(rounded_to(part, unit) for part in parts) == rounded_to(whole, unit)


def format_in(ore: int, unit: int) -> str:
    """An amount in the unit in which it is rounded: "15,13 mnkr", "450 000 kr", "12,50 kr"."""
    if unit > _ORE_PER_KRONA:
        return format_mnkr(ore, decimals=len(str(_ORE_PER_MNKR // unit)) - 1)
    return format_kr(ore, with_ore=unit < _ORE_PER_KRONA)


def rounded_to(ore: int, unit: int) -> int:
    """An amount in whole units; halves are rounded away from zero."""
    size = (2 * abs(ore) + unit) // (2 * unit) * unit
    return -size if ore < 0 else size


def grouped(number: int) -> str:
    """Return a whole number with its thousands apart: "14 200 000"."""
    return f"{number:,}".replace(",", NBSP)


def parse_amount(text: str) -> int:
    """Read an amount as people type or paste it, and return exact öre.

    "1 234 567,50", "1.234.567,50", "-500 kr", "12 tkr" and "1,5 mnkr" are understood, with any kind
    of space. What could mean two amounts, such as "1.234", or parts of an öre, is refused.
    """
    written = _tidy(text)
    match = _AMOUNT.fullmatch(written)
    unit = (match[3] or "").strip() if match else ""
    if match is None or unit not in _UNITS:
        _refuse_form(written)
    whole, fraction = _split(match[2], written)
    ore = _in_ore(whole, fraction, _UNITS[unit])
    return -ore if match[1] == "-" else ore


def _tidy(text: str) -> str:
    if len(text) > _LONGEST:
        raise ValidationError(
            _(
                "Beloppet är för långt för att läsas. "
                "Skriv bara siffror, till exempel 1 234 567,50."
            ),
            code="invalid_amount",
        )
    written = " ".join(text.split()).casefold()
    if not written:
        raise ValidationError(_("Ange ett belopp, till exempel 1 234 567,50."), code="required")
    return written.replace(MINUS, "-").replace("\N{EN DASH}", "-")


def _split(number: str, written: str) -> tuple[str, str]:
    """Take the number apart at its decimal comma, and drop what separates the thousands."""
    if dotted := _DOT_DECIMALS.fullmatch(number):
        return _digits(dotted[1]), dotted[2]
    if _ONE_DOT_THREE_DIGITS.fullmatch(number):
        _refuse_ambiguous(number)
    whole, comma, fraction = number.partition(",")
    groups = _WHOLE_WITH_DOTS if comma and "." in whole else _WHOLE
    if not groups.fullmatch(whole) or (comma and not re.fullmatch("[0-9]+", fraction)):
        _refuse_form(written)
    return _digits(whole), fraction


def _digits(whole: str) -> str:
    return whole.replace(" ", "").replace(".", "")


def _in_ore(whole: str, fraction: str, power: int) -> int:
    fraction = fraction.rstrip("0")
    if len(fraction) > power:
        raise ValidationError(
            _("Beloppet har fler decimaler än öre. Avrunda det till hela ören (två decimaler)."),
            code="too_many_decimals",
        )
    ore = int(whole + fraction) * 10 ** (power - len(fraction))
    if ore > MAX_ORE:
        raise ValidationError(
            _("Beloppet är större än %(max)s. Kontrollera antalet siffror och enheten."),
            code="amount_too_large",
            params={"max": format_kr(MAX_ORE, with_ore=True)},
        )
    return ore


def _refuse_form(written: str) -> NoReturn:
    raise ValidationError(
        _(
            "”%(text)s” går inte att läsa som ett belopp. Skriv det med siffror och decimalkomma, "
            "till exempel 1 234 567,50 eller 1,5 mnkr."
        ),
        code="invalid_amount",
        params={"text": written},
    )


def _refuse_ambiguous(number: str) -> NoReturn:
    raise ValidationError(
        _(
            "”%(text)s” kan betyda två olika belopp. Skriv %(thousands)s om du menar tusental, "
            "eller %(decimals)s om du menar decimaler."
        ),
        code="ambiguous_amount",
        params={
            "text": number,
            "thousands": number.replace(".", NBSP),
            "decimals": number.replace(".", ","),
        },
    )
