"""Trying failed letters again: each with the words of today, and all that may be tried at once."""

from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.message import resend_message
from coordination.domain.reminder_letter import draft_reminder
from coordination.exceptions import ActionRefused
from coordination.models import OutgoingMessage

MOST_AT_ONCE = 200


def resend(message, *, actor, now=None) -> OutgoingMessage:
    """Try a letter again; a reminder counts its days anew and leaves out what is done.

    Raises PermissionDenied, ActionRefused (it has not failed, or nothing in it is owed any more).
    """
    now = now or timezone.now()
    permissions.require(permissions.can_resend_message(actor, message))
    fresh = _fresh(message, now)
    message = resend_message(message, actor=actor, now=now)
    if fresh:
        message.subject, message.text, message.html = fresh.subject, fresh.text, fresh.html
        message.save(update_fields=["subject", "text", "html"])
    return message


def resend_failed(*, actor, now=None) -> tuple[int, int]:
    """Try all failed letters that one may; returns how many are on their way, and how many were left."""
    failed = OutgoingMessage.objects.visible_to(actor).failed().exclude(text="")
    sent = left = 0
    for message in failed.select_related("person", "matter").order_by("pk")[:MOST_AT_ONCE]:
        if not permissions.can_resend_message(actor, message):
            continue
        try:
            resend(message, actor=actor, now=now)
            sent += 1
        except ActionRefused:
            left += 1
    return sent, left


def _fresh(message, now) -> OutgoingMessage | None:
    """A reminder by itself as it would be written now; None for every other letter."""
    if message.kind != "reminder" or "by-hand" in message.dedupe_key:
        return None
    rows = message.reminders.select_related(
        "deadline__organization", "deadline__matter__organization", "stands_in_for"
    )
    known = list(rows.order_by("due_on", "deadline", "-audience"))
    owed = [row for row in known if not row.deadline.done_at and row.deadline.due_on == row.due_on]
    if known and not owed:
        raise ActionRefused(
            _("Det som brevet påminner om är redan klart eller flyttat. Det behöver inte skickas."),
            code="settled",
        )
    if not owed or message.person is None:
        return None
    return draft_reminder(
        list({row.deadline_id: row.deadline for row in owed}.values()),
        to=message.person,
        now=now,
        dedupe_key=message.dedupe_key,
        reminders=owed,
        may_unsubscribe=message.may_unsubscribe,
    )
