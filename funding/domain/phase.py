"""A project's phases, until when its money is meant to last, and the decision that goes on (V-19)."""

from django.db import transaction
from django.utils.translation import gettext as _

from coordination import permissions as rights
from coordination.domain.audit import record
from coordination.exceptions import ActionRefused
from coordination.models import Decision
from coordination.validators import validate_day
from funding import permissions
from funding.domain.ledger import lock_grant
from funding.enums import PhaseKind
from funding.models import Grant, ProjectPhase


def plan_phase(grant, *, actor, phase, starts_on, ends_on, waits_for=None) -> ProjectPhase:
    """Say when a phase of the project is, and which phase it waits for; said anew it replaces that.

    Raises PermissionDenied, ValidationError, ActionRefused for phases that would wait for each other.
    """
    rights.require(permissions.can_report(actor, grant))
    validate_day(starts_on, ends_on)
    if ends_on < starts_on:
        raise ActionRefused(
            _("Sista dagen kan inte ligga före den första."), code="ends_before_start"
        )
    if waits_for and not Grant.objects.visible_to(actor).filter(pk=waits_for.grant_id).exists():
        raise ActionRefused(_("Välj en fas i ett projekt som du ser."), code="strange_phase")
    with transaction.atomic():
        current = lock_grant(grant)
        planned = ProjectPhase.objects.filter(grant=current, phase=phase).first()
        planned = planned or ProjectPhase(grant=current, phase=phase)
        _refuse_circle(planned, waits_for)
        planned.starts_on, planned.ends_on, planned.waits_for = starts_on, ends_on, waits_for
        planned.save()
        _log("phase_planned", current, actor, phase=phase, starts_on=starts_on, ends_on=ends_on)
    return planned


def remove_phase(planned, *, actor) -> None:
    """Take a phase away that no other waits for; what was planned stays in the history."""
    rights.require(permissions.can_report(actor, planned.grant))
    with transaction.atomic():
        current = lock_grant(planned.grant)
        if planned.awaited_by.exists():
            raise ActionRefused(
                _("En annan fas väntar på den här. Ändra den först."), code="phase_awaited"
            )
        removed, _by_model = ProjectPhase.objects.filter(pk=planned.pk).delete()
        if removed:
            _log("phase_removed", current, actor, phase=planned.phase)


def plan_funding_end(grant, *, actor, funding_ends_on, follow_on=None) -> Grant:
    """Say until when the money is meant to last, and which decision goes on from there (följdbeslut).

    Raises PermissionDenied, ValidationError, ActionRefused for a decision made before the grant's.
    """
    rights.require(permissions.can_report(actor, grant))
    if funding_ends_on:
        validate_day(funding_ends_on)
        if funding_ends_on < grant.decision.decided_on:
            raise ActionRefused(
                _("Pengarna kan inte ta slut före beslutet om dem."), code="ends_before_decision"
            )
    _refuse_strange_decision(grant, follow_on, actor)
    with transaction.atomic():
        current = lock_grant(grant)
        current.funding_ends_on, current.follow_on = funding_ends_on, follow_on
        current.save(update_fields=["funding_ends_on", "follow_on"])
        _log("funding_end_planned", current, actor, ends_on=funding_ends_on, follow_on=follow_on)
    return current


def _refuse_strange_decision(grant, follow_on, actor):
    """What goes on from a decision is a later one, and one that the writer sees."""
    if follow_on is None:
        return
    later = Decision.objects.visible_to(actor).filter(
        pk=follow_on.pk, decided_on__gte=grant.decision.decided_on
    )
    if follow_on.pk == grant.decision_id or not later.exists():
        raise ActionRefused(
            _("Välj ett beslut som är fattat efter beslutet om bidraget."), code="strange_decision"
        )


def _refuse_circle(planned, waits_for):
    """No phase waits for itself, not by way of others either."""
    seen = set()
    while waits_for is not None and waits_for.pk not in seen:
        if waits_for.pk == planned.pk:
            raise ActionRefused(
                _("Faserna skulle vänta på varandra. Välj en annan fas."), code="phases_in_circle"
            )
        seen.add(waits_for.pk)
        waits_for = waits_for.waits_for


def _log(act, grant, actor, **data):
    if "phase" in data:
        data["phase"] = str(PhaseKind(data["phase"]).label)
    if "follow_on" in data:
        data["follow_on"] = str(data["follow_on"] or "")
    record(f"grant.{act}", actor=actor, subject=grant, matter=grant.decision.matter, data=data)
