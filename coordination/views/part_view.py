"""What a draft statement says of the parts of the referred text."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coordination import permissions
from coordination.domain.part_view import (
    add_part_view,
    edit_part_view,
    remove_part_view,
    take_up_newer_text,
)
from coordination.enums import PartViewKind
from coordination.exceptions import EditConflict
from coordination.forms.referred_text import PartViewForm
from coordination.models import PartView, ReferredPart, Statement
from coordination.views.statement import form_page, posted, statement_or_404


@form_page
def add(request, pk):
    """Say something of one part; ``?del=`` says which."""
    found = statement_or_404(request, pk)
    permissions.require(permissions.can_write_statement(request.user, found))
    initial = {"part": request.GET.get("del"), "kind": PartViewKind.COMMENT}
    form = PartViewForm(posted(request), parts=_parts(found), initial=initial)
    if request.method == "POST" and form.carries_out(
        lambda values: add_part_view(found, actor=request.user, **_facts(values))
    ):
        messages.success(request, _("Synpunkten är sparad."))
        return _back(found)
    return _show(request, found, form)


@form_page
def edit(request, pk):
    """Change what is said of a part. Two who write at once both keep their text."""
    view = _view_or_404(request, pk)
    found = view.statement
    permissions.require(permissions.can_write_statement(request.user, found))
    names = ("part", "kind", "text", "stance", "version")
    initial = {name: getattr(view, name) for name in names}
    parts = _parts(found) | ReferredPart.objects.filter(pk=view.part_id)
    form = PartViewForm(posted(request), parts=parts, initial=initial)
    try:
        if request.method == "POST" and form.carries_out(
            lambda values: edit_part_view(view, actor=request.user, **values)
        ):
            messages.success(request, _("Synpunkten är sparad."))
            return _back(found)
    except EditConflict as conflict:
        return _merge(request, found, form, conflict.theirs)
    return _show(request, found, form, view=view)


def _merge(request, found, form, theirs):
    """Keep what was typed and show what the other one saved; saving again means having seen it."""
    form.data = form.data.copy()
    form.data["version"] = theirs.version
    form.add_error(
        None,
        _("Någon annan sparade medan du skrev: ”%(text)s” Spara igen om din text ska gälla.")
        % {"text": theirs.text},
    )
    return _show(request, found, form, view=theirs, status=409)


@form_page
def remove(request, pk):
    """Ask once, then take the view out of the draft."""
    view = _view_or_404(request, pk)
    permissions.require(permissions.can_write_statement(request.user, view.statement))
    if request.method == "POST":
        remove_part_view(view, actor=request.user)
        messages.success(request, _("Synpunkten är borttagen."))
        return _back(view.statement)
    context = {"statement": view.statement, "view": view}
    return render(request, "coordination/referred_text/remove_view.html", context)


@require_POST
def take_up(request, pk):
    """Answer the newest version of the referred text from now on."""
    found = statement_or_404(request, pk)
    permissions.require(permissions.can_write_statement(request.user, found))
    try:
        taken_up = take_up_newer_text(found, actor=request.user)
    except ValidationError as refused:
        messages.info(request, refused.messages[0])
    else:
        messages.success(
            request,
            _("Yttrandet gäller nu version %(number)s. Gå igenom synpunkterna på delarna.")
            % {"number": taken_up.referred_text.number},
        )
    return _back(found)


def _facts(values) -> dict:
    return {name: value for name, value in values.items() if name != "version"}


def _parts(found):
    return ReferredPart.objects.filter(text=found.referred_text_id)


def _view_or_404(request, pk):
    """A view in a statement that the reader may know of."""
    readable = Statement.objects.visible_to(request.user).values("pk")
    rows = PartView.objects.filter(statement__in=readable).select_related(
        "part",
        "statement__matter",
        "statement__consultee__organization",
        "statement__consultee__referral__sender",
        "statement__consultee__referral__matter",
    )
    return get_object_or_404(rows, pk=pk)


def _show(request, found, form, *, view=None, status=200):
    context = {"statement": found, "form": form, "view": view}
    return render(request, "coordination/referred_text/view.html", context, status=status)


def _back(found):
    return redirect(reverse("coordination:statement", args=[found.pk]) + "#delar")
