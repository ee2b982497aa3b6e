"""Assignments: given by a decision, acknowledged and finished by the receiver."""

from django.db import transaction
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.audit import record
from coordination.domain.deadline import keep_deadline, set_deadline
from coordination.enums import Role
from coordination.models import Assignment
from coordination.validators import validate_day, validate_plain_text


def give_assignment(
    decision, *, actor, receiver, text, today, due_on=None, position=1
) -> Assignment:
    """Record a task that a decision gives to a body (uppdrag, M-01), with its deadline if it has one."""
    permissions.require(permissions.can_record_decision(actor, decision.body, decision.matter))
    text = validate_plain_text(text, what=_("Uppdraget"), limit=2000)
    validate_day(due_on, today=today)
    with transaction.atomic():
        assignment = Assignment.objects.create(
            decision=decision, receiver=receiver, text=text, due_on=due_on, position=position
        )
        if due_on:
            set_deadline(
                "assignment",
                subject_type="assignment",
                subject_id=assignment.pk,
                title=text,
                organization=receiver,
                role=Role.COORDINATOR,
                due_on=due_on,
                today=today,
                matter=decision.matter,
                rule=str(decision),
            )
        record(
            "assignment.given",
            actor=actor,
            subject=assignment,
            matter=decision.matter,
            data={"text": text},
        )
    return assignment


def acknowledge_assignment(assignment, *, actor, on) -> None:
    """The receiver says that it has taken the assignment on."""
    permissions.require(permissions.can_acknowledge_assignment(actor, assignment))
    if assignment.acknowledged_on:
        return
    _mark(assignment, "acknowledged", actor=actor, on=on)


def complete_assignment(assignment, *, actor, on, at) -> None:
    """The receiver says that the assignment is finished; acknowledged in the same breath if need be."""
    permissions.require(permissions.can_acknowledge_assignment(actor, assignment))
    if assignment.completed_on:
        return
    assignment.acknowledged_on = assignment.acknowledged_on or on
    with transaction.atomic():
        _mark(assignment, "completed", actor=actor, on=on)
        keep_deadline(
            "assignment",
            subject_type="assignment",
            subject_id=assignment.pk,
            by=_("uppdraget markerades som klart"),
            at=at,
        )


def _mark(assignment, what, *, actor, on):
    setattr(assignment, f"{what}_on", on)
    with transaction.atomic():
        assignment.save(update_fields=["acknowledged_on", "completed_on"])
        record(
            f"assignment.{what}",
            actor=actor,
            subject=assignment,
            matter=assignment.decision.matter,
            data={"text": assignment.text},
        )
