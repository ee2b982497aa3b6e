"""The pages of outcome: what a body has sent in, what it still owes, and what has left its course."""

from dataclasses import dataclass

from django.db.models import Q, Sum

from coordination.access import standing
from coordination.models import Organization
from funding.domain.deviation import deviates, deviation_of
from funding.enums import RUNNING_STATES, EntryKind
from funding.models import EarlyAction, Grant, OutcomeBatch
from funding.permissions import REPORTING

SHOWN = 50


@dataclass(frozen=True)
class ForecastRow:
    """A project of a body with what it was last expected to use."""

    grant: Grant
    forecast_ore: int | None
    deviates: bool
    is_asked: bool = True  # whether the round asks for one every month


@dataclass(frozen=True)
class Deviation:
    """How a grant's forecast stands to what it may dispose of, and what is done about it."""

    forecast_ore: int | None
    amount_ore: int
    is_over_threshold: bool
    actions: list[EarlyAction]


def reporting_bodies(user):
    """The bodies with grants for which the user reports."""
    bodies = Organization.objects.visible_to(user).filter(grants__isnull=False).distinct()
    held = standing(user)
    if not held.unlimited:
        bodies = bodies.filter(pk__in=held.bodies_as(REPORTING))
    return bodies.for_table()


def batches_for(user) -> list[OutcomeBatch]:
    """The latest batches that a user may see. One statement."""
    rows = OutcomeBatch.objects.visible_to(user).newest_first()
    return list(rows.select_related("organization", "actor__person")[:SHOWN])


def forecast_rows(body) -> list[ForecastRow]:
    """A body's running projects, those that owe a forecast every month first. One statement."""
    grants = (
        Grant.objects.filter(recipient=body, project_state__in=RUNNING_STATES)
        .select_related("round__source", "recipient", "decision")
        .annotate(
            forecast_ore=Sum("entries__amount_ore", filter=Q(entries__kind=EntryKind.FORECAST))
        )
        .order_by("title", "pk")
    )
    rows = [
        ForecastRow(
            grant,
            grant.forecast_ore,
            deviates(grant, grant.forecast_ore),
            is_asked=bool(grant.round.forecast_day),
        )
        for grant in grants
    ]
    return sorted(rows, key=lambda row: not row.is_asked)


def deviation_in(grant, forecast_ore) -> Deviation:
    """Where a grant's forecast stands, with its early actions. One statement."""
    actions = grant.early_actions.select_related("organization").order_by("-pk")
    return Deviation(
        forecast_ore,
        deviation_of(grant, forecast_ore),
        deviates(grant, forecast_ore),
        list(actions),
    )
