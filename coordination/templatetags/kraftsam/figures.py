"""Amounts, shares and times in Swedish notation, and spaces that must not break."""

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.template.defaultfilters import stringfilter
from django.utils import timezone
from django.utils.formats import date_format

from coordination.templatetags.kraftsam.library import register

NBSP = "\u00a0"
MINUS = "\u2212"
NOTHING = "–"
ORE_PER_KRONA = 100
ORE_PER_MILLION = 100_000_000


@register.filter
def kr(ore: int | None) -> str:
    """Öre as kronor: ``14 200 000 kr``; öre are shown only where there are any."""
    if ore is None:
        return NOTHING
    kronor, rest = divmod(abs(int(ore)), ORE_PER_KRONA)
    decimals = f",{rest:02}" if rest else ""
    return f"{_sign(ore)}{_grouped(kronor)}{decimals}{NBSP}kr"


@register.filter
def mnkr(ore: int | None) -> str:
    """Öre as millions of kronor with one decimal, without the unit: ``78,2``."""
    return NOTHING if ore is None else decimal(Decimal(int(ore)) / ORE_PER_MILLION, 1)


@register.filter
def percent(value, decimals: int = 1) -> str:
    """A number of per cent: ``66,0 %``."""
    return NOTHING if value is None else f"{decimal(value, decimals)}{NBSP}%"


@register.filter
def decimal(value, decimals: int = 1) -> str:
    """A number with decimal comma, grouped thousands and a real minus sign: ``−1 578,9``."""
    if value is None:
        return NOTHING
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-int(decimals)), ROUND_HALF_UP)
    whole, _, fraction = str(abs(rounded)).partition(".")
    return f"{_sign(rounded)}{_grouped(int(whole))}{',' if fraction else ''}{fraction}"


@register.filter(is_safe=True)
@stringfilter
def nbsp_paragraph(text: str) -> str:
    """Keep a paragraph sign and its number on the same line: ``§ 201a``, ``§§ 12–14``."""
    return re.sub(r"(§{1,2})\s+(?=\d)", rf"\1{NBSP}", text)


@register.filter
def moment(at: datetime | date | None) -> str:
    """When something happened: ``28 maj 2025, 14.50``; a day without a time stays a day."""
    if at is None:
        return NOTHING
    if not isinstance(at, datetime):
        return date_format(at, "DATE_FORMAT")
    local = timezone.localtime(at) if timezone.is_aware(at) else at
    return f"{date_format(local, 'DATE_FORMAT')}, {local:%H.%M}"


def _sign(value) -> str:
    return MINUS if value < 0 else ""


def _grouped(whole: int) -> str:
    return f"{whole:,}".replace(",", NBSP)
