"""Written questions: the list, one with its answers, and the forms that register and answer."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordination import permissions
from coordination.domain.queries.preparation import (
    elected_in,
    matters_to_prepare,
    prepares_something,
    readable_written_questions,
    reports_in,
)
from coordination.domain.queries.timeline import subject_events
from coordination.domain.written_question import (
    answer_question,
    edit_written_question,
    register_written_question,
)
from coordination.enums import MemorandumState
from coordination.exceptions import EditConflict
from coordination.forms.people import row_count
from coordination.forms.rules import posted
from coordination.forms.written_question import (
    AnswerQuestionForm,
    NewWrittenQuestionForm,
    WrittenQuestionForm,
)
from coordination.models import Memorandum, Question

form_page = require_http_methods(["GET", "HEAD", "POST"])
PER_PAGE = 50
EVENTS_SHOWN = 8


@require_safe
def written_questions(request):
    """Every written question one may see, the latest first."""
    rows = readable_written_questions(request.user).for_table()
    rows = rows.prefetch_related("authors", "questions")
    return render(
        request,
        "coordination/written_question/written_questions.html",
        {
            "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("sida")),
            "can_register": prepares_something(request.user),
        },
    )


@require_safe
def written_question(request, pk):
    """One written question: who asks what, and the answer to each question."""
    found = _written_or_404(request, pk)
    memoranda = Memorandum.objects.visible_to(request.user).filter(written_question=found)
    settled = found.memoranda.exclude(state=MemorandumState.DRAFT).exists()
    questions = list(found.questions.select_related("answered_in__consultee__organization"))
    can_prepare = permissions.can_prepare_matter(request.user, found.matter)
    answered = sum(bool(question.answer_html) for question in questions)
    return render(
        request,
        "coordination/written_question/written_question.html",
        {
            "written": found,
            "authors": [row.person for row in found.signatures.select_related("person")],
            "questions": questions,
            "answered": answered,
            "memoranda": list(memoranda),
            "can_answer": can_prepare and not settled,
            "can_edit": can_prepare and not settled and not answered,
            "events": subject_events(request.user, found, limit=EVENTS_SHOWN),
        },
    )


@form_page
def register(request):
    """Register what came in."""
    matters = matters_to_prepare(request.user)
    permissions.require(prepares_something(request.user))
    form = NewWrittenQuestionForm(
        posted(request),
        matters=matters,
        people=elected_in(matters.values("municipality"), on=timezone.localdate()),
        rows=row_count(request, 0),
        initial={"received_on": timezone.localdate(), "matter": request.GET.get("arende")},
    )
    if "more_rows" in request.POST:
        form = form.with_more_rows()
    elif request.method == "POST" and form.carries_out(
        lambda chosen: register_written_question(
            chosen["matter"], actor=request.user, today=timezone.localdate(), **form.facts()
        )
    ):
        messages.success(request, _("Skrivelsen är registrerad. Nu kan frågorna besvaras."))
        return redirect("coordination:written_question", pk=form.result.pk)
    return render(
        request, "coordination/written_question/form.html", {"form": form, "written": None}
    )


@form_page
def edit(request, pk):
    """Correct what was registered, before anybody has answered."""
    found = _written_or_404(request, pk)
    permissions.require(permissions.can_prepare_matter(request.user, found.matter))
    today = timezone.localdate()
    form = WrittenQuestionForm(
        posted(request),
        people=elected_in([found.matter.municipality_id], on=today),
        chosen=[row.person for row in found.signatures.select_related("person")],
        rows=row_count(request, 0),
        initial={
            "title": found.title,
            "registry_number": found.registry_number,
            "received_on": found.received_on,
            "introduction": found.introduction_html,
            "questions": list(found.questions.values_list("text", flat=True)),
            "version": found.version,
        },
    )
    if "more_rows" in request.POST:
        form = form.with_more_rows()
    elif request.method == "POST" and saved(
        form,
        lambda chosen: edit_written_question(
            found, actor=request.user, version=chosen["version"], today=today, **form.facts()
        ),
    ):
        messages.success(request, _("Skrivelsen är rättad."))
        return redirect("coordination:written_question", pk=pk)
    return render(
        request, "coordination/written_question/form.html", {"form": form, "written": found}
    )


@form_page
def answer(request, pk):
    """Answer one question."""
    written = readable_written_questions(request.user)
    question = get_object_or_404(Question, pk=pk, written_question__in=written.values("pk"))
    found = question.written_question = _written_or_404(request, question.written_question_id)
    permissions.require(permissions.can_prepare_matter(request.user, found.matter))
    form = AnswerQuestionForm(
        posted(request),
        reports=reports_in(found.matter),
        initial={
            "answer": question.answer_html,
            "on": question.answered_on or timezone.localdate(),
            "answered_in": question.answered_in_id,
            "version": question.version,
        },
    )
    if request.method == "POST" and saved(
        form,
        lambda chosen: answer_question(
            question,
            actor=request.user,
            html=chosen["answer"],
            on=chosen["on"],
            answered_in=chosen["answered_in"],
            version=chosen["version"],
        ),
    ):
        messages.success(request, _("Svaret är sparat."))
        return redirect("coordination:written_question", pk=found.pk)
    return render(
        request,
        "coordination/written_question/answer.html",
        {"form": form, "written": found, "question": question},
    )


def saved(form, act) -> bool:
    """Whether it was saved; when somebody saved in between, what was typed stays and is told so."""
    try:
        return form.carries_out(act)
    except EditConflict as conflict:
        form.data = {**form.data.dict(), "version": conflict.theirs.version}
        form.add_error(
            None,
            _(
                "Någon annan sparade medan du skrev. Läs det som står nu, och spara igen om ditt gäller."
            ),
        )
        return False


def _written_or_404(request, pk):
    return get_object_or_404(readable_written_questions(request.user), pk=pk)
