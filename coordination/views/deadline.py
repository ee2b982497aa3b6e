"""Dates to keep: as list, month, figures and workbook, and the page of each."""

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coordination import permissions
from coordination.access import standing
from coordination.components import Bar, BarChart, Choice
from coordination.domain.queries.deadline import (
    ALL,
    MINE,
    body_options,
    deadline_page,
    deadlines_in,
    kind_name,
    late_count,
    narrowed,
    scope_choices,
)
from coordination.domain.queries.deadline_page import (
    date_page,
    find_deadline,
    month_in,
    month_of,
)
from coordination.domain.queries.lead_time import lead_times
from coordination.domain.working_calendar import calendar_of
from coordination.exports.date_list import date_workbook, file_name, state_of
from coordination.forms.deadline import DateFilterForm

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
A_YEAR = timedelta(days=365)
KINDS_IN_CHART = 8


@require_safe
def deadlines(request):
    """The list: mine, my body's or all, page by page."""
    today = timezone.localdate()
    scope, form, start = _chosen(request)
    narrowing = form.narrowing()
    page = deadline_page(
        narrowed(start, today=today, **narrowing), request.GET, state=narrowing["state"]
    )
    context = {
        "rows": [(row, kind_name(row["kind"]), state_of(row, today=today)) for row in page.rows],
        "page": page,
        "late": late_count(start, today=today) if scope != ALL else 0,
        "state": narrowing["state"],
    }
    return _render(request, "list", scope, form, context)


@require_safe
def calendar(request):
    """A month of dates."""
    today = timezone.localdate()
    scope, form, start = _chosen(request)
    narrowing = form.narrowing() | {"state": ""}
    start = start.filter(withdrawn=False)
    if narrowing["kind"]:
        start = start.filter(kind=narrowing["kind"])
    if narrowing["body"]:
        start = start.filter(organization=narrowing["body"])
    homes = sorted(standing(request.user).municipality_ids)
    month = month_of(
        start,
        month_in(request.GET, today=today),
        user=request.user,
        calendar=calendar_of(homes[0] if homes else None),
    )
    return _render(request, "calendar", scope, form, {"month": month})


@require_safe
def lead_time(request):
    """How long dates were given and how long they took, over the last year."""
    today = timezone.localdate()
    scope, form, start = _chosen(request)
    found = lead_times(start, first=today - A_YEAR, last=today)
    chart = BarChart(
        title=_("Så lång tid tog det"),
        bars=[Bar(_bar_name(row), row.actual) for row in found.kinds[:KINDS_IN_CHART]],
        note=_("Medianen av det som blev klart det senaste året, och planen inom parentes."),
        unit=_("Dagar"),
        label=_("Slag"),
    )
    return _render(request, "lead_times", scope, form, {"found": found, "chart": chart})


def _bar_name(row) -> str:
    return _("%(kind)s (plan %(days)s)") % {"kind": row.kind, "days": row.planned}


@require_safe
def excel(request):
    """The list as a workbook, with the same narrowing."""
    today = timezone.localdate()
    scope, form, start = _chosen(request)
    rows = narrowed(start, today=today, **form.narrowing())
    chosen = [next(each.label for each in scope_choices(request.GET, scope) if each.current)]
    about = [
        (_("Uttagen av"), str(request.user)),
        (_("Uttagen"), f"{timezone.localtime():%Y-%m-%d %H:%M}"),
        (_("Urval"), ", ".join([*chosen, *form.in_words()])),
    ]
    content = date_workbook(rows, today=today, about=about)
    response = HttpResponse(content, content_type=XLSX)
    header = content_disposition_header(True, file_name(today))  # noqa: FBT003
    response.headers["Content-Disposition"] = header
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_safe
def deadline(request, pk):
    """One date: who keeps it, why just that day, what it follows, and how it has moved."""
    return _page(request, pk=pk)


@require_safe
def planned_date(request, pk):
    """The same by the number of the body's own date, which letters lead to."""
    found = find_deadline(request.user, kind="planned", subject_type="planned_date", subject_id=pk)
    if found is None:
        raise Http404
    return redirect("coordination:deadline", pk=found.pk)


def _page(request, **where):
    found = find_deadline(request.user, **where)
    if found is None:
        raise Http404
    today = timezone.localdate()
    context = {
        "page": date_page(found, user=request.user, today=today),
        "deadline": found,
        "kind": kind_name(found.kind),
        "can_keep": not found.done_at and permissions.can_keep_date(request.user, found),
    }
    return render(request, "coordination/deadline/deadline.html", context)


def _chosen(request):
    """Whose dates the page is about, the form that narrows them, and where they start."""
    scope = request.GET.get("visa", MINE)
    form = DateFilterForm(request.GET, bodies=body_options(request.user, scope))
    return scope, form, deadlines_in(request.user, scope)


def _render(request, name, scope, form, context):
    asked = request.GET.urlencode()
    context |= {
        "scope": scope,
        "form": form,
        "scopes": scope_choices(request.GET, scope),
        "views": _views(name, asked),
        "asked": asked,
        "can_plan": permissions.can_plan_some_dates(request.user),
    }
    return render(request, f"coordination/deadline/{name}.html", context)


def _views(current, asked) -> list[Choice]:
    """List, month, figures: the same dates, seen otherwise."""
    pages = (
        ("list", _("Lista"), "coordination:deadlines"),
        ("calendar", _("Kalender"), "coordination:deadline_calendar"),
        ("lead_times", _("Plan och utfall"), "coordination:lead_times"),
    )
    return [
        Choice(label, f"{reverse(url)}{f'?{asked}' if asked else ''}", current=name == current)
        for name, label, url in pages
    ]
