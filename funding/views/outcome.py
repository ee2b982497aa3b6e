"""Outcome in many rows (utfallsrapportering): read a table, look at it, save it, undo it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordination.forms.rules import posted
from coordination.permissions import require
from funding import permissions
from funding.domain.batch import record_batch, undo_batch
from funding.domain.queries.ledger import ledger_page
from funding.domain.queries.outcome import batches_for, reporting_bodies, reporting_of
from funding.forms.outcome import ColumnForm, OutcomeForm, UndoForm
from funding.imports.columns import Columns, choose_columns
from funding.imports.outcome import Outcome, read_outcome
from funding.models import ColumnMapping, LedgerEntry, OutcomeBatch
from funding.views.entry import ledger_rows

form_page = require_http_methods(["GET", "HEAD", "POST"])
SAVE, SAVE_GOOD = "save", "save_good"
ERRORS_SHOWN, LINES_SHOWN = 100, 10


@require_safe
def batches(request):
    """What has been sent in, and for whom one reports."""
    return render(
        request,
        "funding/outcome/batches.html",
        {
            "batches": batches_for(request.user),
            "bodies": list(reporting_bodies(request.user)),
            "reporting": reporting_of(request.user, today=timezone.localdate()),
        },
    )


@form_page
def read(request):
    """Paste or upload a table, see what would be booked and what is wrong where, and save it."""
    bodies = reporting_bodies(request.user)
    require(bodies.exists())
    form = OutcomeForm(
        posted(request),
        request.FILES or None,
        bodies=bodies,
        initial={"organization": request.GET.get("organ"), "kind": request.GET.get("slag", "used")},
    )
    if not form.is_valid():
        return render(request, "funding/outcome/read.html", {"form": form})
    said = form.cleaned_data
    if earlier := OutcomeBatch.objects.visible_to(request.user).filter(key=said["key"]).first():
        messages.info(request, _("Tabellen är redan sparad. Det här är raderna."))
        return redirect("funding:outcome_batch", pk=earlier.pk)
    columns = _columns(request, form)
    outcome = None if columns.missing else _dry_run(form, columns)
    wanted = _is_wanted(request.POST.get("act"), outcome)
    if wanted and form.carries_out(lambda _said: _save(request, said, outcome, columns)):
        booked = _("%(number)d rader är bokförda.") % {"number": form.result.row_count}
        messages.success(request, booked)
        return redirect("funding:outcome_batch", pk=form.result.pk)
    return render(request, "funding/outcome/read.html", _preview(form, columns, outcome))


@require_safe
def batch(request, pk):
    """One batch: its rows in the ledger, and how to undo it."""
    found = _batch(request, pk)
    page = ledger_page(LedgerEntry.objects.visible_to(request.user).filter(batch=found))
    return render(
        request,
        "funding/outcome/batch.html",
        {
            "batch": found,
            "rows": ledger_rows(page.rows, request.user),
            "more": max(found.row_count - len(page.rows), 0),
            "can_undo": not found.undone_at
            and permissions.can_report_for(request.user, found.organization),
        },
    )


@form_page
def undo(request, pk):
    """Take a whole batch back."""
    found = _batch(request, pk)
    require(permissions.can_report_for(request.user, found.organization))
    form = UndoForm(posted(request))
    if form.carries_out(lambda said: undo_batch(found, actor=request.user, **said)):
        messages.success(request, _("Inläsningen är ångrad. Raderna är rättade i pengaboken."))
        return redirect("funding:outcome_batch", pk=pk)
    return render(request, "funding/outcome/undo.html", {"form": form, "batch": found})


def _is_wanted(act, outcome) -> bool:
    """Whether to save: everything when nothing is wrong, the good rows only when asked for just them."""
    if outcome is None or not outcome.lines:
        return False
    return act == SAVE_GOOD or (act == SAVE and not outcome.errors)


def _columns(request, form) -> Columns:
    """The columns as pointed out on the page, else as the body did the last time, else guessed."""
    chosen = {
        name.removeprefix("kolumn-"): value
        for name, value in request.POST.items()
        if name.startswith("kolumn-")
    }
    mapping = ColumnMapping.objects.filter(organization=form.cleaned_data["organization"]).first()
    return choose_columns(form.sheet, chosen, mapping.columns if mapping else {})


def _dry_run(form, columns) -> Outcome:
    said = form.cleaned_data
    return read_outcome(
        form.sheet,
        columns,
        body=said["organization"],
        kind=said["kind"],
        today=timezone.localdate(),
        document=said["file_name"] or _("Utfall ur ekonomisystemet"),
    )


def _save(request, said, outcome, columns) -> OutcomeBatch:
    return record_batch(
        said["organization"],
        actor=request.user,
        kind=said["kind"],
        lines=outcome.lines,
        skipped=outcome.bad_rows,
        file_name=said["file_name"],
        columns={name: columns.headings[at] for name, at in columns.positions.items()},
        key=said["key"],
    )


def _preview(form, columns, outcome) -> dict:
    """The form filled with the table that was read, and what came of it; with what the rules said."""
    data = form.data.copy()
    data["table"], data["file_name"] = form.sheet.as_text(), form.cleaned_data["file_name"]
    shown = OutcomeForm(data, bodies=form.fields["organization"].queryset)
    return {
        "form": shown,
        "refused": form.non_field_errors(),
        "columns": ColumnForm(columns=columns),
        "missing": columns.missing,
        "outcome": outcome,
        "lines": outcome.lines[:LINES_SHOWN] if outcome else [],
        "errors": outcome.errors[:ERRORS_SHOWN] if outcome else [],
        "more_errors": max(len(outcome.errors) - ERRORS_SHOWN, 0) if outcome else 0,
        "more_lines": max(len(outcome.lines) - LINES_SHOWN, 0) if outcome else 0,
    }


def _batch(request, pk) -> OutcomeBatch:
    rows = OutcomeBatch.objects.visible_to(request.user).select_related(
        "organization", "actor__person", "undone_by__person"
    )
    return get_object_or_404(rows, pk=pk)
