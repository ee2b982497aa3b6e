"""A stage of a memorandum: its result after the meeting, and the dissent there."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.decision import next_paragraph
from coordination.domain.queries.memorandum import StageDissent, stages_of
from coordination.domain.queries.opinion import (
    meeting_to_report_at,
    meetings_to_report_at,
    meets_on,
)
from coordination.domain.queries.preparation import addressees, earlier_opinions, members_at
from coordination.domain.stage import previous_clauses, record_stage
from coordination.domain.stage_opinion import (
    add_suggestion,
    edit_stage_opinion,
    file_stage_opinion,
    withdraw_stage_opinion,
)
from coordination.enums import OpinionKind
from coordination.forms.people import row_count
from coordination.forms.rules import posted
from coordination.forms.stage import StageForm, StageOpinionForm, SuggestionForm
from coordination.models import SeparateOpinion, Stage
from coordination.views.written_question import form_page, saved


@form_page
def record(request, pk):
    """Write down what the body made of the memorandum."""
    stage = _kept(request, pk)
    today = timezone.localdate()
    form = StageForm(
        posted(request),
        decides=stage.body.decides,
        initial={
            "held_on": today if meets_on(stage.body, today) else None,
            "paragraph": next_paragraph(stage.body, year=today.year)
            if stage.body.decides
            else None,
        },
    )
    if request.method == "POST" and form.carries_out(
        lambda _chosen: record_stage(stage, actor=request.user, today=today, **form.facts())
    ):
        messages.success(request, _("Resultatet är antecknat. Det står fast."))
        return _back(stage)
    context = {"clauses": previous_clauses(stage), "dissent": _dissent_at(stage)}
    return _show(request, "record", stage, form, **context)


@form_page
def file_opinion(request, pk):
    """File a reservation or another opinion at the stage."""
    stage = _kept(request, pk)
    form = _opinion_form(request, stage, initial=_new_opinion(stage))
    if "more_rows" in request.POST:
        form = form.with_more_rows()
    elif request.method == "POST" and form.carries_out(
        lambda _chosen: file_stage_opinion(stage, actor=request.user, **form.facts())
    ):
        messages.success(request, _("Reservationen eller uttalandet är tillagt."))
        return _back(stage)
    return _show(request, "opinion", stage, form, opinion=None)


def _new_opinion(stage) -> dict:
    meeting = meeting_to_report_at(stage.body, today=timezone.localdate())
    return {"kind": OpinionKind.RESERVATION, "meeting": meeting}


@form_page
def edit_opinion(request, pk):
    """Change who stands behind an opinion at a stage, or what it says."""
    stage, filed = _filed(request, pk)
    opinion = filed.opinion
    initial = {
        "kind": opinion.kind,
        "refers_to": opinion.refers_to_id,
        "meeting": opinion.meeting_id,
        "proposal_lead": opinion.proposal_lead,
        "clauses": filed.clauses,
        "title": opinion.title,
        "body": opinion.html,
        "version": opinion.version,
    }
    form = _opinion_form(request, stage, initial=initial, filed=filed)
    if "more_rows" in request.POST:
        form = form.with_more_rows()
    elif request.method == "POST" and saved(
        form,
        lambda chosen: edit_stage_opinion(
            opinion, actor=request.user, version=chosen["version"], **form.facts()
        ),
    ):
        messages.success(request, _("Ändringen är sparad."))
        return _back(stage)
    return _show(request, "opinion", stage, form, opinion=opinion)


def _opinion_form(request, stage, *, initial, filed=None):
    return StageOpinionForm(
        posted(request),
        initial=initial,
        people=members_at(stage, on=timezone.localdate()),
        chosen=filed.authors if filed else (),
        concurring=filed.concurring if filed else (),
        earlier=earlier_opinions(stage),
        meetings=meetings_to_report_at(stage.body, today=timezone.localdate()),
        rows=row_count(request, 0),
    )


@form_page
def withdraw_opinion(request, pk):
    """Ask once, then take the opinion back."""
    stage, filed = _filed(request, pk)
    refusal = None
    if request.method == "POST":
        try:
            withdraw_stage_opinion(filed.opinion, actor=request.user)
        except ValidationError as error:
            refusal = error
        else:
            messages.success(
                request, _("Det är tillbakataget. Historiken visar att det har funnits.")
            )
            return _back(stage)
    return render(
        request,
        "coordination/stage/withdraw.html",
        {"stage": stage, "memorandum": stage.memorandum, "filed": filed, "refusal": refusal},
        status=409 if refusal else 200,
    )


@form_page
def suggest(request, pk):
    """Lift a suggestion out of an opinion, so that it is answered like a request."""
    stage, filed = _filed(request, pk)
    form = SuggestionForm(
        posted(request),
        bodies=addressees(request.user, today=timezone.localdate()),
        initial={"addressee": stage.memorandum.matter.organization_id},
    )
    if request.method == "POST" and form.carries_out(
        lambda chosen: add_suggestion(filed.opinion, actor=request.user, **chosen)
    ):
        messages.success(request, _("Medskicket följs nu upp som ett önskemål."))
        return _back(stage)
    return _show(request, "suggest", stage, form, filed=filed)


def _kept(request, pk):
    """The stage, for whoever records what its body does."""
    rows = Stage.objects.visible_to(request.user).select_related(
        "body", "memorandum__matter__organization"
    )
    stage = get_object_or_404(rows, pk=pk)
    permissions.require(permissions.can_keep_stage(request.user, stage))
    return stage


def _filed(request, pk):
    """The opinion with its people and clauses, at a stage that the reader keeps."""
    stages = Stage.objects.visible_to(request.user).values("pk")
    opinion = get_object_or_404(SeparateOpinion, pk=pk, stage__in=stages)
    stage = _kept(request, opinion.stage_id)
    filed = next(each for each in _dissent_at(stage) if each.opinion.pk == opinion.pk)
    filed.opinion.stage = stage
    return stage, filed


def _dissent_at(stage) -> list[StageDissent]:
    shown = stages_of(stage.memorandum)
    return next(each.dissent for each in shown if each.stage.pk == stage.pk)


def _show(request, page, stage, form, **more):
    context = {"stage": stage, "memorandum": stage.memorandum, "form": form, **more}
    return render(request, f"coordination/stage/{page}.html", context)


def _back(stage):
    return redirect(reverse("coordination:memorandum", args=[stage.memorandum_id]) + "#beslutsvag")
