"""A statement becomes the body's own: adopted at a meeting under a §, approved, dispatched (M-08, M-09).

The document is drawn up outside the transaction; inside it everything is checked once more, so that
two who adopt at once, or somebody who changes a word meanwhile, never leave half an adoption. What is
recorded is Swedish, whatever language the secretary's pages have.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.deadline import keep_deadline, set_deadline
from coordination.domain.decision import (
    record_decision,
    refuse_taken_paragraph,
    refuse_unless_deciding,
)
from coordination.domain.document import new_receipt_number, store_document
from coordination.domain.message import queue_message
from coordination.domain.recipient import recipients_for
from coordination.domain.referral import DEADLINE, move_consultee
from coordination.domain.statement_content import content_of
from coordination.domain.statement_state import (
    lock_statement,
    move_statement,
    refuse_incomplete,
    state_after,
)
from coordination.enums import ConsulteeState, DocumentKind, Role, Stance
from coordination.exceptions import ActionRefused
from coordination.models import Consultee, Membership, Person, Statement
from coordination.registry import document_types
from coordination.swedish import body_in_sentence
from coordination.validators import validate_paragraph

REQUESTS_ANSWERED_WITHIN = timedelta(days=30)


@dataclass(frozen=True)
class Adoption:
    """What the secretary records after the meeting; the document shows it."""

    decided_on: date
    paragraph: int
    chair: Person
    secretary: Person
    stance: str
    immediate_approval: bool
    receipt_number: str
    at: datetime


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
    at=None,
) -> Statement:
    """Record that the body adopted the statement at a meeting, under a §; from now on it is frozen.

    Draws up the PDF (outside the transaction), then in one transaction: decision, stored document,
    state, consultee answered, deadline kept, requests' deadline set, mail to the sender; with
    ``dispatch``, sent at once as well. ``seen`` is the fingerprint of the text the secretary looked
    through; if the text is another by now nothing is adopted. Raises PermissionDenied,
    ValidationError, ActionRefused, and whatever ``document_types["statement"]`` raises.
    """
    permissions.require(permissions.can_keep_statement(actor, statement))
    statement = _with_bodies(statement)
    state_after(statement, "adopt")
    at = at or timezone.now()
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
    _refuse_changed(content, seen)
    _refuse_unadoptable(content, adoption, dispatch=dispatch, today=today)
    document = document_types["statement"].render(content, adoption)
    with transaction.atomic():
        current = _lock_unchanged(content)
        _adopt(current, adoption, document, content.fingerprint, actor=actor, today=today)
        return _dispatch(current, actor=actor, at=at) if dispatch else current


def _lock_unchanged(content) -> Statement:
    """The statement and its consultee, locked, if it is still up for adoption and says the same."""
    current = lock_statement(content.statement)
    Consultee.objects.select_for_update().get(pk=current.consultee_id)
    state_after(current, "adopt")
    _refuse_changed(content_of(current), content.fingerprint)
    return current


def _with_bodies(statement) -> Statement:
    return Statement.objects.select_related(
        "matter",
        "consultee__organization__municipality",
        "consultee__referral__sender",
        "consultee__referral__matter",
    ).get(pk=statement.pk)


def _refuse_changed(content, seen):
    if seen and content.fingerprint != seen:
        raise ActionRefused(
            _("Någon ändrade yttrandet medan du antog det. Läs igenom texten och anta den igen."),
            code="changed_meanwhile",
        )


def _refuse_unadoptable(content, adoption, *, dispatch, today):
    refuse_incomplete(content.ordered_sections)
    body = content.statement.consultee.organization
    refuse_unless_deciding(body)
    if adoption.stance not in Stance:
        raise ActionRefused(_("Välj nämndens ställning innan yttrandet antas."), code="no_stance")
    if adoption.decided_on > today:
        raise ActionRefused(
            _("Mötet har inte varit än. Anta yttrandet efter mötet."), code="meeting_to_come"
        )
    if dispatch and not adoption.immediate_approval:
        raise ActionRefused(
            _("Yttrandet kan skickas direkt om paragrafen justeras omedelbart. Kryssa i båda."),
            code="not_approved",
        )
    validate_paragraph(adoption.paragraph)
    refuse_taken_paragraph(body, year=adoption.decided_on.year, paragraph=adoption.paragraph)
    _refuse_strangers(adoption, body)


def _refuse_strangers(adoption, body):
    """Who signs held a seat on the day: the chair in the body, the secretary there or in its office."""
    seats = Membership.objects.in_force(adoption.decided_on)
    in_body = Q(seat__organization=body)
    if not seats.filter(in_body, person=adoption.chair).exists():
        raise ActionRefused(
            _("%(person)s hade ingen plats i nämnden den dagen. Välj den som ledde mötet.")
            % {"person": adoption.chair},
            code="chair_without_seat",
        )
    in_office = in_body | Q(seat__organization__serves=body)
    if not seats.filter(in_office, person=adoption.secretary).exists():
        raise ActionRefused(
            _("%(person)s hade inget uppdrag hos nämnden den dagen. Välj mötets sekreterare.")
            % {"person": adoption.secretary},
            code="secretary_without_seat",
        )


def _adopt(statement, adoption, content, fingerprint, *, actor, today):
    body = statement.consultee.organization
    statement.decision = record_decision(
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
    _answer(statement, actor=actor, now=adoption.at, today=today)


def _answer(statement, *, actor, now, today):
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
        by=f"{statement.title}, {statement.decision.reference}",
        at=now,
    )
    sender = consultee.referral.sender
    if statement.requests.exists():
        set_deadline(
            "requests",
            subject_type="statement",
            subject_id=statement.pk,
            title=f"Besvara önskemålen från {body_in_sentence(consultee.organization.name)}",
            organization=sender,
            role=Role.COORDINATOR,
            due_on=today + REQUESTS_ANSWERED_WITHIN,
            today=today,
            matter=consultee.referral.matter,
            rule=f"{REQUESTS_ANSWERED_WITHIN.days} dagar efter att yttrandet antogs",
        )
    _tell("statement_adopted", statement, {(sender.pk, Role.COORDINATOR)}, now=now)


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
        return move_statement(current, "approve", actor=actor, on=on)


def dispatch_statement(statement, *, actor, at=None) -> Statement:
    """Send the approved statement to whoever asked (expediera), with a receipt to both sides (K-25)."""
    permissions.require(permissions.can_keep_statement(actor, statement))
    with transaction.atomic():
        return _dispatch(lock_statement(statement), actor=actor, at=at or timezone.now())


def _dispatch(statement, *, actor, at):
    state_after(statement, "dispatch")
    statement.dispatched_at = at
    move_statement(statement, "dispatch", actor=actor, receipt=statement.document.receipt_number)
    sender = statement.consultee.referral.sender
    body = statement.consultee.organization
    duties = {(sender.pk, Role.COORDINATOR), (body.pk, Role.SECRETARY)}
    _tell("statement_dispatched", statement, duties, now=at)
    return statement


def _tell(template, statement, duties, *, now):
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
