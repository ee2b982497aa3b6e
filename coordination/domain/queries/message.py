"""Reads of the outbox's pages: what waits, what could not be sent and why."""

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.access import standing
from coordination.components import Badge, Choice
from coordination.domain.queries.delivery import delivery_figures
from coordination.enums import MessageState
from coordination.models import OutgoingMessage

SHOWN = 50
BADGES = {
    MessageState.PENDING: ("info", "clock"),
    MessageState.CLAIMED: ("info", "started"),
    MessageState.SENT: ("success", "check"),
    MessageState.FAILED: ("danger", "late"),
}
VIEWS = {
    "misslyckade": {MessageState.FAILED},
    "vantar": {MessageState.PENDING, MessageState.CLAIMED},
    "skickade": {MessageState.SENT},
}


@dataclass(frozen=True)
class Outbox:
    """One page of the outbox: counted views, and the messages of the chosen one, newest first."""

    choices: list[Choice]
    messages: list[OutgoingMessage]
    older_url: str
    failed: int
    waiting: int


@dataclass(frozen=True)
class Pace:
    """How many letters went in the last day, and in how many seconds from written to sent."""

    sent: int
    median: int
    high: int


def outbox_of(user, *, view="", before=None) -> Outbox:
    """The outbox page. Two statements at any size; ``before`` continues below a message's number."""
    readable = OutgoingMessage.objects.visible_to(user)
    counts = dict(readable.order_by().values_list("state").annotate(Count("pk")))
    rows = readable.filter(state__in=VIEWS[view]) if view in VIEWS else readable
    rows = rows.filter(pk__lt=before) if before else rows
    found = list(
        rows.select_related("person", "matter").defer("text", "html").order_by("-pk")[: SHOWN + 1]
    )
    shown = found[:SHOWN]
    return Outbox(
        choices=_choices(counts, view),
        messages=shown,
        older_url=_address(view, shown[-1].pk) if len(found) > SHOWN else "",
        failed=counts.get(MessageState.FAILED, 0),
        waiting=sum(counts.get(state, 0) for state in VIEWS["vantar"]),
    )


def pace_of(user, *, now) -> Pace | None:
    """How the last day's letters went, for those who oversee a municipality. None when none went."""
    if not (standing(user).overseen_ids or standing(user).unlimited):
        return None
    figures = delivery_figures(now=now, messages=OutgoingMessage.objects.visible_to(user))
    if figures.median_seconds is None or figures.p95_seconds is None:
        return None
    return Pace(figures.sent, round(figures.median_seconds), round(figures.p95_seconds))


def _choices(counts, view) -> list[Choice]:
    labels = {
        "": _("Alla"),
        "misslyckade": _("Gick inte att skicka"),
        "vantar": _("Väntar"),
        "skickade": _("Skickade"),
    }
    return [
        Choice(
            label,
            _address(code),
            count=sum(counts.get(state, 0) for state in VIEWS.get(code, MessageState)),
            current=code == view,
        )
        for code, label in labels.items()
    ]


def _address(view, before=None) -> str:
    asked = [f"visa={view}"] if view else []
    asked += [f"fore={before}"] if before else []
    return reverse("coordination:messages") + (f"?{'&'.join(asked)}" if asked else "")


def badge_of(message) -> Badge:
    """Where a message is, as colour, symbol and word."""
    color, icon = BADGES[message.state]
    return Badge(color, message.get_state_display(), icon)
