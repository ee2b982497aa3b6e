"""The outbox: what waits to be sent, what could not be sent and why, and trying again."""

import re

from csp.decorators import csp_replace
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from coordination import permissions
from coordination.domain.queries.message import badge_of, outbox_of, pace_of
from coordination.domain.queries.unsent import unsent_reminders
from coordination.domain.resend import resend as resend_letter
from coordination.domain.resend import resend_failed
from coordination.enums import MessageState
from coordination.models import OutgoingMessage

# A letter is a page of its own: its style stands in it, and it may do and load nothing.
LETTER_POLICY = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["data:"],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
    "frame-ancestors": ["'none'"],
}
LONGEST_NUMBER = re.compile("[0-9]{1,18}")


@require_safe
def outbox(request):
    """Letters of the matters one keeps, or of the municipality one administers, newest first."""
    permissions.require(permissions.can_read_outbox(request.user))
    before = request.GET.get("fore", "")
    page = outbox_of(
        request.user,
        view=request.GET.get("visa", ""),
        before=int(before) if LONGEST_NUMBER.fullmatch(before) else None,
    )
    rows = [(message, badge_of(message)) for message in page.messages]
    context = {"outbox": page, "rows": rows, "pace": pace_of(request.user, now=timezone.now())}
    return render(request, "coordination/message/outbox.html", context)


@require_safe
def message(request, pk):
    """One letter as it was written, and what happened to it."""
    found = _message(request, pk)
    return render(
        request,
        "coordination/message/message.html",
        {
            "message": found,
            "badge": badge_of(found),
            "can_resend": found.state == MessageState.FAILED
            and permissions.can_resend_message(request.user, found),
        },
    )


@csp_replace(LETTER_POLICY)
@require_safe
def html(request, pk):
    """The letter as a mail program shows it: its own style, no script, nothing from elsewhere."""
    found = _message(request, pk)
    if not found.html:
        raise Http404
    return HttpResponse(found.html)


@require_safe
def unsent(request):
    """Reminders that never became a letter, and why: too old, settled meanwhile, or turned off."""
    permissions.require(permissions.can_read_outbox(request.user))
    before = request.GET.get("fore", "")
    page = unsent_reminders(
        request.user,
        view=request.GET.get("visa", ""),
        before=int(before) if LONGEST_NUMBER.fullmatch(before) else None,
    )
    return render(request, "coordination/message/unsent.html", {"page": page})


@require_POST
def resend(request, pk):
    """Try a failed letter again."""
    found = _message(request, pk)
    try:
        resend_letter(found, actor=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("Brevet ligger i kön igen. Det skickas inom en minut."))
    return redirect("coordination:message", pk=pk)


@require_POST
def resend_all(request):
    """Try all failed letters again, when what was wrong has been put right."""
    permissions.require(permissions.can_read_outbox(request.user))
    sent, left = resend_failed(actor=request.user)
    told = ngettext(
        "Ett brev ligger i kön igen. Det skickas inom en minut.",
        "%(n)d brev ligger i kön igen. De skickas inom en minut.",
        sent,
    )
    messages.success(request, told % {"n": sent})
    if left:
        kept = ngettext(
            "Ett brev skickades inte igen: det som det gäller är redan klart.",
            "%(n)d brev skickades inte igen: det som de gäller är redan klart.",
            left,
        )
        messages.info(request, kept % {"n": left})
    return redirect("coordination:messages")


def _message(request, pk):
    readable = OutgoingMessage.objects.visible_to(request.user)
    return get_object_or_404(readable.select_related("person", "matter__municipality"), pk=pk)
