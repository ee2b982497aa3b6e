"""What can follow an adoption: a correction in a new version, and copies signed elsewhere."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coordination import permissions
from coordination.documents.exceptions import DocumentError
from coordination.domain.clerical_correction import (
    check_clerical_correction,
    correct_clerical_error,
    what_changed,
)
from coordination.domain.correction import correct_statement
from coordination.domain.queries.statement import readable_statements
from coordination.domain.signed_copy import attach_signed_copy
from coordination.domain.statement_content import content_of
from coordination.forms.correction import (
    ClericalCorrectionForm,
    CorrectionForm,
    SignedCopyForm,
)
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
    context = {
        "statement": found,
        "form": form,
        "can_certify": found.approved_on
        and permissions.can_certify_correction(request.user, found),
    }
    return render(request, "coordination/statement/correct.html", context)


@form_page
def clerical(request, pk):
    """Put a clerical error right under the same §: first what differs, then certified."""
    found = statement_or_404(request, pk)
    permissions.require(permissions.can_certify_correction(request.user, found))
    before = content_of(found)
    initial = {"title": found.title, **{kind: part.html for kind, part in before.sections.items()}}
    form = ClericalCorrectionForm(posted(request), initial=initial, requests=before.requests)
    changes = []
    if request.method == "POST" and form.carries_out(
        lambda _values: check_clerical_correction(found, actor=request.user, **form.corrected())
    ):
        changes = what_changed(before, form.result)
        if "certify" in request.POST and _is_certified(form, found, actor=request.user):
            messages.success(request, _("Skrivfelet är rättat. Den tidigare versionen står kvar."))
            return redirect("coordination:statement", pk=form.result.pk)
    context = {"statement": found, "form": form, "changes": changes}
    return render(request, "coordination/statement/clerical.html", context)


def _is_certified(form, found, *, actor) -> bool:
    chosen = ("reason", "only_clerical")
    try:
        return form.carries_out(
            lambda values: correct_clerical_error(
                found, actor=actor, **form.corrected(), **{name: values[name] for name in chosen}
            )
        )
    except DocumentError as error:
        form.add_error(None, str(error))
        return False


@require_safe
def difference(request, pk):
    """What a correction changed in the version that it took the place of, marked in the text."""
    found = get_object_or_404(
        readable_statements(request.user).filter(corrects__isnull=False), pk=pk
    )
    changes = what_changed(content_of(found.corrects), content_of(found))
    context = {"statement": found, "changes": changes}
    return render(request, "coordination/statement/corrected.html", context)


@form_page
def attach(request, pk):
    """Add a PDF that was signed elsewhere."""
    found = _kept(request, pk)
    form = SignedCopyForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.carries_out(
        lambda values: attach_signed_copy(
            found, actor=request.user, pdf=values["file"].read(), reason=values["reason"]
        )
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
