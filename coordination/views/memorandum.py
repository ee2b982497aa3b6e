"""Memoranda: the list, one with its way to the decision, and the forms that write and present it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coordination import permissions
from coordination.documents.exceptions import DocumentError
from coordination.domain.memorandum import (
    TEXTS,
    draft_memorandum,
    edit_memorandum,
    plan_stages,
    present_memorandum,
    propose_clauses,
)
from coordination.domain.queries import memorandum_guide as guide
from coordination.domain.queries.incoming_referral import readable_incoming
from coordination.domain.queries.memorandum import content_of, readable_memoranda
from coordination.domain.queries.preparation import (
    WAY,
    bodies_on_the_way,
    divisions_of,
    elected_in,
    matters_to_prepare,
    prepares_something,
    readable_written_questions,
    referrals_in,
)
from coordination.domain.queries.timeline import subject_events
from coordination.enums import StageKind
from coordination.forms.memorandum import (
    MemorandumForm,
    NewMemorandumForm,
    PresentForm,
    ProposalForm,
    WayForm,
)
from coordination.forms.people import row_count
from coordination.forms.rules import posted
from coordination.views.written_question import EVENTS_SHOWN, PER_PAGE, form_page, saved


@require_safe
def memoranda(request):
    """Every memorandum one may see, what must be answered first on top."""
    rows = readable_memoranda(request.user).prefetch_related("presenters").for_table()
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("sida"))
    return render(
        request,
        "coordination/memorandum/memoranda.html",
        {
            "page": page,
            "rows": [(found, guide.state_badge(found)) for found in page],
            "can_write": prepares_something(request.user),
        },
    )


@require_safe
def memorandum(request, pk):
    """One memorandum: its text, its proposal, and what each body made of it."""
    found = memorandum_or_404(request, pk)
    content = content_of(found)
    can = {
        "write": permissions.can_write_memorandum(request.user, found),
        "present": permissions.can_present_memorandum(request.user, found),
    }
    shown = guide.links(content, lambda stage: permissions.can_keep_stage(request.user, stage))
    today = timezone.localdate()
    return render(
        request,
        "coordination/memorandum/memorandum.html",
        {
            "memorandum": found,
            "content": content,
            "links": shown,
            "badge": guide.state_badge(found),
            "next": guide.next_step(content, shown, can),
            "hint": guide.immediate_approval_hint(found, today=today) if can["write"] else "",
            "events": subject_events(request.user, found, limit=EVENTS_SHOWN),
            "can": can,
        },
    )


@form_page
def create(request):
    """Begin a memorandum: its matter, what it answers, and its way."""
    permissions.require(prepares_something(request.user))
    matters = matters_to_prepare(request.user)
    today = timezone.localdate()
    form = NewMemorandumForm(
        posted(request),
        matters=matters,
        written_questions=readable_written_questions(request.user).filter(matter__in=matters),
        bodies=bodies_on_the_way(matters.values("municipality"), on=today),
        initial=_begun_from(request),
    )
    if request.method == "POST" and form.carries_out(
        lambda chosen: draft_memorandum(
            chosen["matter"], actor=request.user, draft=form.draft(), bodies=form.bodies()
        )
    ):
        messages.success(request, _("Promemorian är påbörjad. Nu kan du skriva den."))
        return redirect("coordination:edit_memorandum", pk=form.result.pk)
    return render(request, "coordination/memorandum/create.html", {"form": form})


def _begun_from(request) -> dict:
    """What is known when one comes from a written question, or from a matter."""
    asked = request.GET.get("skrivelse", "")
    rows = readable_written_questions(request.user)
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else 0  # noqa: PLR2004
    written = rows.filter(pk=number).first() if number else None
    if written is None:
        return {"matter": request.GET.get("arende"), "origin": "own_matter"}
    return {
        "matter": written.matter_id,
        "origin": "written_question",
        "written_question": written.pk,
        "title": written.title,
        "board": written.matter.organization_id,
    }


@form_page
def edit(request, pk):
    """Write what the memorandum says."""
    found = _writable(request, pk)
    form = _text_form(request, found)
    if "more_rows" in request.POST:
        form = form.with_more_rows()
    elif request.method == "POST" and saved(
        form,
        lambda chosen: edit_memorandum(
            found, actor=request.user, draft=form.draft(), version=chosen["version"]
        ),
    ):
        messages.success(request, _("Promemorian är sparad."))
        return redirect("coordination:memorandum", pk=pk)
    return _show(request, "edit", found, form)


def _text_form(request, found):
    today = timezone.localdate()
    names = ("title", "number", "origin", "origin_line", "answer_by", "annexes", "version")
    return MemorandumForm(
        posted(request),
        people=elected_in([found.matter.municipality_id], on=today),
        chosen=[row.person for row in found.presenter_rows.select_related("person")],
        rows=row_count(request, 0),
        divisions=divisions_of(found.matter, on=today),
        written_questions=readable_written_questions(request.user).filter(matter=found.matter),
        referrals=referrals_in(found.matter),
        incoming=readable_incoming(request.user).filter(matter=found.matter),
        initial={
            **{name: getattr(found, name) for name in (*names, *TEXTS)},
            "written_question": found.written_question_id,
            "referral": found.referral_id,
            "incoming": found.incoming_id,
            "divisions": list(found.division_rows.values_list("organization", flat=True)),
        },
    )


@form_page
def propose(request, pk):
    """Word the proposal, clause by clause."""
    found = _writable(request, pk)
    proposal = found.stages.awaited().get(kind=StageKind.PRESENTER)
    clauses = list(proposal.clauses.values_list("text", flat=True))
    form = ProposalForm(posted(request), initial={"clauses": clauses})
    if request.method == "POST" and form.carries_out(
        lambda chosen: propose_clauses(found, actor=request.user, clauses=chosen["clauses"])
    ):
        messages.success(request, _("Förslaget är sparat."))
        return redirect("coordination:memorandum", pk=pk)
    hint = guide.immediate_approval_hint(found, today=timezone.localdate())
    return _show(request, "propose", found, form, hint=hint)


@form_page
def plan(request, pk):
    """Choose which bodies take the memorandum up."""
    found = _writable(request, pk)
    awaited = {stage.kind: stage.body_id for stage in found.stages.awaited()}
    form = WayForm(
        posted(request),
        bodies=bodies_on_the_way([found.matter.municipality_id], on=timezone.localdate()),
        initial={name: awaited.get(kind) for name, kind in WAY.items()},
    )
    if request.method == "POST" and form.carries_out(
        lambda _chosen: plan_stages(found, actor=request.user, bodies=form.bodies())
    ):
        messages.success(request, _("Vägen till beslut är sparad."))
        return redirect("coordination:memorandum", pk=pk)
    return _show(request, "plan", found, form)


@form_page
def present(request, pk):
    """Put the memorandum before the bodies; its text stands from now on."""
    found = memorandum_or_404(request, pk)
    permissions.require(permissions.can_present_memorandum(request.user, found))
    today = timezone.localdate()
    form = PresentForm(
        posted(request),
        initial={"signed_on": today, "place": found.place or _usual_place(found)},
    )
    try:
        if request.method == "POST" and form.carries_out(
            lambda chosen: present_memorandum(found, actor=request.user, today=today, **chosen)
        ):
            messages.success(request, _("Promemorian är föredragen. Texten står fast."))
            return redirect("coordination:memorandum", pk=pk)
    except DocumentError as error:  # nothing was presented: the file goes with it
        form.add_error(None, str(error))
    hint = guide.immediate_approval_hint(found, today=today)
    return _show(request, "present", found, form, hint=hint)


def _usual_place(found) -> str:
    municipality = found.matter.municipality
    return municipality.name if municipality else ""


def _show(request, page, found, form, **more):
    template = f"coordination/memorandum/{page}.html"
    return render(request, template, {"memorandum": found, "form": form, **more})


def memorandum_or_404(request, pk):
    """The memorandum, if the reader may know of it."""
    return get_object_or_404(readable_memoranda(request.user), pk=pk)


def _writable(request, pk):
    found = memorandum_or_404(request, pk)
    permissions.require(permissions.can_write_memorandum(request.user, found))
    return found
