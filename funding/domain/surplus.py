"""Surplus (överskott): why money was left over, and what a body decides becomes of it (T-15, T-16)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions as rights
from coordination.domain.audit import record
from coordination.exceptions import ActionRefused
from coordination.swedish import format_kr
from coordination.validators import validate_plain_text
from funding import permissions
from funding.domain.ledger import (
    Origin,
    Posting,
    lock_grant,
    post,
    posted_before,
    refuse_other_values,
)
from funding.domain.mandate import refuse_unfit_surplus
from funding.domain.queries.surplus import ended_on
from funding.domain.surplus_watch import watch_surplus
from funding.domain.transfer import repurpose_grant
from funding.enums import Disposition, EntryKind, SurplusReason
from funding.exceptions import CapExceeded
from funding.models import Explanation, Grant, LedgerEntry
from funding.validators import validate_amount, validate_open_books

BOOKED_AS = {Disposition.RETURN: EntryKind.RETURNED, Disposition.KEEP: EntryKind.KEPT}


def explain_surplus(grant, *, actor, amount_ore, reason, key, text="", now=None) -> Explanation:
    """Say why so much of an ended project's money was left over. Once per ``key``.

    Raises PermissionDenied, ValidationError, ActionRefused before the end, CapExceeded when more is
    explained than was left, KeyReused.
    """
    now = now or timezone.now()
    rights.require(permissions.can_report(actor, grant))
    validate_amount(amount_ore)
    text = _checked_text(reason, text)
    origin = Origin.of_form(key, grant=grant.pk, amount=amount_ore, reason=reason, text=text)
    with transaction.atomic():
        current = lock_grant(grant)
        earlier = Explanation.objects.filter(key=origin.source_id).first()
        if earlier and refuse_other_values(earlier, origin):
            return earlier
        _refuse_running(current, timezone.localdate(now))
        _refuse_above_unexplained(current, amount_ore)
        explanation = _add(current, amount_ore, reason, text, origin=origin, actor=actor, now=now)
        _tell(
            "surplus.explained",
            current,
            actor,
            amount=format_kr(amount_ore),
            reason=explanation.get_reason_display(),
            text=text,
        )
    return explanation


def withdraw_explanation(explanation, *, actor, now=None) -> Explanation:
    """Take a mistaken reason back with a row of the opposite amount; both stay. Once.

    Raises PermissionDenied, ActionRefused.
    """
    now = now or timezone.now()
    rights.require(permissions.can_report(actor, explanation.grant))
    with transaction.atomic():
        grant = lock_grant(explanation.grant)
        if explanation.reverses_id or Explanation.objects.filter(reverses=explanation).exists():
            raise ActionRefused(_("Skälet är redan taget tillbaka."), code="withdrawn")
        origin = Origin.of_form(f"withdraw:{explanation.pk}", explanation=explanation.pk)
        row = _add(
            grant,
            -explanation.amount_ore,
            explanation.reason,
            explanation.text,
            origin=origin,
            actor=actor,
            now=now,
            reverses=explanation,
        )
        _tell("surplus.withdrawn", grant, actor, amount=format_kr(explanation.amount_ore))
    return row


def decide_surplus(
    grant, *, actor, disposition, amount_ore, decision, key, reason="", to=None, now=None
) -> list[LedgerEntry]:
    """Enter what a body has decided becomes of what is left (överskott). Once per ``key``.

    Given back or kept it is one row, re-used in another grant a pair of rows; corrections reverse
    them. The reason must have been given first. Raises PermissionDenied, ValidationError (amount,
    decision), ActionRefused (running, unexplained), CapExceeded, KeyReused.
    """
    now = now or timezone.now()
    rights.require(permissions.can_manage_money(actor, grant.round.source.owner))
    validate_amount(amount_ore)
    refuse_unfit_surplus(decision, grant, ended_on=ended_on(grant))
    if reason:
        reason = validate_plain_text(reason, what=_("Anteckningen"), limit=300)
    said = {"amount_ore": amount_ore, "decision": decision, "key": key, "now": now}
    with transaction.atomic():
        if disposition == Disposition.REUSE:
            return _reuse(grant, actor=actor, to=to, reason=reason, **said)
        if disposition not in BOOKED_AS:
            raise ActionRefused(_("Välj vad som händer med pengarna."), code="no_disposition")
        return [_book(grant, BOOKED_AS[disposition], actor=actor, note=reason, **said)]


def _reuse(grant, *, actor, to, reason, now, **said) -> list[LedgerEntry]:
    if to is None:
        raise ActionRefused(_("Välj vilket projekt som får pengarna."), code="other_grant_missing")
    current = lock_grant(grant)
    if not LedgerEntry.objects.filter(source_id=said["key"], kind=EntryKind.REPURPOSED).exists():
        _refuse_unready(current, said["amount_ore"], now)
    reason = reason or _("Överskott som används till samma ändamål")
    return repurpose_grant(grant, to=to, actor=actor, reason=reason, now=now, **said)


def _book(grant, kind, *, actor, amount_ore, decision, key, note, now) -> LedgerEntry:
    origin = Origin.of_form(key, grant=grant.pk, amount=amount_ore, decision=decision.pk)
    current = lock_grant(grant)
    if earlier := posted_before(origin, kind):
        return earlier
    today = timezone.localdate(now)
    _refuse_unready(current, amount_ore, now)
    validate_open_books(today, current.round.source)
    entry = post(
        Posting(
            kind=kind,
            funding_source=current.round.source,
            round=current.round,
            grant=current,
            amount_ore=amount_ore,
            booked_on=today,
            document=f"{decision.body} {decision.reference}".strip(),
            decision=decision,
            note=note,
        ),
        origin=origin,
        actor=actor,
        now=now,
    )
    watch_surplus(current, now=now)
    _tell(
        f"surplus.{kind}",
        current,
        actor,
        amount=format_kr(amount_ore),
        decision=str(decision),
    )
    return entry


def _refuse_unready(grant, amount_ore, now):
    """Only what is left of an ended project, and has its reason, is decided on."""
    _refuse_running(grant, timezone.localdate(now))
    if amount_ore > grant.left_ore:
        raise CapExceeded(
            _("%(left)s är kvar av bidraget. Mer än så går inte att besluta om.")
            % {"left": format_kr(grant.left_ore)},
            code="grant_exceeded",
        )
    explained = grant.left_ore - grant.unexplained_ore
    if amount_ore > explained:
        raise ActionRefused(
            _("Det saknas skäl för %(amount)s. Skriv först varför pengarna blev över.")
            % {"amount": format_kr(amount_ore - max(explained, 0))},
            code="unexplained",
        )


def _refuse_running(grant, today):
    if not grant.has_ended(today):
        raise ActionRefused(
            _("Projektet pågår. Avsluta det först, så syns det vad som blev över."),
            code="project_running",
        )


def _refuse_above_unexplained(grant, amount_ore):
    if amount_ore > grant.unexplained_ore:
        raise CapExceeded(
            _("%(left)s saknar skäl. Mer än så går inte att förklara.")
            % {"left": format_kr(grant.unexplained_ore)},
            code="surplus_exceeded",
        )


def _checked_text(reason, text) -> str:
    if reason not in SurplusReason.values:
        raise ActionRefused(_("Välj ett av skälen i listan."), code="unknown_reason")
    if not text.strip():
        if reason == SurplusReason.OTHER:
            raise ActionRefused(_("Skriv vad det andra skälet är."), code="text_missing")
        return ""
    return validate_plain_text(text, what=_("Förklaringen"), limit=1000)


def _add(grant, amount_ore, reason, text, *, origin, actor, now, reverses=None) -> Explanation:
    """One row, and the sum kept beside it."""
    row = Explanation.objects.create(
        grant=grant,
        amount_ore=amount_ore,
        reason=reason,
        text=text,
        explained_on=timezone.localdate(now),
        reverses=reverses,
        key=origin.source_id,
        fingerprint=origin.fingerprint,
        actor=actor,
        recorded_at=now,
    )
    Grant.objects.filter(pk=grant.pk).update(explained_ore=grant.explained_ore + amount_ore)
    watch_surplus(grant, now=now)
    return row


def _tell(action, grant, actor, **said):
    record(action, actor=actor, subject=grant, matter=grant.decision.matter, data=said)
