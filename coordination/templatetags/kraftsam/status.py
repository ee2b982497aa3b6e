"""States and dates: colour, symbol and word, always all three."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coordination.components import Badge
from coordination.templatetags.kraftsam.icons import icon as draw
from coordination.templatetags.kraftsam.library import component, one_of, register

DEFAULT_SYMBOL = {
    "accent": "check",
    "danger": "late",
    "info": "started",
    "neutral": "wait",
    "success": "check",
    "warning": "clock",
}
SOON_DAYS = 7
DAYS_A_YEAR = 365
LONG_AGO = 2 * DAYS_A_YEAR  # told in years from then on


@register.simple_tag
def status(kind: str, text: str, *, icon: str | None = None, strong: bool = False) -> SafeString:
    """A state in words. ``strong`` fills the background: only for what is late.

    Written here and not in a template, as an icon is: a page has dozens, and each template costs more
    than the line that it holds.
    """
    one_of(kind, DEFAULT_SYMBOL, "the status kind")
    return format_html(
        '<span class="ks-status" data-kind="{}"{}>{}{}</span>',
        kind,
        " data-strong" if strong else "",
        draw(icon or DEFAULT_SYMBOL[kind]),
        text,
    )


@register.simple_tag(takes_context=True)
def due(context, deadline, done=None) -> SafeString:
    """How far it is to ``deadline``, seen from ``today`` in the page's context."""
    if "today" not in context:
        raise ValueError(
            "{% due %} needs `today` in the context; coordination.context_processors.page sets it"
        )
    badge = due_badge(_as_date(deadline), done=_as_date(done), today=context["today"])
    return status(badge.kind, badge.text, icon=badge.icon)


def due_badge(deadline: date | None, *, done: date | None = None, today: date) -> Badge:
    """The words, colour and symbol of a date that someone must keep."""
    if done:
        return Badge(
            "success", _("Klart %(day)s") % {"day": short_date(done, today=today)}, "check"
        )
    if not deadline:
        return Badge("neutral", _("Inget datum"), "cal")
    return _open_badge(deadline, days=(deadline - today).days, today=today)


def _open_badge(deadline: date, *, days: int, today: date) -> Badge:
    """A date that is not kept yet; ``days`` left, negative when it has passed."""
    if days <= -LONG_AGO:
        years = _("Försenad drygt %(years)d år") % {"years": -days // DAYS_A_YEAR}
        return Badge("danger", years, "late")
    if days < 0:
        late = ngettext("Försenad %(days)d dag", "Försenad %(days)d dagar", -days)
        return Badge("danger", late % {"days": -days}, "late")
    if days == 0:
        return Badge("warning", _("I dag"), "today")
    if days == 1:
        return Badge("warning", _("I morgon"), "clock")
    if days <= SOON_DAYS:
        return Badge("warning", _("Om %(days)d dagar") % {"days": days}, "clock")
    return Badge("neutral", short_date(deadline, today=today), "cal")


def short_date(day: date, *, today: date) -> str:
    """``24 juni``, with the year when it is another than today's."""
    return date_format(day, "MONTH_DAY_FORMAT" if day.year == today.year else "DATE_FORMAT")


def _as_date(moment: date | datetime | None) -> date | None:
    """The local calendar day of ``moment``; a plain date is one already."""
    return timezone.localtime(moment).date() if isinstance(moment, datetime) else moment


# --- The referral grid: loud only where someone must act -----------------------------------------

CELLS = {
    "late": ("late", gettext_lazy("Försenad")),
    "missing": ("missing", gettext_lazy("Läst, men uppgifter saknas")),
    "soon": ("clock", gettext_lazy("Nära sista dag")),
    "started": ("started", gettext_lazy("Arbete pågår")),
    "answered": ("check", gettext_lazy("Svarat")),
    "wait": ("wait", gettext_lazy("Inväntas")),
    "declined": ("declined", gettext_lazy("Avstår från att yttra sig")),
}


@component("cell")
def cell(kind: str, text: str, *, note: str = "", url: str = "") -> dict:
    """One body's answer to one referral, as a cell of the grid; its link opens the history."""
    one_of(kind, CELLS, "the cell kind")
    return {"kind": kind, "text": text, "note": note, "url": url, "symbol": CELLS[kind][0]}


@component("legend")
def legend() -> dict:
    """What the cells of the grid mean."""
    return {"kinds": [(kind, symbol, word) for kind, (symbol, word) in CELLS.items()]}
