"""Judging submitted applications: the gate, the scores, who may not judge, what cannot be combined.

Every judgement has its reason, and earlier ones stay as history. Officials judge; the body decides.
"""

from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from coordination import permissions as rights
from coordination.domain.audit import happening_at
from coordination.domain.text import accept_line
from coordination.exceptions import ActionRefused
from funding import permissions
from funding.domain.application_state import lock_application, log_application
from funding.domain.ranking import refresh_rank
from funding.models import Conflict, Exclusion, GateCheck, Score
from funding.models.assessment import HIGHEST, LOWEST

RATIONALE_LIMIT = 2000


def check_gate(application, *, actor, passed, rationale) -> GateCheck:
    """Say whether the application is long-term, and why: what is not, is not ranked (M-17)."""
    rationale = _accepted(rationale)
    with _judging(application, actor) as current:
        latest = current.gate_checks.filter(is_current=True).first()
        if latest and (latest.passed, latest.rationale) == (passed, rationale):
            return latest
        current.gate_checks.filter(is_current=True).update(is_current=False)
        check = GateCheck.objects.create(
            application=current,
            passed=passed,
            rationale=rationale,
            actor=actor,
            recorded_at=happening_at(),
        )
        _log("application.gate_checked", current, actor, passed=passed)
    return check


def score_application(application, *, actor, criterion, level, rationale) -> Score:
    """Say how far the application meets one of the round's criteria, from 1 to 5, and why."""
    rationale = _accepted(rationale)
    if isinstance(level, bool) or level not in range(LOWEST, HIGHEST + 1):
        raise ValidationError(_("Välj en nivå från 1 till 5."), code="level_out_of_range")
    if criterion.round_id != application.round_id:
        raise ActionRefused(_("Kriteriet hör till en annan omgång."), code="strange_criterion")
    with _judging(application, actor) as current:
        earlier = current.scores.filter(criterion=criterion, is_current=True)
        latest = earlier.first()
        if latest and (latest.level, latest.rationale) == (level, rationale):
            return latest
        earlier.update(is_current=False)
        score = Score.objects.create(
            application=current,
            criterion=criterion,
            level=level,
            rationale=rationale,
            actor=actor,
            recorded_at=happening_at(),
        )
        _log("application.scored", current, actor, criterion=criterion.name, level=level)
    return score


@contextmanager
def _judging(application, actor):
    """The submitted application, held; afterwards its place in the ranking is reckoned anew."""
    rights.require(permissions.can_assess(actor, application))
    refuse_conflicted(actor, application)
    with transaction.atomic():
        current = lock_application(application)
        rights.require(permissions.can_assess(actor, current))
        yield current
        _reckon(current)


def _reckon(application):
    refresh_rank(application)
    application.save(update_fields=["sort_key"])


def _accepted(rationale) -> str:
    return accept_line(rationale, what=_("Motiveringen"), limit=RATIONALE_LIMIT)


def _log(action, application, actor, **data):
    log_application(action, application, actor=actor, **data)


# --- Conflict of interest -------------------------------------------------------------------------


def conflict_of(user, application) -> str:
    """Why the user may not judge the application (jäv); empty when nothing is in the way."""
    if permissions.shares_interest(user, application):
        return _("Du arbetar för en av nämnderna som deltar i ansökan.")
    noted = [each for each in application.conflicts.all() if each.person_id == user.person_id]
    return noted[0].reason if noted and user.person_id else ""


def refuse_conflicted(user, application) -> None:
    """Whoever is disqualified judges nothing, and decides nothing about it."""
    if why := conflict_of(user, application):
        raise ActionRefused(
            _("Du är jävig: %(why)s Be en kollega bedöma ansökan.")
            % {"why": f"{why.rstrip('.')}."},
            code="conflict",
        )


def record_conflict(application, *, actor, person, reason) -> Conflict:
    """Write down that somebody is disqualified; what that person judged has to be judged again."""
    rights.require(permissions.can_assess(actor, application))
    reason = accept_line(reason, what=_("Skälet"), limit=500)
    with transaction.atomic():
        current = lock_application(application)
        rights.require(permissions.can_assess(actor, current))
        if already := current.conflicts.filter(person=person, reason=reason).first():
            return already
        conflict = Conflict(
            application=current,
            person=person,
            reason=reason,
            actor=actor,
            recorded_at=happening_at(),
        )
        conflict.validate_constraints()
        conflict.save()
        for judged in (current.scores, current.gate_checks):
            judged.filter(actor__person=person, is_current=True).update(is_current=False)
        _reckon(current)
        _log("application.conflict_recorded", current, actor, person=str(person), reason=reason)
    return conflict


# --- What cannot be combined ----------------------------------------------------------------------


def exclude_pair(application, *, actor, other, reason) -> Exclusion:
    """Write down that two applications cannot both be granted, and why."""
    rights.require(permissions.can_assess(actor, application))
    reason = accept_line(reason, what=_("Skälet"), limit=300)
    if application.pk == other.pk or application.round_id != other.round_id:
        raise ActionRefused(_("Välj en annan ansökan i samma omgång."), code="strange_pair")
    first, second = sorted((application, other), key=lambda each: each.pk)
    with transaction.atomic():
        lock_application(first)
        if already := Exclusion.objects.filter(first=first, second=second, reason=reason).first():
            return already
        pair = Exclusion(
            first=first, second=second, reason=reason, actor=actor, recorded_at=happening_at()
        )
        pair.validate_constraints()
        pair.save()
        _log("application.pair_excluded", application, actor, other=other.title, reason=reason)
    return pair


def lift_exclusion(pair, *, actor) -> None:
    """The two can both be granted after all."""
    rights.require(permissions.can_assess(actor, pair.first))
    with transaction.atomic():
        _log("application.pair_allowed", pair.first, actor, other=pair.second.title)
        pair.delete()
