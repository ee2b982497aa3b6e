"""The four questions as a document: ordered for a day, drawn up as a job, kept with a receipt.

The order is a row in the database. A runner claims it for the time of a lease; when it dies, another
takes it up again (like ``coordination.domain.bundle``). What is small is drawn up at once.
"""

from datetime import timedelta

import structlog
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.domain.audit import record
from coordination.domain.document import new_receipt_number, store_document
from coordination.enums import DocumentKind
from coordination.exceptions import ActionRefused, ReadableError
from coordination.models import Decision
from coordination.permissions import require
from coordination.registry import document_types
from evaluation import permissions
from evaluation.domain.queries.four_questions import FourAnswers, four_answers
from evaluation.enums import JobState
from evaluation.models import AnswerSheet
from funding.models import Grant

log = structlog.get_logger()

KIND = DocumentKind.FOUR_QUESTIONS.value
LEASE = timedelta(minutes=10)
MOST_ATTEMPTS = 3
AT_ONCE = 60  # projects: what is drawn up while one waits


def order_answers(decision, *, actor, as_of, known_at, key="", now=None) -> AnswerSheet:
    """Have the answers about a decision drawn up for a day, as they were known at a moment.

    It becomes a document of the matter, with a receipt. The same ``key`` gives the same sheet, however
    often it is sent. Raises PermissionDenied, ActionRefused for a day to come or before the decision.
    """
    now = now or timezone.now()
    require(permissions.can_draw_up_answers(actor, decision))
    _refuse_unlikely_day(decision, as_of, timezone.localdate(now))
    asked = {"as_of": as_of, "known_at": min(known_at, now), "requested_at": now}
    with transaction.atomic():
        sheet, is_new = _ordered(decision, actor, key, asked)
        if is_new:
            record(
                "answers.ordered",
                actor=actor,
                subject=sheet,
                matter=decision.matter,
                data={"decision": decision.title, "as_of": as_of},
            )
    return sheet


def _ordered(decision, actor, key, asked) -> tuple[AnswerSheet, bool]:
    """The sheet, and whether this order made it. The database settles who of two came first."""
    said = {"decision": decision, "requested_by": actor}
    if not key:
        return AnswerSheet.objects.create(**said, **asked), True
    return AnswerSheet.objects.get_or_create(**said, key=key, defaults=asked)


def is_small(sheet) -> bool:
    """Whether the sheet is so short that one may wait for it."""
    return Grant.objects.filter(decision=sheet.decision).count() <= AT_ONCE


def retry_answers(sheet, *, actor, now=None) -> AnswerSheet:
    """Try a sheet again that could not be drawn up. Raises PermissionDenied, ActionRefused."""
    require(permissions.can_draw_up_answers(actor, sheet.decision))
    with transaction.atomic():
        current = AnswerSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
        if current.state != JobState.FAILED:
            raise ActionRefused(
                _("Handlingen är redan klar, eller på väg att bli det."), code="not_failed"
            )
        current.state, current.attempts, current.error = JobState.QUEUED, 0, ""
        current.requested_at = now or timezone.now()
        current.save(update_fields=["state", "attempts", "error", "requested_at"])
        record("answers.retried", actor=actor, subject=current, matter=current.decision.matter)
    return current


def _refuse_unlikely_day(decision, as_of, today):
    if as_of > today:
        raise ActionRefused(
            _("Dagen har inte varit än. Välj en dag till och med i dag."), code="day_to_come"
        )
    if as_of < decision.decided_on:
        raise ActionRefused(
            _("Pengarna var inte beviljade den dagen. Välj dagen för beslutet eller en senare."),
            code="before_decision",
        )


# --- The job -------------------------------------------------------------------------------------


def draw_up_answers(*, now=None, limit=1) -> int:
    """Draw up what waits, one at a time; returns how many were finished. Safe to run twice at once."""
    done = 0
    for _turn in range(limit):
        sheet = claim_sheet(AnswerSheet.objects.all(), now=now or timezone.now())
        if sheet is None:
            break
        done += _draw_up(sheet)
    return done


def draw_up_now(sheet, *, now=None) -> AnswerSheet:
    """Draw up this sheet while its reader waits, unless somebody already does."""
    claimed = claim_sheet(AnswerSheet.objects.filter(pk=sheet.pk), now=now or timezone.now())
    if claimed:
        _draw_up(claimed)
    return AnswerSheet.objects.get(pk=sheet.pk)


def claim_sheet(sheets, *, now) -> AnswerSheet | None:
    """The oldest that waits, or whose runner died and whose lease is out."""
    waiting = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, lease_until__lt=now)
    with transaction.atomic():
        rows = sheets.filter(waiting).order_by("requested_at", "pk")
        if transaction.get_connection().features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        sheet = rows.first()
        if sheet is None:
            return None
        AnswerSheet.objects.filter(pk=sheet.pk).update(
            state=JobState.RUNNING,
            lease_until=now + LEASE,
            attempts=F("attempts") + 1,
            steps_done=0,
        )
    sheet.attempts += 1
    return sheet


def _draw_up(sheet) -> int:
    """Draw one claimed sheet up and keep it, or keep the reason why it could not be."""
    if sheet.attempts > MOST_ATTEMPTS:
        return _fail(sheet, _("Arbetet avbröts flera gånger. Försök igen."))
    at, number = timezone.now(), new_receipt_number(timezone.now())
    try:
        answers = answers_of(sheet)
        _claimed(sheet).update(steps_done=1)
        content = document_types[KIND].render(answers, at=at, receipt_number=number)
    except Exception as error:  # one bad sheet must never stop the others
        log.exception("answers_failed", sheet=sheet.pk)
        return _fail(sheet, _reason(error))
    return _keep(sheet, content, at=at, number=number)


def answers_of(sheet) -> FourAnswers:
    """The answers that a sheet was ordered for: the same whenever one asks."""
    decision = Decision.objects.select_related("matter__organization__municipality", "body").get(
        pk=sheet.decision_id
    )
    return four_answers(decision, as_of=sheet.as_of, known_at=sheet.known_at)


def _reason(error) -> str:
    """What the error says to the reader; what nobody foresaw is told in general."""
    if isinstance(error, ReadableError):
        return str(error)
    return _("Något oväntat gick fel. Felet är antecknat. Försök igen.")


def _keep(sheet, content, *, at, number) -> int:
    with transaction.atomic():
        if not _claimed(sheet).select_for_update().exists():
            return 0
        document = store_document(
            content,
            matter=sheet.decision.matter,
            kind=KIND,
            title=str(sheet),
            receipt_number=number,
            at=at,
            template_version=document_types[KIND].template_version,
        )
        _claimed(sheet).update(
            state=JobState.DONE, document=document, finished_at=at, lease_until=None, error=""
        )
        record(
            "answers.drawn_up",
            actor=None,
            subject=sheet,
            matter=sheet.decision.matter,
            data={"as_of": sheet.as_of, "receipt": number, "sha256": document.sha256},
        )
    return 1


def _fail(sheet, reason) -> int:
    log.error("answers_not_drawn_up", sheet=sheet.pk, reason=reason)
    _claimed(sheet).update(
        state=JobState.FAILED, lease_until=None, error=reason[:2000], finished_at=timezone.now()
    )
    return 0


def _claimed(sheet):
    """The sheet, if it is still ours: a later claim has counted another attempt."""
    return AnswerSheet.objects.filter(pk=sheet.pk, state=JobState.RUNNING, attempts=sheet.attempts)
