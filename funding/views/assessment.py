"""Judging applications one at a time, and the explanation of every score."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coordination.forms.rules import posted
from coordination.permissions import require
from funding import permissions
from funding.domain.assessment import (
    check_gate,
    conflict_of,
    exclude_pair,
    lift_exclusion,
    record_conflict,
    score_application,
)
from funding.domain.queries.application import (
    assessors_of,
    current_gate,
    load_assessment,
    next_unjudged,
    ranked_row,
    received_in,
    scores_of,
)
from funding.enums import ApplicationState
from funding.forms.assessment import AssessmentForm, ConflictForm, ExclusionForm
from funding.models import Application, Exclusion
from funding.views.application import get_application

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
def assessment(request, pk):
    """Every score with its reason; the form, for whoever judges and is not disqualified."""
    found = get_application(request, pk)
    load_assessment(found)
    user = request.user
    criteria = list(found.round.criteria.all())
    (scores, earlier), gate = scores_of(found), current_gate(found)
    can_assess = permissions.can_assess(user, found)
    if request.method == "POST":
        require(can_assess)
    conflict = conflict_of(user, found) if can_assess else ""
    form = AssessmentForm(
        posted(request), criteria=criteria, initial=_as_said(criteria, scores, gate)
    )
    if form.carries_out(lambda _said: _judge(found, form, user)):
        messages.success(request, _("Bedömningen är sparad."))
        after = next_unjudged(found, user) if "next" in request.POST else None
        return redirect("funding:assessment", pk=(after or found).pk)
    return render(
        request,
        "funding/application/assessment.html",
        {
            "application": found,
            "row": ranked_row(found, user) if found.is_received else None,
            "gate": gate,
            "scored": [(each, scores.get(each.pk)) for each in criteria],
            "earlier": earlier,
            "conflicts": found.conflicts.all(),
            "exclusions": _pairs_of(found, user),
            "form": form if can_assess and not conflict else None,
            "conflict": conflict,
            "can_assess": can_assess,
        },
    )


def _as_said(criteria, scores, gate) -> dict:
    """What was judged before, in the form's fields."""
    said = (
        {"passed": {True: "ja", False: "nej"}[gate.passed], "passed_why": gate.rationale}
        if gate
        else {}
    )
    for each in criteria:
        if score := scores.get(each.pk):
            said |= {f"level_{each.pk}": score.level, f"why_{each.pk}": score.rationale}
    return said


def _judge(application, form, user):
    """All that was filled in, or nothing."""
    said = form.cleaned_data
    with transaction.atomic():
        if said["passed"]:
            check_gate(
                application,
                actor=user,
                passed=said["passed"] == "ja",
                rationale=said["passed_why"],
            )
        for criterion, level, why in form.judgements():
            score_application(
                application, actor=user, criterion=criterion, level=level, rationale=why
            )
    return application


def _pairs_of(application, user):
    """What it cannot be granted together with, among what the reader may see."""
    seen = received_in(application.round, user).values("pk")
    first = Exclusion.objects.filter(first=application, second__in=seen)
    rows = first | Exclusion.objects.filter(second=application, first__in=seen)
    return [
        (pair, pair.second if pair.first_id == application.pk else pair.first)
        for pair in rows.select_related("first", "second")
    ]


@form_page
def conflict(request, pk):
    """Write down that somebody may not judge the application."""
    found = _assessed(request, pk)
    form = ConflictForm(posted(request), people=assessors_of(found.round))
    if form.carries_out(lambda said: record_conflict(found, actor=request.user, **said)):
        messages.success(request, _("Jävet är antecknat."))
        return redirect("funding:assessment", pk=pk)
    return render(
        request, "funding/application/conflict.html", {"form": form, "application": found}
    )


@form_page
def exclude(request, pk):
    """Write down that another application cannot be granted together with this one."""
    found = _assessed(request, pk)
    others = received_in(found.round, request.user).filter(state=ApplicationState.SUBMITTED)
    form = ExclusionForm(posted(request), others=others.exclude(pk=pk).order_by("number"))
    if form.carries_out(lambda said: exclude_pair(found, actor=request.user, **said)):
        messages.success(request, _("Paret är antecknat."))
        return redirect("funding:assessment", pk=pk)
    return render(request, "funding/application/exclude.html", {"form": form, "application": found})


@require_POST
def allow(request, pk):
    """Two applications can both be granted after all."""
    visible = Application.objects.visible_to(request.user).values("pk")
    pair = get_object_or_404(
        Exclusion.objects.filter(first__in=visible, second__in=visible).select_related(
            "first__round__source__owner", "second"
        ),
        pk=pk,
    )
    try:
        lift_exclusion(pair, actor=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("Båda kan beviljas igen."))
    return redirect("funding:assessment", pk=pair.first_id)


def _assessed(request, pk) -> Application:
    found = get_application(request, pk)
    require(permissions.can_assess(request.user, found))
    return found
