"""What a round asks for, written before it opens; its trial, and its opening."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coordination.forms.rules import posted
from coordination.permissions import require
from funding import permissions
from funding.domain.round import open_for_applications
from funding.domain.round_form import (
    add_criterion,
    change_criterion,
    choose_parts,
    copy_form,
    remove_criterion,
    write_instructions,
)
from funding.domain.round_trial import end_trial, try_round
from funding.forms.round_form import (
    CriterionForm,
    EarlierRoundForm,
    InstructionsForm,
    PartsForm,
)
from funding.models import Criterion, Round
from funding.views.round import get_round

form_page = require_http_methods(["GET", "HEAD", "POST"])


def _prepared(request, pk) -> Round:
    found = get_round(request, pk)
    require(permissions.can_prepare_round(request.user, found))
    return found


@form_page
def instructions(request, pk):
    """What the round asks for, to read; while it is drafted, the instructions to write."""
    found = get_round(request, pk)
    latest = found.instructions.first()
    if request.method != "POST" and not permissions.can_prepare_round(request.user, found):
        parts, criteria = found.parts.all(), found.criteria.all()
        context = {"round": found, "latest": latest, "parts": parts, "criteria": criteria}
        return render(request, "funding/round_form/read.html", context)
    require(permissions.can_prepare_round(request.user, found))
    form = InstructionsForm(posted(request), initial={"html": latest.html if latest else ""})
    if form.carries_out(lambda said: write_instructions(found, actor=request.user, **said)):
        messages.success(
            request, _("Anvisningarna är sparade, version %(n)s.") % {"n": form.result.number}
        )
        return redirect("funding:round", pk=pk)
    context = {"form": form, "round": found, "latest": latest}
    return render(request, "funding/round_form/instructions.html", context)


@form_page
def parts(request, pk):
    """Choose which parts an application must have."""
    found = _prepared(request, pk)
    said = {}
    for each in found.parts.all():
        said |= {each.kind: True, f"{each.kind}_guidance": each.guidance}
    form = PartsForm(posted(request), initial=said)
    if form.carries_out(lambda _said: choose_parts(found, actor=request.user, parts=form.chosen())):
        messages.success(request, _("Ansökans delar är sparade."))
        return redirect("funding:round", pk=pk)
    return render(request, "funding/round_form/parts.html", {"form": form, "round": found})


@form_page
def criteria(request, pk):
    """The criteria with their weights and levels, and a form for one more."""
    found = _prepared(request, pk)
    form = CriterionForm(posted(request))
    if form.carries_out(lambda _said: add_criterion(found, actor=request.user, **form.facts())):
        messages.success(request, _("Kriteriet är sparat."))
        return redirect("funding:round_criteria", pk=pk)
    return render(
        request,
        "funding/round_form/criteria.html",
        {"form": form, "round": found, "criteria": found.criteria.all()},
    )


@form_page
def criterion(request, pk):
    """Change one criterion."""
    found = _criterion(request, pk)
    levels = {f"level_{number}": text for number, text in enumerate(found.levels, start=1)}
    names = ("name", "question", "weight")
    initial = {name: getattr(found, name) for name in names} | levels
    form = CriterionForm(posted(request), initial=initial)
    if form.carries_out(lambda _said: change_criterion(found, actor=request.user, **form.facts())):
        messages.success(request, _("Kriteriet är sparat."))
        return redirect("funding:round_criteria", pk=found.round_id)
    context = {"form": form, "round": found.round, "criterion": found}
    return render(request, "funding/round_form/criterion.html", context)


@require_POST
def drop_criterion(request, pk):
    """Take one criterion away."""
    found = _criterion(request, pk)
    remove_criterion(found, actor=request.user)
    messages.success(request, _("Kriteriet är borttaget."))
    return redirect("funding:round_criteria", pk=found.round_id)


def _criterion(request, pk) -> Criterion:
    visible = Round.objects.visible_to(request.user)
    found = get_object_or_404(
        Criterion.objects.filter(round__in=visible.values("pk")).select_related(
            "round__source__owner"
        ),
        pk=pk,
    )
    require(permissions.can_prepare_round(request.user, found.round))
    return found


@form_page
def earlier(request, pk):
    """Begin with what an earlier round asked for."""
    found = _prepared(request, pk)
    others = Round.objects.visible_to(request.user).filter(criteria__isnull=False).distinct()
    form = EarlierRoundForm(posted(request), rounds=others.exclude(pk=pk).for_table())
    if form.carries_out(lambda said: copy_form(found, actor=request.user, **said)):
        messages.success(request, _("Anvisningar, delar och kriterier är hämtade."))
        return redirect("funding:round", pk=pk)
    return render(request, "funding/round_form/earlier.html", {"form": form, "round": found})


@require_POST
def begin_trial(request, pk):
    """Try the round before it opens."""
    return _move(request, pk, try_round, _("Omgången provas. Inget som skrivs blir kvar."))


@require_POST
def stop_trial(request, pk):
    """End the trial and remove what was written in it."""
    return _move(request, pk, end_trial, _("Provet är avslutat och provansökningarna borttagna."))


@require_POST
def open_(request, pk):
    """Open the round: from now on what it asks for stands still."""
    return _move(request, pk, open_for_applications, _("Omgången är öppen för ansökan."))


def _move(request, pk, act, said):
    found = get_round(request, pk)
    try:
        act(found, actor=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, said)
    return redirect("funding:round", pk=pk)
