"""The page on which an administration's head reads its report once more, and signs it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.documents.exceptions import DocumentError
from coordination.domain.official_report import sign_report, stance_of
from coordination.domain.queries.statement_sheet import sheet
from coordination.domain.statement_content import content_of
from coordination.enums import ReferralState, Stance, StatementState
from coordination.views.statement import form_page, statement_or_404


@form_page
def sign(request, pk):
    """The text as it will stand, what is recorded, and one button."""
    found = statement_or_404(request, pk)
    permissions.require(permissions.can_sign_report(request.user, found))
    if elsewhere := _instead(request, found):
        return elsewhere
    if request.method != "POST":
        return _show(request, found)
    try:
        sign_report(
            found,
            actor=request.user,
            today=timezone.localdate(),
            seen=request.POST.get("seen", ""),
        )
    except (ValidationError, DocumentError) as refusal:
        return _refused(request, found, refusal)
    messages.success(request, _("Utlåtandet är undertecknat. Nu kan det skickas."))
    return redirect("coordination:statement", pk=pk)


def _instead(request, found):
    """Where to go when the report is not up for signing: signed already, or not reviewed."""
    if found.is_frozen:
        messages.info(request, _("Utlåtandet är redan undertecknat. Det ändras inte mer."))
        return redirect("coordination:statement", pk=found.pk)
    if found.consultee.referral.state == ReferralState.RECALLED:
        messages.info(request, _("Remissen är återkallad. Inget svar behövs."))
        return redirect("coordination:statement", pk=found.pk)
    if found.state == StatementState.DRAFT:
        messages.info(request, _("Texten ska lämnas för granskning först. Sedan undertecknar du."))
        return redirect("coordination:statement", pk=found.pk)
    return None


def _refused(request, found, refusal):
    """Back to the text as it stands now, with the reason; a second click finds it signed."""
    found.refresh_from_db(fields=["state"])
    reasons = refusal.messages if isinstance(refusal, ValidationError) else [str(refusal)]
    return _instead(request, found) or _show(request, found, reasons, status=409)


def _show(request, found, reasons=(), status=200):
    content = content_of(found)
    context = {
        "statement": found,
        "content": content,
        "sections": sheet(content),
        "stance": Stance(stance_of(found)).label,
        "today": timezone.localdate(),
        "reasons": reasons,
    }
    return render(request, "coordination/statement/sign_report.html", context, status=status)
