"""One grant: its strip and rows, what is reported on it, and how far its project has come."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination.domain.queries.timeline import subject_events
from coordination.forms.rules import posted
from coordination.models import Decision
from coordination.permissions import require
from funding import permissions
from funding.domain.entry import (
    record_forecast,
    record_payment,
    record_return,
    record_spending,
)
from funding.domain.project import call_off_project, complete_project, start_project
from funding.domain.queries.ledger import ledger_page
from funding.domain.queries.outcome import deviation_in
from funding.domain.queries.phase import lasting, phases_of
from funding.domain.queries.round import balance_for
from funding.domain.queries.strip import ledger_url, strip
from funding.domain.queries.surplus import surplus_left
from funding.enums import PROJECT_TRANSITIONS, EntryKind
from funding.forms.entry import CallOffForm, CompleteForm, ReportForm
from funding.models import Grant, LedgerEntry
from funding.registry import pages_about
from funding.views.entry import ledger_rows
from funding.views.links import link_to, visible_ids

form_page = require_http_methods(["GET", "HEAD", "POST"])
RECORDERS = {
    EntryKind.USED: record_spending,
    EntryKind.FORECAST: record_forecast,
    EntryKind.RETURNED: record_return,
    EntryKind.PAID: record_payment,
}
SHOWN = 50


@require_safe
def grant(request, pk):
    """One grant: the decision it rests on, its sums, the rows behind them, and what to do now."""
    found = get_grant(request, pk)
    rows = LedgerEntry.objects.visible_to(request.user).filter(grant=found)
    page = ledger_page(rows, size=SHOWN)
    can_report = permissions.can_report(request.user, found)
    sums = balance_for(request.user, as_of=timezone.localdate(), grant=found)
    links = _links(found, request.user)
    phases = phases_of(found, request.user)
    return render(
        request,
        "funding/grant/grant.html",
        {
            "grant": found,
            "strip": strip(sums, grant=found.pk),
            "deviation": deviation_in(found, sums.forecast),
            "phases": phases,
            "lasting": lasting(found, phases, sums.forecast, today=timezone.localdate()),
            "surplus": surplus_left(found, today=timezone.localdate()),
            "rows": ledger_rows(page.rows, request.user),
            "more_rows": page.next is not None,
            "ledger_url": ledger_url(grant=found.pk),
            "links": links,
            "decision_pages": pages_about([found.decision] if links["decision"] else []),
            "form": _report_form(request.user, found) if can_report else None,
            "actions": _project_actions(found) if can_report else [],
            "can_report": can_report,
            "can_manage": permissions.can_manage_money(request.user, found.round.source.owner),
            "events": subject_events(request.user, found),
        },
    )


@form_page
def report(request, pk):
    """Report spending, a forecast or a return on a grant."""
    found = reportable_grant(request, pk)
    form = _report_form(request.user, found, posted(request))
    if form.carries_out(lambda said: _record(found, actor=request.user, **said)):
        kind = EntryKind(form.result.kind).label.lower()
        messages.success(request, _("Raden är bokförd: %(kind)s.") % {"kind": kind})
        return redirect("funding:grant", pk=pk)
    return render(request, "funding/grant/report.html", {"form": form, "grant": found})


@require_POST
def start(request, pk):
    """The project is under way."""
    found = reportable_grant(request, pk)
    try:
        start_project(found, actor=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("Projektet pågår."))
    return redirect("funding:grant", pk=pk)


@form_page
def complete(request, pk):
    """The project is carried out; from that day the follow-up report is awaited."""
    found = reportable_grant(request, pk)
    form = CompleteForm(posted(request), initial={"completed_on": timezone.localdate()})
    if form.carries_out(lambda said: complete_project(found, actor=request.user, **said)):
        messages.success(
            request, _("Projektet är genomfört. Uppföljningsrapporten har fått sitt datum.")
        )
        return redirect("funding:grant", pk=pk)
    return render(request, "funding/grant/complete.html", {"form": form, "grant": found})


@form_page
def call_off(request, pk):
    """The project will not be carried out."""
    found = reportable_grant(request, pk)
    form = CallOffForm(posted(request))
    if form.carries_out(lambda said: call_off_project(found, actor=request.user, **said)):
        messages.success(request, _("Projektet genomförs inte. Skriv varför pengar blev över."))
        return redirect("funding:grant", pk=pk)
    return render(request, "funding/grant/call_off.html", {"form": form, "grant": found})


def _report_form(user, grant, data=None) -> ReportForm:
    return ReportForm(
        data,
        can_pay=permissions.can_pay(user, grant),
        initial={"booked_on": timezone.localdate()},
    )


def _record(found, *, kind, **said) -> LedgerEntry:
    return RECORDERS[kind](found, **said)


def _links(found, user) -> dict[str, str]:
    """To what else the reader may see: the decision, the initiative, the area."""
    return {
        **_decision_links(found, user),
        "initiative": link_to(found.initiative, user, "initiatives:initiative"),
        "area": link_to(found.area, user, "coordination:area"),
    }


def _decision_links(found, user) -> dict[str, str]:
    """To the decision and the one that goes on from it. One statement."""
    decisions = {"decision": found.decision_id, "follow_on": found.follow_on_id}
    seen = visible_ids(Decision, {pk for pk in decisions.values() if pk}, user)
    return {
        name: reverse("coordination:decision", args=[pk]) if pk in seen else ""
        for name, pk in decisions.items()
    }


def _project_actions(found) -> list[str]:
    return [action for state, action in PROJECT_TRANSITIONS if state == found.project_state]


def get_grant(request, pk) -> Grant:
    """The grant, for one who sees it."""
    rows = Grant.objects.visible_to(request.user).select_related(
        "recipient",
        "area",
        "initiative",
        "round__source__owner",
        "decision__body",
        "decision__matter",
        "follow_on__body",
    )
    return get_object_or_404(rows, pk=pk)


def reportable_grant(request, pk) -> Grant:
    """The grant, for one who reports on it."""
    found = get_grant(request, pk)
    require(permissions.can_report(request.user, found))
    return found
