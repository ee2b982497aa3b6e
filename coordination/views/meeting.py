"""A body's calendar: its meetings, planned by hand or from a file, moved, cancelled and ended."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination import permissions
from coordination.domain.meeting import (
    cancel_meeting,
    close_meeting,
    move_meeting,
    plan_meeting,
    resume_meeting,
)
from coordination.domain.meeting_import import (
    Verdict,
    import_meetings,
    plan_import,
    why_doubtful,
)
from coordination.domain.meeting_routine import add_break, remove_break, set_papers_routine
from coordination.domain.queries.meeting import breaks_of, calendar_lines, routine_of
from coordination.exports.meeting_calendar import calendar_file
from coordination.forms.meeting import (
    BreakForm,
    CalendarFileForm,
    CancelForm,
    CheckedRowsForm,
    MeetingForm,
    MoveForm,
    RoutineForm,
)
from coordination.forms.rules import posted
from coordination.models import Meeting, Organization

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def meetings(request, pk):
    """The body's coming and past meetings, its breaks and its routine for papers."""
    body = _body(request, pk)
    today = timezone.localdate()
    coming, past = calendar_lines(body, today=today)
    return render(
        request,
        "coordination/meeting/meetings.html",
        {
            "body": body,
            "coming": coming,
            "past": past,
            "breaks": breaks_of(body, today=today),
            "routine": routine_of(body),
            "can_plan": permissions.can_plan_meeting(request.user, body),
        },
    )


@form_page
def plan(request, pk):
    """Put a meeting in the body's calendar."""
    body = _planned_body(request, pk)
    form = MeetingForm(posted(request))
    if request.method == "POST" and form.carries_out(
        lambda values: plan_meeting(body, actor=request.user, **values)
    ):
        messages.success(request, _("Sammanträdet finns i kalendern."))
        return redirect("coordination:meetings", pk=body.pk)
    return _form(request, "plan", body, form)


@form_page
def move(request, pk):
    """Give a meeting another day, hour or day for its papers."""
    found = _planned_meeting(request, pk)
    fields = ("held_on", "starts_at", "papers_due_on", "note")
    form = MoveForm(posted(request), initial={name: getattr(found, name) for name in fields})
    if request.method == "POST" and form.carries_out(
        lambda values: move_meeting(found, actor=request.user, **values)
    ):
        messages.success(request, _("Sammanträdet är ändrat."))
        return redirect("coordination:meetings", pk=found.organization_id)
    return _form(request, "move", found.organization, form, meeting=found)


@form_page
def cancel(request, pk):
    """Call a meeting off."""
    found = _planned_meeting(request, pk)
    form = CancelForm(posted(request))
    if request.method == "POST" and form.carries_out(
        lambda values: cancel_meeting(found, actor=request.user, **values)
    ):
        messages.success(request, _("Sammanträdet är inställt. Dagen står kvar i kalendern."))
        return redirect("coordination:meetings", pk=found.organization_id)
    return _form(request, "cancel", found.organization, form, meeting=found)


@require_POST
def resume(request, pk):
    """Hold a cancelled meeting after all."""
    found = _planned_meeting(request, pk)
    return _act(
        request,
        found.organization,
        lambda: resume_meeting(found, actor=request.user),
        _("Sammanträdet är planerat igen."),
    )


@require_POST
def close(request, pk):
    """End a meeting: no reservation can be reported any more."""
    found = _planned_meeting(request, pk)
    return _act(
        request,
        found.organization,
        lambda: close_meeting(found, actor=request.user, today=timezone.localdate()),
        _("Sammanträdet är avslutat."),
    )


@form_page
def routine(request, pk):
    """Say how many working days before its meetings the body's papers must be in."""
    body = _planned_body(request, pk)
    now = routine_of(body)
    form = RoutineForm(
        posted(request),
        initial={
            "working_days": now.papers_working_days if now else None,
            "substitutes_may_file": bool(now and now.substitutes_may_file),
            "names_by_party": bool(now and now.names_by_party),
        },
    )
    if request.method == "POST" and form.carries_out(
        lambda values: set_papers_routine(
            body, actor=request.user, today=timezone.localdate(), **values
        )
    ):
        messages.success(request, _routine_set(form.result))
        return redirect("coordination:meetings", pk=body.pk)
    return _form(request, "routine", body, form)


def _routine_set(filled) -> str:
    saved = _("Mötesrutinen är sparad.")
    if not filled:
        return saved
    text = ngettext(
        "Ett kommande sammanträde fick en dag för handlingarna.",
        "%(n)d kommande sammanträden fick en dag för handlingarna.",
        filled,
    )
    return f"{saved} {text % {'n': filled}}"


@form_page
def pause(request, pk):
    """Put a period without meetings in the calendar."""
    body = _planned_body(request, pk)
    form = BreakForm(posted(request))
    if request.method == "POST" and form.carries_out(
        lambda values: add_break(body, actor=request.user, **values)
    ):
        messages.success(request, _("Uppehållet finns i kalendern."))
        return redirect("coordination:meetings", pk=body.pk)
    return _form(request, "break", body, form)


@require_POST
def unpause(request, pk, break_pk):
    """Take a period without meetings out of the calendar."""
    body = _planned_body(request, pk)
    found = get_object_or_404(body.meeting_breaks.select_related("organization"), pk=break_pk)
    remove_break(found, actor=request.user)
    messages.success(request, _("Uppehållet är borttaget."))
    return redirect("coordination:meetings", pk=pk)


@require_safe
def calendar(request, pk):
    """The body's meetings as a calendar file."""
    body = _body(request, pk)
    return HttpResponse(
        calendar_file(body),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="sammantraden-{body.pk}.ics"'},
    )


# --- From a file ---------------------------------------------------------------------------------


@form_page
def upload(request, pk):
    """Read a file, show what each row would do, and save what was ticked: two steps on one address."""
    body = _planned_body(request, pk)
    salt = f"meetings:{body.pk}:{request.user.pk}"
    if request.method == "POST" and "rows" in request.POST:
        return _save(request, body, CheckedRowsForm(request.POST, salt=salt))
    form = CalendarFileForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _preview(request, body, form.rows, salt=salt)
    return _form(request, "upload", body, form)


def _preview(request, body, rows, *, salt):
    planned = plan_import(body, rows)
    useful = [each for each in planned if each.has_effect]
    number = {id(each): at for at, each in enumerate(useful)}
    today = timezone.localdate()
    context = {
        "body": body,
        "lines": [
            (number.get(id(each)), each, why_doubtful(each, today=today)) for each in planned
        ],
        "useful": len(useful),
        "faults": sum(each.verdict == Verdict.ERROR for each in planned),
        "rows": CheckedRowsForm.packed([each.row for each in useful], salt=salt),
    }
    return render(request, "coordination/meeting/preview.html", context)


def _save(request, body, form):
    if form.carries_out(
        lambda _values: import_meetings(body, actor=request.user, rows=form.chosen())
    ):
        done = sum(n for verdict, n in form.result.items() if verdict not in _WITHOUT_EFFECT)
        text = ngettext("Ett sammanträde är sparat.", "%(n)d sammanträden är sparade.", done)
        messages.success(request, text % {"n": done} if done else _("Inget ändrades."))
        return redirect("coordination:meetings", pk=body.pk)
    again = CalendarFileForm()
    return _form(request, "upload", body, again, refused=form)


_WITHOUT_EFFECT = {Verdict.SAME, Verdict.ERROR}


# --- Shared --------------------------------------------------------------------------------------


def _act(request, body, act, done):
    """Carry a button's act out; a refusal is told on the calendar's page."""
    try:
        act()
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, done)
    return redirect("coordination:meetings", pk=body.pk)


def _form(request, name, body, form, **context):
    context |= {"body": body, "form": form}
    return render(request, f"coordination/meeting/{name}.html", context)


def _body(request, pk):
    return get_object_or_404(
        Organization.objects.visible_to(request.user).select_related("municipality"), pk=pk
    )


def _planned_body(request, pk):
    body = _body(request, pk)
    permissions.require(permissions.can_plan_meeting(request.user, body))
    return body


def _planned_meeting(request, pk):
    visible = Organization.objects.visible_to(request.user)
    found = get_object_or_404(
        Meeting.objects.filter(organization__in=visible.values("pk")).select_related(
            "organization__municipality"
        ),
        pk=pk,
    )
    permissions.require(permissions.can_plan_meeting(request.user, found.organization))
    return found
