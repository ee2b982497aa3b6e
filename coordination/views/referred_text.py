"""The text that is referred: its versions, a new one, and a stored PDF."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordination import permissions
from coordination.domain.document import DocumentDamaged, read_document
from coordination.domain.queries.referral import readable_referrals
from coordination.domain.referred_text import refer_text, send_newer_text
from coordination.enums import ReferralState
from coordination.forms.referred_text import NewerTextForm, ReferredTextForm
from coordination.prepared_for_reader import find_or_404


@require_safe
def texts(request, pk):
    """Every version of the referred text, the newest first, each with its parts."""
    found = _referral(request, pk)
    context = {
        "referral": found,
        "texts": found.texts.select_related("document").prefetch_related("parts"),
        "can_write": _can_write(request.user, found),
    }
    return render(request, "coordination/referred_text/texts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request, pk):
    """Choose the text of a draft, or send a newer version of the text that is out."""
    found = _referral(request, pk)
    permissions.require(_can_write(request.user, found))
    is_draft = found.state == ReferralState.DRAFT
    sent = [request.POST, request.FILES] if request.method == "POST" else []
    form = ReferredTextForm(*sent) if is_draft else NewerTextForm(*sent)
    act = refer_text if is_draft else send_newer_text
    if request.method == "POST" and form.carries_out(
        lambda _values: act(found, actor=request.user, **form.values())
    ):
        messages.success(
            request,
            _("Texten är sparad.")
            if is_draft
            else _(
                "Den nya versionen är skickad. Alla tillfrågade får ett brev om vad som är ändrat."
            ),
        )
        return redirect("coordination:referred_text", pk=pk)
    context = {"referral": found, "form": form, "is_draft": is_draft}
    return render(request, "coordination/referred_text/write.html", context)


@require_safe
def pdf(request, pk, number):
    """A version's PDF, the bytes that were stored."""
    text = get_object_or_404(_referral(request, pk).texts.select_related("document"), number=number)
    if text.document is None:
        raise Http404
    try:
        content = read_document(text.document)
    except DocumentDamaged as damaged:
        raise Http404 from damaged
    response = HttpResponse(content, content_type="application/pdf")
    name = _("Remitterad text version %(number)s.pdf") % {"number": number}
    as_attachment = bool(request.GET.get("ladda-ner"))
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment, name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _referral(request, pk):
    return find_or_404(readable_referrals, request.user, pk)


def _can_write(user, found) -> bool:
    """Before it is sent its writers; then, while it is out, those who steer it."""
    if found.state == ReferralState.SENT:
        return permissions.can_steer_referral(user, found)
    return permissions.can_edit_referral(user, found)
