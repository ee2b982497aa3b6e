"""Follow-up reports in lists: what is owed first. Constant in statements."""

from evaluation.models import FollowUpReport

SHOWN = 100


def reports_for(user, *, limit=SHOWN, **chosen):
    """The reports that a user may see, what is owed first. One statement."""
    return (
        FollowUpReport.objects.visible_to(user)
        .filter(**chosen)
        .select_related("grant__round", "initiative", "organization", "matter")
        .late_first()[:limit]
    )
