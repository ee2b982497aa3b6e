"""A round tried before it opens (provomgång): written and judged like the real one, then wiped."""

from django.db import transaction
from django.db.models import Q

from coordination import permissions as rights
from coordination.domain.audit import record
from funding import permissions
from funding.domain.round import lock_round, move_round
from funding.models import (
    Application,
    ApplicationBody,
    ApplicationPart,
    ApplicationShare,
    ApplicationVersion,
    Conflict,
    Consent,
    Dialogue,
    Exclusion,
    GateCheck,
    Round,
    Score,
)

# What belongs to an application, in an order in which it can be removed.
BELONGINGS = (
    Score,
    GateCheck,
    Conflict,
    Consent,
    ApplicationVersion,
    ApplicationShare,
    Dialogue,
    ApplicationPart,
    ApplicationBody,
)


def try_round(funding_round, *, actor) -> Round:
    """Try a drafted round: whoever keeps the money writes and judges applications, for nobody's money."""
    rights.require(permissions.can_manage_money(actor, funding_round.source.owner))
    with transaction.atomic():
        current = lock_round(funding_round)
        move_round(current, "try")
        record("round.tried", actor=actor, subject=current, data={"name": current.name})
    return current


def end_trial(funding_round, *, actor) -> Round:
    """End the trial and remove everything that was written in it: the round can be changed again."""
    rights.require(permissions.can_manage_money(actor, funding_round.source.owner))
    with transaction.atomic():
        current = lock_round(funding_round)
        number = _remove_applications(current)
        move_round(current, "end_trial")
        record(
            "round.trial_ended",
            actor=actor,
            subject=current,
            data={"name": current.name, "number": number},
        )
    return current


def _remove_applications(funding_round) -> int:
    """Only a round on trial gives them up; the database refuses it of every other."""
    applications = Application.objects.filter(round=funding_round)
    number = applications.count()
    Exclusion.objects.filter(
        Q(first__round=funding_round) | Q(second__round=funding_round)
    ).delete()
    for model in BELONGINGS:
        model.objects.filter(application__round=funding_round).delete()
    applications.delete()
    return number
