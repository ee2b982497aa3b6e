"""Reads of a meeting's page: who could be there, who was, and what was decided by how many."""

from dataclasses import dataclass

from django.db.models import Prefetch

from coordination.domain.attendance import Roster, roster_of
from coordination.domain.quorum import TakingPart
from coordination.enums import StatementState
from coordination.models import Attendance, Decision, Recusal, Statement


@dataclass(frozen=True)
class Item:
    """Something that the meeting decided: what, under which §, and who took part."""

    decision: Decision
    statement: Statement | None
    part: TakingPart


@dataclass(frozen=True)
class MeetingRecord:
    """A meeting's attendance, items and recusals, read once."""

    roster: Roster
    attendances: list[Attendance]
    items: list[Item]
    recusals: list[Recusal]

    @property
    def serving(self) -> int:
        """How many took part in deciding, at some item or at all of them."""
        return len({each.person_id for each in self.attendances if each.serves})

    @property
    def in_turn(self) -> list[Attendance]:
        """By name as the meeting goes: what somebody was first comes before what they were then."""
        order = {each.person_id: place for place, each in reversed([*enumerate(self.attendances)])}
        return sorted(
            self.attendances, key=lambda each: (order[each.person_id], each.from_paragraph or 0)
        )


def meeting_record(meeting, user) -> MeetingRecord:
    """Everything on a meeting's page that the user may see. Seven statements, at any size."""
    roster = roster_of(meeting)
    attendances = list(meeting.attendances.select_related("person", "serving_for"))
    recusals = list(meeting.recusals.select_related("person", "statement__decision", "decision"))
    return MeetingRecord(
        roster, attendances, _items(meeting, user, roster, attendances, recusals), recusals
    )


def _items(meeting, user, roster, attendances, recusals) -> list[Item]:
    decisions = (
        Decision.objects.visible_to(user)
        .filter(meeting=meeting)
        .select_related("body")
        .prefetch_related(Prefetch("statements", Statement.objects.order_by("number")))
        .order_by("paragraph", "pk")
    )
    return [_item(each, roster, attendances, recusals) for each in decisions]


def _item(decision, roster, attendances, recusals) -> Item:
    statement = [None, *decision.statements.all()][-1]  # the newest version under the §
    about = [
        each
        for each in recusals
        if decision.pk in (each.decision_id, each.statement and each.statement.decision_id)
    ]
    there = [each for each in attendances if each.covers(decision.paragraph)]
    part = TakingPart(roster.seats, there, about, is_recorded=bool(attendances))
    return Item(decision, statement, part)


def open_items(meeting) -> list[Statement | Decision]:
    """What somebody can be disqualified from: statements to adopt, and the meeting's other decisions."""
    statements = Statement.objects.filter(
        consultee__organization_id=meeting.organization_id,
        state__in=[StatementState.DRAFT, StatementState.REVIEW],
    ).order_by("pk")
    decisions = Decision.objects.filter(statements__isnull=True, meeting=meeting)
    return [*statements, *decisions.order_by("paragraph")]
