"""Requests in a draft statement: added, changed, removed. Their answers have pages of their own."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.queries.statement import addressees_of, groups_of, readable_requests
from coordination.domain.request import add_request, edit_request, remove_request
from coordination.enums import RequestKind
from coordination.exceptions import EditConflict
from coordination.forms.statement import RequestForm
from coordination.views.statement import form_page, posted, statement_or_404


@form_page
def add(request, pk):
    """Add one request to the draft."""
    found = statement_or_404(request, pk)
    permissions.require(permissions.can_write_statement(request.user, found))
    initial = {"kind": RequestKind.GENERAL, "addressee": found.consultee.referral.sender}
    form = _form(request, found, initial)
    if request.method == "POST" and form.carries_out(
        lambda _chosen: add_request(found, actor=request.user, **form.facts())
    ):
        messages.success(request, _("Önskemålet är tillagt."))
        return _back(found)
    return _show(request, found, form, request_=None)


@form_page
def edit(request, pk):
    """Change one request in the draft."""
    asked = _request_or_404(request, pk)
    found = asked.statement
    permissions.require(permissions.can_write_statement(request.user, found))
    names = ("text", "kind", "addressee", "when", "seat_for", "version")
    initial = {name: getattr(asked, name) for name in names}
    kept = [pk for pk in (asked.addressee_id, asked.seat_for_id) if pk]
    form = _form(request, found, {**initial, "groups": asked.groups.all()}, kept=kept)
    if request.method == "POST":
        try:
            if form.carries_out(lambda chosen: _edit(asked, chosen, form, actor=request.user)):
                messages.success(request, _("Önskemålet är ändrat."))
                return _back(found)
        except EditConflict as conflict:
            return _merge(request, found, form, conflict.theirs)
    return _show(request, found, form, request_=asked)


def _edit(asked, chosen, form, *, actor):
    edit_request(asked, actor=actor, version=chosen["version"], **form.facts())


def _merge(request, found, form, theirs):
    """Keep what was typed and show what the other one saved; saving again means having seen it."""
    form.data = form.data.copy()
    form.data["version"] = theirs.version
    form.add_error(
        None,
        _(
            "Någon annan sparade medan du skrev. Deras önskemål står nedanför ditt. Spara igen när ditt "
            "säger det som ska gälla."
        ),
    )
    return _show(request, found, form, request_=theirs, theirs=theirs, status=409)


@form_page
def remove(request, pk):
    """Ask once, then take the request out of the draft."""
    asked = _request_or_404(request, pk)
    permissions.require(permissions.can_write_statement(request.user, asked.statement))
    if request.method == "POST":
        remove_request(asked, actor=request.user)
        messages.success(request, _("Önskemålet är borttaget."))
        return _back(asked.statement)
    context = {"statement": asked.statement, "asked": asked}
    return render(request, "coordination/statement/remove_request.html", context)


def _request_or_404(request, pk):
    return get_object_or_404(readable_requests(request.user), pk=pk)


def _form(request, found, initial, *, kept=()):
    return RequestForm(
        posted(request),
        initial=initial,
        bodies=addressees_of(found, request.user, today=timezone.localdate(), kept=kept),
        groups=groups_of(found.consultee.referral),
    )


def _show(request, found, form, *, request_, theirs=None, status=200):
    context = {"statement": found, "form": form, "asked": request_, "theirs": theirs}
    return render(request, "coordination/statement/request.html", context, status=status)


def _back(found):
    return redirect(reverse("coordination:statement", args=[found.pk]) + "#onskemal")
