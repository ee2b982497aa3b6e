"""Follow-up reports in lists: what is owed first. Constant in statements."""

from evaluation.models import FollowUpReport
from initiatives.enums import INITIATIVE_COMPLETED

SHOWN = 100


def reports_for(user, *, limit=SHOWN, **chosen):
    """The reports that a user may see, what is owed first. One statement."""
    return (
        FollowUpReport.objects.visible_to(user)
        .filter(**chosen)
        .select_related("grant__round", "initiative", "organization", "matter")
        .late_first()[:limit]
    )


def reports_of(initiative) -> list[FollowUpReport]:
    """The report of an initiative that the reader has been found to see: none is owed before the end.

    Whoever sees an initiative sees its report (``FollowUpReport.visible_to`` says so, and a test).
    """
    if initiative.state not in INITIATIVE_COMPLETED:
        return []
    return list(FollowUpReport.objects.filter(initiative=initiative).select_related("organization"))
