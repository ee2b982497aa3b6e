"""Dates of a body's own: planned, moved, finished, taken back, and read in from a calendar file."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from coordination import permissions
from coordination.domain.date_import import WITHOUT_EFFECT, import_dates, plan_import
from coordination.domain.planned_date import finish_date, move_date, plan_date, withdraw_date
from coordination.domain.queries.deadline_page import find_deadline
from coordination.enums import Role
from coordination.forms.deadline import (
    DateFileForm,
    FinishDateForm,
    MoveDateForm,
    PlanDateForm,
    WithdrawDateForm,
)
from coordination.forms.meeting import CheckedRowsForm
from coordination.forms.rules import posted
from coordination.models import Deadline, Organization

form_page = require_http_methods(["GET", "HEAD", "POST"])
MOST_SOURCES = 300


@form_page
def plan(request):
    """Put a date in a body's plan."""
    bodies = _bodies(request)
    today = timezone.localdate()
    form = PlanDateForm(
        posted(request),
        bodies=bodies,
        sources=_sources(request, today),
        initial={"organization": request.GET.get("organ"), "source": request.GET.get("fran")},
    )
    if form.carries_out(
        lambda values: plan_date(
            values["organization"], actor=request.user, today=today, **form.facts(values)
        )
    ):
        messages.success(request, _("Datumet finns i planen. Den som ansvarar påminns i tid."))
        return redirect("coordination:deadline", pk=form.result.pk)
    return render(request, "coordination/deadline/plan.html", {"form": form})


def _sources(request, today):
    """The open dates that one may count from: those of one's own bodies, the nearest first."""
    rows = Deadline.objects.visible_to(request.user).open().filter(due_on__gte=today)
    chosen = rows.order_by("due_on", "pk").values("pk")[:MOST_SOURCES]
    nearest = Deadline.objects.filter(pk__in=list(chosen.values_list("pk", flat=True)))
    return nearest.select_related("organization").order_by("due_on", "pk")


@form_page
def move(request, pk):
    """Give a date another day."""
    found = _kept(request, pk)
    form = MoveDateForm(posted(request), initial={"to": found.due_on, "version": found.version})
    today = timezone.localdate()
    if form.carries_out(lambda values: move_date(found, actor=request.user, today=today, **values)):
        messages.success(request, _("Datumet är flyttat. Påminnelserna räknas från den nya dagen."))
        return redirect("coordination:deadline", pk=pk)
    return _form(request, "move", found, form)


@form_page
def finish(request, pk):
    """Say that a date is kept, and how."""
    found = _kept(request, pk)
    form = FinishDateForm(posted(request))
    today = timezone.localdate()
    if form.carries_out(
        lambda values: finish_date(found, actor=request.user, today=today, **values)
    ):
        messages.success(request, _finished(form.result))
        return redirect("coordination:deadline", pk=pk)
    return _form(request, "finish", found, form)


def _finished(following) -> str:
    if following is None:
        return _("Klart. Ingen påminns mer om det här.")
    day = date_format(following.due_on, "j F Y")
    return _("Klart. Nästa gång är %(day)s.") % {"day": day}


@form_page
def withdraw(request, pk):
    """Take a date back."""
    found = _kept(request, pk)
    form = WithdrawDateForm(posted(request))
    if form.carries_out(lambda values: withdraw_date(found, actor=request.user, **values)):
        messages.success(request, _("Datumet är återtaget. Det står kvar med skälet."))
        return redirect("coordination:deadline", pk=pk)
    return _form(request, "withdraw", found, form)


# --- From a file ---------------------------------------------------------------------------------


@form_page
def upload(request):
    """Read a file, show what each event would do, and save what was ticked: two steps on one address."""
    bodies = _bodies(request)
    if request.method == "POST" and "rows" in request.POST:
        return _save(request, bodies)
    form = DateFileForm(posted(request), request.FILES or None, bodies=bodies)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        return _preview(request, values["organization"], values["role"], form.rows)
    return render(request, "coordination/deadline/upload.html", {"form": form})


def _preview(request, body, role, rows):
    planned = plan_import(body, rows, today=timezone.localdate())
    useful = [each for each in planned if each.has_effect]
    number = {id(each): at for at, each in enumerate(useful)}
    context = {
        "body": body,
        "role": Role(role),
        "lines": [(number.get(id(each)), each) for each in planned],
        "useful": len(useful),
        "faults": sum(each.verdict == "error" for each in planned),
        "rows": CheckedRowsForm.packed([each.row for each in useful], salt=_salt(request, body)),
    }
    return render(request, "coordination/deadline/preview.html", context)


def _save(request, bodies):
    body = _chosen_body(request, bodies)
    role = request.POST.get("role", "")
    if role not in Role:
        raise Http404
    form = CheckedRowsForm(request.POST, salt=_salt(request, body))
    if form.carries_out(
        lambda _values: import_dates(
            body, actor=request.user, rows=form.chosen(), role=role, today=timezone.localdate()
        )
    ):
        done = sum(n for verdict, n in form.result.items() if verdict not in WITHOUT_EFFECT)
        text = ngettext("Ett datum är sparat.", "%(n)d datum är sparade.", done)
        messages.success(request, text % {"n": done} if done else _("Inget ändrades."))
        return redirect("coordination:deadlines")
    again = DateFileForm(bodies=bodies)
    context = {"form": again, "refused": form}
    return render(request, "coordination/deadline/upload.html", context)


def _salt(request, body):
    return f"dates:{body.pk}:{request.user.pk}"


# --- Shared --------------------------------------------------------------------------------------


def _form(request, name, found, form):
    context = {"form": form, "deadline": found}
    return render(request, f"coordination/deadline/{name}.html", context)


def _bodies(request):
    """The bodies whose dates one may plan; nobody without one gets further."""
    permissions.require(permissions.can_plan_some_dates(request.user))
    return (
        Organization.objects.visible_to(request.user)
        .filter(permissions.bodies_planned_by(request.user))
        .active(timezone.localdate())
        .select_related("municipality")
        .for_table()
    )


def _chosen_body(request, bodies):
    number = request.POST.get("organization", "")
    found = bodies.filter(pk=number).first() if number.isascii() and number.isdigit() else None
    if found is None:
        raise Http404
    return found


def _kept(request, pk):
    found = find_deadline(request.user, pk=pk)
    if found is None:
        raise Http404
    permissions.require(permissions.can_keep_date(request.user, found))
    return found
