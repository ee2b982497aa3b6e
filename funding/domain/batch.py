"""Outcome in many rows at once (utfallsrapportering): all that is sent in is booked, or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions as rights
from coordination.domain.audit import record
from coordination.exceptions import ActionRefused
from coordination.swedish import format_kr
from coordination.validators import validate_plain_text
from funding import permissions
from funding.domain.entry import Report, checked_report, follow_up_forecast, refuse_above_granted
from funding.domain.ledger import (
    BATCH,
    Origin,
    Posting,
    fingerprint,
    forecast_of,
    lock_grants,
    post_all,
    refuse_other_values,
)
from funding.domain.reversal import opposite, reversal_origin
from funding.domain.surplus_watch import watch_surplus
from funding.enums import IMPORTED_KINDS, EntryKind
from funding.models import ColumnMapping, Grant, LedgerEntry, OutcomeBatch

MOST_ROWS = 10_000


@dataclass(frozen=True)
class OutcomeLine:
    """One row of a table of outcome: which project, how much, which day, on what ground."""

    number: int
    grant: Grant
    amount_ore: int
    booked_on: date
    document: str

    @property
    def report(self) -> Report:
        return Report(self.amount_ore, self.booked_on, self.document)

    def said(self) -> list:
        return [self.grant.pk, self.amount_ore, self.booked_on, self.document]


def record_batch(
    body,
    *,
    actor,
    kind,
    lines: Sequence[OutcomeLine],
    key,
    skipped=0,
    file_name="",
    columns: Mapping[str, str] | None = None,
    now=None,
) -> OutcomeBatch:
    """Book a table of outcome or forecasts from a body's finance system: every row of it, or none.

    ``columns`` is remembered for the body's next table. Once per ``key``. Raises PermissionDenied,
    ValidationError naming the row, KeyReused.
    """
    now = now or timezone.now()
    rights.require(permissions.can_report_for(actor, body))
    _refuse_unfit(body, kind, lines)
    said = [line.said() for line in lines]
    origin = Origin(BATCH, str(key), fingerprint({"body": body.pk, "kind": kind, "lines": said}))
    with transaction.atomic():
        grants = {grant.pk: grant for grant in lock_grants(*[line.grant for line in lines])}
        earlier = OutcomeBatch.objects.filter(key=origin.source_id).first()
        if earlier and refuse_other_values(earlier, origin):
            return earlier
        _check(lines, grants, kind, today=timezone.localdate(now))
        batch = OutcomeBatch.objects.create(
            organization=body,
            kind=kind,
            file_name=file_name[:200],
            row_count=len(lines),
            skipped_count=skipped,
            total_ore=sum(line.amount_ore for line in lines),
            key=origin.source_id,
            fingerprint=origin.fingerprint,
            actor=actor,
            recorded_at=now,
        )
        _book(batch, lines, grants, origin, now)
        _remember(body, columns, now)
        record(
            "outcome.read",
            actor=actor,
            subject=batch,
            data={
                "rows": len(lines),
                "kind": batch.get_kind_display(),
                "sum": format_kr(batch.total_ore),
            },
        )
    return batch


def _refuse_unfit(body, kind, lines):
    if kind not in IMPORTED_KINDS:
        raise ActionRefused(_("Bara utfall och prognoser läses in."), code="wrong_kind")
    if not lines:
        raise ActionRefused(_("Det finns inga rader att spara."), code="no_rows")
    if len(lines) > MOST_ROWS:
        raise ActionRefused(
            _("Det är fler än %(most)s rader. Dela upp tabellen.") % {"most": MOST_ROWS},
            code="too_many_rows",
        )
    for line in lines:
        if line.grant.recipient_id != body.pk:
            raise _at(line, _("Projektet hör till ett annat organ."))


def _check(lines, grants, kind, *, today):
    """Each row by the rules of a single report, and all of them together against what is left."""
    room = {pk: grant.room_ore for pk, grant in grants.items()}
    for line in lines:
        grant = grants[line.grant.pk]
        try:
            checked_report(line.report, grant, kind=kind, today=today)
            if kind == EntryKind.USED and line.amount_ore > room[grant.pk]:
                refuse_above_granted(grant, line.amount_ore + grant.room_ore - room[grant.pk])
        except ValidationError as refused:
            raise _at(line, refused.messages[0]) from refused
        room[grant.pk] -= line.amount_ore


def _at(line, message) -> ActionRefused:
    """A refusal that says which row it is about."""
    return ActionRefused(
        _("Rad %(number)s: %(message)s") % {"number": line.number, "message": message},
        code="row_refused",
    )


def _book(batch, lines, grants, origin, now):
    rows = [
        (_posting(batch, line, grants[line.grant.pk]), _origin_of(origin, number))
        for number, line in enumerate(lines, start=1)
    ]
    post_all(rows, actor=batch.actor, now=now)
    Grant.objects.filter(pk__in=grants).update(reported_on=timezone.localdate(now))
    if batch.kind == EntryKind.FORECAST:
        for line in lines:
            follow_up_forecast(grants[line.grant.pk], line.amount_ore, now=now)
    for grant in grants.values():
        watch_surplus(grant, now=now)


def _origin_of(origin, number) -> Origin:
    return Origin(origin.source, f"{origin.source_id}:{number}", origin.fingerprint)


def _posting(batch, line, grant) -> Posting:
    """The row in the ledger; a forecast is booked as the step from the last one."""
    before = (forecast_of(grant) or 0) if batch.kind == EntryKind.FORECAST else 0
    return Posting(
        kind=batch.kind,
        funding_source=grant.round.source,
        round=grant.round,
        grant=grant,
        amount_ore=line.amount_ore - before,
        booked_on=line.booked_on,
        document=line.document,
        batch=batch,
    )


def _remember(body, columns, now):
    if columns:
        ColumnMapping.objects.update_or_create(
            organization=body, defaults={"columns": dict(columns), "saved_at": now}
        )


def undo_batch(batch, *, actor, reason, now=None) -> OutcomeBatch:
    """Take a whole batch back (ångra) by rows that reverse its rows; both stay in the ledger.

    Rows that were taken back one by one before are left. A forecast that a later one has replaced is
    left too: it no longer says anything. Undone twice is refused. Raises PermissionDenied.
    """
    now = now or timezone.now()
    rights.require(permissions.can_report_for(actor, batch.organization))
    reason = validate_plain_text(reason, what=_("Skälet"), limit=500)
    with transaction.atomic():
        batch = OutcomeBatch.objects.select_for_update(no_key=True).get(pk=batch.pk)
        if batch.undone_at:
            raise ActionRefused(_("Inläsningen är redan ångrad."), code="undone")
        rows = _rows_to_take_back(batch)
        grants = lock_grants(*[row.grant for row in rows])
        day = timezone.localdate(now)
        post_all(
            [(opposite(row, reason, day), reversal_origin(row, reason)) for row in rows],
            actor=actor,
            now=now,
        )
        for grant in {grant.pk: grant for grant in grants}.values():
            watch_surplus(grant, now=now)
        batch.undone_at, batch.undone_by, batch.undo_reason = now, actor, reason
        batch.save(update_fields=["undone_at", "undone_by", "undo_reason"])
        record("outcome.undone", actor=actor, subject=batch, data={"reason": reason})
    return batch


def _rows_to_take_back(batch) -> list[LedgerEntry]:
    rows = batch.entries.filter(reversed_by__isnull=True).select_related(
        "grant", "round", "funding_source", "decision"
    )
    if batch.kind != EntryKind.FORECAST:
        return list(rows)
    return [row for row in rows if not _is_replaced(row)]


def _is_replaced(row) -> bool:
    later = LedgerEntry.objects.filter(grant=row.grant_id, kind=row.kind, pk__gt=row.pk)
    return later.exists()
