"""An application's lock, states and log."""

from django.utils.translation import gettext as _

from coordination.domain.audit import record
from coordination.exceptions import ActionRefused, next_state
from coordination.swedish import long_date
from funding.enums import APPLICATION_TRANSITIONS, APPLYING, RoundState
from funding.models import Application


def lock_application(application) -> Application:
    """The application as it is now with its round, held until the transaction ends."""
    rows = Application.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("round__source__owner", "lead").get(pk=application.pk)


def move_application(application, action) -> None:
    """Bring a locked application to its next state; the caller saves what else changes with it."""
    application.state = next_state(
        APPLICATION_TRANSITIONS,
        application.state,
        action,
        label=application.get_state_display(),
    )


def log_application(action, application, *, actor, **data) -> None:
    """One event in the application's own history."""
    record(action, actor=actor, subject=application, data={"title": application.title, **data})


def refuse_closed(funding_round, *, now) -> None:
    """Nothing is submitted before a round opens or after it closes. A round on trial has no times."""
    if funding_round.state not in APPLYING:
        raise ActionRefused(
            _("Omgången ”%(round)s” är inte öppen för ansökan.") % {"round": funding_round.name},
            code="round_closed",
        )
    if funding_round.state == RoundState.TEST:
        return
    if now < funding_round.opens_at:
        raise ActionRefused(
            _("Omgången öppnar %(day)s. Utkastet finns kvar till dess.")
            % {"day": long_date(funding_round.opens_on)},
            code="round_not_open_yet",
        )
    if now > funding_round.closes_at:
        raise ActionRefused(
            _("Ansökningstiden gick ut %(day)s. Ansökan går inte längre att lämna in.")
            % {"day": long_date(funding_round.closes_on)},
            code="round_closed",
        )
