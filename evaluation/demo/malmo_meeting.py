"""Stadsbyggnadsnämnden's meetings: who was there, and somebody who left the room for an item."""

from coordination.documents.look import sender_of
from coordination.documents.official_report import OfficialReportDocument, ReportSection
from coordination.documents.record import render_record
from coordination.domain.adoption import dispatch_statement
from coordination.domain.attendance import Present, record_attendance, roster_of
from coordination.domain.clerical_correction import correct_clerical_error
from coordination.domain.document import read_document
from coordination.domain.meeting import plan_meeting
from coordination.domain.meeting_paper import add_meeting_paper
from coordination.domain.minutes_record import possible_approvers, write_minutes_record
from coordination.domain.recusal import record_recusal
from coordination.domain.signed_copy import attach_signed_copy
from coordination.enums import SectionKind
from coordination.models import Meeting, Statement

END = b"startxref"
CALCULATION = "Kalkyl: säkra övergångar vid skolvägarna"
COSTS = (
    "<table><tr><th>Plats</th><th>Tusen kronor</th></tr><tr><td>Vid grundskolan, två övergångar</td>"
    "<td>940</td></tr><tr><td>Vid idrottshallen</td><td>480</td></tr><tr><td>Vid torget</td>"
    "<td>480</td></tr></table><p>Summorna är avrundade. Belysning ingår, skötsel gör det inte.</p>"
)


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


def write_minutes(statement, *, actor) -> None:
    """Somebody wanted something else; the chair put it to the vote, and two approve."""
    decision = Statement.objects.select_related("decision__body").get(pk=statement.pk).decision
    chair, *others = possible_approvers(decision)
    write_minutes_record(
        decision,
        actor=actor,
        motions=[
            f"{others[0]} yrkar att yttrandet återremitteras för en kostnadsberäkning.",
            f"{chair} yrkar bifall till förslaget.",
        ],
        procedure=(
            "Ordföranden ställer proposition på om ärendet ska avgöras i dag eller återremitteras "
            "och finner att det ska avgöras i dag. Ordföranden ställer därefter proposition på "
            "förslaget och finner att nämnden bifaller det."
        ),
        approvers=others[:1],
    )


def add_signed_copy(statement, *, actor) -> None:
    """The file comes back from the system in which chair and secretary sign."""
    adopted = Statement.objects.select_related("document").get(pk=statement.pk)
    before, end, after = read_document(adopted.document).rpartition(END)
    signed = before + b"%fictitious signature\n" + end + after
    attach_signed_copy(adopted, actor=actor, pdf=signed)


def add_calculation(statement, *, actor, at) -> None:
    """The office has reckoned what the crossings cost; the committee gets it with its next papers."""
    body = statement.consultee.organization
    coming = Meeting.objects.filter(organization=body, held_on__gt=at.date()).earliest("held_on")
    report = OfficialReportDocument(
        **sender_of(body),
        registry_number=statement.matter.registry_number,
        title=CALCULATION,
        addressee=body.name,
        reported_on=at.date(),
        handler=actor.person.name,
        proposal_lead="Kontoret föreslår",
        clauses=("att nämnden lägger kalkylen till handlingarna.",),
        summary_html="<p>Fyra upphöjda övergångar kostar ungefär 1,9 miljoner kronor.</p>",
        sections=(ReportSection("Kostnader", COSTS),),
        established_at=at,
    )
    add_meeting_paper(
        coming,
        actor=actor,
        matter=statement.matter,
        title=CALCULATION,
        pdf=render_record(report),
        now=at,
    )


def put_slip_right(clock, statement, actor, day):
    """It said årskurs 6 for årskurs 9: a new version under the same §, sent once more."""
    body = statement.sections.get(kind=SectionKind.BODY).html
    with clock.then(day):
        corrected = correct_clerical_error(
            statement,
            actor=actor,
            reason="I yttrandet stod det årskurs 6. Det ska stå årskurs 9.",
            title=statement.title,
            texts={SectionKind.BODY: body.replace("årskurs 6", "årskurs 9")},
            only_clerical=True,
            at=clock.at(day, hour=10),
        )
        dispatch_statement(corrected, actor=actor, at=clock.at(day, hour=11))
