"""Delivery: each waiting message is claimed by one runner, sent, and marked sent after the server's yes.

A runner that dies leaves its messages claimed; when their lease is out, another takes over
(RELIABILITY rules 3 and 6). Nothing is sent twice, but for a crash between the server's yes and our
note of it, and then under the same Message-ID.
"""

import contextlib
import smtplib
import time
from datetime import timedelta

import structlog
from django.conf import settings
from django.core.mail import get_connection
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.domain.letter_form import LetterEmail
from coordination.domain.unsubscribe import unsubscribe_address
from coordination.enums import MessageState
from coordination.models import OutgoingMessage

log = structlog.get_logger()

BATCH = 100
LEASE = timedelta(seconds=settings.MESSAGE_LEASE_SECONDS)
WORKED_AT_MOST = LEASE / 2  # the rest of a batch is left to others well before its lease is out
LONGEST_PAUSE = timedelta(hours=6)
MOST_ATTEMPTS = 19  # with the pauses between them, three days
TOO_OLD = timedelta(hours=72)
PERMANENT = 500  # SMTP replies from here on are final
LOCK = 0x6272657600  # any number that nobody else takes; the database's name space is ours
MARK_SENT = """
    UPDATE coordination_outgoingmessage
    SET state = %s, sent_at = %s, lease_until = NULL, error = ''
    WHERE id = %s AND state = %s AND attempts = %s
"""


def deliver_messages(*, now=None, limit=1000) -> int:
    """Send what waits in the outbox, one connection to a batch; returns how many were sent.

    Safe to run twice at once: one runner sends, the others leave it to that one, which looks again
    after each batch. When the mail server cannot be reached, what was claimed waits and the run ends.
    """
    with _alone() as alone:
        return _empty(now, limit) if alone else 0


def _empty(now, limit) -> int:
    """Batch after batch, until nothing waits, enough has gone, or the mail server is away."""
    sent = 0
    for start in range(0, limit, BATCH):
        moment = now or timezone.now()
        messages = claim_messages(now=moment, limit=min(BATCH, limit - start))
        delivered, reachable = _deliver_batch(messages, moment) if messages else (0, False)
        sent += delivered
        if not reachable:
            break
    return sent


@contextlib.contextmanager
def _alone():
    """Whether we are the one who sends: then a kill of all workers at once loses one note at most.

    PostgreSQL frees the lock when its holder dies. In the embedded profile there is one worker.
    """
    if connection.vendor != "postgresql":
        yield True
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        (alone,) = cursor.fetchone()
        try:
            yield alone
        finally:
            if alone:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def claim_messages(*, now, limit) -> list[OutgoingMessage]:
    """Claim waiting messages, and those whose runner died and whose lease is out."""
    waiting = Q(state=MessageState.PENDING, next_attempt_at__lte=now) | Q(
        state=MessageState.CLAIMED, lease_until__lt=now
    )
    with transaction.atomic():
        rows = OutgoingMessage.objects.filter(waiting).order_by("next_attempt_at", "id")
        if transaction.get_connection().features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        messages = list(rows[:limit])
        if messages:
            OutgoingMessage.objects.filter(pk__in=[message.pk for message in messages]).update(
                state=MessageState.CLAIMED, lease_until=now + LEASE, attempts=F("attempts") + 1
            )
    for message in messages:
        message.attempts += 1
    return messages


def _deliver_batch(messages, now) -> tuple[int, bool]:
    """Send a claimed batch; says how many went, and whether the mail server could be reached."""
    began, sent = time.monotonic(), 0
    with contextlib.closing(_Line()) as line:
        letters = [(each, _write(each, line, now)) for each in messages]
        letters = [(message, letter) for message, letter in letters if letter]
        for number, (message, letter) in enumerate(letters):
            try:
                line.open()
            except OSError as error:  # every SMTP error is one
                for waiting, _letter in letters[number:]:
                    _postpone(waiting, _("E-postservern svarade inte"), error, now)
                return sent, False
            sent += _deliver(message, letter, line, now)
            if time.monotonic() - began > WORKED_AT_MOST.total_seconds():
                break
    return sent, True


class _Line:
    """The connection to the mail server: kept from message to message, replaced when it broke."""

    def __init__(self):
        self.connection = get_connection()
        self.open = self.connection.open  # does nothing while it is open

    def close(self):
        with contextlib.suppress(OSError):  # it was broken already
            self.connection.close()


def _write(message, line, now) -> LetterEmail | None:
    """The letter of a message; None when it is not to go, which the message then says.

    Written a batch at a time: one after the other they cost a third of what they cost in between.
    """
    if now - message.next_attempt_at > TOO_OLD or message.attempts > MOST_ATTEMPTS:
        last = f" {message.error}" if message.error else ""
        _give_up(message, _("Vi slutade försöka: brevet kan ha blivit inaktuellt.") + last)
        return None
    try:
        letter = build_email(message, line.connection)
        letter.message()
    except Exception as error:  # noqa: BLE001  (one bad message must never stop the others)
        _give_up(message, _("Brevet gick inte att skicka: %(error)s") % {"error": _named(error)})
        return None
    return letter


def _deliver(message, letter, line, now) -> int:
    try:
        letter.send()
    except smtplib.SMTPRecipientsRefused as error:
        code, reply = next(iter(error.recipients.values()))
        _refused(message, code, reply, now)
    except smtplib.SMTPResponseException as error:
        _refused(message, error.smtp_code, error.smtp_error, now)
        line.close()
    except OSError as error:
        _postpone(message, _("E-postservern lade på"), error, now)
        line.close()
    except Exception as error:  # noqa: BLE001  (one bad message must never stop the others)
        _give_up(message, _("Brevet gick inte att skicka: %(error)s") % {"error": _named(error)})
    else:
        return _mark_sent(message, now)
    return 0


def _mark_sent(message, now) -> int:
    """Note the server's yes at once: what is killed in between comes twice.

    The one statement that every letter costs, so it is not put together anew for each.
    """
    sent_at = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(
            MARK_SENT,
            [MessageState.SENT, sent_at, message.pk, MessageState.CLAIMED, message.attempts],
        )
        return cursor.rowcount


def _refused(message, code, reply, now):
    """The server said no: for good (5xx), or not now (4xx)."""
    said = f"{code} {reply.decode(errors='replace') if isinstance(reply, bytes) else reply}"
    if code >= PERMANENT:
        _give_up(message, _("Mottagarens e-postserver tackade nej: %(said)s") % {"said": said})
    else:
        _postpone(message, _("Mottagarens e-postserver bad oss vänta"), said, now)


def _postpone(message, reason, error, now):
    """Try again later, with growing pauses for three days."""
    reason = f"{reason}: {_named(error)}"
    if message.attempts >= MOST_ATTEMPTS:
        _give_up(message, reason)
        return
    log.warning("message_postponed", message=message.pk, attempts=message.attempts, reason=reason)
    _claimed(message).update(
        state=MessageState.PENDING,
        next_attempt_at=now + pause_after(message.attempts),
        lease_until=None,
        error=reason[:2000],
    )


def pause_after(attempts) -> timedelta:
    """How long to wait after so many attempts: 2, 4, 8 minutes … at most six hours."""
    return min(timedelta(minutes=2**attempts), LONGEST_PAUSE)


def _give_up(message, reason):
    """Show the message among those that failed, with the reason: an official takes over."""
    log.error("message_failed", message=message.pk, attempts=message.attempts, reason=reason)
    _claimed(message).update(state=MessageState.FAILED, lease_until=None, error=reason[:2000])


def _claimed(message):
    """The message, if it is still ours: a later claim has counted another attempt."""
    return OutgoingMessage.objects.filter(
        pk=message.pk, state=MessageState.CLAIMED, attempts=message.attempts
    )


def _named(error) -> str:
    return f"{type(error).__name__}: {error}" if isinstance(error, Exception) else str(error)


def build_email(message, connection=None) -> LetterEmail:
    """The mail as it goes out: text and html, and the same Message-ID however often it is tried."""
    email = LetterEmail(
        message.subject,
        message.text,
        to=[message.to_email],
        connection=connection,
        headers=_headers(message),
    )
    if message.html:
        email.attach_alternative(message.html, "text/html")
    return email


def _headers(message) -> dict[str, str]:
    headers = {
        "Message-ID": f"<kraftsam.{message.pk}.{message.created_at:%Y%m%d%H%M%S}@{_mail_domain()}>",
        "Auto-Submitted": "auto-generated",
    }
    if message.reply_to.isascii() and message.reply_to:
        headers["Reply-To"] = message.reply_to
    if message.may_unsubscribe:  # one click in the mail program (RFC 8058)
        headers["List-Unsubscribe"] = f"<{unsubscribe_address(message.dedupe_key)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _mail_domain() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
