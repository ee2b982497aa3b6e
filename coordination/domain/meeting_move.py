"""Who is told when a meeting gets another day: those who write what it is to take up."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils import timezone

from coordination.domain.message import queue_message
from coordination.domain.recipient import recipients_for
from coordination.enums import CONSULTEE_FINISHED, ReferralState, Role, StageState, StatementState
from coordination.models import Bundle, Memorandum, Person, Stage, Statement


@dataclass
class Affected:
    """What of somebody's waits for the meeting."""

    statements: list[Statement] = field(default_factory=list)
    memoranda: list[Memorandum] = field(default_factory=list)
    has_papers: bool = False

    def late_on(self, day) -> list[Statement]:
        """Statements whose day to answer comes before the meeting."""
        return [each for each in self.statements if each.consultee.due_on < day]


def tell_of_move(meeting, *, before, reason, now) -> None:
    """Write one message to each person whose statement, memorandum or papers wait for the meeting.

    Part of the transaction that moves it, so that nobody is told of a move that did not happen.
    """
    for person, affected in affected_by(meeting, on=timezone.localdate(now)).items():
        queue_message(
            "meeting_moved",
            to=person,
            dedupe_key=f"meeting_moved:{meeting.pk}:{now.isoformat()}:{person.pk}",
            context={
                "meeting": meeting,
                "body": meeting.organization,
                "before": before,
                "reason": reason,
                "affected": affected,
                "late": affected.late_on(meeting.held_on),
            },
            now=now,
            kind="meeting",
        )


def affected_by(meeting, *, on) -> dict[Person, Affected]:
    """Writers of the body's open statements, keepers of memoranda on their way to it, and whoever
    put its papers together. A handful of statements.
    """
    found: dict[Person, Affected] = defaultdict(Affected)
    for statement in _open_statements(meeting):
        for person in {statement.author, *_secretaries(meeting.organization_id, on)} - {None}:
            found[person].statements.append(statement)
    stages = _awaited_stages(meeting)
    for stage in stages:
        for person in _secretaries(stage.memorandum.matter.organization_id, on):
            found[person].memoranda.append(stage.memorandum)
    bundles = Bundle.objects.filter(meeting=meeting)
    for bundle in bundles.select_related("requested_by__person"):
        if bundle.requested_by.person:
            found[bundle.requested_by.person].has_papers = True
    return dict(found)


def _open_statements(meeting):
    rows = Statement.objects.filter(
        consultee__organization=meeting.organization_id,
        consultee__referral__state=ReferralState.SENT,
        state__in=[StatementState.DRAFT, StatementState.REVIEW],
    ).exclude(consultee__state__in=CONSULTEE_FINISHED)
    return list(rows.select_related("author__user", "consultee").order_by("pk"))


def _awaited_stages(meeting):
    rows = Stage.objects.filter(state=StageState.AWAITED, body=meeting.organization_id)
    return list(rows.select_related("memorandum__matter").order_by("pk"))


def _secretaries(organization_id, on) -> list[Person]:
    duty = (organization_id, Role.SECRETARY)
    return recipients_for({duty}, on=on)[duty]
