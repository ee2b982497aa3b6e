"""What has gone wrong without anybody's doing, for those who can set it right; read by Min sida."""

from django.db.models import Count, Exists, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from coordination.domain.queries.unowned import has_left_alone, unowned_of
from coordination.models import OutgoingMessage, User
from coordination.permissions import can_read_outbox, can_see_unowned


def upkeep_for(user) -> dict:
    """How many letters could not be sent, and how many bodies have dates that nobody there is told of.

    One statement, and those of ``unowned_of`` where a body has no official; none for all others.
    """
    asked: dict[str, Coalesce | Exists] = {}
    if can_read_outbox(user):
        asked["failed"] = Coalesce(Subquery(_failed(user)), 0)
    if can_see_unowned(user):
        asked["left_alone"] = has_left_alone(user, today=timezone.localdate())
    if not asked:
        return {}
    found = User.objects.filter(pk=user.pk).values(**asked).get()
    return {
        "failed": found.get("failed", 0),
        "unowned": _unowned(user) if found.get("left_alone") else 0,
    }


def _failed(user):
    letters = OutgoingMessage.objects.visible_to(user).failed().order_by()
    return letters.values("state").annotate(n=Count("pk")).values("n")


def _unowned(user) -> int:
    found = unowned_of(user, today=timezone.localdate())
    return len({each.organization.pk for each in found})
