"""A referral in every programme, and what the committees answer.

The account's committee adopts its first answer through the domain functions; the other adopted
statements share that file, as files of the same bytes do.
"""

from datetime import timedelta

from coordination.domain.adoption import adopt_statement
from coordination.domain.adoption_check import Doubt
from coordination.domain.referral import DEADLINE
from coordination.domain.statement import submit_statement
from coordination.enums import (
    ConsulteeState,
    DocumentKind,
    ReferralState,
    Role,
    SectionKind,
    Stance,
    StatementState,
)
from coordination.models import (
    Consultee,
    Deadline,
    Decision,
    Document,
    Matter,
    Referral,
    Request,
    Statement,
    StatementSection,
)
from evaluation.volume.bulk import store
from evaluation.volume.joint_work import ASKED, bodies_asked
from evaluation.volume.town import Town

OUT_EVERY = 3
QUESTION = "Vad anser nämnden om förslaget till insatser, ansvar och uppföljning?"
SUMMARY = "<p>Nämnden tillstyrker förslaget och vill delta i styrgruppen.</p>"
BODY = (
    "<h3>Ansvar</h3>"
    + "<p>Nämnden ser positivt på förslaget. Arbetet behöver en tydlig ledning, och varje nämnd "
    "behöver veta vad den ansvarar för. Uppföljningen bör ske i den ordinarie budgetprocessen.</p>"
    * 6
    + "<ul><li>Skolan</li><li>Fritiden</li><li>Belysningen</li></ul>"
)
REQUESTS = ("Återkoppla resultaten varje termin.", "Redovisa hur insatserna ska finansieras.")


def circulate(town: Town, programmes) -> list[Consultee]:
    """Send the referrals and let most of the committees answer; every third referral is still out."""
    referrals = store(_referral(town, number, each) for number, each in enumerate(programmes))
    consultees = store(_consultees(town, referrals))
    answering = [each for each in consultees if each.state != ConsulteeState.AWAITED]
    matters = store(_matter(town, number, each) for number, each in enumerate(answering))
    statements = store(
        Statement(
            consultee=consultee,
            matter=matter,
            title=f"Yttrande över {consultee.referral.title.lower()}",
            stance=Stance.ENDORSES_WITH_ADDITIONS,
        )
        for consultee, matter in zip(answering, matters, strict=True)
    )
    _write(town, statements)
    first, *others = statements
    _adopt_all(town, others, like=_adopt_first(town, first).document)
    return consultees


def answer_deadlines(town: Town, consultees):
    """The last day to answer, kept by those who have."""
    for consultee in consultees:
        answered = consultee.state == ConsulteeState.ANSWERED
        yield Deadline(
            kind=DEADLINE,
            title=f"Svara på {consultee.referral.title}",
            organization=consultee.organization,
            matter=consultee.referral.matter,
            subject_type="consultee",
            subject_id=consultee.pk,
            due_on=consultee.due_on,
            rule="Remissens svarsdag",
            done_at=town.now if answered else None,
            done_by="yttrandet antogs" if answered else "",
        )


def _referral(town, number, programme):
    sent = town.today - timedelta(days=120)
    out = number % OUT_EVERY == 0
    return Referral(
        matter=programme.matter,
        sender=town.office,
        title=f"Förslag till insatser: {programme.name}",
        question=QUESTION,
        due_on=town.today + timedelta(days=20) if out else town.today - timedelta(days=40),
        state=ReferralState.SENT if out else ReferralState.CLOSED,
        sent_at=town.now - (town.today - sent),
        receipt_number=f"V-{number:08}",
    )


def _consultees(town, referrals):
    """The account's committee has always begun; where the referral is still out, two have not."""
    own = town.committees[0]
    for number, referral in enumerate(referrals):
        is_out = referral.state == ReferralState.SENT
        for place, body in enumerate(bodies_asked(town, number, len(referrals))):
            state = ConsulteeState.STARTED if body is own else ConsulteeState.ANSWERED
            if is_out and body is not own and place >= ASKED - 2:
                state = ConsulteeState.AWAITED
            yield Consultee(
                referral=referral,
                organization=body,
                due_on=referral.due_on,
                state=state,
                finished_on=referral.due_on - timedelta(days=70)
                if state == ConsulteeState.ANSWERED
                else None,
            )


def _matter(town, number, consultee):
    body = consultee.organization
    return Matter(
        organization=body,
        municipality=town.home,
        registry_number=f"{body.registry_prefix}-{town.today.year}-{number + 1:05}",
        title=f"Remiss: {consultee.referral.title}",
        opened_on=town.today - timedelta(days=119),
        is_fictitious=True,
    )


def _write(town, statements):
    texts = {SectionKind.SUMMARY: SUMMARY, SectionKind.BODY: BODY}
    store(
        StatementSection(statement=statement, kind=kind, html=html, updated_by=town.account)
        for statement in statements
        for kind, html in texts.items()
    )
    store(
        Request(statement=statement, position=position, text=text, addressee=town.office)
        for statement in statements
        for position, text in enumerate(REQUESTS, start=1)
    )


def _adopt_first(town, statement):
    """As the secretary does it: checked, drawn up, stored, told."""
    body = statement.consultee.organization
    submit_statement(statement, actor=town.account)
    adopted = adopt_statement(
        statement,
        actor=town.account,
        decided_on=town.today - timedelta(days=30),
        paragraph=4000,
        chair=town.person(body, Role.CHAIR),
        secretary=town.person(body, Role.SECRETARY),
        today=town.today,
        confirmed=set(Doubt),
        at=town.now,
    )
    statement.consultee.refresh_from_db()
    return adopted


def _adopt_all(town, statements, *, like):
    """Decision, document and signatures of those that are answered; drafts stay drafts."""
    adopted = [each for each in statements if each.consultee.state == ConsulteeState.ANSWERED]
    decisions = store(_decision(town, number, each) for number, each in enumerate(adopted))
    documents = store(_document(number, each, like) for number, each in enumerate(adopted))
    for statement, decision, document in zip(adopted, decisions, documents, strict=True):
        body = statement.consultee.organization
        statement.state, statement.approved_on = StatementState.APPROVED, decision.decided_on
        statement.decision, statement.document = decision, document
        statement.chair = town.person(body, Role.CHAIR)
        statement.secretary = town.person(body, Role.SECRETARY)
    fields = ["state", "approved_on", "decision", "document", "chair", "secretary"]
    Statement.objects.bulk_update(adopted, fields, batch_size=100)


def _decision(town, number, statement):
    decided_on = statement.consultee.finished_on
    return Decision(
        matter=statement.matter,
        body=statement.consultee.organization,
        decided_on=decided_on,
        year=decided_on.year,
        paragraph=number + 1,
        title=statement.title,
        text="Nämnden har beslutat att lämna följande yttrande.",
        is_preparatory=True,
    )


def _document(number, statement, like):
    return Document(
        matter=statement.matter,
        kind=DocumentKind.STATEMENT,
        title=statement.title,
        file=like.file.name,
        sha256=like.sha256,
        size=like.size,
        template_version=like.template_version,
        receipt_number=f"V-{like.drawn_up_at.year}-{number:08}",
        drawn_up_at=like.drawn_up_at,
    )
