"""The pages of sources, and whose money a user keeps."""

from dataclasses import dataclass

from django.db.models import F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from coordination.access import standing
from coordination.models import Decision, Organization
from funding.domain.mandate import deciding_bodies
from funding.enums import FRAME_KINDS, EntryKind, MoneyPurpose
from funding.models import Grant, LedgerEntry, Source
from funding.permissions import MANAGING

SHOWN = 100
PERCENT = 100
NOTHING = (0, 0)


def sources_for(user) -> list[Source]:
    """The sources that a user may see, newest year first. One statement."""
    return list(Source.objects.visible_to(user).select_related("owner").for_table()[:SHOWN])


def frame_rows(source, user):
    """How a source's frame has changed, newest first, where the user may see it."""
    return (
        LedgerEntry.objects.visible_to(user)
        .filter(funding_source=source, kind__in=FRAME_KINDS)
        .select_related("decision__body", "actor__person")
        .newest_first()
    )


def decisions_over(source, user):
    """The decisions that this money can be moved by: by the right body, with financing, visible."""
    return (
        Decision.objects.visible_to(user)
        .filter(body__in=deciding_bodies(source.owner).values("pk"), is_preparatory=False)
        .exclude(financing="")
        .select_related("body", "matter")
    )


def granting_decisions(funding_round, user):
    """Those of ``decisions_over`` that can grant in a round, with how much each has left.

    They are made once it closed, and say for how much.
    """
    granted = (
        LedgerEntry.objects.filter(decision=OuterRef("pk"), kind=EntryKind.GRANTED)
        .order_by()
        .values("decision")
        .annotate(total=Sum("amount_ore"))
    )
    left = F("amount_ore") - Coalesce(Subquery(granted.values("total")), 0)
    return (
        decisions_over(funding_round.source, user)
        .filter(decided_on__gte=funding_round.closes_on, amount_ore__isnull=False)
        .annotate(left_ore=left)
        .filter(left_ore__gt=0)
    )


def surplus_decisions(grant, user, *, ended_on):
    """Those of ``decisions_over`` that can say what becomes of what a grant left over."""
    later = decisions_over(grant.round.source, user).filter(decided_on__gte=ended_on)
    return later.exclude(pk=grant.decision_id)


def other_sources(source, user):
    """The sources that a source's frame can be moved to."""
    return Source.objects.visible_to(user).exclude(pk=source.pk).for_table()


def managed_bodies(user):
    """The bodies whose money the user keeps."""
    return _bodies_where(user, MANAGING)


def _bodies_where(user, roles):
    held = standing(user)
    bodies = Organization.objects.visible_to(user).for_table()
    if held.unlimited:
        return bodies
    return bodies.filter(pk__in=[pk for pk in held.roles if held.holds(roles, pk)])


@dataclass(frozen=True)
class FrameTotals:
    """Frame, granted, used and given back of several sources of one year and owner, in öre."""

    year: int
    owner: Organization
    activity_ore: int
    administration_ore: int
    exempt_ore: int
    granted_ore: int
    used_ore: int
    returned_ore: int
    is_approximate: bool

    @property
    def frame_ore(self) -> int:
        return self.activity_ore + self.administration_ore

    @property
    def lacks_administration(self) -> bool:
        """Money for what is done, none for the room behind it (gardinsyndromet, S-18)."""
        return self.activity_ore > 0 and self.administration_ore == 0


def frames_by_year(sources, user) -> list[FrameTotals]:
    """Frame, granted and used per year and body, newest year first. One statement."""
    sums = _sums_by(sources, user)
    groups: dict[tuple, list[Source]] = {}
    for source in sources:
        groups.setdefault((source.year, source.owner), []).append(source)
    return [
        FrameTotals(
            year=year,
            owner=owner,
            activity_ore=_frames(rows, MoneyPurpose.ACTIVITY),
            administration_ore=_frames(rows, MoneyPurpose.ADMINISTRATION),
            exempt_ore=sum(row.exempt_ore for row in rows),
            granted_ore=sum(row.granted_ore for row in rows),
            used_ore=sum(sums.get(row.pk, NOTHING)[0] for row in rows),
            returned_ore=sum(sums.get(row.pk, NOTHING)[1] for row in rows),
            is_approximate=any(row.is_approximate for row in rows),
        )
        for (year, owner), rows in groups.items()
    ]


def _frames(sources, purpose) -> int:
    return sum(source.frame_ore for source in sources if source.purpose == purpose)


def _sums_by(sources, user) -> dict[int, tuple[int, int]]:
    """What is used and given back of each source, of the grants that the user may see."""
    rows = Grant.objects.visible_to(user).filter(round__source__in=sources)
    sums = (
        rows.order_by()
        .values_list("round__source")
        .annotate(used=Sum("used_ore"), returned=Sum("returned_ore"))
    )
    return {pk: (used, returned) for pk, used, returned in sums}


@dataclass(frozen=True)
class RecipientTotals:
    """What one body has been granted of a source, used, and given back or kept, in öre."""

    name: str
    granted_ore: int
    used_ore: int
    returned_ore: int

    @property
    def left_ore(self) -> int:
        return self.granted_ore - self.used_ore - self.returned_ore


def recipients_of(source, user) -> list[RecipientTotals]:
    """Granted and used of a source per receiving body, the largest first. One statement."""
    rows = (
        Grant.objects.visible_to(user)
        .filter(round__source=source)
        .order_by()
        .values("recipient__name")
        .annotate(
            granted=Sum(F("granted_ore") + F("repurposed_ore")),
            used=Sum("used_ore"),
            returned=Sum(F("returned_ore") + F("kept_ore")),
        )
        .order_by("-granted", "recipient__name")
    )
    return [
        RecipientTotals(
            row["recipient__name"],
            row["granted"],
            row["used"],
            row["returned"],
        )
        for row in rows
    ]


@dataclass(frozen=True)
class CoFinancing:
    """What others are to put in for a source's money, and do (medfinansiering, S-16), in öre."""

    word: str
    own_ore: int
    expected_ore: int
    actual_ore: int

    @property
    def deviation_ore(self) -> int:
        return self.actual_ore - self.expected_ore


def co_financing(source, user) -> list[CoFinancing]:
    """Expected and actual co-financing of a source: of its frame, and of what is used. Two statements."""
    if source.co_financing_percent is None:
        return []
    others = list(source.co_financers.visible_to(user))
    used = {pk: row[0] for pk, row in _sums_by([source, *others], user).items()}
    sums = [
        (_("Ram"), source.frame_ore, sum(each.frame_ore for each in others)),
        (_("Beviljat"), source.granted_ore, sum(each.granted_ore for each in others)),
        (_("Använt"), used.get(source.pk, 0), sum(used.get(each.pk, 0) for each in others)),
    ]
    percent = source.co_financing_percent
    return [
        CoFinancing(word, own, (own * percent + PERCENT // 2) // PERCENT, actual)
        for word, own, actual in sums
    ]
