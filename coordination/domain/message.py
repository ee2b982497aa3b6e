"""The outbox: write a message with its cause, so that it leaves once and only if the cause is kept.

A message is a row in its cause's transaction; the queue is only a hint that something waits
(RELIABILITY rule 3). How it leaves stands in ``delivery``.
"""

import re

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.celery import app
from coordination.domain.audit import record
from coordination.domain.delivery import build_email, claim_messages, deliver_messages
from coordination.domain.recipient import language_of
from coordination.enums import MessageState
from coordination.exceptions import ActionRefused
from coordination.models import OutgoingMessage

__all__ = [
    "build_email",
    "claim_messages",
    "deliver_messages",
    "draft_message",
    "queue_message",
    "queue_messages",
    "resend_message",
]


def queue_message(
    template, *, to, dedupe_key, context, now, kind, matter=None, language=None
) -> OutgoingMessage | None:
    """Write one message to one person in the outbox, in the caller's transaction.

    ``template`` names three files in templates/emails: ``.subject.txt``, ``.txt`` and ``.html``.
    Returns None when the person has no address or the same message was written before.
    """
    if not to.email or OutgoingMessage.objects.filter(dedupe_key=dedupe_key).exists():
        return None
    message = draft_message(
        template,
        to=to,
        dedupe_key=dedupe_key,
        context=context,
        now=now,
        kind=kind,
        matter=matter,
        language=language,
    )
    try:
        with transaction.atomic():
            queue_messages([message])
    except IntegrityError:  # somebody wrote the same meanwhile
        return None
    return message


def queue_messages(messages) -> None:
    """Put drafted messages in the outbox, in the caller's transaction. One statement."""
    OutgoingMessage.objects.bulk_create(messages)
    transaction.on_commit(_hint, robust=True)


def draft_message(
    template, *, to, dedupe_key, context, now, kind, matter=None, language=None
) -> OutgoingMessage:
    """A message as it would go out, not in the outbox yet: what pages show before it is sent.

    It is written in the language that the person reads, unless ``language`` says otherwise. Who is
    named in it, as its ``sender`` or the ``contact`` for questions, gets the answers to it.
    """
    answers = context.get("sender") or context.get("contact")
    context = {**context, "person": to, "base_url": settings.BASE_URL, "answers": answers}
    with translation.override(language or language_of(to)):
        subject, text, html = (
            render_to_string(f"emails/{template}.{part}", context)
            for part in ("subject.txt", "txt", "html")
        )
    return OutgoingMessage(
        dedupe_key=dedupe_key,
        kind=kind,
        person=to,
        to_email=to.email,
        reply_to=answers.email if answers else "",
        subject=" ".join(subject.split())[:250],
        text=_as_plain_text(text),
        html=html,
        matter=matter,
        next_attempt_at=now,
    )


def _as_plain_text(rendered):
    """A template marks all it renders as safe HTML; a page that shows a plain text must escape it.

    What a template left out leaves no gap behind.
    """
    return re.sub(r"\n\s*\n\s*\n", "\n\n", rendered + "")


def _hint():
    """Tell the queue that something waits. If the queue is away, the next tick finds it all the same."""
    app.send_task("coordination.deliver", retry=False, expires=60)


def resend_message(message, *, actor, now=None) -> OutgoingMessage:
    """Try a message again that could not be sent, to the address that the person has today.

    Raises PermissionDenied, ActionRefused when it has not failed or was never written.
    """
    now = now or timezone.now()
    permissions.require(permissions.can_resend_message(actor, message))
    with transaction.atomic():
        message = OutgoingMessage.objects.select_for_update(of=("self",)).get(pk=message.pk)
        if message.state != MessageState.FAILED:
            raise ActionRefused(
                _("Brevet väntar redan på att skickas, eller har kommit fram."), code="not_failed"
            )
        if not message.text:
            raise ActionRefused(
                _(
                    "Brevet blev aldrig skrivet, så det finns inget att skicka. Nästa påminnelse går som vanligt."
                ),
                code="never_written",
            )
        message.to_email = (message.person and message.person.email) or message.to_email
        message.state, message.attempts, message.error = MessageState.PENDING, 0, ""
        message.next_attempt_at = now
        message.save()
        record(
            "message.resent",
            actor=actor,
            subject=message,
            matter=message.matter,
            data={"title": message.subject, "to": message.to_email},
        )
        transaction.on_commit(_hint, robust=True)
    return message
