"""How a mistaken row is taken back: by a new row of the opposite amount, never by a change."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions as rights
from coordination.domain.audit import record
from coordination.exceptions import ActionRefused
from coordination.swedish import format_kr
from coordination.validators import validate_plain_text
from funding import permissions
from funding.domain.entry import note_report
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
from funding.domain.surplus_watch import watch_surplus
from funding.enums import REVERSIBLE_KINDS, EntryKind
from funding.exceptions import CapExceeded
from funding.models import LedgerEntry


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
    origin = reversal_origin(entry, reason)
    with transaction.atomic():
        grant = _lock_for(entry)
        if earlier := posted_before(origin, entry.kind):
            return earlier
        if entry.kind == EntryKind.GRANTED:
            _refuse_spent(grant, entry.amount_ore)
        reversal = post(opposite(entry, reason, today), origin=origin, actor=actor, now=now)
        if grant:
            note_report(grant, on=today)
            watch_surplus(grant, now=now)
        record(
            "entry.reversed",
            actor=actor,
            subject=grant or entry.round,
            matter=grant.decision.matter if grant else None,
            data={"entry": entry.pk, "amount": format_kr(entry.amount_ore), "reason": reason},
        )
    return reversal


def reversal_origin(entry, reason) -> Origin:
    """What a row that takes another back comes from: that row, which makes it happen once."""
    return Origin(REVERSAL, str(entry.pk), fingerprint({"reason": reason}))


def opposite(entry, reason, day) -> Posting:
    """The row that takes another back."""
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


def _refuse_spent(grant, granted_ore):
    """What is granted stays while money of it is used, given back or kept."""
    spent = granted_ore - grant.room_ore
    if spent > 0:
        raise CapExceeded(
            _("%(spent)s av bidraget är redan använt eller återlämnat. Rätta de raderna först.")
            % {"spent": format_kr(spent)},
            code="grant_exceeded",
        )


def _lock_for(entry):
    if entry.kind in {EntryKind.GRANTED, EntryKind.APPLIED}:
        lock_source(entry.funding_source)
    return lock_grant(entry.grant) if entry.grant_id else None
