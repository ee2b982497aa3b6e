"""Dates to keep: mine, my bodies', all that I may see; as list, month, figures and calendar."""

from datetime import UTC, date, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.access import standing
from coordination.components import Choice
from coordination.enums import Role
from coordination.keyset import AFTER, BEFORE, Key, KeysetPage, keyset_page
from coordination.models import Deadline, Organization
from coordination.permissions import FALLBACK_ROLES
from coordination.registry import deadline_kinds

MINE, BODIES, ALL = "mina", "organ", "alla"
OPEN, LATE, DONE = "", "forsenade", "klara"
SHOWN_IN_A_MONTH = 500
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
BY_DAY = Key("due_on", read=date.fromisoformat, write="{:%Y%m%d}".format)
LATEST_DONE = Key(
    "done_at",
    read=lambda text: EPOCH + int(text) * MICROSECOND,
    write=lambda at: str((at - EPOCH) // MICROSECOND),
    descending=True,
)


def deadlines_in(user, scope):
    """The dates that a page starts from: mine by role, those of my bodies, or all that I may see."""
    if scope == ALL:
        return Deadline.objects.visible_to(user)
    held = standing(user)
    if scope == BODIES:
        return Deadline.objects.filter(organization_id__in=held.organization_ids)
    return Deadline.objects.filter(_my_roles(held))


def _my_roles(held) -> Q:
    """The duties that reach me: those of my roles, and all of a body where I step in for others."""
    stands_in = held.bodies_as(FALLBACK_ROLES)
    mine = Q(organization_id__in=stands_in)
    for role in Role:
        bodies = [pk for pk in held.bodies_as([role]) if pk not in stands_in]
        if bodies:
            mine |= Q(role=role, organization_id__in=bodies)
    return mine


def deadlines_of_body(user, organization_id):
    """A body's dates as its calendar shows them to whoever acts for it."""
    held = standing(user)
    if held.unlimited or organization_id in held.organization_ids:
        return Deadline.objects.filter(organization_id=organization_id)
    return Deadline.objects.visible_to(user).filter(organization_id=organization_id)


def narrowed(deadlines, *, kind="", body=None, state=OPEN, today):
    """The dates that the form asks for."""
    if kind:
        deadlines = deadlines.filter(kind=kind)
    if body:
        deadlines = deadlines.filter(organization=body)
    if state == DONE:
        return deadlines.filter(done_at__isnull=False)
    return deadlines.overdue(today) if state == LATE else deadlines.open()


def deadline_page(deadlines, params, *, state=OPEN) -> KeysetPage:
    """One page of dates, by day; of those that are done the latest first. One statement."""
    return keyset_page(
        deadlines,
        params,
        columns=lambda rows: rows.values(*COLUMNS),
        key=LATEST_DONE if state == DONE else BY_DAY,
        label=lambda n: ngettext("%(n)s datum", "%(n)s datum", n) % {"n": n},
    )


COLUMNS = (
    *("id", "kind", "title", "role", "due_on", "planned_on", "rule"),
    *("done_at", "done_by", "withdrawn", "created_at"),
    *("organization_id", "organization__name", "matter_id", "matter__registry_number"),
)


def scope_choices(params, scope) -> list[Choice]:
    """Mina, organets, alla: the same page with the other dates."""
    labels = {
        MINE: _("Mina"),
        BODIES: _("Min nämnds eller förvaltnings"),
        ALL: _("Alla jag får se"),
    }
    return [
        Choice(label, address(params, visa=code), current=code == scope)
        for code, label in labels.items()
    ]


def address(params, **changes) -> str:
    """The same page with other parameters; a new choice begins on the first page."""
    kept = params.copy()
    for name in (AFTER, BEFORE, *changes):
        kept.pop(name, None)
    for name, value in changes.items():
        if value not in {"", None, MINE}:
            kept[name] = value
    return f"?{kept.urlencode()}"


def body_options(user, scope) -> list[tuple[int, str]]:
    """The bodies that the list can be narrowed to. One statement."""
    rows = Organization.objects.visible_to(user)
    if scope != ALL:
        rows = rows.filter(pk__in=standing(user).organization_ids)
    return list(rows.for_table().values_list("pk", "name"))


def kind_options() -> list[tuple[str, str]]:
    """The kinds of dates by name."""
    kinds = [(kind.code, str(kind.label)) for kind in deadline_kinds.values()]
    return sorted(kinds, key=lambda kind: kind[1])


def kind_name(code) -> str:
    """What a kind is called; what no app has named is a milestone on the way."""
    kind = deadline_kinds.get(code)
    return str(kind.label) if kind else _("Delmål")


def late_count(deadlines, *, today) -> int:
    """How many are late. One statement."""
    return deadlines.overdue(today).count()


def deadlines_between(deadlines, first, last) -> list[dict]:
    """The dates of a period, done ones too, withdrawn ones not. One statement."""
    rows = deadlines.filter(due_on__range=(first, last), withdrawn=False)
    return list(rows.order_by("due_on", "pk").values(*COLUMNS)[:SHOWN_IN_A_MONTH])


KEPT_IN_FEED = timedelta(days=90)
MOST_IN_FEED = 2000


def deadlines_for_feed(deadlines, *, today) -> list[Deadline]:
    """What a calendar is told: all that is open, and what was closed lately. One statement."""
    rows = deadlines.filter(Q(done_at__isnull=True) | Q(done_at__date__gte=today - KEPT_IN_FEED))
    return list(
        rows.select_related("organization", "matter").order_by("due_on", "pk")[:MOST_IN_FEED]
    )
