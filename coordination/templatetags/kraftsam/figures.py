"""Amounts, shares and times in Swedish notation, and spaces that must not break."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.template.defaultfilters import stringfilter
from django.utils import timezone
from django.utils.formats import date_format

from coordination.swedish import format_kr, format_mnkr, nbsp
from coordination.templatetags.kraftsam.library import register

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
NOTHING = "–"
ORE_PER_KRONA = 100
SWEDISH_SIGNS = str.maketrans({",": NBSP, ".": ","})


@register.filter
def kr(ore: int | None) -> str:
    """Öre as kronor: ``14 200 000 kr``; öre are shown only where there are any."""
    return NOTHING if ore is None else format_kr(ore, with_ore=bool(ore % ORE_PER_KRONA))


@register.filter
def mnkr(ore: int | None) -> str:
    """Öre as millions of kronor with one decimal, without the unit: ``78,2``."""
    return NOTHING if ore is None else format_mnkr(ore).removesuffix(f"{NBSP}mnkr")


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
    written = f"{abs(rounded):,}".translate(SWEDISH_SIGNS)
    return f"{MINUS}{written}" if rounded < 0 else written


@register.filter(is_safe=True)
@stringfilter
def nbsp_paragraph(text: str) -> str:
    """Text with fixed spaces where no line may end: ``§ 201a``, ``26 september``, ``80 mnkr``."""
    return nbsp(text)


@register.filter
def moment(at: datetime | date | None) -> str:
    """When something happened: ``28 maj 2025, 14.50``; a day without a time stays a day."""
    if at is None:
        return NOTHING
    if not isinstance(at, datetime):
        return date_format(at, "DATE_FORMAT")
    local = timezone.localtime(at) if timezone.is_aware(at) else at
    return f"{date_format(local, 'DATE_FORMAT')}, {local:%H.%M}"
