"""Who may do what when with money.

The owner of a source decides and keeps its books; the receiving body reports on what it was granted.
Reading is not asked here: that is ``visible_to``.
"""

from coordination.access import standing
from coordination.enums import Role
from coordination.permissions import acts_for
from funding.enums import REPORTABLE_KINDS, REVERSIBLE_KINDS, RoundState

MANAGING = frozenset({Role.CONTROLLER, Role.COORDINATOR})
REPORTING = frozenset({Role.CASE_OFFICER, Role.CONTROLLER, Role.SECRETARY})


def can_manage_money(user, owner) -> bool:
    """Keep a body's sources, frames and rounds: its controller or coordinator."""
    return acts_for(user, MANAGING, owner)


def manages_money(user) -> bool:
    """Keep the money of some body: whoever may open sources and rounds."""
    held = standing(user)
    return held.unlimited or held.holds(MANAGING, *held.roles)


def can_close_round(user, funding_round) -> bool:
    """End the time to apply, so that the decision can be prepared."""
    return funding_round.state == RoundState.OPEN and can_manage_money(
        user, funding_round.source.owner
    )


def can_grant(user, funding_round) -> bool:
    """Enter what a body has decided to grant, once applications are closed."""
    return funding_round.state != RoundState.OPEN and can_manage_money(
        user, funding_round.source.owner
    )


def can_report(user, grant) -> bool:
    """Report spending, return, forecast and the project's state: the recipient, or the owner."""
    return acts_for(user, REPORTING, grant.recipient) or can_manage_money(
        user, grant.round.source.owner
    )


def gains_by(user, recipient) -> bool:
    """Whether the user reports for the body that would receive the money."""
    return standing(user).holds(REPORTING, recipient.pk)


def can_pay(user, grant) -> bool:
    """Book what is paid out on a grant: whoever keeps the owner's money."""
    return can_manage_money(user, grant.round.source.owner)


def can_report_for(user, body) -> bool:
    """Send in a whole body's outcome and forecasts."""
    return acts_for(user, REPORTING, body)


def can_finish_action(user, action) -> bool:
    """Say that an early action is done: its owner, or whoever reports on the grant."""
    return acts_for(user, REPORTING, action.organization) or can_report(user, action.grant)


def can_correct(user, entry) -> bool:
    """Take mistakes of this kind back: the recipient its reports, the owner also what was granted."""
    if can_manage_money(user, entry.funding_source.owner):
        return True
    reported = entry.kind in REPORTABLE_KINDS
    return reported and acts_for(user, REPORTING, entry.grant.recipient)


def can_reverse(user, entry) -> bool:
    """Take this row back: unless it takes one back itself, or is followed by a new one instead."""
    return entry.kind in REVERSIBLE_KINDS and not entry.reverses_id and can_correct(user, entry)
