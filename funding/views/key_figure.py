"""Key figures: the portfolio's, costs per unit beside references, and what a project is."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordination.components import Bar, BarChart, Choice, LineChart, Series
from coordination.forms.rules import posted
from coordination.permissions import require
from coordination.views.record import record_response
from funding import permissions
from funding.domain.key_figure import count_extent, describe_project, enter_key_figure
from funding.domain.queries.evaluation_share import evaluation_shares
from funding.domain.queries.key_figure import (
    BODY,
    DEFINITIONS,
    GROUPS,
    PROGRAMME,
    YEAR,
    own_figures,
    portfolio,
    unit_costs,
)
from funding.exports.key_figures import key_figures_workbook
from funding.forms.key_figure import DescribeForm, ExtentForm, KeyFigureForm
from funding.views.grant import reportable_grant

form_page = require_http_methods(["GET", "HEAD", "POST"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ENDS_OF_A_LINE = 2


@require_safe
def key_figures(request):
    """The portfolio by year, body or programme; costs per unit; and what has been entered."""
    group = request.GET.get("per", YEAR)
    group = group if group in GROUPS else YEAR
    rows = portfolio(request.user, group)
    return render(
        request,
        "funding/key_figure/key_figures.html",
        {
            "rows": rows,
            "group": _group_names()[group],
            "groups": _choices(group),
            "chart": _line_chart(rows) if group == YEAR else None,
            "bars": None if group == YEAR else _bar_chart(rows, _group_names()[group]),
            "definitions": DEFINITIONS,
            "costs": unit_costs(request.user),
            "figures": own_figures(request.user),
            "evaluation": evaluation_shares(request.user),
            "as_of": timezone.localdate(),
            "can_manage": permissions.manages_money(request.user),
        },
    )


@require_safe
def workbook(request):
    """The same in Excel, by year, body and programme alike."""
    user, today = request.user, timezone.localdate().isoformat()
    content = key_figures_workbook(
        groups=[(name, portfolio(user, group)) for group, name in _group_names().items()],
        costs=unit_costs(user),
        figures=own_figures(user),
        definitions=DEFINITIONS,
        as_of=today,
    )
    return record_response(request, content, f"Nyckeltal {today}.xlsx", media_type=XLSX)


@form_page
def create(request):
    """Enter a key figure of one of the bodies whose money one keeps."""
    require(permissions.manages_money(request.user))
    form = KeyFigureForm(
        posted(request), user=request.user, initial={"year": timezone.localdate().year}
    )
    if form.carries_out(lambda said: enter_key_figure(actor=request.user, **said)):
        messages.success(request, _("Nyckeltalet är sparat."))
        return redirect("funding:key_figures")
    return render(request, "funding/key_figure/create.html", {"form": form})


@form_page
def describe(request, pk):
    """Say what kind of work a project is, and when it is to be done."""
    found = reportable_grant(request, pk)
    form = DescribeForm(
        posted(request),
        initial={"project_type": found.project_type, "planned_on": found.planned_on},
    )
    if form.carries_out(lambda said: describe_project(found, actor=request.user, **said)):
        messages.success(request, _("Uppgifterna om projektet är sparade."))
        return redirect("funding:count_extent", pk=pk)
    return render(request, "funding/key_figure/describe.html", {"form": form, "grant": found})


@form_page
def count(request, pk):
    """Say how much a project is of something."""
    found = reportable_grant(request, pk)
    form = ExtentForm(posted(request), initial={"counted_on": timezone.localdate()})
    if form.carries_out(lambda said: count_extent(found, actor=request.user, **said)):
        messages.success(request, _("Antalet är sparat."))
        return redirect("funding:count_extent", pk=pk)
    context = {"form": form, "grant": found, "extents": found.extents.order_by("unit")}
    return render(request, "funding/key_figure/count.html", context)


def _group_names() -> dict[str, str]:
    return {YEAR: _("År"), BODY: _("Nämnd"), PROGRAMME: _("Program")}


def _choices(current) -> list[Choice]:
    address = reverse("funding:key_figures")
    return [
        Choice(name, f"{address}?per={group}", current=group == current)
        for group, name in _group_names().items()
    ]


def _line_chart(rows) -> LineChart | None:
    """The three shares over the years; None before there are two."""
    if len(rows) < ENDS_OF_A_LINE:
        return None
    lines = zip(DEFINITIONS, ("adherence", "accuracy", "punctuality"), "abc", strict=True)
    return LineChart(
        title=_("Så väl håller vi budget, prognos och tidplan"),
        note=_("Procent av genomförda projekt, efter året då de blev klara."),
        series=[
            Series(str(name), [(int(row.name), getattr(row, value)) for row in rows], kind)
            for (name, _definition), value, kind in lines
        ],
        unit="%",
    )


def _bar_chart(rows, label) -> BarChart:
    known = [row for row in rows if row.adherence is not None]
    return BarChart(
        title=_("Budgetföljsamhet"),
        bars=[Bar(row.name, row.adherence) for row in known[:12]],
        unit="%",
        label=label,
    )
