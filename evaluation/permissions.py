"""Who may do what when in follow-up. Reading is not asked here: that is ``visible_to``."""

from coordination.access import standing
from coordination.enums import Role
from coordination.permissions import acts_for
from evaluation.enums import IndicatorState, ReportState

MEASURING = frozenset({Role.CASE_OFFICER, Role.CONTROLLER, Role.COORDINATOR, Role.SECRETARY})
AGREEING = frozenset({Role.CONTROLLER, Role.COORDINATOR})


def can_measure_for(user, organization) -> bool:
    """Define indicators and enter figures on behalf of a body: its officials."""
    return acts_for(user, MEASURING, organization)


def measures_somewhere(user) -> bool:
    """Define indicators for some body."""
    held = standing(user)
    return held.unlimited or held.holds(MEASURING, *held.roles)


def can_edit_indicator(user, indicator) -> bool:
    """Change a definition: only before it is agreed."""
    return indicator.state == IndicatorState.PROPOSED and can_measure_for(
        user, indicator.organization
    )


def can_lock_definition(user, indicator) -> bool:
    """Lock a definition: whoever leads what it belongs to, or the body itself where it is its own."""
    return acts_for(user, AGREEING, *leaders_of(indicator))


def can_agree_indicator(user, indicator) -> bool:
    """Lock this definition: only before it is agreed."""
    return indicator.state == IndicatorState.PROPOSED and can_lock_definition(user, indicator)


def leaders_of(indicator) -> tuple:
    """The bodies that lead what an indicator belongs to."""
    if indicator.programme_id:
        return indicator.programme.lead, indicator.programme.convener
    if indicator.initiative_id:
        return (indicator.initiative.lead,)
    return (indicator.organization,)


def can_report_for(user, organization) -> bool:
    """Write and file a body's follow-up reports: its officials."""
    return acts_for(user, MEASURING, organization)


def can_write_report(user, report) -> bool:
    """Write and file this report: until it is filed."""
    return report.state != ReportState.FILED and can_report_for(user, report.organization)


def can_draw_up_answers(user, decision) -> bool:
    """Have the four questions drawn up as a document: officials of who decided or keeps the matter."""
    return acts_for(user, MEASURING, decision.body, decision.matter.organization)
