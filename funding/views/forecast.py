"""The month's forecasts of a body, and what is done when one of them leaves its course."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordination.forms.rules import posted
from coordination.models import Organization
from coordination.permissions import require
from funding import permissions
from funding.domain.deviation import finish_action, plan_action
from funding.domain.entry import record_forecasts
from funding.domain.queries.outcome import forecast_rows
from funding.forms.outcome import ActionForm, FinishActionForm, ForecastsForm
from funding.models import EarlyAction, Grant
from funding.views.grant import reportable_grant

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
def forecasts(request, pk):
    """Say what each running project of a body is expected to use: one amount to a project."""
    body = get_object_or_404(Organization.objects.visible_to(request.user), pk=pk)
    require(permissions.can_report_for(request.user, body))
    today = timezone.localdate()
    form = ForecastsForm(
        posted(request),
        rows=forecast_rows(body),
        initial={
            "booked_on": today,
            "document": _("Prognos %(month)s") % {"month": date_format(today, "F Y")},
        },
    )
    if form.carries_out(lambda said: _record(request.user, form, said)):
        messages.success(request, _("Prognoserna är bokförda."))
        return redirect("funding:forecasts", pk=pk)
    return render(request, "funding/outcome/forecasts.html", {"form": form, "body": body})


@form_page
def plan(request, pk):
    """Say what is done about a forecast that deviates, who sees to it, until when."""
    found = reportable_grant(request, pk)
    form = ActionForm(posted(request), bodies=_owners(found), initial={"role": "case_officer"})
    if form.carries_out(lambda said: plan_action(found, actor=request.user, **said)):
        messages.success(request, _("Åtgärden är antecknad och står bland den ansvarigas datum."))
        return redirect("funding:grant", pk=pk)
    return render(request, "funding/grant/plan_action.html", {"form": form, "grant": found})


@form_page
def finish(request, pk):
    """Say that an early action is done, and what it gave."""
    found = _action(request, pk)
    require(permissions.can_finish_action(request.user, found))
    form = FinishActionForm(posted(request))
    if form.carries_out(lambda said: finish_action(found, actor=request.user, **said)):
        messages.success(request, _("Åtgärden är genomförd."))
        return redirect("funding:grant", pk=found.grant_id)
    context = {"form": form, "action": found, "grant": found.grant}
    return render(request, "funding/grant/finish_action.html", context)


def _record(actor, form, said):
    return record_forecasts(
        actor=actor,
        forecasts=form.forecasts(),
        booked_on=said["booked_on"],
        document=said["document"],
        key=said["key"],
    )


def _owners(grant):
    """Who may see to an action: the recipient, the committee it serves, or the owner of the money."""
    bodies = [grant.recipient_id, grant.recipient.serves_id, grant.round.source.owner_id]
    return Organization.objects.filter(pk__in=[pk for pk in bodies if pk]).for_table()


def _action(request, pk) -> EarlyAction:
    seen = Grant.objects.visible_to(request.user)
    rows = EarlyAction.objects.filter(grant__in=seen.values("pk")).select_related(
        "organization", "grant__recipient", "grant__round__source__owner"
    )
    return get_object_or_404(rows, pk=pk)
