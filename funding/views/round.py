"""Rounds: the overview of money, one round with its grants, and the steps that lead to a grant."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordination.components import Choice
from coordination.forms.rules import posted
from coordination.models import Decision
from coordination.permissions import require
from funding import permissions
from funding.domain.queries.application import applications_of, waiting_for
from funding.domain.queries.round import (
    add_up,
    balance_for,
    decisions_in,
    grants_in,
    refusals_in,
    rounds_with_totals,
    surplus_in,
    totals_by_state,
)
from funding.domain.queries.source import frames_by_year, sources_for
from funding.domain.queries.strip import ledger_url, strip
from funding.domain.round import close_round, draft_round, record_applications
from funding.domain.round_closing import drafts_in
from funding.enums import APPLYING, ProjectState
from funding.exports.listings import SILENT
from funding.forms.round import (
    ApplicationsForm,
    CloseForm,
    RoundForm,
)
from funding.models import Round
from funding.registry import pages_about
from funding.views.links import visible_ids

form_page = require_http_methods(["GET", "HEAD", "POST"])
GRANTS_A_PAGE = 50


@require_safe
def rounds(request):
    """All the money one may see: the strip, the rounds with their sums, the sources with their frames."""
    today = timezone.localdate()
    sources = sources_for(request.user)
    listed = rounds_with_totals(request.user)
    return render(
        request,
        "funding/round/rounds.html",
        {
            "rounds": listed,
            "seen": sum(totals.number for _round, totals in listed),
            "all": sum(each.number_of_grants for each, _totals in listed),
            "sources": sources,
            "frames": frames_by_year(sources, request.user),
            "strip": strip(
                balance_for(request.user, as_of=today), waiting_ore=waiting_for(request.user)
            ),
            "ledger_url": ledger_url(),
            "can_open": any(
                permissions.can_manage_money(request.user, source.owner) for source in sources
            ),
            "can_manage": permissions.manages_money(request.user),
        },
    )


@require_safe
def funding_round(request, pk):
    """One round: the strip, and every grant with what is granted, used and left; silent ones first."""
    found, today = get_round(request, pk), timezone.localdate()
    grants = grants_in(found, request.user)
    by_state = totals_by_state(grants)
    sums = applications_of(found, request.user)
    surplus_ore = surplus_in(found, by_state, today=today)
    totals = add_up(by_state.values())
    decisions = decisions_in(found, request.user)
    open_decisions = visible_ids(Decision, [row.pk for row in decisions], request.user)
    return render(
        request,
        "funding/round/round.html",
        {
            "round": found,
            "page": _page(grants, request.GET, by_state, totals),
            "totals": totals,
            "filters": _filters(found, request.GET.get("lage", ""), by_state, totals),
            "strip": strip(
                balance_for(request.user, as_of=today, round=found),
                waiting_ore=0 if found.is_unopened else sums.waiting_ore,
                surplus_ore=surplus_ore,
                round=found.pk,
            ),
            "surplus_ore": surplus_ore,
            "decisions": decisions,
            "applications": sums,
            "form_state": _form_state(found) if found.is_unopened else None,
            "refusals": refusals_in(found, request.user),
            "open_decisions": open_decisions,
            "decision_pages": pages_about(row for row in decisions if row.pk in open_decisions),
            "ledger_url": ledger_url(round=found.pk),
            "list_query": _list_query(found, request.GET),
            "closes_early": found.closes_at >= timezone.now(),
            "can": {
                "close": permissions.can_close_round(request.user, found),
                "grant": permissions.can_grant(request.user, found),
                "manage": permissions.can_manage_money(request.user, found.source.owner),
                "prepare": permissions.can_prepare_round(request.user, found),
                "apply": found.state in APPLYING
                and permissions.applies_for_some_body(request.user),
                "rank": permissions.reads_ranking(request.user, found),
            },
        },
    )


@form_page
def create(request):
    """Draft a round for one of the sources the user keeps; what it asks for is written next."""
    require(permissions.manages_money(request.user))
    chosen = {"source": request.GET.get("kalla")}
    form = RoundForm(posted(request), user=request.user, initial=chosen)
    if form.carries_out(lambda said: draft_round(actor=request.user, **said)):
        messages.success(
            request, _("Omgången förbereds. Skriv anvisningar, delar och kriterier, och öppna den.")
        )
        return redirect("funding:round", pk=form.result.pk)
    return render(request, "funding/round/create.html", {"form": form})


@form_page
def close(request, pk):
    """End the time to apply; before it is out, after reading whose drafts that stops."""
    found = managed_round(request, pk)
    form = CloseForm(posted(request))
    if form.carries_out(lambda said: close_round(found, actor=request.user, **said)):
        messages.success(request, _("Ansökan är stängd. Nu kan beslutet antecknas."))
        return redirect("funding:round", pk=pk)
    if not permissions.can_close_round(request.user, found):
        for refusal in form.non_field_errors():
            messages.error(request, refusal)
        return redirect("funding:round", pk=pk)
    context = {
        "form": form,
        "round": found,
        "early": found.closes_at >= timezone.now(),
        "drafts": drafts_in(found).count(),
    }
    return render(request, "funding/round/close.html", context)


@form_page
def applications(request, pk):
    """Book what was applied for beside what was granted."""
    found = managed_round(request, pk)
    form = ApplicationsForm(posted(request), initial={"booked_on": found.closes_on})
    if form.carries_out(lambda said: record_applications(found, actor=request.user, **said)):
        messages.success(request, _("Det sökta beloppet finns i pengaboken."))
        return redirect("funding:round", pk=pk)
    return render(request, "funding/round/applications.html", {"form": form, "round": found})


def _list_query(found, params) -> str:
    """What the same grants are asked for by, as a file."""
    chosen = {"omgang": found.pk, "lage": params.get("lage", "")}
    return urlencode({name: value for name, value in chosen.items() if value})


def _form_state(found) -> list[tuple[str, str, int]]:
    """What the round asks for so far: its page, its name, how many."""
    numbers = found.__class__.objects.filter(pk=found.pk).aggregate(
        instructions=Count("instructions", distinct=True),
        parts=Count("parts", distinct=True),
        criteria=Count("criteria", distinct=True),
    )
    return [
        ("funding:round_instructions", _("Anvisningar"), numbers["instructions"]),
        ("funding:round_parts", _("Ansökans delar"), numbers["parts"]),
        ("funding:round_criteria", _("Kriterier"), numbers["criteria"]),
    ]


def _page(grants, params, by_state, totals):
    """A page of the grants asked for; how many there are is known already."""
    chosen = params.get("lage", "")
    if chosen == SILENT:
        shown, number = grants.unreported(), totals.unreported
    elif chosen in by_state:
        shown, number = grants.filter(project_state=chosen), by_state[chosen].number
    else:
        shown, number = grants, totals.number
    paginator = Paginator(shown, GRANTS_A_PAGE)
    paginator.count = number
    return paginator.get_page(params.get("page"))


def _filters(found, chosen, by_state, totals) -> list[Choice]:
    address = reverse("funding:round", args=[found.pk])
    choices = [Choice(_("Alla"), address, totals.number, current=chosen not in {SILENT, *by_state})]
    if totals.unreported:
        silent = Choice(
            _("Inte rapporterade"),
            f"{address}?lage={SILENT}",
            totals.unreported,
            current=chosen == SILENT,
        )
        choices.append(silent)
    return choices + [
        Choice(
            state.label, f"{address}?lage={state}", by_state[state].number, current=chosen == state
        )
        for state in ProjectState
        if state in by_state
    ]


def get_round(request, pk) -> Round:
    rows = Round.objects.visible_to(request.user).select_related("source__owner__serves")
    return get_object_or_404(rows, pk=pk)


def managed_round(request, pk) -> Round:
    found = get_round(request, pk)
    require(permissions.can_manage_money(request.user, found.source.owner))
    return found
