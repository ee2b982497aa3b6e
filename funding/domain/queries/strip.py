"""The money strip: sökt – beviljat – använt – prognos – kvar, of anything that has money.

Read by the pages of money, programmes, initiatives and follow-up. One statement a strip.
"""

from dataclasses import replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.components import ORE_PER_KRONA, ORE_PER_MILLION, MoneyStrip
from coordination.swedish import format_in
from funding.domain.queries.balance import FIGURES, Balance, balance_of_owner
from funding.enums import EntryKind

# What a strip is of, as the ledger page's address says it.
PARAMETERS = {
    "programme": "program",
    "initiative": "insats",
    "source": "kalla",
    "round": "omgang",
    "grant": "bidrag",
    "decision": "beslut",
}
EVALUATION = "utvardering"  # only what was spent on evaluation


def money_strip(owner, *, as_of) -> MoneyStrip | None:
    """The strip of a programme or an initiative that the reader sees; None without money."""
    found = balance_of_owner(owner, as_of=as_of)
    return strip(found, **{owner._meta.model_name: owner.pk}) if found.sums else None


def strip(found: Balance, *, waiting_ore=0, surplus_ore=0, **of) -> MoneyStrip:
    """A balance as the page shows it, each figure linked to its rows until that day.

    ``waiting_ore`` is applied for and not decided on yet, so the ledger has no row of it;
    ``surplus_ore`` is how much of what is left is left over.
    """
    past = found.as_of if found.as_of < timezone.localdate() else None
    given = MoneyStrip(
        applied=(found.applied or 0) + waiting_ore if waiting_ore else found.applied,
        granted=found.granted,
        used=found.used,
        forecast=found.forecast,
        left=found.left,
        approximate=found.approximate,
        urls={figure: ledger_url(**of, figure=figure, as_of=past) for figure in FIGURES},
        as_of=found.as_of,
    )
    notes = _notes(found, given.unit)
    if waiting_ore:
        notes["applied"] = _("%(sum)s väntar på beslut") % {
            "sum": in_words(waiting_ore, given.unit)
        }
    if surplus_ore:
        over = _("%(sum)s är överskott") % {"sum": in_words(surplus_ore, given.unit)}
        notes["left"] = ", ".join(filter(None, (over, notes.get("left", ""))))
    return replace(given, notes=notes, sentence=_sentence(found, given))


def ledger_url(*, figure="", as_of=None, **of) -> str:
    """The ledger page, showing the rows behind a figure of something, those until a day."""
    chosen = {PARAMETERS[name]: pk for name, pk in of.items()}
    if figure:
        chosen["visa"] = figure
    if as_of:
        chosen["per"] = as_of.isoformat()
    address = reverse("funding:ledger")
    return f"{address}?{urlencode(chosen)}" if chosen else address


def _notes(found, unit) -> dict[str, str]:
    notes = {}
    granted, forecast = (
        found.grants_with(kind) for kind in (EntryKind.GRANTED, EntryKind.FORECAST)
    )
    if found.forecast is not None and forecast < granted:
        notes["forecast"] = _("finns för %(some)d av %(all)d bidrag") % {
            "some": forecast,
            "all": granted,
        }
    disposed = [
        _("%(sum)s är återlämnat") % {"sum": in_words(found.returned, unit)}
        if found.returned
        else "",
        _("%(sum)s är behållet") % {"sum": in_words(found.kept, unit)} if found.kept else "",
    ]
    if any(disposed):
        notes["left"] = ", ".join(filter(None, disposed))
    return notes


def _sentence(found, given) -> str:
    """What the figures mean, in one or two short sentences."""
    if not found.granted:
        return _("Inga pengar är beviljade ännu.")
    if not found.used:
        return _("Inget av %(granted)s är använt ännu.") % {
            "granted": _figure(found, "granted", in_words(found.granted))
        }
    # In millions the unit is said once: ”Av 78,2 miljoner kronor är 51,6 använda”.
    short, unit = given.in_millions, given.unit
    values = {
        "granted": _figure(found, "granted", _with_unit(found.granted, unit)),
        "used": _figure(found, "used", _written(found.used, unit)),
        "left": _figure(found, "left", _written(found.left, unit)),
    }
    if short:
        said = _("Av %(granted)s är %(used)s använda och %(left)s kvar.") % values
    else:
        said = _("Av %(granted)s är %(used)s använt och %(left)s kvar.") % values
    return f"{said} {_expectation(found, given.unit)}".strip()


def _expectation(found, unit) -> str:
    """What the forecast means, once every grant has one."""
    if found.forecast is None or found.grants_with(EntryKind.FORECAST) < found.grants_with(
        EntryKind.GRANTED
    ):
        return ""
    over = found.granted - found.forecast
    if over > 0:
        return _("Håller prognosen blir %(over)s över.") % {"over": in_words(over, unit)}
    if over < 0:
        return _("Prognosen är %(over)s mer än det som är beviljat.") % {
            "over": in_words(-over, unit)
        }
    return _("Håller prognosen används allt.")


def _figure(found, name, amount) -> str:
    return _("cirka %(amount)s") % {"amount": amount} if name in found.approximate else amount


def _written(ore, unit) -> str:
    return format_in(ore, unit).removesuffix("\N{NO-BREAK SPACE}mnkr")


def _with_unit(ore, unit) -> str:
    """The whole of a sentence, with its unit whatever its size."""
    if unit <= ORE_PER_KRONA:
        return format_in(ore, unit)
    return _("%(millions)s miljoner kronor") % {"millions": _written(ore, unit)}


def in_words(ore: int, unit: int = ORE_PER_MILLION // 10) -> str:
    """An amount inside a sentence: ”78,2 miljoner kronor”, ”450 000 kr”."""
    return _with_unit(ore, unit if abs(ore) >= ORE_PER_MILLION else ORE_PER_KRONA)
