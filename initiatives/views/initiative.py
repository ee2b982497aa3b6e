"""Initiatives: the list, a new one, its page, its facts, its history."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordination.domain.queries.timeline import subject_events, subject_history
from coordination.forms.rules import posted
from coordination.prepared_for_reader import find_or_404
from initiatives import permissions
from initiatives.domain.initiative import edit_initiative, propose_initiative
from initiatives.domain.queries.initiative_list import (
    initiatives_for,
    list_initiatives,
    narrowed,
    options_for,
)
from initiatives.domain.queries.initiative_next_step import next_step_of
from initiatives.domain.queries.initiative_page import (
    initiatives_for_pages,
    page_of,
    participants_of,
)
from initiatives.domain.queries.initiative_progress import period
from initiatives.forms.initiative import EditInitiativeForm, InitiativeFilterForm, InitiativeForm
from initiatives.registry import initiative_panels
from initiatives.views.initiative_state import acts_on
from initiatives.views.pages import (
    find_programme,
    initiative_page,
    number_in,
    panels_of,
    programme_page,
    urls_of,
)

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def initiatives(request):
    """Every initiative the reader may see, whatever the programme."""
    return render(request, "initiatives/initiative/initiatives.html", _list(request))


@require_safe
def programme_initiatives(request, pk):
    """The initiatives of one programme."""
    found = find_programme(request, pk)
    return programme_page(
        request,
        "initiatives",
        found,
        here=_("Insatser"),
        current="programme_initiatives",
        urls=urls_of(found),
        can_propose=permissions.can_manage_programme(request.user, found),
        **_list(request, programme=found),
    )


def _list(request, *, programme=None) -> dict:
    """The filter and one page of what it leaves."""
    options = options_for(request.user, programme=programme)
    form = InitiativeFilterForm(request.GET, options=options, programme=programme)
    rows = narrowed(initiatives_for(request.user, programme=programme), **form.narrowing())
    found = list_initiatives(
        rows,
        request.GET,
        state=form.state,
        options=options,
        user=request.user,
        today=timezone.localdate(),
    )
    return {"form": form, "list": found}


@require_safe
def initiative(request, pk):
    """One initiative: who does what, where, when, what it costs and leads to, what to do next."""
    found = _find(request, pk)
    page = page_of(found, user=request.user, today=timezone.localdate())
    steers = permissions.can_steer_initiative(request.user, found)
    return render(
        request,
        "initiatives/initiative/initiative.html",
        {
            "initiative": found,
            "page": page,
            "period": period(found.starts_on, found.ends_on),
            "participants": participants_of(page, user=request.user),
            "next_step": next_step_of(page, user=request.user),
            "events": subject_events(request.user, found, limit=8),
            "panels": panels_of(initiative_panels, found, request.user),
            "acts": acts_on(found) if steers else [],
            "can_edit": permissions.can_edit_initiative(request.user, found),
            "can_join": steers,
        },
    )


@form_page
def initiative_new(request):
    """Propose an initiative in the programme named in the address."""
    programme = find_programme(request, number_in(request, "program"))
    today = timezone.localdate()
    form = InitiativeForm(posted(request), programme=programme, user=request.user, today=today)
    if not form.fields["lead"].queryset.exists():
        raise PermissionDenied
    if form.carries_out(
        lambda values: _propose(programme, actor=request.user, today=today, **values)
    ):
        messages.success(request, _("Insatsen är föreslagen. Utse nu vem som gör vad."))
        return redirect("initiatives:initiative", pk=form.result.pk)
    lead = _("Den som leder ser insatsen från första dagen. Sedan utser ni vem som gör vad.")
    return programme_page(
        request, "initiative_new", programme, here=_("Föreslå en insats"), lead=lead, form=form
    )


def _propose(programme, *, version, **facts):
    return propose_initiative(programme, **facts)


@form_page
def initiative_edit(request, pk):
    """Change an initiative's facts; two people at once are told of each other."""
    found = _find(request, pk)
    permissions.require(permissions.can_edit_initiative(request.user, found))
    today = timezone.localdate()
    form = EditInitiativeForm(posted(request), initiative=found, user=request.user, today=today)
    if form.carries_out(
        lambda values: edit_initiative(found, actor=request.user, today=today, **values)
    ):
        messages.success(request, _("Ändringarna är sparade."))
        return redirect("initiatives:initiative", pk=pk)
    return render(request, "initiatives/initiative/edit.html", {"form": form, "initiative": found})


@require_safe
def initiative_history(request, pk):
    """Everything that happened to an initiative, newest first."""
    found = _find(request, pk)
    page = subject_history(request.user, found, request.GET)
    return initiative_page(request, "history", found, here=_("Historik"), page=page)


def _find(request, pk):
    return find_or_404(initiatives_for_pages, request.user, pk)
