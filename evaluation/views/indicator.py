"""Indicators: one with its figures over time; defining, changing and agreeing on it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination.domain.queries.timeline import subject_events
from coordination.forms.rules import posted
from coordination.permissions import require
from evaluation import permissions
from evaluation.domain.indicator import agree_indicator, define_indicator, edit_indicator
from evaluation.domain.queries.indicator import figures_of
from evaluation.forms.indicator import IndicatorForm
from evaluation.models import Indicator
from evaluation.views.chart import chart_of
from funding.views.links import link_to

EVENTS = 10
form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def indicator(request, pk):
    """One indicator: the line, the target, and every figure with its source and day."""
    found = get_indicator(request, pk)
    figures = figures_of(found)
    current = [row for row in figures if not row.is_corrected]
    latest = next((row for row in current if not row.measurement.comparison), None)
    return render(
        request,
        "evaluation/indicator/indicator.html",
        {
            "indicator": found,
            "figures": figures,
            "latest": latest,
            "is_reached": found.reaches(latest.value) if latest else None,
            "chart": chart_of(found, [row.measurement for row in current]),
            "events": subject_events(request.user, found, limit=EVENTS),
            "subject_url": link_to(
                found.programme or found.initiative,
                request.user,
                f"initiatives:{'programme' if found.programme_id else 'initiative'}",
            ),
            "can": {
                "measure": permissions.can_measure_for(request.user, found.organization),
                "edit": permissions.can_edit_indicator(request.user, found),
                "agree": permissions.can_agree_indicator(request.user, found),
            },
        },
    )


@form_page
def create(request):
    """Propose an indicator."""
    require(permissions.measures_somewhere(request.user))
    initial = {"programme": request.GET.get("program"), "initiative": request.GET.get("insats")}
    form = IndicatorForm(posted(request), user=request.user, initial=initial)
    if form.carries_out(lambda said: define_indicator(actor=request.user, **said)):
        messages.success(request, _("Indikatorn finns nu. Fyll i dess värden."))
        return redirect("evaluation:indicator", pk=form.result.pk)
    return render(request, "evaluation/indicator/create.html", {"form": form})


@form_page
def edit(request, pk):
    """Change a definition that is not agreed yet."""
    found = get_indicator(request, pk)
    require(permissions.can_edit_indicator(request.user, found))
    names = [name for name in IndicatorForm.base_fields if name not in FIXED]
    form = IndicatorForm(
        posted(request),
        user=request.user,
        initial={name: getattr(found, name) for name in names},
    )
    for name in FIXED:
        del form.fields[name]
    if form.carries_out(lambda said: edit_indicator(found, actor=request.user, **said)):
        messages.success(request, _("Definitionen är ändrad."))
        return redirect("evaluation:indicator", pk=pk)
    return render(request, "evaluation/indicator/edit.html", {"form": form, "indicator": found})


# Whose an indicator is and what it belongs to stays from the start.
FIXED = ("organization", "programme", "initiative")


@require_POST
def agree(request, pk):
    """Lock the definition."""
    found = get_indicator(request, pk)
    try:
        agree_indicator(found, actor=request.user, on=timezone.localdate())
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("Definitionen är överenskommen och ändras inte mer."))
    return redirect("evaluation:indicator", pk=pk)


def get_indicator(request, pk) -> Indicator:
    """An indicator that the reader may see, with what its page names."""
    rows = Indicator.objects.visible_to(request.user).select_related(
        "organization",
        "municipality",
        "programme__lead",
        "programme__convener",
        "initiative__lead",
    )
    return get_object_or_404(rows, pk=pk)
