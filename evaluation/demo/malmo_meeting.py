"""Stadsbyggnadsnämnden's meetings: who was there, and somebody who left the room for an item."""

from coordination.domain.attendance import Present, record_attendance, roster_of
from coordination.domain.document import read_document
from coordination.domain.meeting import plan_meeting
from coordination.domain.recusal import record_recusal
from coordination.domain.signed_copy import attach_signed_copy
from coordination.models import Meeting, Statement

END = b"startxref"


def hold_meeting(statement, *, actor, on) -> None:
    """The committee meets, everybody comes, and a substitute leaves the room."""
    body = statement.consultee.organization
    meeting = Meeting.objects.filter(organization=body, held_on=on).first() or plan_meeting(
        body, actor=actor, held_on=on
    )
    roster = roster_of(meeting)
    present = [Present(person) for person in (*roster.members, *roster.substitutes)]
    record_attendance(meeting, actor=actor, present=present, today=on)
    for person in roster.substitutes:
        record_recusal(
            meeting,
            actor=actor,
            person=person,
            item=statement,
            reason="Sitter i styrelsen för en av föreningarna i området.",
        )


def add_signed_copy(statement, *, actor) -> None:
    """The file comes back from the system in which chair and secretary sign."""
    adopted = Statement.objects.select_related("document").get(pk=statement.pk)
    before, end, after = read_document(adopted.document).rpartition(END)
    signed = before + b"%fictitious signature\n" + end + after
    attach_signed_copy(adopted, actor=actor, pdf=signed)
