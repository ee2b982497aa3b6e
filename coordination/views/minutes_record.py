"""An item's part of the minutes: motions, order of propositions, approvers."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordination import permissions
from coordination.domain.minutes_record import (
    minutes_record_of,
    possible_approvers,
    why_minutes_fixed,
    write_minutes_record,
)
from coordination.exceptions import EditConflict
from coordination.forms.minutes_record import MinutesRecordForm
from coordination.forms.rules import posted
from coordination.models import Decision


@require_http_methods(["GET", "HEAD", "POST"])
def minutes_record(request, pk):
    """Write down what the minutes say of an item beside its decision."""
    found = get_object_or_404(
        Decision.objects.visible_to(request.user).select_related(
            "body__municipality", "matter", "meeting__organization"
        ),
        pk=pk,
    )
    permissions.require(permissions.can_keep_minutes(request.user, found.body))
    written = minutes_record_of(found)
    form = MinutesRecordForm(
        posted(request), initial=_initial(written), people=possible_approvers(found)
    )
    try:
        if request.method == "POST" and form.carries_out(
            lambda values: write_minutes_record(found, actor=request.user, **values)
        ):
            messages.success(request, _("Protokollets uppgifter är sparade."))
            return redirect("coordination:decision", pk=pk)
    except EditConflict as conflict:
        form = _written_meanwhile(form, conflict.theirs)
    context = {"decision": found, "form": form, "fixed": why_minutes_fixed(found)}
    return render(request, "coordination/meeting/minutes_record.html", context)


def _initial(written) -> dict:
    if written is None:
        return {"version": 0}
    return {
        "motions": written.motion_lines,
        "procedure": written.procedure,
        "approvers": written.approvers.all(),
        "version": written.version,
    }


def _written_meanwhile(form, theirs):
    """Keep what was typed, and let the writer save over the other's text knowingly."""
    form.data = form.data.copy()
    form.data["version"] = theirs.version
    form.add_error(
        None,
        _("Någon annan sparade medan du skrev: %(theirs)s Spara igen om din version ska gälla.")
        % {"theirs": " ".join(filter(None, [theirs.motions, theirs.procedure]))[:500]},
    )
    return form
