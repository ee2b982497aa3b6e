"""Several who are asked at once: their days moved, and the grid as a workbook."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from coordination import permissions
from coordination.domain.extension import extend_consultees
from coordination.domain.queries.board import board_of, grid_of
from coordination.domain.queries.fit import fits, with_day
from coordination.domain.queries.straddle import straddles_of
from coordination.exports.grid import board_workbook
from coordination.forms.consultee import SeveralExtensionForm
from coordination.forms.rules import posted
from coordination.views.referral import FILTERS

form_page = require_http_methods(["GET", "HEAD", "POST"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@form_page
def move_days(request):
    """Give several bodies the same new day, once it is seen whether their calendars allow it.

    ``?remiss=`` and ``?valda=`` say which are offered and ticked.
    """
    permissions.require(permissions.can_write_referrals(request.user))
    today = timezone.localdate()
    offered = _offered(request, today=today)
    form = SeveralExtensionForm(
        posted(request),
        offered=offered,
        today=today,
        initial={"consultees": request.GET.getlist("valda")},
    )
    sent = request.method == "POST" and "change" not in request.POST
    if sent and form.is_valid() and not form.is_checked:
        return _show_check(request, form, today=today)
    if sent and form.carries_out(
        lambda _values: extend_consultees(actor=request.user, today=today, **form.facts())
    ):
        messages.success(request, _moved(form.result))
        return redirect("coordination:referrals")
    return render(
        request, "coordination/consultee/move_days.html", {"form": form, "offered": offered}
    )


def _show_check(request, form, *, today):
    """Hinner nämnderna? The new day against each calendar, as before a referral is sent."""
    day = form.cleaned_data["due_on"]
    moved = with_day(form.cleaned_data["consultees"], day)
    fit_of = fits(moved, today=today)
    form.mark_checked()
    context = {
        "form": form,
        "day": day,
        "rows": [(each, fit_of[each.pk]) for each in moved],
        "straddles": straddles_of(moved, today=today),
    }
    return render(request, "coordination/consultee/move_check.html", context)


def _offered(request, *, today):
    """Those of whom the reader awaits an answer."""
    wanted = request.GET.get("remiss", "")
    return [
        each.consultee
        for each in board_of(request.user, today=today).asked
        if each.is_awaited and (not wanted or str(each.referral.pk) == wanted)
    ]


def _moved(consultees) -> str:
    text = ngettext(
        "Dagen är flyttad för en tillfrågad, som får ett brev om det.",
        "Dagen är flyttad för %(n)d tillfrågade. De får var sitt brev om det.",
        len(consultees),
    )
    return text % {"n": len(consultees)}


@require_safe
def excel(request):
    """The board as it is seen: the same filter, order and columns, as a workbook."""
    today = timezone.localdate()
    board = board_of(request.user, today=today)
    kind = FILTERS.get(request.GET.get("visa", ""))
    content = board_workbook(
        grid=None if kind else grid_of(board), chosen=board.of_kind(kind) if kind else []
    )
    response = HttpResponse(content, content_type=XLSX)
    name = _("Remisser %(day)s.xlsx") % {"day": today.isoformat()}
    response.headers["Content-Disposition"] = content_disposition_header(True, name)  # noqa: FBT003
    response.headers["Cache-Control"] = "private, no-store"
    return response
