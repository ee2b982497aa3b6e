"""Who prepares a statement (handläggare)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.case_officer import name_case_officer, possible_case_officers
from coordination.exceptions import EditConflict
from coordination.forms.statement import CaseOfficerForm
from coordination.views.statement import form_page, posted, statement_or_404


@form_page
def case_officer(request, pk):
    """Name another case officer on a statement that is not adopted."""
    found = statement_or_404(request, pk)
    permissions.require(permissions.can_keep_statement(request.user, found))
    today = timezone.localdate()
    form = CaseOfficerForm(
        posted(request),
        initial={"person": found.author_id, "version": found.version},
        people=possible_case_officers(found, today=today),
    )
    try:
        if form.carries_out(
            lambda chosen: name_case_officer(found, actor=request.user, today=today, **chosen)
        ):
            said = _("%(person)s är nu handläggare.") % {"person": form.result.author}
            messages.success(request, said)
            return redirect("coordination:statement", pk=pk)
    except EditConflict as conflict:
        form = _saved_meanwhile(form, conflict.theirs)
    context = {"statement": found, "form": form}
    return render(request, "coordination/statement/case_officer.html", context)


def _saved_meanwhile(form, theirs):
    """Keep the choice, say who it is now, and let the secretary save over it knowingly."""
    form.data = form.data.copy()
    form.data["version"] = theirs.version
    form.add_error(
        None,
        _(
            "Någon annan sparade yttrandet medan du valde. Nu är handläggaren: %(person)s. Spara "
            "igen om ditt val ska gälla."
        )
        % {"person": theirs.author or _("ingen")},
    )
    return form
