"""Early action (tidig åtgärd, V-17): a forecast that leaves what was granted calls for a measure."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions as rights
from coordination.domain.audit import record
from coordination.domain.deadline import (
    keep_deadline,
    reopen_deadline,
    set_deadline,
    withdraw_deadline,
)
from coordination.domain.deadline_rule import reckon
from coordination.enums import Role
from coordination.exceptions import ActionRefused
from coordination.swedish import format_kr
from coordination.validators import validate_due_day, validate_plain_text
from funding import permissions
from funding.domain.ledger import forecast_of, lock_grant
from funding.models import EarlyAction

DEVIATION, ACTION = "deviation", "early_action"
PERCENT = 100


def deviation_of(grant, forecast_ore: int | None) -> int:
    """How much more (or less) than it may dispose of the project is expected to use; 0 unforecast."""
    return 0 if forecast_ore is None else forecast_ore - grant.disposable_ore


def deviates(grant, forecast_ore: int | None) -> bool:
    """Whether the forecast leaves what was granted by more than the source's threshold."""
    allowed = grant.round.source.deviation_percent * grant.disposable_ore
    return abs(deviation_of(grant, forecast_ore)) * PERCENT > allowed


def watch_deviation(grant, *, forecast_ore, now) -> None:
    """Owe a measure when a forecast deviates and none is under way; settle it when it is near again.

    Call it in the transaction of the forecast, under the grant's lock.
    """
    subject = {"subject_type": DEVIATION, "subject_id": grant.pk}
    if not deviates(grant, forecast_ore):
        withdraw_deadline(DEVIATION, **subject, by=_("Prognosen ligger inom gränsen"), at=now)
        return
    if grant.early_actions.filter(done_on__isnull=True).exists():
        return
    today = timezone.localdate(now)
    set_deadline(
        DEVIATION,
        **subject,
        title=_("Prognosen avviker %(amount)s: %(project)s")
        % {
            "amount": format_kr(deviation_of(grant, forecast_ore)),
            "project": grant.title,
        },
        organization=grant.recipient,
        role=Role.CASE_OFFICER,
        due_on=reckon(DEVIATION, after=today, organization=grant.recipient).day,
        today=today,
        matter=grant.decision.matter,
        rule=_("Prognosen avviker mer än %(percent)s procent från det beviljade")
        % {"percent": grant.round.source.deviation_percent},
    )
    reopen_deadline(DEVIATION, **subject, today=today)


def plan_action(grant, *, actor, measure, organization, role, due_on, now=None) -> EarlyAction:
    """Say what is done about a deviation, who sees to it and until when (tidig åtgärd).

    Settles what the deviation called for, and puts the action among the owner's dates. Raises
    PermissionDenied, ValidationError, ActionRefused when the forecast does not deviate.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    rights.require(permissions.can_report(actor, grant))
    measure = validate_plain_text(measure, what=_("Åtgärden"), limit=2000)
    validate_due_day(due_on, today=today)
    with transaction.atomic():
        grant = lock_grant(grant)
        deviation = deviation_of(grant, forecast_of(grant))
        if not deviation:
            raise ActionRefused(
                _("Prognosen avviker inte från det beviljade. Ingen åtgärd behövs."),
                code="no_deviation",
            )
        action = EarlyAction.objects.create(
            grant=grant,
            deviation_ore=deviation,
            measure=measure,
            organization=organization,
            role=role,
            due_on=due_on,
            actor=actor,
            recorded_at=now,
        )
        _put_among_dates(action, today, now)
        record(
            "grant.action_planned",
            actor=actor,
            subject=grant,
            matter=grant.decision.matter,
            data={"measure": measure, "owner": organization.name, "due_on": due_on},
        )
    return action


def _put_among_dates(action, today, now):
    keep_deadline(
        DEVIATION,
        subject_type=DEVIATION,
        subject_id=action.grant_id,
        by=_("En åtgärd är beslutad"),
        at=now,
    )
    set_deadline(
        ACTION,
        subject_type=ACTION,
        subject_id=action.pk,
        title=_("Åtgärd: %(measure)s") % {"measure": action.measure},
        organization=action.organization,
        role=action.role,
        due_on=action.due_on,
        today=today,
        matter=action.grant.decision.matter,
        rule=_("Beslutad åtgärd mot en avvikande prognos"),
    )


def finish_action(action, *, actor, result, now=None) -> EarlyAction:
    """Say that an early action is done, and what it gave. Done twice is refused.

    Raises PermissionDenied, ValidationError, ActionRefused.
    """
    now = now or timezone.now()
    rights.require(permissions.can_finish_action(actor, action))
    result = validate_plain_text(result, what=_("Vad åtgärden gav"), limit=500)
    with transaction.atomic():
        action = EarlyAction.objects.select_for_update(no_key=True).get(pk=action.pk)
        if action.done_on:
            raise ActionRefused(_("Åtgärden är redan genomförd."), code="done")
        action.done_on, action.result = timezone.localdate(now), result
        action.save(update_fields=["done_on", "result"])
        keep_deadline(ACTION, subject_type=ACTION, subject_id=action.pk, by=result, at=now)
        record(
            "grant.action_done",
            actor=actor,
            subject=action.grant,
            matter=action.grant.decision.matter,
            data={"measure": action.measure, "result": result},
        )
    return action
