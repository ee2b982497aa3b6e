"""Joining an initiative, and leaving it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordination.forms.rules import posted
from coordination.prepared_for_reader import find_or_404
from initiatives import permissions
from initiatives.domain.participation import (
    initiative_left_by,
    join_initiative,
    leave_initiative,
)
from initiatives.domain.queries.initiative_page import initiatives_for_pages
from initiatives.forms.initiative import JoinForm
from initiatives.forms.programme import ReasonForm
from initiatives.models import Initiative, Participation
from initiatives.views.pages import initiative_page

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
def initiative_join(request, pk):
    """Name who takes part in an initiative, and in which role."""
    found = find_or_404(initiatives_for_pages, request.user, pk)
    today = timezone.localdate()
    form = JoinForm(
        posted(request), initiative=found, user=request.user, today=today, initial={"since": today}
    )
    if not form.fields["organization"].queryset.exists():
        raise PermissionDenied
    if form.carries_out(lambda values: join_initiative(found, actor=request.user, **values)):
        messages.success(request, _("Medverkan är antecknad. Organisationen ser nu insatsen."))
        return redirect("initiatives:initiative", pk=pk)
    return initiative_page(request, "join", found, here=_("Lägg till medverkande"), form=form)


@form_page
def initiative_leave(request, pk):
    """End an organization's part in an initiative, saying why."""
    visible = Initiative.objects.visible_to(request.user)
    parts = Participation.objects.filter(initiative__in=visible.values("pk")).select_related(
        "organization",
        "initiative__lead",
        "initiative__programme__matter__organization",
        "initiative__programme__convener",
    )
    left = initiative_left_by(request.user, pk) if request.method == "POST" else None
    if left:
        messages.info(request, _("Medverkan är redan avslutad. Inget mer har ändrats."))
        return redirect("initiatives:initiative", pk=left)
    part = get_object_or_404(parts, pk=pk)
    permissions.require(permissions.can_leave_initiative(request.user, part))
    form = ReasonForm(posted(request))
    if form.carries_out(lambda values: leave_initiative(part, actor=request.user, **values)):
        messages.success(request, _("Medverkan är avslutad. Skälet står i historiken."))
        return redirect("initiatives:initiative", pk=part.initiative_id)
    lead = _("%(body)s lämnar rollen %(role)s.")
    return initiative_page(
        request,
        "act",
        part.initiative,
        here=_("Avsluta medverkan"),
        lead=lead % {"body": part.organization, "role": part.get_role_display().lower()},
        form=form,
    )
