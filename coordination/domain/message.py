"""The outbox: write a message with its cause, send it once the cause is committed.

Due-ness stands in the database; the queue is a hint. A message is claimed by a conditional update
with a lease, sent, and marked sent only after the mail server's yes (RELIABILITY rules 3 and 6).
"""

from datetime import timedelta

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import timezone, translation

from coordination.enums import MessageState
from coordination.models import OutgoingMessage

log = structlog.get_logger()

LEASE = timedelta(minutes=10)
GIVE_UP_AFTER = timedelta(hours=72)
PERMANENT = 500  # SMTP replies from here on are final


def queue_message(
    template, *, to, dedupe_key, context, now, kind, matter=None, language="sv"
) -> OutgoingMessage | None:
    """Write one message to one person in the outbox, in the caller's transaction.

    ``template`` names three files in templates/emails: ``.subject.txt``, ``.txt`` and ``.html``.
    Returns None when the person has no address or the same message was written before.
    """
    if not to.email:
        return None
    context = {**context, "person": to, "base_url": settings.BASE_URL}
    with translation.override(language):
        subject, text, html = (
            render_to_string(f"emails/{template}.{part}", context)
            for part in ("subject.txt", "txt", "html")
        )
    message, created = OutgoingMessage.objects.get_or_create(
        dedupe_key=dedupe_key,
        defaults={
            "kind": kind,
            "person": to,
            "to_email": to.email,
            "subject": " ".join(subject.split())[:250],
            "text": text,
            "html": html,
            "matter": matter,
            "next_attempt_at": now,
        },
    )
    return message if created else None


def deliver_messages(*, now=None, limit=200) -> int:
    """Send what waits in the outbox over one connection; returns how many were sent.

    Safe to run twice at once: each message is claimed by exactly one runner.
    """
    now = now or timezone.now()
    sent = 0
    with get_connection() as connection:
        for message in claim_messages(now=now, limit=limit):
            sent += _deliver(message, connection)
    return sent


def claim_messages(*, now, limit) -> list[OutgoingMessage]:
    """Claim waiting messages, and those whose runner died and whose lease is out."""
    waiting = Q(state=MessageState.PENDING, next_attempt_at__lte=now) | Q(
        state=MessageState.CLAIMED, lease_until__lt=now
    )
    with transaction.atomic():
        rows = OutgoingMessage.objects.filter(waiting).order_by("next_attempt_at", "id")
        if transaction.get_connection().features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        claimed = [message.pk for message in rows[:limit]]
        OutgoingMessage.objects.filter(pk__in=claimed).update(
            state=MessageState.CLAIMED, lease_until=now + LEASE, attempts=F("attempts") + 1
        )
    return list(OutgoingMessage.objects.filter(pk__in=claimed).order_by("next_attempt_at", "id"))


def _deliver(message, connection) -> int:
    try:
        build_email(message, connection).send()
    except Exception as error:  # noqa: BLE001  (whatever fails, this message waits and the rest go on)
        _postpone(message, error)
        return 0
    OutgoingMessage.objects.filter(pk=message.pk).update(
        state=MessageState.SENT, sent_at=timezone.now(), lease_until=None, error=""
    )
    return 1


def build_email(message, connection=None) -> EmailMultiAlternatives:
    """The mail as it goes out: text and html, and the same Message-ID however often it is tried."""
    email = EmailMultiAlternatives(
        message.subject,
        message.text,
        to=[message.to_email],
        connection=connection,
        headers={
            "Message-ID": f"<kraftsam.{message.pk}.{message.created_at:%Y%m%d%H%M%S}@{_mail_domain()}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    if message.html:
        email.attach_alternative(message.html, "text/html")
    return email


def _mail_domain() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"


def _postpone(message, error) -> None:
    """Try again later with growing pauses; give up on a final no, or after three days."""
    now = timezone.now()
    final = _is_final(error) or now - message.created_at > GIVE_UP_AFTER
    log.warning("message_not_sent", message=message.pk, error=type(error).__name__, final=final)
    OutgoingMessage.objects.filter(pk=message.pk).update(
        state=MessageState.FAILED if final else MessageState.PENDING,
        next_attempt_at=now + timedelta(minutes=min(2**message.attempts, 6 * 60)),
        lease_until=None,
        error=f"{type(error).__name__}: {error}"[:2000],
    )


def _is_final(error) -> bool:
    """Whether the mail server said no for good (5xx), rather than not now."""
    codes = [getattr(error, "smtp_code", None)]
    codes += [reply[0] for reply in getattr(error, "recipients", {}).values()]
    return any(code and code >= PERMANENT for code in codes)
