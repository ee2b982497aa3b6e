"""The pages of sources, and whose money a user keeps."""

from coordination.access import standing
from coordination.models import Matter, Organization
from coordination.permissions import COORDINATING
from funding.models import LedgerEntry, Source
from funding.permissions import MANAGING

SHOWN = 100


def sources_for(user) -> list[Source]:
    """The sources that a user may see, newest year first. One statement."""
    return list(Source.objects.visible_to(user).select_related("owner").for_table()[:SHOWN])


def frame_rows(source, user):
    """How a source's frame has changed, newest first, where the user may see it."""
    return (
        LedgerEntry.objects.visible_to(user)
        .filter(funding_source=source, kind="frame")
        .select_related("decision__body", "actor__person")
        .newest_first()
    )


def managed_bodies(user):
    """The bodies whose money the user keeps."""
    return _bodies_where(user, MANAGING)


def matters_kept_by(user):
    """The matters in which the user may record decisions, newest first."""
    if standing(user).unlimited:
        return Matter.objects.order_by("-opened_on", "-pk")
    kept = _bodies_where(user, COORDINATING)
    return Matter.objects.filter(organization__in=kept.values("pk")).order_by("-opened_on", "-pk")


def _bodies_where(user, roles):
    held = standing(user)
    bodies = Organization.objects.visible_to(user).for_table()
    if held.unlimited:
        return bodies
    return bodies.filter(pk__in=[pk for pk in held.roles if held.holds(roles, pk)])
