"""Figures: entered for a period, and corrected."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordination.forms.rules import posted
from coordination.permissions import require
from evaluation import permissions
from evaluation.domain.measurement import correct_measurement, record_measurement
from evaluation.domain.queries.indicator import figure
from evaluation.forms.indicator import CorrectionForm, MeasurementForm
from evaluation.models import Measurement
from evaluation.views.indicator import get_indicator

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
def create(request, pk):
    """Enter the figure of a period."""
    found = get_indicator(request, pk)
    require(permissions.can_measure_for(request.user, found.organization))
    form = MeasurementForm(posted(request), initial={"source": found.source_name})
    if form.carries_out(lambda said: record_measurement(found, actor=request.user, **said)):
        messages.success(request, _("Värdet är sparat."))
        return redirect("evaluation:indicator", pk=pk)
    return render(request, "evaluation/measurement/create.html", {"form": form, "indicator": found})


@form_page
def correct(request, pk):
    """Follow a wrong figure by the right one."""
    rows = Measurement.objects.visible_to(request.user).select_related("indicator__organization")
    found = get_object_or_404(rows, pk=pk)
    require(permissions.can_measure_for(request.user, found.indicator.organization))
    form = CorrectionForm(
        posted(request),
        initial={"value": found.value, "status": found.status, "source": found.source},
    )
    if form.carries_out(lambda said: correct_measurement(found, actor=request.user, **said)):
        messages.success(request, _("Värdet är rättat. Det gamla står kvar i historiken."))
        return redirect("evaluation:indicator", pk=found.indicator_id)
    return render(
        request,
        "evaluation/measurement/correct.html",
        {"form": form, "indicator": found.indicator, "figure": figure(found.indicator, found)},
    )
