"""The follow-up report: written and filed on one page, then read there with its receipt."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordination.components import Receipt
from coordination.domain.queries.timeline import subject_events
from coordination.exceptions import EditConflict
from coordination.permissions import require
from evaluation import permissions
from evaluation.domain.queries.outcome import Outcome, outcome_of
from evaluation.domain.report import deciding_body, file_report, write_report
from evaluation.enums import ReportState
from evaluation.forms.report import ReportForm
from evaluation.models import FollowUpReport
from funding.domain.queries.strip import ledger_url
from funding.views.links import link_to


@require_http_methods(["GET", "HEAD", "POST"])
def report(request, pk):
    """Write and file while it is owed; read once it is filed."""
    found = _report(request, pk)
    if request.method == "POST":
        require(permissions.can_report_for(request.user, found.organization))
        return _save(request, found)
    form = None
    if permissions.can_write_report(request.user, found):
        form = ReportForm(report=found)
    return _show(request, found, form)


def _save(request, found):
    form = ReportForm(request.POST, report=found)
    act = file_report if "file" in request.POST else write_report
    try:
        saved = form.carries_out(lambda said: act(found, actor=request.user, **said))
    except EditConflict as conflict:
        return _show_conflict(request, found, form, conflict.theirs)
    if not saved:
        return _show(request, found, form)
    if form.result.state == ReportState.FILED:
        messages.success(request, _("Rapporten är inlämnad."))
    else:
        messages.success(request, _("Utkastet är sparat. Du kan fortsätta när du vill."))
    return redirect("evaluation:report", pk=found.pk)


def _show_conflict(request, found, form, theirs):
    """Both texts at once: mine in the form, theirs beside it; saving again keeps mine."""
    data = form.data.copy()
    data["version"] = theirs.version
    mine = ReportForm(data, report=found)
    others = [
        (mine.fields[name].label, getattr(theirs, name))
        for name in ("final_result", "contribution", "deviation_reason", "deviation_in_execution")
        if getattr(theirs, name) != form.cleaned_data[name]
    ]
    return _show(request, found, mine, others=others)


def _show(request, found, form, *, others=()):
    return render(
        request,
        "evaluation/report/report.html",
        {
            "report": found,
            "subject_url": _page_of(found, request.user),
            "form": form,
            "others": others,
            "outcome": _outcome(found),
            "money_url": _money_url(found),
            "receipt": _receipt(found) if found.state == ReportState.FILED else None,
            "body": deciding_body(found),
            "events": subject_events(request.user, found),
        },
    )


def _outcome(found) -> Outcome:
    """The ledger as it is; of a filed report, as it was then."""
    if found.state == ReportState.FILED:
        day = timezone.localdate(found.filed_at)
        return Outcome(day, found.granted_ore, found.outcome_ore)
    return outcome_of(found, as_of=timezone.localdate())


def _receipt(found) -> Receipt:
    return Receipt(
        title=_("Rapporten är inlämnad"),
        number=found.receipt_number,
        at=found.filed_at,
        rows=[
            (_("Ärende"), found.matter.registry_number),
            (_("Inlämnad av"), f"{found.author}, {found.organization}"),
        ],
        next_text=_("%(body)s har fått besked. Rapporten ändras inte mer.")
        % {"body": deciding_body(found)},
    )


def _page_of(found, user) -> str:
    """What is reported on, where the reader may see it."""
    if found.grant_id:
        return link_to(found.grant, user, "funding:grant")
    return link_to(found.initiative, user, "initiatives:initiative")


def _money_url(found) -> str:
    if found.grant_id:
        return ledger_url(grant=found.grant_id)
    return ledger_url(initiative=found.initiative_id)


def _report(request, pk) -> FollowUpReport:
    rows = FollowUpReport.objects.visible_to(request.user).select_related(
        "grant__round",
        "grant__decision__body",
        "initiative__programme__convener",
        "organization",
        "matter",
        "author__person",
    )
    return get_object_or_404(rows, pk=pk)
