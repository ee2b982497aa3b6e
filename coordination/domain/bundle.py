"""A meeting's papers as one PDF: ordered by the secretary, drawn up as a job, kept.

The order is a row in the database; the queue is only a hint. A runner claims a bundle for the time of
a lease; when it dies, another takes the bundle up again (like ``delivery``).
"""

import hashlib
from datetime import timedelta

import structlog
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from coordination import permissions
from coordination.celery import app
from coordination.domain.audit import record
from coordination.domain.bundle_content import BundleContent, bundle_content
from coordination.domain.document import DocumentDamaged
from coordination.enums import BundleState
from coordination.exceptions import ActionRefused, ReadableError
from coordination.models import Bundle, BundlePart
from coordination.registry import document_types

log = structlog.get_logger()

LEASE = timedelta(minutes=10)
MOST_ATTEMPTS = 3
MOST_PARTS = 100


class Cancelled(Exception):
    """The papers are not wanted any more, or somebody else draws them up."""


def order_bundle(meeting, *, actor, chosen, now=None) -> Bundle:
    """Put the chosen papers (Candidate) of a meeting in the queue, in their order.

    Effects: the bundle with its parts, one audit event, a hint to the queue. Raises PermissionDenied,
    and ActionRefused when nothing or too much is chosen or a bundle is under way already. The caller
    has chosen among what the actor may see (``candidates_for``).
    """
    permissions.require(permissions.can_bundle_papers(actor, meeting.organization))
    _refuse_amount(len(chosen))
    with transaction.atomic():
        meeting.__class__.objects.select_for_update().get(pk=meeting.pk)
        if meeting.bundles.filter(state__in=[BundleState.QUEUED, BundleState.RUNNING]).exists():
            raise ActionRefused(
                _(
                    "Handlingar till sammanträdet är redan beställda. Vänta tills de är klara, eller "
                    "avbryt dem på deras sida, och försök igen."
                ),
                code="under_way",
            )
        bundle = Bundle.objects.create(
            meeting=meeting, requested_by=actor, requested_at=now or timezone.now()
        )
        BundlePart.objects.bulk_create(
            BundlePart(
                bundle=bundle,
                position=place,
                title=each.title[:300],
                statement=each.statement,
                document=each.document,
                memorandum=each.memorandum,
            )
            for place, each in enumerate(chosen, start=1)
        )
        record(
            "bundle.ordered",
            actor=actor,
            subject=bundle,
            data={"held_on": meeting.held_on, "parts": len(chosen)},
        )
        transaction.on_commit(hint, robust=True)
    return bundle


def _refuse_amount(number):
    if not number:
        raise ActionRefused(_("Välj minst en handling att ta med."), code="nothing_chosen")
    if number > MOST_PARTS:
        raise ActionRefused(
            _("Högst %(most)s handlingar får plats. Ta bort några, eller gör två buntar.")
            % {"most": MOST_PARTS},
            code="too_many",
        )


def retry_bundle(bundle, *, actor, now=None) -> Bundle:
    """Try a bundle again that failed, was cancelled, or that nobody works on any longer.

    Raises PermissionDenied; ActionRefused when it is done, or somebody draws it up right now.
    """
    now = now or timezone.now()
    permissions.require(permissions.can_bundle_papers(actor, bundle.meeting.organization))
    with transaction.atomic():
        current = Bundle.objects.select_for_update(of=("self",)).get(pk=bundle.pk)
        if not current.can_be_retried(now):
            raise ActionRefused(
                _("Handlingarna är redan klara, eller på väg att bli det."), code="not_failed"
            )
        current.state, current.attempts, current.error = BundleState.QUEUED, 0, ""
        current.requested_at, current.lease_until, current.steps_done = now, None, 0
        current.save()
        data = {"held_on": current.meeting.held_on}
        record("bundle.retried", actor=actor, subject=current, data=data)
        transaction.on_commit(hint, robust=True)
    return current


def cancel_bundle(bundle, *, actor) -> Bundle:
    """Stop a bundle that is not done. Raises PermissionDenied, ActionRefused.

    It is kept as one that came to nothing, without a reason: it can be tried again as it was chosen.
    """
    permissions.require(permissions.can_bundle_papers(actor, bundle.meeting.organization))
    with transaction.atomic():
        current = Bundle.objects.select_for_update(of=("self",)).get(pk=bundle.pk)
        if not current.is_under_way:
            raise ActionRefused(_("Handlingarna är inte på gång längre."), code="not_under_way")
        current.state, current.error, current.lease_until = BundleState.FAILED, "", None
        current.save(update_fields=["state", "error", "lease_until"])
        data = {"held_on": current.meeting.held_on}
        record("bundle.cancelled", actor=actor, subject=current, data=data)
    return current


def hint():
    """Tell the queue that a bundle waits. If the queue is away, the next tick finds it all the same."""
    app.send_task("coordination.bundle", retry=False, expires=60)


# --- The job -------------------------------------------------------------------------------------


def draw_up_bundles(*, now=None, limit=10) -> int:
    """Draw up what waits, one at a time; returns how many were finished. Safe to run twice at once."""
    done = 0
    for _turn in range(limit):
        bundle = claim_bundle(now=now or timezone.now())
        if bundle is None:
            break
        done += _draw_up(bundle)
    return done


def claim_bundle(*, now) -> Bundle | None:
    """The oldest bundle that waits, or whose runner died and whose lease is out."""
    waiting = Q(state=BundleState.QUEUED) | Q(state=BundleState.RUNNING, lease_until__lt=now)
    with transaction.atomic():
        rows = Bundle.objects.filter(waiting).order_by("requested_at", "pk")
        if transaction.get_connection().features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        bundle = rows.first()
        if bundle is None:
            return None
        Bundle.objects.filter(pk=bundle.pk).update(
            state=BundleState.RUNNING,
            lease_until=now + LEASE,
            attempts=F("attempts") + 1,
            steps_done=0,
        )
    bundle.attempts += 1
    return bundle


def _draw_up(bundle) -> int:
    """Draw one claimed bundle up and keep it, or keep the reason why it could not be."""
    if bundle.attempts > MOST_ATTEMPTS:
        return _fail(bundle, _("Arbetet avbröts flera gånger. Försök igen med färre handlingar."))
    try:
        with override("sv"):
            content = bundle_content(bundle)
            bound = document_types["bundle"].render(content, progress=lambda: _progress(bundle))
    except Cancelled:
        return 0
    except DocumentDamaged as damaged:
        return _fail(
            bundle,
            _(
                "Den lagrade filen med kvittens %(number)s är skadad eller saknas. Ta bort den ur "
                "bunten, och kontakta systemförvaltaren."
            )
            % {"number": damaged},
        )
    except Exception as error:  # one bad bundle must never stop the others
        log.exception("bundle_failed", bundle=bundle.pk)
        return _fail(bundle, _reason(error))
    return _keep(bundle, content, bound)


def _reason(error) -> str:
    """What the error says to the reader; what nobody foresaw is told in general."""
    if isinstance(error, ReadableError):
        return str(error)
    return _("Något oväntat gick fel. Felet är antecknat. Försök igen.")


def _progress(bundle):
    """Note how far it has come; stop when it is not ours any more."""
    lease_until = timezone.now() + LEASE
    if not _claimed(bundle).update(steps_done=F("steps_done") + 1, lease_until=lease_until):
        raise Cancelled


def _keep(bundle, content: BundleContent, bound) -> int:
    bundle.sha256 = hashlib.sha256(bound.pdf).hexdigest()
    name = bundle.file.field.generate_filename(bundle, "")
    if not default_storage.exists(name):
        name = default_storage.save(name, ContentFile(bound.pdf))
    with transaction.atomic():
        kept = _claimed(bundle).update(
            state=BundleState.DONE,
            finished_at=timezone.now(),
            lease_until=None,
            error="",
            file=name,
            sha256=bundle.sha256,
            size=len(bound.pdf),
            pages=bound.pages,
        )
        if kept:
            _note_parts(content, bound.first_pages)
            data = {
                "held_on": bundle.meeting.held_on,
                "pages": bound.pages,
                "sha256": bundle.sha256,
            }
            record("bundle.done", actor=None, subject=bundle, data=data)
    return kept


def _note_parts(content, first_pages):
    for each, first_page in zip(content.parts, first_pages, strict=True):
        each.row.fingerprint, each.row.first_page = each.fingerprint, first_page
    BundlePart.objects.bulk_update(
        [each.row for each in content.parts], ["fingerprint", "first_page"]
    )


def _fail(bundle, reason) -> int:
    log.error("bundle_not_drawn_up", bundle=bundle.pk, reason=reason)
    _claimed(bundle).update(
        state=BundleState.FAILED, lease_until=None, error=reason[:2000], finished_at=timezone.now()
    )
    return 0


def _claimed(bundle):
    """The bundle, if it is still ours: a later claim has counted another attempt."""
    return Bundle.objects.filter(pk=bundle.pk, state=BundleState.RUNNING, attempts=bundle.attempts)


def read_bundle(bundle) -> bytes:
    """The kept bytes. Raises DocumentDamaged when they are gone or no longer match their hash."""
    try:
        with bundle.file.open("rb") as stream:
            content = stream.read()
    except OSError as error:
        raise DocumentDamaged(str(bundle.pk)) from error
    if hashlib.sha256(content).hexdigest() != bundle.sha256:
        raise DocumentDamaged(str(bundle.pk))
    return content
