"""A project's phases with what they wait for, and whether its money lasts (V-19)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from funding.models import Grant, ProjectPhase


@dataclass(frozen=True)
class PhaseRow:
    """A phase as the page shows it."""

    planned: ProjectPhase
    waits_for: str

    @property
    def starts_too_early(self) -> bool:
        """Whether it begins before the phase that it waits for has ended."""
        awaited = self.planned.waits_for
        return awaited is not None and self.planned.starts_on <= awaited.ends_on


@dataclass(frozen=True)
class Lasting:
    """Whether the money lasts as long as it is meant to."""

    short_ore: int  # what the forecast needs beyond what is left
    spent_on: date | None  # when it is used up at the pace so far, if that is before the end
    phases_after: bool  # work is planned after the money's last day

    @property
    def warns(self) -> bool:
        return bool(self.short_ore or self.spent_on or self.phases_after)


def phases_of(grant, user) -> Sequence[PhaseRow]:
    """The grant's phases in order of time; others' projects are named only to who sees them.

    One statement.
    """
    seen = Grant.objects.visible_to(user).filter(pk=OuterRef("waits_for__grant"))
    rows = grant.phases.select_related("grant", "waits_for__grant").annotate(names=Exists(seen))
    return [
        PhaseRow(row, str(row.waits_for) if row.names else "")
        for row in rows.order_by("starts_on", "pk")
    ]


def lasting(grant, phases, forecast_ore, *, today) -> Lasting:
    """Whether forecast and pace fit what is left. No statement.

    The pace is what has been used since the decision, evenly over the days gone.
    """
    end = grant.funding_ends_on
    expected_left = (forecast_ore or 0) - grant.used_ore
    return Lasting(
        short_ore=max(expected_left - grant.room_ore, 0),
        spent_on=_spent_on(grant, end, today) if end else None,
        phases_after=bool(end) and any(row.planned.ends_on > end for row in phases),
    )


def _spent_on(grant, end, today) -> date | None:
    begun = grant.decision.decided_on
    gone = (today - begun).days
    if gone <= 0 or grant.used_ore <= 0 or grant.has_ended(today):
        return None
    days_left = max(grant.room_ore, 0) * gone // grant.used_ore
    lasts_to = today.toordinal() + days_left
    return date.fromordinal(lasts_to) if lasts_to < end.toordinal() else None
