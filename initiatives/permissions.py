"""Who may do what when with programmes and initiatives.

Coordinators and secretaries of the body that keeps the matter, and of the convener, keep the
programme in order; the officials of the body that leads an initiative keep that initiative.
"""

from coordination.access import standing
from coordination.permissions import (
    COORDINATING,
    WRITING,
    acts_for,
    can_manage_matter,
    can_register_matter,
    require,
)
from initiatives.enums import INITIATIVE_OPEN, ParticipationRole, ProgrammeState

__all__ = [
    "bodies_spoken_for",
    "can_change_parties",
    "can_edit_initiative",
    "can_edit_programme",
    "can_establish_programme",
    "can_leave_initiative",
    "can_manage_programme",
    "can_propose_initiative",
    "can_register_matter",
    "can_speak_for",
    "can_steer_initiative",
    "require",
]

OFFICIALS = COORDINATING | WRITING


# --- Programmes ----------------------------------------------------------------------------------


def can_establish_programme(user, matter) -> bool:
    """Set up a programme in a matter."""
    return can_manage_matter(user, matter)


def can_manage_programme(user, programme) -> bool:
    """Keep the programme in order: groups, areas, states, initiatives."""
    return acts_for(user, COORDINATING, programme.matter.organization, programme.convener)


def can_edit_programme(user, programme) -> bool:
    """Change what the programme says of itself, until it has ended."""
    return programme.state != ProgrammeState.ENDED and can_manage_programme(user, programme)


def can_change_parties(user, programme) -> bool:
    """Name who takes part: the parties are the matter's, so whoever keeps the matter decides."""
    return can_manage_matter(user, programme.matter)


# --- Initiatives ---------------------------------------------------------------------------------


def can_speak_for(user, organization) -> bool:
    """Say what a body does in an initiative: its officials."""
    return acts_for(user, OFFICIALS, organization)


def bodies_spoken_for(user) -> list[int]:
    """The ids of the bodies that the user is an official of."""
    return [pk for pk, roles in standing(user).roles.items() if roles & OFFICIALS]


def can_propose_initiative(user, programme, lead) -> bool:
    """Propose an initiative in a programme that has not ended, led by one's own body or as its manager."""
    return programme.state != ProgrammeState.ENDED and (
        can_manage_programme(user, programme) or can_speak_for(user, lead)
    )


def can_steer_initiative(user, initiative) -> bool:
    """Start, complete, stop and name participants: the lead body's officials or the programme's managers."""
    return can_speak_for(user, initiative.lead) or can_manage_programme(user, initiative.programme)


def can_edit_initiative(user, initiative) -> bool:
    """Change what the initiative says of itself: the lead body while it is open, managers always."""
    if can_manage_programme(user, initiative.programme):
        return True
    return initiative.state in INITIATIVE_OPEN and can_speak_for(user, initiative.lead)


def can_leave_initiative(user, participation) -> bool:
    """End a body's part: the body's own officials, or whoever steers the initiative. The lead stays."""
    return participation.role != ParticipationRole.LEAD and (
        can_speak_for(user, participation.organization)
        or can_steer_initiative(user, participation.initiative)
    )
