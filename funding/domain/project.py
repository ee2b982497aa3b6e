"""The project that a grant pays for: started, carried out, or called off (T-11)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions as rights
from coordination.domain.audit import record
from coordination.exceptions import next_state
from coordination.validators import validate_plain_text
from funding import permissions
from funding.domain.entry import note_report
from funding.domain.forecast import owe_forecasts
from funding.domain.ledger import lock_grant
from funding.domain.surplus_watch import stop_watching, watch_surplus
from funding.enums import ENDED_STATES, PROJECT_TRANSITIONS
from funding.models import Grant, ProjectStep
from funding.signals import project_completed
from funding.validators import validate_booked_on


def start_project(grant, *, actor, now=None) -> Grant:
    """Say that the project is under way. Raises PermissionDenied, ActionRefused."""
    return _move(grant, "start", actor=actor, now=now or timezone.now())


def call_off_project(grant, *, actor, reason, now=None) -> Grant:
    """Say that the project will not be carried out, and why. The money stays until it is returned."""
    rights.require(permissions.can_report(actor, grant))
    reason = validate_plain_text(reason, what=_("Skälet"), limit=500)
    return _move(grant, "call_off", actor=actor, now=now or timezone.now(), reason=reason)


def complete_project(grant, *, actor, completed_on, now=None) -> Grant:
    """Say that the project is carried out (slutförd). Whoever follows up is told in the same act.

    Raises PermissionDenied, ActionRefused, ValidationError for a day to come or before the grant.
    """
    now = now or timezone.now()
    rights.require(permissions.can_report(actor, grant))
    validate_booked_on(
        completed_on, today=timezone.localdate(now), earliest=grant.decision.decided_on
    )
    with transaction.atomic():
        current = _move(grant, "complete", actor=actor, now=now, completed_on=completed_on)
        project_completed.send(
            sender=Grant, grant=current, completed_on=completed_on, actor=actor, now=now
        )
    return current


def _move(grant, action, *, actor, now, completed_on=None, **said) -> Grant:
    rights.require(permissions.can_report(actor, grant))
    with transaction.atomic():
        current = lock_grant(grant)
        current.project_state = next_state(
            PROJECT_TRANSITIONS,
            current.project_state,
            action,
            label=current.get_project_state_display(),
        )
        current.completed_on = completed_on
        current.save(update_fields=["project_state", "completed_on"])
        today = timezone.localdate(now)
        ProjectStep.objects.create(
            grant=current,
            state=current.project_state,
            happened_on=completed_on or today,
            reason=said.get("reason", ""),
            actor=actor,
            recorded_at=now,
        )
        note_report(current, on=today)
        owe_forecasts([current.recipient], current.round, now=now)
        if current.project_state in ENDED_STATES:
            watch_surplus(current, now=now)
        else:
            stop_watching(current, now=now)
        record(
            f"grant.project_{current.project_state}",
            actor=actor,
            subject=current,
            matter=current.decision.matter,
            data={"title": current.title, "completed_on": completed_on, **said},
        )
    return current


def set_project_code(grant, *, actor, code) -> Grant:
    """Say the project's number in the recipient's finance system; outcome from there is matched by it.

    Raises PermissionDenied, ValidationError when the body uses the number for another grant.
    """
    rights.require(permissions.can_report(actor, grant))
    code = validate_plain_text(code, what=_("Projektnumret"), limit=40) if code.strip() else ""
    with transaction.atomic():
        current = lock_grant(grant)
        current.project_code = code
        current.validate_constraints()
        current.save(update_fields=["project_code"])
        record(
            "grant.code_set",
            actor=actor,
            subject=current,
            matter=current.decision.matter,
            data={"code": code},
        )
    return current
