"""The money strip: Sökt – Beviljat – Använt – Prognos – Kvar, always these five in this order."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.components import MoneyStrip, shape
from coordination.swedish import format_in
from coordination.templatetags.kraftsam.figures import NBSP, NOTHING, percent
from coordination.templatetags.kraftsam.library import component, one_of

WORDS = {
    "applied": gettext_lazy("Sökt"),
    "granted": gettext_lazy("Beviljat"),
    "used": gettext_lazy("Använt"),
    "forecast": gettext_lazy("Prognos"),
    "left": gettext_lazy("Kvar"),
}
BAR = 1000  # the bar's width in its own units
HATCH = 10  # between the forecast's slanted lines


@component("money-strip")
def money_strip(given: MoneyStrip | dict) -> dict:
    """Five figures with their rows behind them, a bar to scale, and a sentence that sums up."""
    strip = shape(MoneyStrip, given)
    for name in [*strip.approximate, *strip.urls, *strip.notes]:
        one_of(name, WORDS, "a figure of the money strip")
    return {
        "figures": [_figure(strip, name) for name in WORDS],
        "bar": _bar(strip),
        "sentence": strip.sentence,
        "as_of": strip.as_of,
    }


def _figure(strip: MoneyStrip, name: str) -> dict:
    value = strip.shown[name]
    amount, unit = _amount(strip, value)
    return {
        "name": name,
        "word": WORDS[name],
        "exists": value is not None,
        "amount": amount,
        "unit": unit,
        "approximate": name in strip.approximate,
        "url": strip.urls.get(name, ""),
        "note": strip.notes.get(name) or _note(strip, name),
    }


def _amount(strip: MoneyStrip, value: int | None) -> tuple[str, str]:
    """The amount as it is written, and its unit."""
    unit = _("mnkr") if strip.in_millions else _("kr")
    if value is None:
        return NOTHING, unit
    return format_in(value, strip.unit).rpartition(NBSP)[0], unit


def _note(strip: MoneyStrip, name: str) -> str:
    if getattr(strip, name) is None:
        return _("finns inte ännu")
    if name == "used" and strip.granted and strip.used is not None:
        return _("%(share)s av beviljat") % {"share": percent(100 * strip.used / strip.granted)}
    return ""


def _bar(strip: MoneyStrip) -> dict | None:
    """Used and forecast as parts of what is granted; nothing before something is granted."""
    if not strip.granted or strip.used is None:
        return None
    whole = max(strip.granted, strip.used, strip.forecast or 0)
    used = round(BAR * max(strip.used, 0) / whole, 1)
    forecast = round(BAR * strip.forecast / whole, 1) if strip.forecast else used
    return {
        "used": used,
        "forecast": forecast,
        "hatch": _hatch(used, forecast),
        "label": _in_words(strip),
    }


def _hatch(start: float, end: float) -> str:
    """Slanted lines over the forecast, so that it is told apart without colour."""
    lines = range(int(start), int(end) - HATCH, HATCH)
    return "".join(f"M{x} 22l12-22" for x in lines)


def _in_words(strip: MoneyStrip) -> str:
    values = {name: " ".join(_amount(strip, strip.shown[name])) for name in WORDS}
    said = _("Av beviljade %(granted)s är %(used)s använt.") % values
    if strip.forecast is not None:
        said += " " + _("Prognosen är %(forecast)s.") % values
    return said
