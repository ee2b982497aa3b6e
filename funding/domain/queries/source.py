"""The pages of sources, and whose money a user keeps."""

from dataclasses import dataclass

from django.db.models import F, Sum
from django.utils.translation import gettext as _

from coordination.access import standing
from coordination.models import Decision, Matter, Organization
from coordination.permissions import COORDINATING
from funding.domain.mandate import deciding_bodies
from funding.enums import FRAME_KINDS, MoneyPurpose
from funding.models import Grant, LedgerEntry, Source
from funding.permissions import MANAGING

SHOWN = 100
PERCENT = 100


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


def other_sources(source, user):
    """The sources that a source's frame can be moved to."""
    return Source.objects.visible_to(user).exclude(pk=source.pk).for_table()


def managed_bodies(user):
    """The bodies whose money the user keeps."""
    return _bodies_where(user, MANAGING)


def matters_kept_by(user):
    """The matters in which the user may record decisions, newest first."""
    if standing(user).unlimited:
        return Matter.objects.order_by("-opened_on", "-pk")
    kept = _bodies_where(user, COORDINATING)
    return Matter.objects.filter(organization__in=kept.values("pk")).order_by("-opened_on", "-pk")


def _bodies_where(user, roles):
    held = standing(user)
    bodies = Organization.objects.visible_to(user).for_table()
    if held.unlimited:
        return bodies
    return bodies.filter(pk__in=[pk for pk in held.roles if held.holds(roles, pk)])


@dataclass(frozen=True)
class FrameTotals:
    """Frame, granted and used of several sources of one year and owner, in öre."""

    year: int
    owner: Organization
    activity_ore: int
    administration_ore: int
    granted_ore: int
    used_ore: int

    @property
    def frame_ore(self) -> int:
        return self.activity_ore + self.administration_ore

    @property
    def lacks_administration(self) -> bool:
        """Money for what is done, none for the room behind it (gardinsyndromet, S-18)."""
        return self.activity_ore > 0 and self.administration_ore == 0


def frames_by_year(sources, user) -> list[FrameTotals]:
    """Frame, granted and used per year and body, newest year first. One statement."""
    used = _used_by(sources, "round__source", user)
    groups: dict[tuple, list[Source]] = {}
    for source in sources:
        groups.setdefault((source.year, source.owner), []).append(source)
    return [
        FrameTotals(
            year=year,
            owner=owner,
            activity_ore=_frames(rows, MoneyPurpose.ACTIVITY),
            administration_ore=_frames(rows, MoneyPurpose.ADMINISTRATION),
            granted_ore=sum(row.granted_ore for row in rows),
            used_ore=sum(used.get(row.pk, 0) for row in rows),
        )
        for (year, owner), rows in groups.items()
    ]


def _frames(sources, purpose) -> int:
    return sum(source.frame_ore for source in sources if source.purpose == purpose)


def _used_by(sources, path, user) -> dict[int, int]:
    rows = Grant.objects.visible_to(user).filter(round__source__in=sources)
    return dict(rows.order_by().values_list(path).annotate(Sum("used_ore")))


@dataclass(frozen=True)
class RecipientTotals:
    """What one body has been granted of a source, and used, in öre."""

    name: str
    granted_ore: int
    used_ore: int
    left_ore: int


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
            row["granted"] - row["used"] - row["returned"],
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
    used = _used_by([source, *others], "round__source", user)
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
