"""What can follow an adoption: a correction in a new version, and copies signed elsewhere."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coordination import permissions
from coordination.domain.correction import correct_statement
from coordination.domain.queries.statement import readable_statements
from coordination.domain.signed_copy import attach_signed_copy
from coordination.forms.correction import CorrectionForm, SignedCopyForm
from coordination.models import SignedCopy
from coordination.views.document import stored_pdf
from coordination.views.statement import form_page, posted, statement_or_404


@form_page
def correct(request, pk):
    """Begin a new version of an adopted statement, with the reason."""
    found = _kept(request, pk)
    form = CorrectionForm(posted(request))
    if request.method == "POST" and form.carries_out(
        lambda values: correct_statement(found, actor=request.user, **values)
    ):
        messages.success(request, _("Rättelsen är påbörjad. Den tidigare versionen står kvar."))
        return redirect("coordination:statement", pk=form.result.pk)
    return render(
        request, "coordination/statement/correct.html", {"statement": found, "form": form}
    )


@form_page
def attach(request, pk):
    """Add a PDF that was signed elsewhere."""
    found = _kept(request, pk)
    form = SignedCopyForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.carries_out(
        lambda values: attach_signed_copy(found, actor=request.user, pdf=values["file"].read())
    ):
        messages.success(request, _("Det undertecknade exemplaret är sparat."))
        return redirect("coordination:statement", pk=pk)
    return render(request, "coordination/statement/sign.html", {"statement": found, "form": form})


@require_safe
def signed_copy(request, pk):
    """A signed copy, byte by byte as it was added."""
    copy = get_object_or_404(
        SignedCopy.objects.select_related("document").filter(
            statement__in=readable_statements(request.user).values("pk")
        ),
        pk=pk,
    )
    found = statement_or_404(request, copy.statement_id)
    return stored_pdf(request, found, copy.document, name=f"{copy.document.receipt_number}.pdf")


def _kept(request, pk):
    found = statement_or_404(request, pk)
    permissions.require(permissions.can_keep_statement(request.user, found))
    return found
