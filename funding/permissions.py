"""Who may do what when with money.

The owner of a source decides and keeps its books; the receiving body reports on what it was granted.
Reading is not asked here: that is ``visible_to``.
"""

from coordination.access import standing
from coordination.enums import Role
from coordination.permissions import COORDINATING, WRITING, acts_for
from funding.enums import (
    APPLYING,
    REPORTABLE_KINDS,
    REVERSIBLE_KINDS,
    UNOPENED,
    ApplicationState,
    RoundState,
)
from initiatives.permissions import can_edit_initiative

MANAGING = frozenset({Role.CONTROLLER, Role.COORDINATOR})
REPORTING = frozenset({Role.CASE_OFFICER, Role.CONTROLLER, Role.SECRETARY})
APPLICANTS = WRITING | COORDINATING | {Role.CONTROLLER}
# Who may say on a body's behalf that it stands behind an application (samtycke).
CONSENTING = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY, Role.HEAD})
# Until the decision is made, and while a round is tried.
ASSESSED_IN = frozenset({RoundState.TEST, RoundState.CLOSED, RoundState.DECIDED})


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
    not_yet = funding_round.state in UNOPENED or funding_round.state == RoundState.OPEN
    return not not_yet and can_manage_money(user, funding_round.source.owner)


def can_prepare_round(user, funding_round) -> bool:
    """Write what a round asks for, try it and open it: whoever keeps the money, before it opens."""
    return funding_round.state in UNOPENED and can_manage_money(user, funding_round.source.owner)


def can_apply(user, funding_round, lead) -> bool:
    """Begin an application on behalf of a body; while a round is tried, whoever keeps its money."""
    if funding_round.state not in APPLYING:
        return False
    if funding_round.state == RoundState.TEST:
        return can_manage_money(user, funding_round.source.owner)
    return acts_for(user, APPLICANTS, lead)


def applies_for_some_body(user) -> bool:
    """Write applications for at least one body."""
    held = standing(user)
    return held.unlimited or bool(held.bodies_as(APPLICANTS))


def is_applicant(user, application) -> bool:
    """Write for one of the bodies that take part; while a round is tried, whoever keeps its money."""
    held = standing(user)
    if held.unlimited:
        return True
    funding_round = application.round
    if funding_round.state == RoundState.TEST:
        return can_manage_money(user, funding_round.source.owner)
    return held.holds(APPLICANTS, *taking_part(application))


def can_write_application(user, application) -> bool:
    """Write in an application: its bodies' officials together, until it is submitted."""
    return application.state == ApplicationState.DRAFT and is_applicant(user, application)


def can_withdraw_application(user, application) -> bool:
    """Take the whole application back: the lead's officials, until it is decided."""
    waiting = application.state in {ApplicationState.DRAFT, ApplicationState.SUBMITTED}
    return waiting and speaks_for_lead(user, application)


def speaks_for_lead(user, application) -> bool:
    """Write for the body that leads; while a round is tried, whoever keeps its money."""
    if application.round.state == RoundState.TEST:
        return is_applicant(user, application)
    return acts_for(user, APPLICANTS, application.lead)


def can_leave_application(user, application, organization) -> bool:
    """Step back from a draft on behalf of a body that takes part and does not lead."""
    return (
        application.state == ApplicationState.DRAFT
        and organization.pk != application.lead_id
        and acts_for(user, APPLICANTS, organization)
    )


def can_consent(user, application, organization) -> bool:
    """Say that a body stands behind a draft: its chair, head or secretary."""
    if application.state != ApplicationState.DRAFT:
        return False
    if application.round.state == RoundState.TEST:
        return is_applicant(user, application)
    return acts_for(user, CONSENTING, organization)


def assesses(user, funding_round) -> bool:
    """Judge a round's applications: whoever keeps the money, and the group that was asked to."""
    if can_manage_money(user, funding_round.source.owner):
        return True
    group = funding_round.assessed_by_id
    return group is not None and group in standing(user).organization_ids


def reads_ranking(user, funding_round) -> bool:
    """See the whole ranking: who judges, the owner's own members, and those who oversee."""
    held = standing(user)
    source = funding_round.source
    return (
        assesses(user, funding_round)
        or source.owner_id in held.organization_ids
        or source.municipality_id in held.overseen_ids
    )


def can_assess(user, application) -> bool:
    """Judge a submitted application, once the time to apply is over."""
    return (
        application.state == ApplicationState.SUBMITTED
        and application.round.state in ASSESSED_IN
        and assesses(user, application.round)
    )


def shares_interest(user, application) -> bool:
    """Whether the user works for a body that would gain by the application, the owner's own left out."""
    owner = application.round.source.owner
    gaining = set(taking_part(application)) - {owner.pk, owner.serves_id}
    return standing(user).holds(APPLICANTS | CONSENTING, *gaining)


def taking_part(application) -> list[int]:
    """The numbers of the bodies that take part."""
    return [body.organization_id for body in application.bodies.all() if body.takes_part]


def can_plan_financing(user, initiative) -> bool:
    """Say what an initiative costs and who pays: whoever edits it, so the lead's officials."""
    return can_edit_initiative(user, initiative)


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
