"""Sources: one source with its frame over time, opening one, and changing its frame."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordination.forms.rules import posted
from coordination.permissions import require
from funding import permissions
from funding.domain.queries.application import waiting_for
from funding.domain.queries.round import balance_for, rounds_with_totals
from funding.domain.queries.source import co_financing, frame_rows, recipients_of
from funding.domain.queries.strip import ledger_url, strip
from funding.domain.source import change_frame, open_source
from funding.forms.source import FrameForm, SourceForm
from funding.models import Source
from funding.views.links import link_to

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def source(request, pk):
    """One source: whose money, its frame and where that comes from, and its rounds."""
    found = _source(request, pk)
    money = balance_for(request.user, as_of=timezone.localdate(), funding_source=found)
    return render(
        request,
        "funding/source/source.html",
        {
            "source": found,
            "strip": strip(
                money, waiting_ore=waiting_for(request.user, round__source=found), source=found.pk
            ),
            "returned_ore": money.returned,
            "rounds": rounds_with_totals(request.user, source=found),
            "recipients": recipients_of(found, request.user),
            "co_finances_url": link_to(found.co_finances, request.user, "funding:source"),
            "co_financing": co_financing(found, request.user),
            "exemptions": found.exemptions.filter(grant__isnull=True).select_related(
                "decision__body"
            ),
            "frames": frame_rows(found, request.user),
            "ledger_url": ledger_url(source=found.pk),
            "create_round_url": f"{reverse('funding:create_round')}?kalla={found.pk}",
            "can_manage": permissions.can_manage_money(request.user, found.owner),
        },
    )


@form_page
def create(request):
    """Open a source for one of the bodies whose money the user keeps."""
    require(permissions.manages_money(request.user))
    form = SourceForm(posted(request), user=request.user, initial={"year": _this_year()})
    if form.carries_out(lambda _said: open_source(actor=request.user, **form.source())):
        messages.success(request, _("Källan finns nu, och ramen står i pengaboken."))
        return redirect("funding:source", pk=form.result.pk)
    return render(request, "funding/source/create.html", {"form": form})


@form_page
def frame(request, pk):
    """Give a source another frame; the old one stays in the ledger."""
    found = managed_source(request, pk)
    form = FrameForm(posted(request), initial={"frame_ore": found.frame_ore})
    if form.carries_out(lambda said: change_frame(found, actor=request.user, **said)):
        messages.success(request, _("Ramen är ändrad. Den gamla står kvar i pengaboken."))
        return redirect("funding:source", pk=pk)
    return render(request, "funding/source/frame.html", {"form": form, "source": found})


def _this_year() -> int:
    return timezone.localdate().year


def _source(request, pk) -> Source:
    rows = Source.objects.visible_to(request.user).select_related("owner", "co_finances")
    return get_object_or_404(rows, pk=pk)


def managed_source(request, pk) -> Source:
    """The source, for one who keeps it."""
    found = _source(request, pk)
    require(permissions.can_manage_money(request.user, found.owner))
    return found
