"""Reminders that never became a letter, and why: nothing disappears without a trace."""

from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.components import Choice
from coordination.enums import ReminderUnsent
from coordination.models import Deadline, Reminder

SHOWN = 50
VIEWS = {
    "for-gamla": ReminderUnsent.TOO_OLD,
    "blev-klara": ReminderUnsent.SETTLED,
    "bortvalda": ReminderUnsent.DECLINED,
}


@dataclass(frozen=True)
class UnsentPage:
    """One page of them, newest first, and the views to choose between."""

    choices: list[Choice]
    reminders: list[Reminder]
    older_url: str


def unsent_reminders(user, *, view="", before=None) -> UnsentPage:
    """The reminders of deadlines that the user sees. Two statements at any size."""
    seen = Deadline.objects.visible_to(user)
    readable = Reminder.objects.unsent().filter(deadline__in=seen.order_by().values("pk"))
    counts = dict(readable.order_by().values_list("unsent").annotate(Count("pk")))
    rows = readable.filter(unsent=VIEWS[view]) if view in VIEWS else readable
    rows = rows.filter(pk__lt=before) if before else rows
    rows = rows.select_related("deadline__organization", "recipient").order_by("-pk")
    found = list(rows[: SHOWN + 1])
    shown = found[:SHOWN]
    older = _address(view, shown[-1].pk) if len(found) > SHOWN else ""
    return UnsentPage(_choices(counts, view), shown, older)


def _choices(counts, view) -> list[Choice]:
    labels = {
        "": _("Alla"),
        "for-gamla": _("För gamla"),
        "blev-klara": _("Blev klara innan"),
        "bortvalda": _("Bortvalda"),
    }
    return [
        Choice(
            label,
            _address(code),
            count=counts.get(VIEWS[code], 0) if code else sum(counts.values()),
            current=code == view,
        )
        for code, label in labels.items()
    ]


def _address(view, before=None) -> str:
    asked = [f"visa={view}"] if view else []
    asked += [f"fore={before}"] if before else []
    return reverse("coordination:unsent_reminders") + (f"?{'&'.join(asked)}" if asked else "")
