"""A statement becomes the body's own: adopted at a meeting under a §, approved, dispatched (M-08, M-09).

The document is drawn up outside the transaction; inside it everything is checked once more, so that
two who adopt at once, or somebody who changes a word meanwhile, never leave half an adoption. What is
recorded is Swedish, whatever language the secretary's pages have.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.adoption_check import (
    Adoption,
    Question,
    decision_at_stage,
    questions_about,
    refuse_unadoptable,
    refuse_unconfirmed,
)
from coordination.domain.answer_lock import lock_answer
from coordination.domain.approval import follow_adoption, follow_approval
from coordination.domain.audit import happening_at, registered_afterwards
from coordination.domain.correction import take_over_answers
from coordination.domain.deadline import keep_deadline, set_deadline
from coordination.domain.deadline_rule import reckon
from coordination.domain.decision import record_decision
from coordination.domain.document import new_receipt_number, store_document
from coordination.domain.message import queue_message
from coordination.domain.receipt import keep_receipt
from coordination.domain.recipient import recipients_for
from coordination.domain.referral import DEADLINE, move_consultee
from coordination.domain.registration import register_outgoing
from coordination.domain.statement_content import content_of
from coordination.domain.statement_state import (
    lock_statement,
    move_statement,
    refuse_recalled,
    state_after,
)
from coordination.enums import ConsulteeState, DocumentKind, Role
from coordination.exceptions import ActionRefused
from coordination.models import Deadline, Statement
from coordination.registry import document_types
from coordination.swedish import body_in_sentence, long_date


def adopt_statement(
    statement,
    *,
    actor,
    decided_on,
    paragraph,
    chair,
    secretary,
    today,
    stance="",
    immediate_approval=False,
    dispatch=False,
    seen="",
    confirmed=(),
    at=None,
) -> Statement:
    """Record that the body adopted the statement at a meeting, under a §; from now on it is frozen.

    Draws up the PDF (outside the transaction), then in one transaction: decision, stored document,
    state, consultee answered, deadline kept, requests' deadline set, mail to the sender; with
    ``dispatch``, sent at once as well. ``seen`` is the fingerprint of the text the secretary looked
    through; if the text is another by now nothing is adopted. ``confirmed`` names the doubts of
    ``questions_about`` that the secretary has answered. Raises PermissionDenied, ValidationError,
    ActionRefused, and whatever ``document_types["statement"]`` raises.
    """
    statement = _up_for_adoption(statement, actor)
    at = at or happening_at()
    adoption = Adoption(
        decided_on=decided_on,
        paragraph=paragraph,
        chair=chair,
        secretary=secretary,
        stance=stance or statement.stance,
        immediate_approval=immediate_approval,
        receipt_number=new_receipt_number(at),
        at=at,
    )
    content = content_of(statement)
    refuse_changed(content, seen)
    refuse_unadoptable(content, adoption, dispatch=dispatch, today=today)
    refuse_unconfirmed(content, adoption, confirmed=confirmed)
    document = document_types["statement"].render(content, adoption)
    # Receipt and history tell one moment, however long the document took to draw up.
    with registered_afterwards(at), transaction.atomic():
        current = lock_unchanged(content)
        _adopt(current, adoption, document, content.fingerprint, actor=actor, today=today)
        return _dispatch(current, actor=actor, at=at) if dispatch else current


def check_adoption(
    statement, *, actor, today, dispatch=False, seen="", **recorded
) -> list[Question]:
    """Refuse what adoption would refuse, change nothing, and say what has to be confirmed.

    ``recorded`` is what ``adopt_statement`` is told of the meeting.
    """
    content = content_of(_up_for_adoption(statement, actor))
    refuse_changed(content, seen)
    adoption = Adoption(receipt_number="", at=timezone.now(), **recorded)
    refuse_unadoptable(content, adoption, dispatch=dispatch, today=today)
    return questions_about(content, adoption)


def _up_for_adoption(statement, actor) -> Statement:
    permissions.require(permissions.can_keep_statement(actor, statement))
    statement = with_bodies(statement)
    state_after(statement, "adopt")
    refuse_recalled(statement)
    return statement


def lock_unchanged(content) -> Statement:
    """The statement, its consultee and referral, locked, if it is still up for adoption as it was."""
    current = lock_answer(content.statement)
    state_after(current, "adopt")
    refuse_recalled(current)
    refuse_changed(content_of(current), content.fingerprint)
    return current


def with_bodies(statement) -> Statement:
    """The statement as it is now, with the bodies that its document names."""
    return Statement.objects.select_related(
        "matter",
        "consultee__organization__municipality",
        "consultee__referral__sender",
        "consultee__referral__matter",
    ).get(pk=statement.pk)


def refuse_changed(content, seen) -> None:
    """What is adopted or signed is what was looked through: the fingerprints agree."""
    if seen and content.fingerprint != seen:
        raise ActionRefused(
            _("Någon ändrade yttrandet medan du antog det. Läs igenom texten och anta den igen."),
            code="changed_meanwhile",
        )


def _adopt(statement, adoption, content, fingerprint, *, actor, today):
    body = statement.consultee.organization
    statement.decision = decision_at_stage(statement, adoption) or record_decision(
        statement.matter,
        actor=actor,
        body=body,
        decided_on=adoption.decided_on,
        paragraph=adoption.paragraph,
        title=statement.title,
        text=f"{body.name} har beslutat att lämna följande yttrande.",
        today=today,
        immediate_approval=adoption.immediate_approval,
        is_preparatory=True,
    )
    statement.document = store_document(
        content,
        matter=statement.matter,
        kind=DocumentKind.STATEMENT,
        title=f"{statement.title}, {body.name} {statement.decision.reference}",
        receipt_number=adoption.receipt_number,
        at=adoption.at,
        template_version=document_types["statement"].template_version,
    )
    statement.stance = adoption.stance
    statement.chair, statement.secretary = adoption.chair, adoption.secretary
    move_statement(
        statement,
        "adopt",
        actor=actor,
        day=adoption.decided_on,
        reference=statement.decision.reference,
        sha256=statement.document.sha256,
        source_sha256=fingerprint,
    )
    if adoption.immediate_approval:
        statement.approved_on = adoption.decided_on
        move_statement(statement, "approve", actor=actor, on=adoption.decided_on, immediate=True)
    answer_referral(statement, actor=actor, now=adoption.at, today=today)
    follow_adoption(statement, today=today)


def answer_referral(statement, *, actor, now, today) -> None:
    """The consultee has answered: its deadline is kept, the sender owes answers to the requests."""
    consultee = statement.consultee
    if consultee.state == ConsulteeState.DECLINED:  # it changed its mind: adopting says so
        move_consultee(consultee, "start", on=None, declined_reason="")
    if consultee.state != ConsulteeState.ANSWERED:
        move_consultee(consultee, "answer", on=today)
    keep_deadline(
        DEADLINE,
        subject_type="consultee",
        subject_id=consultee.pk,
        by=_how_answered(statement),
        at=now,
    )
    sender = consultee.referral.sender
    take_over_answers(statement, at=now)
    owe_answers(statement, today=today)
    tell_about("statement_adopted", statement, {(sender.pk, Role.COORDINATOR)}, now=now)


def owe_answers(statement, *, today, due_on=None) -> None:
    """The sender owes answers to what is unanswered, by the rule's day unless another is given.

    Part of the caller's transaction.
    """
    consultee = statement.consultee
    if statement.requests.filter(dispositions__isnull=True).exists():
        owed = reckon("requests", after=today, organization=consultee.referral.sender)
        set_deadline(
            "requests",
            subject_type="statement",
            subject_id=statement.pk,
            title=_duty_to_answer(consultee),
            organization=consultee.referral.sender,
            role=Role.COORDINATOR,
            due_on=due_on or owed.day,
            today=today,
            matter=consultee.referral.matter,
            rule=owed.why,
        )


def _duty_to_answer(consultee) -> str:
    """A body may ask in several referrals: the duty names which."""
    body = body_in_sentence(consultee.organization.name)
    title = f"Besvara önskemålen från {body}: {consultee.referral.title}"
    return Truncator(title).chars(Deadline._meta.get_field("title").max_length or len(title))


def _how_answered(statement) -> str:
    """What kept the date: the decision's §, or the day of the signature."""
    day = statement.decision.reference if statement.decision else long_date(statement.signed_on)
    return f"{statement.title}, {day}"


def approve_statement(statement, *, actor, on, today) -> Statement:
    """Record that the minutes were approved (justerade) on a day, at latest today (KL 5:69)."""
    permissions.require(permissions.can_keep_statement(actor, statement))
    with transaction.atomic():
        current = lock_statement(statement)
        state_after(current, "approve")
        if not (current.decision and current.decision.decided_on <= on <= today):
            raise ActionRefused(
                _("Protokollet justeras efter mötet och senast i dag. Välj en sådan dag."),
                code="wrong_day",
            )
        current.approved_on = on
        move_statement(current, "approve", actor=actor, on=on)
        follow_approval(current, today=today)
        return current


def dispatch_statement(statement, *, actor, at=None) -> Statement:
    """Send the approved statement to whoever asked (expediera), with a receipt to both sides (K-25)."""
    permissions.require(permissions.can_keep_statement(actor, statement))
    at = at or happening_at()
    with registered_afterwards(at), transaction.atomic():
        return _dispatch(lock_answer(statement), actor=actor, at=at)


def _dispatch(statement, *, actor, at):
    state_after(statement, "dispatch")
    refuse_recalled(statement)
    statement.dispatched_at = at
    registered = register_outgoing(statement, at=at)
    move_statement(
        statement,
        "dispatch",
        actor=actor,
        receipt=statement.document.receipt_number,
        registered=registered.label,
    )
    sender = statement.consultee.referral.sender
    body = statement.consultee.organization
    duties = {(sender.pk, Role.COORDINATOR), (body.pk, Role.SECRETARY)}
    tell_about("statement_dispatched", statement, duties, now=at)
    # Drawn up when the sending stands; should that fail, it is drawn up when somebody asks for it.
    transaction.on_commit(lambda: keep_receipt(statement), robust=True)
    return statement


def tell_about(template, statement, duties, *, now):
    """One message to each person behind the duties, once per statement and step."""
    people = recipients_for(duties, on=timezone.localdate(now)).values()
    for person in {person.pk: person for group in people for person in group}.values():
        queue_message(
            template,
            to=person,
            dedupe_key=f"{template.removeprefix('statement_')}:{statement.pk}:{person.pk}",
            context={"statement": statement, "consultee": statement.consultee},
            now=now,
            kind="statement",
            matter=statement.consultee.referral.matter,
        )
