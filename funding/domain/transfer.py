"""Money that is moved by decision: between frames (omfördelning, V-12), and between grants (T-16)."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions as rights
from coordination.domain.audit import record
from coordination.exceptions import ActionRefused
from coordination.swedish import format_kr
from coordination.validators import validate_plain_text
from funding import permissions
from funding.domain.ledger import Origin, Posting, lock_grants, lock_sources, post, posted_before
from funding.domain.mandate import refuse_unfit
from funding.domain.surplus_watch import watch_surplus
from funding.enums import EntryKind
from funding.exceptions import CapExceeded
from funding.models import LedgerEntry
from funding.validators import validate_amount


def transfer_frame(
    source, *, to, actor, amount_ore, decision, reason, key, now=None
) -> list[LedgerEntry]:
    """Move part of a source's frame to another source (omfördela), by a decision over both.

    Two rows whose sum is zero, once per ``key``. Only what is not granted can be moved. Raises
    PermissionDenied, ValidationError, CapExceeded, KeyReused.
    """
    now = now or timezone.now()
    rights.require(permissions.can_manage_money(actor, source.owner))
    reason = _checked(amount_ore, reason, source, to)
    refuse_unfit(decision, source, to)
    said = {"source": source.pk, "to": to.pk, "amount": amount_ore, "decision": decision.pk}
    with transaction.atomic():
        giver, taker = lock_sources(source, to)
        if earlier := _earlier(key, EntryKind.TRANSFERRED, said):
            return earlier
        if amount_ore > giver.headroom_ore:
            raise CapExceeded(
                _("%(left)s är inte beviljat i %(source)s. Mer än så går inte att omfördela.")
                % {"left": format_kr(giver.headroom_ore), "source": giver.name},
                code="frame_exceeded",
            )
        sides = [
            {"funding_source": giver, "note": _about(_("Till %s") % taker, reason)},
            {"funding_source": taker, "note": _about(_("Från %s") % giver, reason)},
        ]
        pair = _pair(EntryKind.TRANSFERRED, sides, amount_ore, decision, now)
        rows = _post_pair(pair, _origins(key, said), actor, now)
        _tell("source.transferred", source, actor, decision, amount_ore, to=str(to), reason=reason)
    return rows


def repurpose_grant(
    grant, *, to, actor, amount_ore, decision, reason, key, now=None
) -> list[LedgerEntry]:
    """Move what is left of a grant to another one for the same purpose (omdisponera), by decision.

    Two rows whose sum is zero, once per ``key``; both grants are paid from the same source. Raises
    PermissionDenied, ValidationError, CapExceeded, KeyReused.
    """
    now = now or timezone.now()
    source = grant.round.source
    rights.require(permissions.can_manage_money(actor, source.owner))
    reason = _checked(amount_ore, reason, grant, to)
    refuse_unfit(decision, source)
    _refuse_other_source(grant, to)
    _refuse_ended(to, timezone.localdate(now))
    said = {"grant": grant.pk, "to": to.pk, "amount": amount_ore, "decision": decision.pk}
    with transaction.atomic():
        giver, taker = lock_grants(grant, to)
        if earlier := _earlier(key, EntryKind.REPURPOSED, said):
            return earlier
        if amount_ore > giver.left_ore:
            raise CapExceeded(
                _("%(left)s är kvar av bidraget. Mer än så går inte att omdisponera.")
                % {"left": format_kr(giver.left_ore)},
                code="grant_exceeded",
            )
        sides = [
            _side(giver, source, _about(_("Till %s") % taker, reason)),
            _side(taker, source, _about(_("Från %s") % giver, reason)),
        ]
        pair = _pair(EntryKind.REPURPOSED, sides, amount_ore, decision, now)
        rows = _post_pair(pair, _origins(key, said), actor, now)
        for each in (giver, taker):
            watch_surplus(each, now=now)
        _tell("grant.repurposed", grant, actor, decision, amount_ore, to=str(to), reason=reason)
    return rows


def _checked(amount_ore, reason, giver, taker) -> str:
    validate_amount(amount_ore)
    if giver.pk == taker.pk:
        raise ActionRefused(_("Välj något annat än det pengarna kommer från."), code="same_place")
    return validate_plain_text(reason, what=_("Skälet"), limit=300)


def _refuse_other_source(grant, to):
    if grant.round.source_id != to.round.source_id:
        raise ActionRefused(
            _("Bidragen kommer ur olika källor. Omfördela mellan källorna först."),
            code="other_source",
        )


def _refuse_ended(to, today):
    """Money goes to work that goes on."""
    if to.has_ended(today):
        raise ActionRefused(
            _("”%(title)s” är avslutat och kan inte få mer pengar. Välj ett projekt som pågår.")
            % {"title": to.title},
            code="project_ended",
        )


def _earlier(key, kind, said) -> list[LedgerEntry]:
    """Both rows that the same form made before, or none."""
    rows = [posted_before(origin, kind) for origin in _origins(key, said)]
    return [row for row in rows if row]


def _origins(key, said) -> list[Origin]:
    return [Origin.of_form(f"{key}:{side}", **said) for side in ("from", "to")]


def _side(grant, source, note) -> dict:
    return {"funding_source": source, "round": grant.round, "grant": grant, "note": note}


def _about(whereto, reason) -> str:
    return f"{whereto}. {reason}"[:500]


def _pair(kind, sides, amount_ore, decision, now) -> list[Posting]:
    """What the one side gives, and what the other gets."""
    said = {
        "kind": kind,
        "booked_on": timezone.localdate(now),
        "document": f"{decision.body} {decision.reference}".strip(),
        "decision": decision,
    }
    giving, taking = sides
    return [
        Posting(**said, **giving, amount_ore=-amount_ore),
        Posting(**said, **taking, amount_ore=amount_ore),
    ]


def _post_pair(pair, origins, actor, now) -> list[LedgerEntry]:
    """Both rows; the second points at the first."""
    first = post(pair[0], origin=origins[0], actor=actor, now=now)
    second = replace(pair[1], counterpart=first)
    return [first, post(second, origin=origins[1], actor=actor, now=now)]


def _tell(action, subject, actor, decision, amount_ore, **said):
    record(
        action,
        actor=actor,
        subject=subject,
        matter=decision.matter,
        data={"amount": format_kr(amount_ore), "decision": str(decision), **said},
    )
