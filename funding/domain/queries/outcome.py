"""The pages of outcome: what a body has sent in, what it still owes, and what has left its course."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Max, Q, Sum

from coordination.access import standing
from coordination.models import Organization
from funding.domain.deviation import deviates, deviation_of
from funding.enums import RUNNING_STATES, EntryKind
from funding.models import EarlyAction, Grant, OutcomeBatch, Round
from funding.permissions import REPORTING, manages_money

SHOWN = 50
REPORTED_EVERY = timedelta(days=62)  # a month to report on, and one to do it in


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


@dataclass(frozen=True)
class Reporting:
    """How a recipient of one's money reports: its running projects, and when one was last reported on."""

    name: str
    number: int
    silent: int
    latest: date | None
    is_late: bool


def reporting_of(user, *, today) -> list[Reporting]:
    """Who reports on the money that the user keeps, those who are silent the longest first. One statement."""
    if not manages_money(user):
        return []
    rows = (
        Grant.objects.filter(
            round__in=Round.objects.paid_by_own(user).values("pk"), project_state__in=RUNNING_STATES
        )
        .values("recipient__name")
        .annotate(
            number=Count("pk"),
            silent=Count("pk", filter=Q(reported_on__isnull=True)),
            latest=Max("reported_on"),
        )
        .order_by(F("latest").asc(nulls_first=True), "recipient__name")
    )
    return [
        Reporting(
            name,
            number,
            silent,
            latest,
            is_late=latest is None or today - latest > REPORTED_EVERY,
        )
        for name, number, silent, latest in rows.values_list(
            "recipient__name", "number", "silent", "latest"
        )[:SHOWN]
    ]


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
