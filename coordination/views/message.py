"""The outbox: what waits to be sent, what could not be sent and why, and trying again."""

import re

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coordination import permissions
from coordination.domain.message import resend_message
from coordination.domain.queries.message import badge_of, outbox_of
from coordination.enums import MessageState
from coordination.models import OutgoingMessage

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
    return render(request, "coordination/message/outbox.html", {"outbox": page, "rows": rows})


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


@require_POST
def resend(request, pk):
    """Try a failed letter again."""
    found = _message(request, pk)
    try:
        resend_message(found, actor=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("Brevet ligger i kön igen. Det skickas inom en minut."))
    return redirect("coordination:message", pk=pk)


def _message(request, pk):
    readable = OutgoingMessage.objects.visible_to(request.user)
    return get_object_or_404(readable.select_related("person", "matter__municipality"), pk=pk)
