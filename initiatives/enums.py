"""The closed vocabularies of programmes and initiatives, and the transitions that states allow.

A transition table is data: ``(state, action) -> next state``; what is not in it is refused.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProgrammeState(TextChoices):
    """Where a programme is in its life."""

    PLANNED = "planned", _("Planeras")
    RUNNING = "running", _("Pågår")
    ENDED = "ended", _("Avslutat")


PROGRAMME_TRANSITIONS = {
    (ProgrammeState.PLANNED, "start"): ProgrammeState.RUNNING,
    (ProgrammeState.RUNNING, "end"): ProgrammeState.ENDED,
}


class InitiativeState(TextChoices):
    """Where an initiative is: what worked is incorporated in the bodies' ordinary work."""

    PLANNED = "planned", _("Planeras")
    RUNNING = "running", _("Pågår")
    COMPLETED = "completed", _("Avslutad")
    INCORPORATED = "incorporated", _("Införlivad i ordinarie verksamhet")
    STOPPED = "stopped", _("Stoppad")


INITIATIVE_TRANSITIONS = {
    (InitiativeState.PLANNED, "start"): InitiativeState.RUNNING,
    (InitiativeState.PLANNED, "stop"): InitiativeState.STOPPED,
    (InitiativeState.RUNNING, "complete"): InitiativeState.COMPLETED,
    (InitiativeState.RUNNING, "stop"): InitiativeState.STOPPED,
    (InitiativeState.COMPLETED, "incorporate"): InitiativeState.INCORPORATED,
    (InitiativeState.STOPPED, "resume"): InitiativeState.PLANNED,
}
# Still to be done or under way: dates are watched and the lead body may edit.
INITIATIVE_OPEN = frozenset({InitiativeState.PLANNED, InitiativeState.RUNNING})
# Carried through to the end: the day of completion is known.
INITIATIVE_COMPLETED = frozenset({InitiativeState.COMPLETED, InitiativeState.INCORPORATED})


class ParticipationRole(TextChoices):
    """What an organization does in an initiative (M-26: who carries out, who follows up)."""

    LEAD = "lead", _("Leder")
    CARRIES_OUT = "carries_out", _("Genomför")
    CONTRIBUTES = "contributes", _("Bidrar")
    FOLLOWS_UP = "follows_up", _("Följer upp")


# Nobody starts work that no one carries out or no one follows up (M-26).
REQUIRED_ROLES = (ParticipationRole.CARRIES_OUT, ParticipationRole.FOLLOWS_UP)
