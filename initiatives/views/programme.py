"""Programmes: the list, a new one, its page, its facts, its beginning and end, its history."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordination.domain.queries.timeline import matter_history
from coordination.forms.rules import posted
from initiatives import permissions
from initiatives.domain.programme import (
    edit_programme,
    end_programme,
    establish_programme,
    establish_programme_in_new_matter,
    start_programme,
)
from initiatives.domain.queries.initiative_progress import period
from initiatives.domain.queries.programme_list import list_programmes, programme_badge
from initiatives.domain.queries.programme_next_step import next_step_of
from initiatives.domain.queries.programme_overview import chain_of, dates_of, overview_of
from initiatives.forms.programme import (
    ConfirmForm,
    NewProgrammeForm,
    ProgrammeForm,
    ReasonForm,
    bodies_kept_by,
)
from initiatives.registry import programme_panels
from initiatives.views.pages import (
    find_programme,
    pages_of,
    panels_of,
    programme_page,
    urls_of,
)

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def programmes(request):
    """Every programme the reader may see."""
    return render(
        request,
        "initiatives/programme/programmes.html",
        {
            "page": list_programmes(request.user, request.GET),
            "can_establish": bodies_kept_by(request.user).exists(),
        },
    )


@require_safe
def programme(request, pk):
    """One programme: mandate, money, areas, groups, dates, initiatives, and what to do next."""
    found = find_programme(request, pk)
    overview = overview_of(found, user=request.user, today=timezone.localdate())
    return render(
        request,
        "initiatives/programme/programme.html",
        {
            "programme": found,
            "overview": overview,
            "chain": chain_of(overview),
            "dates": dates_of(overview),
            "seats": overview.groups[0].rows(request.user) if overview.groups else [],
            "next_step": next_step_of(overview, user=request.user),
            "pages": pages_of(found, "programme"),
            "badge": programme_badge(found.state),
            "period": period(found.starts_on, found.ends_on),
            "urls": urls_of(found),
            "panels": panels_of(programme_panels, found, request.user),
            "can": _rights(request.user, overview),
        },
    )


def _rights(user, overview) -> dict[str, bool]:
    found = overview.programme
    bodies = [found.lead, *(party.organization for party in overview.parties)]
    return {
        "edit": permissions.can_edit_programme(user, found),
        "change_parties": permissions.can_change_parties(user, found),
        "propose": any(permissions.can_propose_initiative(user, found, body) for body in bodies),
    }


@form_page
def programme_new(request):
    """Set up a programme, in a matter that is open or in a new one."""
    kept = bodies_kept_by(request.user).first()
    if kept is None:
        raise PermissionDenied
    today = timezone.localdate()
    form = NewProgrammeForm(
        posted(request), user=request.user, municipality_id=kept.home_id, today=today
    )
    if form.carries_out(lambda values: _establish(actor=request.user, today=today, **values)):
        messages.success(request, _("Programmet är inrättat."))
        return redirect("initiatives:programme", pk=form.result.pk)
    return render(request, "initiatives/programme/new.html", {"form": form})


def _establish(*, matter, keeper, **facts):
    if matter:
        return establish_programme(matter, **facts)
    return establish_programme_in_new_matter(keeper, **facts)


@form_page
def programme_edit(request, pk):
    """Change a programme's facts; two people at once are told of each other."""
    found = find_programme(request, pk)
    permissions.require(permissions.can_edit_programme(request.user, found))
    today = timezone.localdate()
    form = ProgrammeForm(posted(request), programme=found, today=today)
    if form.carries_out(
        lambda values: edit_programme(found, actor=request.user, today=today, **values)
    ):
        messages.success(request, _("Ändringarna är sparade."))
        return redirect("initiatives:programme", pk=pk)
    return programme_page(request, "edit", found, here=_("Redigera programmet"), form=form)


@form_page
def programme_start(request, pk):
    """Confirm that the programme is under way."""
    found = find_programme(request, pk)
    permissions.require(permissions.can_manage_programme(request.user, found))
    form = ConfirmForm(posted(request))
    if form.carries_out(lambda values: start_programme(found, actor=request.user)):
        messages.success(request, _("Programmet pågår nu."))
        return redirect("initiatives:programme", pk=pk)
    lead = _("Programmet pågår från och med startdagen.")
    return programme_page(request, "act", found, here=_("Starta programmet"), lead=lead, form=form)


@form_page
def programme_end(request, pk):
    """Say that the programme has ended, and why."""
    found = find_programme(request, pk)
    permissions.require(permissions.can_manage_programme(request.user, found))
    form = ReasonForm(posted(request))
    if form.carries_out(lambda values: end_programme(found, actor=request.user, **values)):
        messages.success(request, _("Programmet är avslutat."))
        return redirect("initiatives:programme", pk=pk)
    lead = _("Insatserna behåller sina egna lägen. Ingen kan ändra programmet efteråt.")
    return programme_page(request, "act", found, here=_("Avsluta programmet"), lead=lead, form=form)


@require_safe
def programme_history(request, pk):
    """Everything that happened in the programme's matter, newest first."""
    found = find_programme(request, pk)
    page = matter_history(request.user, found.matter, request.GET)
    return programme_page(
        request, "history", found, here=_("Historik"), current="programme_history", page=page
    )
