"""The states of an initiative: started, completed, incorporated, stopped, taken up again (M-26)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.domain.audit import record
from coordination.exceptions import ActionRefused, next_state
from coordination.swedish import join_names
from coordination.validators import validate_plain_text
from initiatives import permissions
from initiatives.domain.initiative_date import (
    END,
    START,
    keep_date,
    keep_dates,
    reopen_dates,
)
from initiatives.domain.participation import missing_roles
from initiatives.enums import INITIATIVE_TRANSITIONS
from initiatives.models import Initiative
from initiatives.signals import initiative_completed
from initiatives.validators import validate_period


def start_initiative(initiative, *, actor, on, today) -> Initiative:
    """Say that the work began on a day, at latest today.

    Keeps the date it was to begin on. Refused while nobody carries out or nobody follows up: then the
    responsibility is unclear (M-26).
    """

    def change(current):
        _refuse_day_to_come(on, today)
        missing = missing_roles(current)
        if missing:
            raise ActionRefused(
                _("Utse först vem som %(roles)s. Utan det är ansvaret oklart.")
                % {"roles": join_names(str(role.label).lower() for role in missing)},
                code="responsibility_missing",
            )
        validate_period(on, current.ends_on)
        current.starts_on = on

    with transaction.atomic():
        current = _move(initiative, "start", actor=actor, change=change, on=on)
        keep_date(START, current, by=_("insatsen startade"))
    return current


def complete_initiative(initiative, *, actor, on, today, at=None) -> Initiative:
    """Say that the initiative was carried through to the end on a day, at latest today.

    Keeps its date and sends ``initiative_completed``, so that its follow-up is owed from now on.
    """
    at = at or timezone.now()

    def change(current):
        _refuse_day_to_come(on, today)
        validate_period(current.starts_on, on)
        current.completed_on = on

    with transaction.atomic():
        current = _move(initiative, "complete", actor=actor, change=change, on=on)
        keep_date(END, current, by=_("insatsen avslutades"), at=at)
        initiative_completed.send(sender=Initiative, initiative=current, actor=actor, at=at)
    return current


def incorporate_initiative(initiative, *, actor, reason) -> Initiative:
    """Say that what the initiative did is now part of the bodies' ordinary work, and how."""
    reason = validate_plain_text(reason, what=_("Hur arbetet fortsätter"), limit=2000)
    return _move(initiative, "incorporate", actor=actor, reason=reason)


def stop_initiative(initiative, *, actor, reason, at=None) -> Initiative:
    """End an initiative before its time, and say why. No follow-up is owed."""
    reason = validate_plain_text(reason, what=_("Skälet"), limit=2000)

    def change(current):
        current.stopped_reason = reason

    with transaction.atomic():
        current = _move(initiative, "stop", actor=actor, change=change, reason=reason)
        keep_dates(current, by=_("insatsen stoppades"), at=at)
    return current


def resume_initiative(initiative, *, actor, today) -> Initiative:
    """Take a stopped initiative up again, as planned; its days are watched anew."""

    def change(current):
        current.stopped_reason = ""

    with transaction.atomic():
        current = _move(initiative, "resume", actor=actor, change=change)
        reopen_dates(current, today=today)
    return current


def _refuse_day_to_come(on, today):
    if on > today:
        raise ActionRefused(
            _("Dagen har inte varit än. Välj i dag eller en tidigare dag."), code="day_to_come"
        )


PAST = {
    "start": "started",
    "complete": "completed",
    "incorporate": "incorporated",
    "stop": "stopped",
    "resume": "resumed",
}


def _move(initiative, action, *, actor, change=None, **data) -> Initiative:
    """The one way from state to state: right, table, what the act changes, save, log."""
    permissions.require(permissions.can_steer_initiative(actor, initiative))
    with transaction.atomic():
        current = lock_initiative(initiative)
        current.state = next_state(
            INITIATIVE_TRANSITIONS, current.state, action, label=current.get_state_display()
        )
        if change:
            change(current)
        current.save()
        log_initiative(f"initiative.{PAST[action]}", current, actor, **data)
    return current


def lock_initiative(initiative) -> Initiative:
    """The row as it is now, locked, with what rights are asked of."""
    return (
        Initiative.objects.select_for_update(of=("self",))
        .select_related("lead", "programme__matter__organization", "programme__convener")
        .get(pk=initiative.pk)
    )


def log_initiative(action, initiative, actor, **data) -> None:
    """One event in the programme's matter, about the initiative, which it names."""
    data = {"title": initiative.title, **data}
    record(action, actor=actor, subject=initiative, matter=initiative.programme.matter, data=data)
