"""Separate opinions: filed beside the statement, changed or taken back until it is adopted."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions, richtext
from coordination.domain.opinion import edit_opinion, file_opinion, next_letter, withdraw_opinion
from coordination.domain.queries.opinion import meeting_to_report_at, meetings_to_report_at
from coordination.domain.queries.statement import elected_members, readable_statements
from coordination.domain.queries.statement_sheet import annex_name
from coordination.domain.statement_content import opinions_of
from coordination.enums import OpinionKind
from coordination.exceptions import EditConflict
from coordination.forms.opinion import OpinionForm, people_of
from coordination.models import SeparateOpinion
from coordination.views.statement import form_page, posted, statement_or_404


@form_page
def file(request, pk):
    """File a separate opinion, a separate remark or a reservation."""
    found = statement_or_404(request, pk)
    permissions.require(permissions.can_keep_statement(request.user, found))
    body = found.consultee.organization
    initial = {
        "kind": OpinionKind.SEPARATE_OPINION,
        "letter": next_letter(found),
        "meeting": meeting_to_report_at(body, today=timezone.localdate()),
    }
    form = _form(request, found, initial=initial)
    if "more_rows" in request.POST:
        form = form.with_more_rows()
    elif request.method == "POST" and form.carries_out(
        lambda _chosen: file_opinion(found, actor=request.user, **form.facts())
    ):
        messages.success(request, _("Det särskilda yttrandet är tillagt."))
        return _back(found)
    return _show(request, found, form)


@form_page
def edit(request, pk):
    """Change who stands behind an opinion, or what it says."""
    found, filed = _opinion_or_404(request, pk)
    permissions.require(permissions.can_keep_statement(request.user, found))
    form = _form(request, found, initial=_as_initial(filed), filed=filed)
    if "more_rows" in request.POST:
        form = form.with_more_rows()
    elif request.method == "POST":
        try:
            if form.carries_out(lambda _chosen: _edit(filed.opinion, form, actor=request.user)):
                messages.success(request, _("Det särskilda yttrandet är ändrat."))
                return _back(found)
        except EditConflict as conflict:
            return _merge(request, found, form, conflict.theirs)
    return _show(request, found, form, opinion=filed.opinion)


def _edit(opinion, form, *, actor):
    edit_opinion(opinion, actor=actor, version=form.cleaned_data["version"], **form.facts())


def _as_initial(filed):
    opinion = filed.opinion
    return {
        "kind": opinion.kind,
        "letter": opinion.letter,
        "title": opinion.title,
        "body": opinion.html,
        "meeting": opinion.meeting_id,
        "version": opinion.version,
        **people_of(filed.authors, filed.concurring),
    }


def _form(request, found, *, initial, filed=None):
    """The form with the body's members; whoever signed and has left since stays in the list."""
    signed = [*filed.authors, *filed.concurring] if filed else []
    body, today = found.consultee.organization, timezone.localdate()
    people = elected_members(body, on=today)
    return OpinionForm(
        posted(request),
        initial=initial,
        people=[*people, *signed],
        meetings=meetings_to_report_at(body, today=today),
        rows=_row_count(request, filed),
    )


def _row_count(request, filed) -> int:
    try:
        return int(request.POST["rows"])
    except (KeyError, ValueError):
        return len(filed.authors) if filed else 0


def _merge(request, found, form, theirs):
    """Keep what was typed and show what the other one saved; saving again means having seen it."""
    form.data = form.data.copy()
    form.data["version"] = theirs.version
    form.add_error(
        None,
        _(
            "Någon annan sparade medan du skrev. Deras text står nedanför din. Spara igen när din version "
            "innehåller det som ska gälla."
        ),
    )
    return _show(request, found, form, opinion=theirs, theirs=theirs, status=409)


def _show(request, found, form, *, opinion=None, theirs=None, status=200):
    context = {
        "statement": found,
        "form": form,
        "opinion": opinion,
        "theirs": theirs,
        "theirs_markup": richtext.to_markup(theirs.html) if theirs else "",
    }
    return render(request, "coordination/opinion/opinion.html", context, status=status)


@form_page
def withdraw(request, pk):
    """Ask once, then take the opinion back."""
    found, filed = _opinion_or_404(request, pk)
    permissions.require(permissions.can_keep_statement(request.user, found))
    refusal = None
    if request.method == "POST":
        try:
            withdraw_opinion(filed.opinion, actor=request.user)
        except ValidationError as error:
            refusal = error
        else:
            messages.success(request, _("Det särskilda yttrandet är tillbakataget."))
            return _back(found)
    context = {
        "statement": found,
        "filed": filed,
        "annex": annex_name(found, filed.opinion),
        "refusal": refusal,
    }
    return render(
        request, "coordination/opinion/withdraw.html", context, status=409 if refusal else 200
    )


def _opinion_or_404(request, pk):
    """An opinion in a statement that the reader may know of, with the people behind it."""
    opinion = get_object_or_404(
        SeparateOpinion, pk=pk, statement__in=readable_statements(request.user).values("pk")
    )
    found = statement_or_404(request, opinion.statement_id)
    filed = next(each for each in opinions_of(found) if each.opinion.pk == opinion.pk)
    filed.opinion.statement = found
    return found, filed


def _back(found):
    return redirect(reverse("coordination:statement", args=[found.pk]) + "#sarskilt")
