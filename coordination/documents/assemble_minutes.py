"""From a decision as recorded to its minutes extract."""

from django.utils import translation

from coordination.documents.assemble_dissent import dissent_of, opinions_to_print, plain
from coordination.documents.look import sender_of
from coordination.documents.minutes_extract import MinutesExtractDocument
from coordination.domain.minutes_record import minutes_record_of
from coordination.enums import AttendanceRole
from coordination.models import Attendance, Notice, Recusal, Statement


def minutes_extract_of(decision, *, at) -> MinutesExtractDocument:
    """What is recorded of the item; what is not recorded is left out of the extract."""
    with translation.override("sv"):
        versions = Statement.objects.filter(decision=decision).order_by("number")
        statement = versions.select_related(
            "chair", "secretary", "consultee__organization"
        ).last()  # fmt: skip
        notice = Notice.objects.filter(decision=decision).first()
        return MinutesExtractDocument(
            **sender_of(decision.body),
            **_attendance(decision, statement),
            registry_number=decision.matter.registry_number,
            title=decision.title,
            established_at=at,
            held_on=decision.decided_on,
            paragraph=str(decision.paragraph or ""),
            is_approved_at_once=decision.immediate_approval,
            approved_on=statement.approved_on if statement else None,
            posted_on=notice.put_up_on if notice else None,
            decision_text=decision.text,
            financing=decision.financing,
            **_record(decision),
            dissents=tuple(_dissents(decision, statement)),
            chair=plain(str(statement.chair)) if statement else "",
            secretary=plain(str(statement.secretary)) if statement else "",
        )


def _record(decision) -> dict:
    """Motions, order of propositions and approvers, as far as they are written."""
    written = minutes_record_of(decision)
    if written is None:
        return {}
    return {
        "motions": tuple(written.motion_lines),
        "procedure": written.procedure,
        "approvers": tuple(plain(str(person)) for person in written.approvers.all()),
    }


def _attendance(decision, statement) -> dict:
    """Who served at the item, and who was disqualified from it (KL 5:66–67)."""
    if decision.meeting_id is None:
        return {}
    about = {"statement__decision": decision} if statement else {"decision": decision}
    recused = Recusal.objects.filter(meeting=decision.meeting_id, **about).select_related("person")
    absent = {each.person_id: each.person for each in recused}
    rows = [
        each
        for each in Attendance.objects.filter(meeting=decision.meeting_id).select_related("person")
        if each.person_id not in absent and each.covers(decision.paragraph)
    ]
    return {
        "serving": _names(rows, AttendanceRole.MEMBER),
        "substitutes": _names(rows, AttendanceRole.SERVING_SUBSTITUTE),
        "absent": tuple(plain(str(person)) for person in absent.values()),
    }


def _names(rows, role) -> tuple[str, ...]:
    there = dict.fromkeys(each.person for each in rows if each.role == role)
    return tuple(plain(str(person)) for person in there)


def _dissents(decision, statement):
    found = opinions_to_print(statement=statement) if statement else []
    found += opinions_to_print(stage__decision=decision)
    return [dissent_of(opinion, body_name=decision.body.name) for opinion in found]


def extract_filename(decision) -> str:
    """”Protokollsutdrag KS-2025-17 2025-06-12 § 18.pdf”."""
    number = decision.matter.registry_number.replace("/", "-")
    parts = ["Protokollsutdrag", number, decision.decided_on.isoformat(), decision.reference]
    return plain(" ".join(filter(None, parts))) + ".pdf"
