"""How the database goes about the queries that grow: through an index, or row by row."""

import re

from django.db import connection

from coordination.access import standing
from coordination.models import Deadline, Matter, Referral
from funding.models import Grant, LedgerEntry
from initiatives.models import Initiative

# Tables that grow with the municipality's work. Reading all of one is a miss, unless it is small.
LARGE = {
    "initiatives_initiative", "initiatives_participation", "coordination_deadline",
    "funding_grant", "funding_ledgerentry", "evaluation_measurement", "coordination_auditevent",
}  # fmt: skip
_WHOLE = re.compile(r"(?:Seq Scan on|SCAN) (\w+)(?! (?:AS \w+ )?USING)")


def queries(user) -> dict:
    """What the measured pages ask, as the pages ask it."""
    initiatives = Initiative.objects.visible_to(user)
    bodies = standing(user).organization_ids
    return {
        "initiatives, a page": initiatives.for_table()[:51],
        "initiatives, newest first (API)": initiatives.order_by("-pk")[:101],
        "initiatives in a state": initiatives.filter(state="running").for_table()[:51],
        "one initiative": initiatives.filter(pk=1),
        "Min sida": Deadline.objects.open()
        .filter(organization_id__in=bodies)
        .order_by("due_on", "pk")[:100],
        "matters": Matter.objects.visible_to(user).order_by("-opened_on")[:10],
        "referrals": Referral.objects.visible_to(user)[:51],
        "grants of initiatives": Grant.objects.visible_to(user).filter(initiative__in=[1, 2, 3]),
        "ledger, a page": LedgerEntry.objects.visible_to(user).newest_first()[:51],
        "the tick": Deadline.objects.due_to_remind(standing(user).on)[:500],
    }


def explain(queryset) -> str:
    """The database's own account of its plan."""
    options = {"analyze": True} if connection.vendor == "postgresql" else {}
    return queryset.explain(**options)


def whole_tables(plan: str) -> set[str]:
    """Large tables that the plan reads from end to end without an index.

    SQLite says SCAN too where it reads in the list's own order until the page is full.
    """
    if connection.vendor == "sqlite" and "TEMP B-TREE FOR ORDER BY" not in plan:
        return set()
    return LARGE.intersection(_WHOLE.findall(plan))
