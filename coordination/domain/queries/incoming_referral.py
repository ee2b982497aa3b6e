"""Reads of the pages of incoming referrals."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q

from coordination.domain.internal_round import is_short_of_time
from coordination.enums import CONSULTEE_FINISHED
from coordination.models import IncomingReferral, Referral


def readable_incoming(user):
    """Incoming referrals the user may read, with what their pages and rules look at. One statement."""
    return IncomingReferral.objects.visible_to(user).select_related(
        "matter__organization", "document"
    )


def incoming_in_order(user):
    """Those not answered first, the nearest day first, each with its internal rounds. Two statements."""
    rounds = rounds_for(user)
    return (
        readable_incoming(user)
        .prefetch_related(Prefetch("rounds", rounds, to_attr="readable_rounds"))
        .order_by("answered_on", "answer_by", "pk")
    )


def rounds_for(user):
    """Internal rounds that the user may read, with how many have answered."""
    done = Q(consultees__state__in=CONSULTEE_FINISHED)
    return (
        Referral.objects.visible_to(user)
        .filter(incoming__isnull=False)
        .select_related("sender")
        .annotate(asked=Count("consultees"), done=Count("consultees", filter=done))
        .order_by("due_on", "pk")
    )


@dataclass(frozen=True)
class Round:
    """An internal round, and whether little time is left after it."""

    referral: Referral
    is_short: bool


def rounds_of(incoming, user) -> list[Round]:
    """The internal rounds of one incoming referral. One statement."""
    found = rounds_for(user).filter(incoming=incoming)
    return [Round(each, is_short_of_time(incoming, each.due_on)) for each in found]
