"""Exceptions (undantag): more than the frame may be granted, or more than granted used, by decision."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions as rights
from coordination.domain.audit import record
from coordination.swedish import format_kr
from coordination.validators import validate_plain_text
from funding import permissions
from funding.domain.ledger import Origin, lock_grant, lock_source, refuse_other_values
from funding.domain.mandate import refuse_unfit
from funding.models import Exemption
from funding.validators import validate_amount


def exempt_source(source, *, actor, amount_ore, reason, decision, key, now=None) -> Exemption:
    """Let this much more than the frame be granted. Once per ``key``.

    Raises PermissionDenied, ValidationError (amount, reason, decision), KeyReused.
    """
    exemption = Exemption(funding_source=source, actor=actor, recorded_at=now or timezone.now())
    said = {"amount_ore": amount_ore, "reason": reason, "decision": decision}
    return _enter(exemption, source, lock_source, said=said, key=key)


def exempt_grant(grant, *, actor, amount_ore, reason, decision, key, now=None) -> Exemption:
    """Let this much more than is granted be used: who pays it is in the decision. Once per ``key``.

    Raises PermissionDenied, ValidationError (amount, reason, decision), KeyReused.
    """
    exemption = Exemption(
        funding_source=grant.round.source,
        grant=grant,
        actor=actor,
        recorded_at=now or timezone.now(),
    )
    said = {"amount_ore": amount_ore, "reason": reason, "decision": decision}
    return _enter(exemption, grant, lock_grant, said=said, key=key)


def _enter(exemption, subject, lock, *, said, key) -> Exemption:
    """Fill in and store an exception from what caps ``subject``, the source or the grant."""
    rights.require(permissions.can_manage_money(exemption.actor, exemption.funding_source.owner))
    _fill_in(exemption, **said)
    origin = Origin.of_form(
        key,
        subject=[subject._meta.label, subject.pk],
        **said | {"decision": exemption.decision_id},
    )
    exemption.key, exemption.fingerprint = origin.source_id, origin.fingerprint
    with transaction.atomic():
        lock(subject)
        earlier = Exemption.objects.filter(key=exemption.key).first()
        if earlier and refuse_other_values(earlier, origin):
            return earlier
        exemption.save(force_insert=True)
        _raise_cap(subject, exemption.amount_ore)
        record(
            "money.exempted",
            actor=exemption.actor,
            subject=subject,
            matter=exemption.decision.matter,
            data={"amount": format_kr(exemption.amount_ore), "reason": exemption.reason},
        )
    return exemption


def _fill_in(exemption, *, amount_ore, reason, decision):
    exemption.amount_ore = validate_amount(amount_ore)
    exemption.reason = validate_plain_text(reason, what=_("Skälet"), limit=500)
    refuse_unfit(decision, exemption.funding_source)
    exemption.decision = decision


def _raise_cap(subject, amount_ore):
    rows = type(subject).objects.filter(pk=subject.pk)
    rows.update(exempt_ore=F("exempt_ore") + amount_ore)
