"""Budget tables: entered or pasted, read as page, PDF and Excel, fixed by a decision."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination.forms.rules import posted
from coordination.permissions import require
from coordination.views.record import record_response
from funding import permissions
from funding.documents.budget import render_budget
from funding.domain.budget import (
    amounts_of,
    change_budget,
    enter_budget,
    fix_budget,
    revise_budget,
)
from funding.domain.queries.budget import (
    budget_view,
    budgets_for,
    decisions_on_budget,
    lead_of,
    versions_of,
)
from funding.exports.budget import budget_workbook
from funding.forms.budget import BudgetForm, FiguresForm, FixForm, initial_of
from funding.imports.budget import read_budget
from funding.imports.sheet import read_pasted
from funding.models import BudgetTable
from funding.views.links import link_to

form_page = require_http_methods(["GET", "HEAD", "POST"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILL = "fill"


@require_safe
def budgets(request):
    """The budget tables one may see, newest year first."""
    context = {
        "tables": budgets_for(request.user),
        "can_manage": permissions.manages_money(request.user),
    }
    return render(request, "funding/budget/budgets.html", context)


@require_safe
def budget(request, pk):
    """One table with its nets, who decided, and its other versions."""
    found = _budget(request, pk)
    versions = versions_of(found, request.user)
    can_manage = permissions.can_manage_money(request.user, found.owner)
    return render(
        request,
        "funding/budget/budget.html",
        {
            "table": found,
            "view": budget_view(found),
            "lead": lead_of(found),
            "versions": versions if len(versions) > 1 else [],
            "latest": versions[0],
            "decision_url": link_to(found.decision, request.user, "coordination:decision"),
            "can_edit": can_manage and not found.is_fixed,
            "can_revise": can_manage and versions[0].is_fixed,
        },
    )


@form_page
def create(request):
    """Enter a new table."""
    require(permissions.manages_money(request.user))
    if request.POST.get("act") == FILL:
        return _filled(request, BudgetForm, user=request.user)
    form = BudgetForm(
        posted(request),
        user=request.user,
        initial={"first_year": timezone.localdate().year + 1},
    )
    if form.carries_out(lambda said: _enter(request.user, form, said)):
        messages.success(request, _("Budgeten är sparad som utkast."))
        return redirect("funding:budget", pk=form.result.pk)
    return _form(request, form)


@form_page
def edit(request, pk):
    """Change a draft."""
    found = _managed(request, pk)
    if request.POST.get("act") == FILL:
        return _filled(request, FiguresForm, table=found)
    initial = {**initial_of(amounts_of(found)), "note": found.note, "version": found.version}
    form = FiguresForm(posted(request), initial=initial)
    if form.carries_out(lambda said: _change(found, request.user, form, said)):
        messages.success(request, _("Budgeten är ändrad."))
        return redirect("funding:budget", pk=pk)
    return _form(request, form, table=found)


@form_page
def fix(request, pk):
    """Choose the decision that fixes a draft."""
    found = _managed(request, pk)
    form = FixForm(posted(request), decisions=decisions_on_budget(found, request.user))
    if form.carries_out(lambda said: fix_budget(found, actor=request.user, **said)):
        messages.success(request, _("Budgeten är fastställd. Nästa ändring blir en ny version."))
        return redirect("funding:budget", pk=pk)
    return render(request, "funding/budget/fix.html", {"form": form, "table": found})


@require_POST
def revise(request, pk):
    """Begin a new version of a table that is fixed."""
    found = _managed(request, pk)
    try:
        draft = revise_budget(found, actor=request.user)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
        return redirect("funding:budget", pk=pk)
    messages.success(request, _("Den nya versionen är ett utkast med samma siffror."))
    return redirect("funding:edit_budget", pk=draft.pk)


@require_safe
def pdf(request, pk):
    """The table as a tagged PDF."""
    found = _budget(request, pk)
    return record_response(request, render_budget(found, at=timezone.now()), f"{_name(found)}.pdf")


@require_safe
def workbook(request, pk):
    """The table in Excel."""
    found = _budget(request, pk)
    return record_response(request, budget_workbook(found), f"{_name(found)}.xlsx", media_type=XLSX)


def _enter(actor, form, said):
    return enter_budget(
        said["owner"],
        actor=actor,
        first_year=said["first_year"],
        amounts=form.amounts(),
        note=said["note"],
    )


def _change(found, actor, form, said):
    return change_budget(
        found, actor=actor, amounts=form.amounts(), note=said["note"], version=said["version"]
    )


def _filled(request, form_class, *, table=None, **options):
    """The form with the pasted table in its boxes; nothing is saved."""
    typed = {name: value for name, value in request.POST.items() if name != "table"}
    form, errors = form_class(initial=typed, **options), []
    text = request.POST.get("table", "")
    try:
        reading = read_budget(read_pasted(text))
    except ValidationError as refused:
        return _form(request, form, table=table, refused=refused.messages, pasted=text)
    errors = reading.errors
    typed |= initial_of(reading.amounts)
    if reading.first_year and table is None:
        typed["first_year"] = reading.first_year
    elif reading.first_year and reading.first_year != table.first_year:
        wrong = _("Tabellen börjar med %(year)s, men budgeten gäller %(own)s. Kontrollera åren.")
        said = [wrong % {"year": reading.first_year, "own": table.first_year}]
        return _form(request, form, table=table, refused=said, pasted=text)
    form = form_class(initial=typed, **options)
    return _form(request, form, table=table, errors=errors, filled=True)


def _form(request, form, *, table=None, pasted="", **context):
    if pasted:
        form.initial["table"] = pasted
    years = [table.first_year + n for n in range(4)] if table else []
    context |= {"form": form, "parts": list(form.parts()), "table": table, "years": years}
    return render(request, "funding/budget/form.html", context)


def _name(table) -> str:
    return f"Budget {table.first_year} {table.owner.name}"


def _budget(request, pk) -> BudgetTable:
    rows = BudgetTable.objects.visible_to(request.user).select_related(
        "owner__municipality", "owner__serves", "decision__body", "decision__matter"
    )
    return get_object_or_404(rows, pk=pk)


def _managed(request, pk) -> BudgetTable:
    found = _budget(request, pk)
    require(permissions.can_manage_money(request.user, found.owner))
    return found
