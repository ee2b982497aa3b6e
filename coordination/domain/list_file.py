"""Long lists in Excel: ordered, made as a job with progress, cancelled, read for some days.

The order is a row in the database; the queue is only a hint. Whoever makes the file claims it for the
time of a lease, like a bundle.
"""

import hashlib
import tempfile
from datetime import timedelta

import structlog
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from coordination.celery import app
from coordination.domain.audit import record
from coordination.enums import JobState
from coordination.exceptions import ActionRefused
from coordination.models import ListFile
from coordination.permissions import require
from coordination.registry import listings

log = structlog.get_logger()

LEASE = timedelta(minutes=5)
KEPT = timedelta(days=7)
MOST_ATTEMPTS = 3
MOST_WAITING = 3


class Cancelled(Exception):
    """The orderer does not want the file any more, or somebody else makes it."""


def order_list_file(listing, *, actor, query, rows, language, now=None) -> ListFile:
    """Put a list in the queue. The same list asked for again while it waits is one order.

    Effects: the row, one audit event, a hint to the queue. Raises ActionRefused when too many wait.
    """
    said = {"listing": listing.code, "query": query, "requested_by": actor, "language": language}
    with transaction.atomic():
        actor.__class__.objects.select_for_update(no_key=True, of=("self",)).get(pk=actor.pk)
        waiting = ListFile.objects.filter(
            requested_by=actor, state__in=[JobState.QUEUED, JobState.RUNNING]
        )
        if earlier := waiting.filter(listing=listing.code, query=query).first():
            return earlier
        if waiting.count() >= MOST_WAITING:
            raise ActionRefused(
                _("Du har redan %(most)s listor på gång. Vänta tills en är klar.")
                % {"most": MOST_WAITING},
                code="too_many",
            )
        ordered = ListFile.objects.create(
            **said, rows_wanted=rows, requested_at=now or timezone.now()
        )
        data = {"list": str(listing.title), "rows": rows}
        record("list.ordered", actor=actor, subject=ordered, data=data)
        transaction.on_commit(hint, robust=True)
    return ordered


def cancel_list_file(ordered, *, actor) -> ListFile:
    """Stop a list that is not done. Raises PermissionDenied, ActionRefused."""
    require(ordered.requested_by_id == actor.pk)
    with transaction.atomic():
        current = ListFile.objects.select_for_update(of=("self",)).get(pk=ordered.pk)
        if not current.is_under_way:
            raise ActionRefused(_("Listan är inte på gång längre."), code="not_under_way")
        current.state, current.lease_until = JobState.CANCELLED, None
        current.save(update_fields=["state", "lease_until"])
        record("list.cancelled", actor=actor, subject=current)
    return current


def retry_list_file(ordered, *, actor, now=None) -> ListFile:
    """Try again what failed or was stopped. Raises PermissionDenied, ActionRefused."""
    require(ordered.requested_by_id == actor.pk)
    with transaction.atomic():
        current = ListFile.objects.select_for_update(of=("self",)).get(pk=ordered.pk)
        if not current.can_be_retried:
            raise ActionRefused(
                _("Listan är redan klar, eller på väg att bli det."), code="not_failed"
            )
        current.state, current.attempts, current.error = JobState.QUEUED, 0, ""
        current.rows_done, current.requested_at = 0, now or timezone.now()
        current.save()
        record("list.retried", actor=actor, subject=current)
        transaction.on_commit(hint, robust=True)
    return current


def hint():
    """Tell the queue that a list waits. If the queue is away, the next tick finds it all the same."""
    app.send_task("coordination.list_files", retry=False, expires=60)


# --- The job -------------------------------------------------------------------------------------


def make_list_files(*, now=None, limit=10) -> int:
    """Make what waits, one at a time; returns how many were finished. Safe to run twice at once."""
    done = 0
    for _turn in range(limit):
        ordered = claim_list_file(now=now or timezone.now())
        if ordered is None:
            break
        done += _make(ordered)
    return done


def claim_list_file(*, now) -> ListFile | None:
    """The oldest order that waits, or whose maker died and whose lease is out."""
    waiting = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, lease_until__lt=now)
    with transaction.atomic():
        rows = ListFile.objects.filter(waiting).order_by("requested_at", "pk")
        if transaction.get_connection().features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        ordered = rows.first()
        if ordered is None:
            return None
        ListFile.objects.filter(pk=ordered.pk).update(
            state=JobState.RUNNING,
            lease_until=now + LEASE,
            attempts=F("attempts") + 1,
            rows_done=0,
        )
    ordered.attempts += 1
    return ordered


def _make(ordered) -> int:
    if ordered.attempts > MOST_ATTEMPTS:
        return _fail(ordered, _("Arbetet avbröts flera gånger. Begränsa urvalet och försök igen."))
    try:
        with override(ordered.language), tempfile.NamedTemporaryFile(suffix=".xlsx") as target:
            rows = _write(ordered, target.name)
            return _keep(ordered, target, rows)
    except Cancelled:
        return 0
    except Exception:  # one bad list must never stop the others
        log.exception("list_file_failed", list_file=ordered.pk)
        return _fail(ordered, _("Något oväntat gick fel. Felet är antecknat. Försök igen."))


def _write(ordered, path) -> int:
    """The workbook, with what the orderer may see now. Raises Cancelled between two chunks."""
    return listings[ordered.listing].write(
        path,
        ordered.requested_by,
        ordered.query,
        at=timezone.now(),
        progress=lambda rows: _progress(ordered, rows),
    )


def _progress(ordered, rows):
    """Note how far it has come, outside the transaction that reads."""
    if not _claimed(ordered).update(rows_done=rows, lease_until=timezone.now() + LEASE):
        raise Cancelled


def _keep(ordered, target, rows) -> int:
    ordered.sha256, size = _hash_of(target)
    name = ordered.file.field.generate_filename(ordered, "")
    if not default_storage.exists(name):
        target.seek(0)
        name = default_storage.save(name, File(target))
    with transaction.atomic():
        kept = _claimed(ordered).update(
            state=JobState.DONE,
            finished_at=timezone.now(),
            lease_until=None,
            error="",
            file=name,
            sha256=ordered.sha256,
            size=size,
            rows_done=rows,
            rows_wanted=rows,
        )
        if kept:
            data = {"rows": rows, "sha256": ordered.sha256}
            record("list.done", actor=None, subject=ordered, data=data)
    return kept


def _hash_of(target) -> tuple[str, int]:
    """The hash and size of what was written, a piece at a time."""
    target.seek(0)
    found = hashlib.file_digest(target, "sha256").hexdigest()
    return found, target.tell()


def _fail(ordered, reason) -> int:
    _claimed(ordered).update(
        state=JobState.FAILED, lease_until=None, error=reason[:500], finished_at=timezone.now()
    )
    return 0


def _claimed(ordered):
    """The order, if it is still ours: a later claim has counted another attempt."""
    return ListFile.objects.filter(pk=ordered.pk, state=JobState.RUNNING, attempts=ordered.attempts)


def remove_old_list_files(*, now=None) -> int:
    """Take away what has been there for its days: a list is a copy, what it shows is kept elsewhere."""
    old = ListFile.objects.filter(requested_at__lt=(now or timezone.now()) - KEPT)
    removed = 0
    for found in old[:100]:
        if found.file.name:
            default_storage.delete(found.file.name)
        removed += found.delete()[0]
    return removed
