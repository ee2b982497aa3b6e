"""The ledger: every row behind every figure, and taking a mistaken row back."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordination.components import Choice
from coordination.forms.rules import posted
from coordination.models import Decision
from coordination.permissions import require
from coordination.templatetags.kraftsam.money import WORDS
from funding import permissions
from funding.domain.evaluation_mark import mark_evaluation, unmark_evaluation
from funding.domain.queries.balance import FIGURES, balance, signed
from funding.domain.queries.ledger import Cursor, LedgerFilter, forecasts_after, ledger_page
from funding.domain.queries.strip import EVALUATION, PARAMETERS
from funding.domain.reversal import reverse_entry
from funding.enums import EntryKind
from funding.forms.entry import ReverseForm
from funding.models import Grant, LedgerEntry, Round, Source
from funding.views.links import visible_ids
from initiatives.models import Initiative, Programme

# What a ledger page may be of, the narrowest first: its name stands in the page's heading.
NARROWED_TO = {
    "grant": Grant,
    "round": Round,
    "decision": Decision,
    "source": Source,
    "initiative": Initiative,
    "programme": Programme,
}
STATUS = {
    EntryKind.FRAME: "neutral",
    EntryKind.APPLIED: "neutral",
    EntryKind.GRANTED: "accent",
    EntryKind.USED: "success",
    EntryKind.FORECAST: "info",
    EntryKind.RETURNED: "warning",
    EntryKind.KEPT: "warning",
    EntryKind.PAID: "success",
    EntryKind.REPURPOSED: "warning",
    EntryKind.TRANSFERRED: "neutral",
}


@dataclass(frozen=True)
class LedgerRow:
    """A row as the table shows it: with the colour of its kind, and whether the reader may correct it."""

    entry: LedgerEntry
    status: str
    is_taken_back: bool
    can_reverse: bool
    can_mark: bool  # may say whether it was spent on evaluation
    decision_url: str
    amount_ore: int
    forecast_ore: int | None = None  # the forecast as it was given; the row holds the step to it

    @property
    def kind(self) -> str:
        """Its kind in words; the model's own way works out every kind's word for each row."""
        return str(EntryKind(self.entry.kind).label)


@dataclass(frozen=True)
class Sum:
    """What the rows behind a figure make up, under the table."""

    word: str
    ore: int | None
    is_approximate: bool


@dataclass(frozen=True)
class Neighbours:
    """The addresses of the pages beside this one."""

    previous_url: str
    next_url: str
    label: str = ""


@require_safe
def ledger(request):
    """Ledger rows, newest first, all or those behind one figure."""
    chosen = LedgerFilter.read(request.GET)
    subject = _subject(request, chosen)
    rows = chosen.apply(LedgerEntry.objects.visible_to(request.user))
    page = ledger_page(rows, cursor=Cursor.read(request.GET.get("fran", "")))
    return render(
        request,
        "funding/entry/ledger.html",
        {
            "rows": ledger_rows(page.rows, request.user, figure=chosen.figure),
            "sum": _sum(rows, chosen),
            "pages": Neighbours(_at(request, page.previous), _at(request, page.next)),
            "subject": subject,
            "subject_url": _page_of(subject),
            "as_of": chosen.as_of,
            "is_evaluation": chosen.is_evaluation,
            "filters": _filters(request, chosen),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def reverse_(request, pk):
    """Take a mistaken row back by a new row, with the reason."""
    rows = LedgerEntry.objects.visible_to(request.user).select_related(
        "grant__recipient", "grant__round__source__owner", "funding_source__owner", "round"
    )
    entry = get_object_or_404(rows, pk=pk)
    require(permissions.can_reverse(request.user, entry))
    form = ReverseForm(posted(request))
    if form.carries_out(lambda said: reverse_entry(entry, actor=request.user, **said)):
        messages.success(request, _("Raden är rättad. Båda raderna står kvar i pengaboken."))
        return redirect(_home_of(entry))
    return render(request, "funding/entry/reverse.html", {"form": form, "entry": entry})


@require_http_methods(["GET", "HEAD", "POST"])
def evaluation(request, pk):
    """Say that a row was spent on evaluation, or that it was not."""
    rows = LedgerEntry.objects.visible_to(request.user).select_related(
        *("grant__recipient", "grant__decision__matter", "funding_source__owner"),
        *("evaluation_mark", "reverses__evaluation_mark"),
    )
    entry = get_object_or_404(rows, pk=pk)
    require(_can_mark(entry, request.user))
    if request.method == "POST":
        change = unmark_evaluation if request.POST.get("val") == "nej" else mark_evaluation
        change(entry, actor=request.user)
        messages.success(request, _("Sparat. Nyckeltalet för utvärdering är räknat på nytt."))
        return redirect("funding:grant", pk=entry.grant_id)
    return render(request, "funding/entry/evaluation.html", {"entry": entry})


def ledger_rows(entries, user, *, figure="") -> list[LedgerRow]:
    """Rows ready for the table, with minus on what is taken from the figure they stand behind.

    Two statements: what has been taken back, which decisions one may see; one more for forecasts.
    """
    taken_back = set(
        LedgerEntry.objects.filter(reverses__in=[row.pk for row in entries]).values_list(
            "reverses", flat=True
        )
    )
    decided = {row.decision_id for row in entries if row.decision_id}
    decisions = visible_ids(Decision, decided, user)
    forecasts = forecasts_after(entries)
    return [
        LedgerRow(
            entry,
            status=STATUS[EntryKind(entry.kind)],
            is_taken_back=entry.pk in taken_back,
            can_reverse=entry.pk not in taken_back and permissions.can_reverse(user, entry),
            can_mark=_can_mark(entry, user),
            decision_url=reverse("coordination:decision", args=[entry.decision_id])
            if entry.decision_id in decisions
            else "",
            amount_ore=signed(entry, figure),
            forecast_ore=forecasts.get(entry.pk),
        )
        for entry in entries
    ]


def _can_mark(entry, user) -> bool:
    """Whether the user may say that a row was spent on evaluation: spending of their own grant."""
    is_spending = entry.kind == EntryKind.USED and entry.reverses_id is None
    return is_spending and permissions.can_correct(user, entry)


def _sum(rows, chosen) -> Sum | None:
    """The figure that all the rows make up, also those on other pages."""
    if not chosen.figure:
        return None
    found = balance(rows, as_of=chosen.as_of or timezone.localdate())
    return Sum(
        WORDS[chosen.figure], getattr(found, chosen.figure), chosen.figure in found.approximate
    )


def _subject(request, chosen):
    """What the rows are of; an unknown or invisible one is a 404."""
    for name, model in NARROWED_TO.items():
        if pk := getattr(chosen, name):
            return get_object_or_404(model.objects.visible_to(request.user), pk=pk)
    return None


def _page_of(subject) -> str:
    if subject is None:
        return ""
    name = subject._meta.model_name
    apps = {"programme": "initiatives", "initiative": "initiatives", "decision": "coordination"}
    return reverse(f"{apps.get(name, 'funding')}:{name}", args=[subject.pk])


def _home_of(entry) -> str:
    if entry.grant_id:
        return reverse("funding:grant", args=[entry.grant_id])
    return reverse("funding:round", args=[entry.round_id])


def _filters(request, chosen) -> list[Choice]:
    return [
        Choice(_("Alla rader"), _address(request, visa=None), current=not chosen.figure),
        *(
            Choice(WORDS[figure], _address(request, visa=figure), current=chosen.figure == figure)
            for figure in FIGURES
        ),
    ]


def _at(request, cursor) -> str:
    return _address(request, keep_figure=True, fran=str(cursor)) if cursor else ""


def _address(request, *, keep_figure=False, **changed) -> str:
    kept = [*PARAMETERS.values(), "per", EVALUATION, *(["visa"] if keep_figure else [])]
    chosen = {name: request.GET[name] for name in kept if name in request.GET} | changed
    query = urlencode({name: value for name, value in chosen.items() if value})
    return f"{request.path}?{query}" if query else request.path
