"""What is reported on a grant (använt, återlämnat, prognos), and how a mistaken row is taken back."""

from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions as rights
from coordination.domain.audit import record
from coordination.exceptions import ActionRefused
from coordination.swedish import format_kr
from coordination.validators import validate_plain_text
from funding import permissions
from funding.domain.ledger import (
    REVERSAL,
    Origin,
    Posting,
    fingerprint,
    lock_grant,
    lock_source,
    post,
    posted_before,
)
from funding.enums import REVERSIBLE_KINDS, EntryKind
from funding.exceptions import CapExceeded
from funding.models import LedgerEntry
from funding.validators import validate_amount, validate_booked_on


def record_spending(
    grant, *, actor, amount_ore, booked_on, document, key, is_approximate=False, now=None
) -> LedgerEntry:
    """Book what has been used of a grant (använt), with its document. Once per ``key``.

    Raises PermissionDenied, ValidationError (amount, day), CapExceeded, KeyReused.
    """
    report = Report(amount_ore, booked_on, document, is_approximate)
    return _report(EntryKind.USED, grant, report, actor=actor, key=key, now=now)


def record_return(
    grant, *, actor, amount_ore, booked_on, document, key, is_approximate=False, now=None
) -> LedgerEntry:
    """Book what a body gives back of a grant (återlämnat). Once per ``key``.

    It is no longer left on the grant; granting it anew takes a decision of its own (T-16). Raises
    PermissionDenied, ValidationError (amount, day), CapExceeded, KeyReused.
    """
    report = Report(amount_ore, booked_on, document, is_approximate)
    return _report(EntryKind.RETURNED, grant, report, actor=actor, key=key, now=now)


def record_forecast(
    grant, *, actor, amount_ore, booked_on, document, key, is_approximate=False, now=None
) -> LedgerEntry:
    """Book what the whole project is now expected to use (prognos); it may be more than was granted.

    The row holds the step from the forecast before it. Once per ``key``. Raises PermissionDenied,
    ValidationError (amount, day), KeyReused.
    """
    report = Report(amount_ore, booked_on, document, is_approximate)
    return _report(EntryKind.FORECAST, grant, report, actor=actor, key=key, now=now)


@dataclass(frozen=True)
class Report:
    """What a body says about a grant: how much, which day, on what ground."""

    amount_ore: int
    booked_on: date
    document: str
    is_approximate: bool = False


def _report(kind, grant, report, *, actor, key, now) -> LedgerEntry:
    now = now or timezone.now()
    today = timezone.localdate(now)
    rights.require(permissions.can_report(actor, grant))
    report = _checked(report, grant, zero=kind == EntryKind.FORECAST, today=today)
    origin = Origin.of_form(key, grant=grant.pk, **vars(report))
    with transaction.atomic():
        current = lock_grant(grant)
        if earlier := posted_before(origin, kind):
            return earlier
        entry = post(_posting(kind, current, report), origin=origin, actor=actor, now=now)
        note_report(current, on=today)
        record(
            f"grant.{kind}_recorded",
            actor=actor,
            subject=grant,
            matter=grant.decision.matter,
            data=vars(report) | {"amount": format_kr(report.amount_ore)},
        )
    return entry


def _checked(report, grant, *, zero, today) -> Report:
    validate_amount(report.amount_ore, zero=zero)
    validate_booked_on(report.booked_on, today=today, earliest=grant.decision.decided_on)
    document = validate_plain_text(report.document, what=_("Underlaget"), limit=200)
    return replace(report, document=document)


def _posting(kind, grant, report) -> Posting:
    """The row for a report on a locked grant. A forecast is booked as the step from the last one."""
    if kind == EntryKind.FORECAST:
        report = replace(report, amount_ore=report.amount_ore - forecast_of(grant))
    else:
        _refuse_above_granted(grant, report.amount_ore)
    return Posting(
        kind=kind,
        funding_source=grant.round.source,
        round=grant.round,
        grant=grant,
        **vars(report),
    )


def forecast_of(grant) -> int:
    """What the project is expected to use in all, by its latest forecast; 0 when there is none."""
    rows = LedgerEntry.objects.filter(grant=grant, kind=EntryKind.FORECAST)
    return rows.aggregate(total=Sum("amount_ore"))["total"] or 0


def note_report(grant, *, on) -> None:
    """Remember the day that somebody last reported on a locked grant."""
    grant.reported_on = on
    grant.save(update_fields=["reported_on"])


def _refuse_above_granted(grant, amount_ore):
    if amount_ore > grant.left_ore:
        raise CapExceeded(
            _(
                "Det är %(over)s mer än vad som finns kvar av bidraget (%(left)s). "
                "Kontrollera beloppet. Det som kostar mer betalar nämnden själv."
            )
            % {
                "over": format_kr(amount_ore - grant.left_ore),
                "left": format_kr(grant.left_ore),
            },
            code="grant_exceeded",
        )


def reverse_entry(entry, *, actor, reason, now=None) -> LedgerEntry:
    """Take a mistaken row back with a new row of the opposite amount, booked today, with the reason.

    A row is taken back once; doing it again with the same reason changes nothing. What is granted is
    taken back only while none of it is used. Raises PermissionDenied, ActionRefused, KeyReused.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    rights.require(permissions.can_correct(actor, entry))
    _refuse_irreversible(entry)
    reason = validate_plain_text(reason, what=_("Skälet"), limit=500)
    origin = Origin(REVERSAL, str(entry.pk), fingerprint({"reason": reason}))
    with transaction.atomic():
        grant = _lock_for(entry)
        if earlier := posted_before(origin, entry.kind):
            return earlier
        if entry.kind == EntryKind.GRANTED:
            _refuse_above_granted(grant, entry.amount_ore)
        reversal = post(_opposite(entry, reason, today), origin=origin, actor=actor, now=now)
        if grant:
            note_report(grant, on=today)
        record(
            "entry.reversed",
            actor=actor,
            subject=grant or entry.round,
            matter=grant.decision.matter if grant else None,
            data={"entry": entry.pk, "amount": format_kr(entry.amount_ore), "reason": reason},
        )
    return reversal


def _refuse_irreversible(entry):
    if entry.reverses_id:
        raise ActionRefused(
            _("Raden rättar redan en annan. Anteckna beloppet på nytt i stället."),
            code="is_reversal",
        )
    if entry.kind not in REVERSIBLE_KINDS:
        raise ActionRefused(
            _("En ram eller prognos rättas genom att du anger en ny."), code="superseded_instead"
        )


def _lock_for(entry):
    if entry.kind in {EntryKind.GRANTED, EntryKind.APPLIED}:
        lock_source(entry.funding_source)
    return lock_grant(entry.grant) if entry.grant_id else None


def _opposite(entry, reason, day) -> Posting:
    return Posting(
        kind=entry.kind,
        funding_source=entry.funding_source,
        round=entry.round,
        grant=entry.grant,
        amount_ore=-entry.amount_ore,
        booked_on=day,
        document=entry.document,
        note=reason,
        decision=entry.decision,
        reverses=entry,
        is_approximate=entry.is_approximate,
    )
