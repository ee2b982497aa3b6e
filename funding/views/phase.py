"""A project's phases, and until when its money is meant to last."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coordination.forms.rules import posted
from coordination.permissions import require
from funding import permissions
from funding.domain.phase import plan_funding_end, plan_phase, remove_phase
from funding.forms.phase import FundingEndForm, PhaseForm
from funding.models import Grant, ProjectPhase
from funding.views.grant import reportable_grant

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
def plan(request, pk):
    """Say when a phase is, and what it waits for."""
    found = reportable_grant(request, pk)
    form = PhaseForm(posted(request), user=request.user)
    if form.carries_out(lambda said: plan_phase(found, actor=request.user, **said)):
        messages.success(request, _("Fasen är sparad."))
        return redirect("funding:grant", pk=pk)
    context = {"form": form, "grant": found, "heading": _("Planera en fas")}
    return render(request, "funding/grant/plan.html", context)


@form_page
def end(request, pk):
    """Say until when the money lasts, and which decision goes on."""
    found = reportable_grant(request, pk)
    initial = {"funding_ends_on": found.funding_ends_on, "follow_on": found.follow_on_id}
    form = FundingEndForm(posted(request), user=request.user, grant=found, initial=initial)
    if form.carries_out(lambda said: plan_funding_end(found, actor=request.user, **said)):
        messages.success(request, _("Pengarnas sista dag är sparad."))
        return redirect("funding:grant", pk=pk)
    context = {"form": form, "grant": found, "heading": _("Pengarnas sista dag")}
    return render(request, "funding/grant/plan.html", context)


@require_POST
def remove(request, pk):
    """Take a phase away."""
    seen = Grant.objects.visible_to(request.user).values("pk")
    rows = ProjectPhase.objects.filter(grant__in=seen).select_related(
        "grant__recipient", "grant__round__source__owner", "grant__decision__matter"
    )
    found = get_object_or_404(rows, pk=pk)
    require(permissions.can_report(request.user, found.grant))
    try:
        remove_phase(found, actor=request.user)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(request, _("Fasen är borttagen. Den står kvar i historiken."))
    return redirect("funding:grant", pk=found.grant_id)
