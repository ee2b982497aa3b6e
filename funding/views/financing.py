"""What an initiative costs and who pays: its page, its posts, and the list of all."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordination.components import Choice
from coordination.forms.rules import posted
from coordination.permissions import require
from funding import permissions
from funding.domain.financing import add_financing, change_financing, remove_financing
from funding.domain.queries.financing import (
    GAPS,
    UNKNOWN,
    financing_page,
    initiatives_by_financing,
    list_financing,
)
from funding.forms.financing import FinancingForm
from funding.models import FinancingItem
from initiatives.domain.queries.initiative_page import initiatives_for_pages

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def financing_list(request):
    """Every initiative one may see with what it needs, what covers that, and what is missing."""
    narrowed = request.GET.get("visa", "")
    rows = initiatives_by_financing(request.user, narrowed=narrowed)
    context = {
        "page": list_financing(rows, request.GET),
        "filters": _filters(narrowed),
        "narrowed": narrowed in (GAPS, UNKNOWN),
        "query": urlencode({"visa": narrowed}) if narrowed else "",
    }
    return render(request, "funding/financing/list.html", context)


@require_safe
def financing(request, pk):
    """One initiative: year by year what is needed, covered and missing, and the posts behind."""
    found = _initiative(request, pk)
    context = {
        "initiative": found,
        "page": financing_page(found, request.user),
        "can_plan": permissions.can_plan_financing(request.user, found),
    }
    return render(request, "funding/financing/financing.html", context)


@form_page
def add(request, pk):
    """Say what the initiative needs in a year, or whose money covers some of it."""
    found, today = _initiative(request, pk), timezone.localdate()
    require(permissions.can_plan_financing(request.user, found))
    form = FinancingForm(
        posted(request),
        initiative=found,
        today=today,
        initial={"year": today.year, "as_of": today},
    )
    if form.carries_out(lambda _said: add_financing(found, actor=request.user, said=form.said())):
        messages.success(request, _("Posten är sparad."))
        return redirect("funding:financing", pk=pk)
    return _form(request, form, found, here=_("Lägg till en post"))


@form_page
def change(request, pk):
    """Say something else in a post; two people at once are told of each other."""
    item = _item(request, pk)
    form = FinancingForm(
        posted(request),
        initiative=item.initiative,
        today=timezone.localdate(),
        initial=FinancingForm.values_of(item) | {"version": item.version},
    )
    if form.carries_out(
        lambda said: change_financing(
            item, actor=request.user, said=form.said(), version=said["version"]
        )
    ):
        messages.success(request, _("Posten är ändrad."))
        return redirect("funding:financing", pk=item.initiative_id)
    return _form(request, form, item.initiative, here=_("Ändra posten"))


@form_page
def remove(request, pk):
    """Take a post away, after a look at it."""
    item = _item(request, pk)
    if request.method == "POST":
        try:
            remove_financing(item, actor=request.user)
        except ValidationError as refused:
            messages.error(request, refused.messages[0])
        else:
            messages.success(request, _("Posten är borttagen. Den står kvar i historiken."))
        return redirect("funding:financing", pk=item.initiative_id)
    context = {"item": item, "initiative": item.initiative}
    return render(request, "funding/financing/remove.html", context)


def _form(request, form, initiative, *, here):
    status = 409 if form.differences else 200
    context = {"form": form, "initiative": initiative, "here": here}
    return render(request, "funding/financing/form.html", context, status=status)


def _filters(narrowed) -> list[Choice]:
    address = reverse("funding:financing_list")
    choices = (("", _("Alla")), (GAPS, _("Saknar pengar")), (UNKNOWN, _("Behovet är inte angivet")))
    return [
        Choice(label, f"{address}?visa={code}" if code else address, current=code == narrowed)
        for code, label in choices
    ]


def _initiative(request, pk):
    return get_object_or_404(initiatives_for_pages(request.user), pk=pk)


def _item(request, pk) -> FinancingItem:
    """The post, for one who may change it."""
    rows = FinancingItem.objects.visible_to(request.user).select_related(
        "organization",
        "initiative__lead",
        "initiative__programme__matter__organization",
        "initiative__programme__convener",
    )
    found = get_object_or_404(rows, pk=pk)
    require(permissions.can_plan_financing(request.user, found.initiative))
    return found
