"""What an initiative costs against what it is expected to spare: the statement, and its rows."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordination.forms.rules import posted
from coordination.permissions import require
from funding import permissions
from funding.domain.expected_saving import change_saving, expect_saving, remove_saving
from funding.domain.queries.cost_benefit import cost_benefit as statement_of
from funding.domain.queries.strip import ledger_url
from funding.forms.cost_benefit import ExpectedSavingForm
from funding.models import ExpectedSaving
from initiatives.domain.queries.initiative_page import initiatives_for_pages

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def cost_benefit(request, pk):
    """One initiative: year by year its cost, what it is expected to spare, and the net."""
    found = _initiative(request, pk)
    context = {
        "initiative": found,
        "page": statement_of(found),
        "ledger_url": ledger_url(initiative=found.pk, figure="used"),
        "can_plan": permissions.can_plan_financing(request.user, found),
    }
    return render(request, "funding/cost_benefit/cost_benefit.html", context)


@form_page
def add(request, pk):
    """Say whose cost is expected to be lower."""
    found, today = _initiative(request, pk), timezone.localdate()
    require(permissions.can_plan_financing(request.user, found))
    initial = {"year": today.year + 1, "as_of": today, "is_approximate": True}
    form = ExpectedSavingForm(posted(request), initial=initial)
    if form.carries_out(lambda _said: expect_saving(found, actor=request.user, said=form.said())):
        messages.success(request, _("Bedömningen är sparad."))
        return redirect("funding:cost_benefit", pk=pk)
    return _form(request, form, found, here=_("Lägg till en bedömning"))


@form_page
def change(request, pk):
    """Judge it anew; two people at once are told of each other."""
    row = _row(request, pk)
    form = ExpectedSavingForm(
        posted(request), initial=ExpectedSavingForm.values_of(row) | {"version": row.version}
    )
    if form.carries_out(
        lambda said: change_saving(
            row, actor=request.user, said=form.said(), version=said["version"]
        )
    ):
        messages.success(request, _("Bedömningen är ändrad."))
        return redirect("funding:cost_benefit", pk=row.initiative_id)
    return _form(request, form, row.initiative, here=_("Ändra bedömningen"))


@form_page
def remove(request, pk):
    """Take a judgement away, after a look at it."""
    row = _row(request, pk)
    if request.method == "POST":
        try:
            remove_saving(row, actor=request.user)
        except ValidationError as refused:
            messages.error(request, refused.messages[0])
        else:
            messages.success(request, _("Bedömningen är borttagen. Den står kvar i historiken."))
        return redirect("funding:cost_benefit", pk=row.initiative_id)
    context = {"row": row, "initiative": row.initiative}
    return render(request, "funding/cost_benefit/remove.html", context)


def _form(request, form, initiative, *, here):
    status = 409 if form.differences else 200
    context = {"form": form, "initiative": initiative, "here": here}
    return render(request, "funding/cost_benefit/form.html", context, status=status)


def _initiative(request, pk):
    return get_object_or_404(initiatives_for_pages(request.user), pk=pk)


def _row(request, pk) -> ExpectedSaving:
    """The judgement, for one who may change it."""
    rows = ExpectedSaving.objects.visible_to(request.user).select_related(
        "initiative__lead",
        "initiative__programme__matter__organization",
        "initiative__programme__convener",
    )
    found = get_object_or_404(rows, pk=pk)
    require(permissions.can_plan_financing(request.user, found.initiative))
    return found
