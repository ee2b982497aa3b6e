"""A meeting's own page: who was there, what was decided by how many, and who was disqualified."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coordination import permissions
from coordination.access import standing
from coordination.domain.attendance import (
    attendance_seen,
    record_attendance,
    roster_of,
    why_attendance_fixed,
)
from coordination.domain.queries.attendance import meeting_record, open_items
from coordination.domain.recusal import record_recusal, remove_recusal
from coordination.enums import MeetingState
from coordination.forms.attendance import AttendanceForm, RecusalForm
from coordination.forms.rules import posted
from coordination.models import Meeting, Organization, Recusal

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
def meeting(request, pk, meeting_pk):
    """The meeting's record; its secretary fills the attendance in here."""
    found = _meeting_or_404(request, meeting_pk, organization_id=pk)
    can_keep = permissions.can_keep_minutes(request.user, found.organization)
    fixed = why_attendance_fixed(found, today=timezone.localdate())
    read = meeting_record(found, request.user)
    form = AttendanceForm(
        posted(request),
        initial={"seen": attendance_seen(found)},
        roster=read.roster,
        attendances=read.attendances,
    )
    if request.method == "POST":
        permissions.require(can_keep)
        if _records(request, found, form):
            messages.success(request, _("Närvaron är antecknad."))
            return _back(found)
    return _show(request, found, read, can_keep=can_keep, fixed=fixed, form=form)


def _records(request, found, form) -> bool:
    return form.carries_out(
        lambda values: record_attendance(
            found,
            actor=request.user,
            present=form.present(),
            today=timezone.localdate(),
            seen=values["seen"],
        )
    )


def _show(request, found, read, *, can_keep, fixed, form):
    today = timezone.localdate()
    is_planned = found.state == MeetingState.PLANNED
    can_close = permissions.can_plan_meeting(request.user, found.organization)
    context = {
        "meeting": found,
        "body": found.organization,
        "read": read,
        "state": _("Hållet") if is_planned and found.held_on < today else found.state.label,
        "fixed": fixed,
        "form": form if can_keep and not fixed else None,
        "can_keep": can_keep,
        "can_close": can_close and is_planned and found.held_on <= today,
        "inside": _sits_or_serves(request.user, found),
    }
    return render(request, "coordination/meeting/meeting.html", context)


def _sits_or_serves(user, found) -> bool:
    """Whether reasons for disqualification are shown: to the body's own and those who oversee it."""
    held = standing(user)
    home = found.organization.home_id
    return (
        held.unlimited
        or found.organization_id in held.organization_ids
        or home in held.overseen_ids
    )


@form_page
def recuse(request, pk):
    """Write down that somebody was disqualified from an item."""
    found = _kept_meeting(request, pk)
    roster = roster_of(found)
    form = RecusalForm(
        posted(request), people=[*roster.members, *roster.substitutes], items=open_items(found)
    )
    if request.method == "POST" and form.carries_out(
        lambda values: record_recusal(found, actor=request.user, **values)
    ):
        messages.success(request, _("Jävet är antecknat."))
        return _back(found)
    context = {"meeting": found, "body": found.organization, "form": form}
    return render(request, "coordination/meeting/recuse.html", context)


@require_POST
def remove(request, pk):
    """Take a recusal that was written by mistake back."""
    recusal = get_object_or_404(
        Recusal.objects.select_related(
            "meeting__organization__municipality", "statement", "decision", "person"
        ).filter(meeting__organization__in=_visible(request).values("pk")),
        pk=pk,
    )
    try:
        remove_recusal(recusal, actor=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("Jävet är borttaget."))
    return _back(recusal.meeting)


def _back(found):
    return redirect("coordination:meeting", pk=found.organization_id, meeting_pk=found.pk)


def _visible(request):
    return Organization.objects.visible_to(request.user)


def _meeting_or_404(request, pk, **within):
    return get_object_or_404(
        Meeting.objects.visible_to(request.user)
        .filter(**within)
        .select_related("organization__municipality"),
        pk=pk,
    )


def _kept_meeting(request, pk):
    found = _meeting_or_404(request, pk)
    permissions.require(permissions.can_keep_minutes(request.user, found.organization))
    return found
