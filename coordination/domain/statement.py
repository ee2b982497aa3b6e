"""Statements: written, reviewed, adopted at a meeting with §, and from then on frozen (M-08–M-11)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions, richtext
from coordination.access import give, take_back
from coordination.domain.audit import record
from coordination.domain.deadline import keep_deadline, set_deadline
from coordination.domain.decision import record_decision
from coordination.domain.document import new_receipt_number, store_document
from coordination.domain.matter import register_matter
from coordination.domain.message import queue_message
from coordination.domain.recipient import recipients_for
from coordination.domain.referral import DEADLINE, move_consultee
from coordination.domain.text import accept_line, accept_rich_text
from coordination.enums import (
    STATEMENT_TRANSITIONS,
    ConsulteeState,
    DocumentKind,
    Role,
    SectionKind,
    Stance,
    StatementState,
)
from coordination.exceptions import ActionRefused, EditConflict, next_state
from coordination.models import Consultee, Person, Statement, StatementSection
from coordination.registry import document_types

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


def start_statement(consultee, *, actor, today, registry_number="") -> Statement:
    """Begin a body's answer: a matter in its own registry, and a draft with empty sections.

    Starting twice gives the draft that is there. Raises PermissionDenied, ActionRefused.
    """
    permissions.require(permissions.can_answer_referral(actor, consultee))
    with transaction.atomic():
        Consultee.objects.select_for_update().get(pk=consultee.pk)
        existing = consultee.statements.order_by("-number").first()
        if existing:
            return existing
        title = _("Yttrande över %(title)s") % {"title": consultee.referral.title}
        matter = register_matter(
            consultee.organization,
            actor=actor,
            title=title[:200],
            opened_on=today,
            registry_number=registry_number,
        )
        statement = Statement.objects.create(
            consultee=consultee, matter=matter, title=title[:200], author=actor.person
        )
        StatementSection.objects.bulk_create(
            StatementSection(statement=statement, kind=kind) for kind in SectionKind
        )
        move_consultee(consultee, "start", on=None)
        _log("statement.started", statement, actor)
    return statement


def write_section(section, *, actor, html, version) -> StatementSection:
    """Save a section's text, cleaned. ``version`` is what the writer saw when they began.

    Raises EditConflict with both texts when someone saved in between, ValidationError on text that
    cannot be stored or printed, PermissionDenied once the statement is adopted.
    """
    permissions.require(permissions.can_write_statement(actor, section.statement))
    html = accept_rich_text(html)
    with transaction.atomic():
        statement = _lock(section.statement)
        permissions.require(permissions.can_write_statement(actor, statement))
        current = StatementSection.objects.select_for_update().get(pk=section.pk)
        if current.html == html:
            return current
        if current.version != version:
            raise EditConflict(theirs=current, mine=html)
        current.html, current.version, current.updated_by = html, version + 1, actor
        current.save()
        _log(
            "statement.section_written",
            statement,
            actor,
            section=current.kind,
            words=richtext.word_count(html),
        )
    return current


def describe_statement(statement, *, actor, title, stance, version) -> Statement:
    """Set the statement's title and the body's stance (ställning); the stance may wait (empty)."""
    permissions.require(permissions.can_write_statement(actor, statement))
    title = accept_line(title, what=_("Rubriken"), limit=200)
    if stance and stance not in Stance:
        raise ActionRefused(_("Välj en av ställningarna i listan."), code="unknown_stance")
    with transaction.atomic():
        current = _lock(statement)
        permissions.require(permissions.can_write_statement(actor, current))
        if (current.title, current.stance) == (title, stance):
            return current
        if current.version != version:
            raise EditConflict(theirs=current, mine=title)
        current.title, current.stance, current.version = title, stance, version + 1
        current.save()
        _log("statement.described", current, actor, stance=stance)
    return current


def submit_statement(statement, *, actor) -> Statement:
    """Hand the draft over for review before the meeting. Both sections must hold text."""
    permissions.require(permissions.can_write_statement(actor, statement))
    with transaction.atomic():
        current = _lock(statement)
        _refuse_incomplete(current)
        return _move(current, "submit", actor=actor)


def send_back_statement(statement, *, actor, reason) -> Statement:
    """Return a statement under review to its writer, saying what is missing."""
    permissions.require(permissions.can_keep_statement(actor, statement))
    reason = accept_line(reason, what=_("Vad som behöver ändras"), limit=2000)
    with transaction.atomic():
        return _move(_lock(statement), "send_back", actor=actor, reason=reason)


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
    at=None,
) -> Statement:
    """Record that the body adopted the statement at a meeting, under a §; from now on it is frozen.

    Draws up the PDF (outside the transaction), then in one transaction: decision, stored document,
    state, consultee answered, deadline kept, requests' deadline set, mail to the sender. If the text
    changed meanwhile nothing is adopted. Raises PermissionDenied, ValidationError, ActionRefused.
    """
    permissions.require(permissions.can_keep_statement(actor, statement))
    statement = Statement.objects.get(pk=statement.pk)
    _next(statement, "adopt")
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
    _refuse_unadoptable(statement, adoption, today)
    seen = fingerprint(statement)
    content = document_types["statement"].render(statement, adoption)
    with transaction.atomic():
        current = _lock(statement)
        _next(current, "adopt")
        if fingerprint(current) != seen:
            raise ActionRefused(
                _(
                    "Någon ändrade yttrandet medan du antog det. Läs igenom texten och anta den igen."
                ),
                code="changed_meanwhile",
            )
        return _adopt(current, adoption, content, actor=actor, today=today)


def _adopt(statement, adoption, content, *, actor, today):
    body = statement.consultee.organization
    statement.decision = record_decision(
        statement.matter,
        actor=actor,
        body=body,
        decided_on=adoption.decided_on,
        paragraph=adoption.paragraph,
        title=statement.title,
        text=_("%(body)s har beslutat att lämna följande yttrande.") % {"body": body.name},
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
    _move(
        statement,
        "adopt",
        actor=actor,
        day=adoption.decided_on,
        reference=statement.decision.reference,
        sha256=statement.document.sha256,
    )
    if adoption.immediate_approval:
        statement.approved_on = adoption.decided_on
        _move(statement, "approve", actor=actor, immediate=True)
    _answer(statement, actor=actor, now=adoption.at, today=today)
    return statement


def _answer(statement, *, actor, now, today):
    """The consultee has answered: its deadline is kept, the sender owes answers to the requests."""
    consultee = statement.consultee
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
            title=_("Besvara önskemålen från %(body)s") % {"body": consultee.organization.name},
            organization=sender,
            role=Role.COORDINATOR,
            due_on=today + REQUESTS_ANSWERED_WITHIN,
            today=today,
            matter=consultee.referral.matter,
            rule=_("30 dagar efter att yttrandet antogs"),
        )
    for person in recipients_for({(sender.pk, Role.COORDINATOR)}, on=today)[
        sender.pk, Role.COORDINATOR
    ]:
        queue_message(
            "statement_adopted",
            to=person,
            dedupe_key=f"adopted:{statement.pk}:{person.pk}",
            context={"statement": statement, "consultee": consultee},
            now=now,
            kind="statement",
            matter=consultee.referral.matter,
        )


def approve_statement(statement, *, actor, on, today) -> Statement:
    """Record that the minutes were approved (justerade) on a day, at latest today (KL 5:69)."""
    permissions.require(permissions.can_keep_statement(actor, statement))
    with transaction.atomic():
        current = _lock(statement)
        if on > today or (current.decision and on < current.decision.decided_on):
            raise ActionRefused(
                _("Protokollet justeras efter mötet och senast i dag. Välj en sådan dag."),
                code="wrong_day",
            )
        current.approved_on = on
        return _move(current, "approve", actor=actor, on=on)


def dispatch_statement(statement, *, actor, at=None) -> Statement:
    """Send the approved statement to whoever asked (expediera), with a receipt to both sides (K-25)."""
    at = at or timezone.now()
    permissions.require(permissions.can_keep_statement(actor, statement))
    with transaction.atomic():
        current = _lock(statement)
        current.dispatched_at = at
        current = _move(
            current,
            "dispatch",
            actor=actor,
            receipt=current.document and current.document.receipt_number,
        )
        sender = current.consultee.referral.sender
        body = current.consultee.organization
        duties = {(sender.pk, Role.COORDINATOR), (body.pk, Role.SECRETARY)}
        for people in recipients_for(duties, on=timezone.localdate(at)).values():
            for person in people:
                queue_message(
                    "statement_dispatched",
                    to=person,
                    dedupe_key=f"dispatched:{current.pk}:{person.pk}",
                    context={"statement": current, "consultee": current.consultee},
                    now=at,
                    kind="statement",
                    matter=current.consultee.referral.matter,
                )
    return current


def share_statement(statement, *, actor, with_user, until, may_write=False) -> None:
    """Give someone outside the body access to a draft until a day (delat utkast)."""
    permissions.require(permissions.can_keep_statement(actor, statement))
    with transaction.atomic():
        give(statement, to=with_user, permission="view_statement", until=until)
        if may_write:
            give(statement, to=with_user, permission="change_statement", until=until)
        _log(
            "statement.shared",
            statement,
            actor,
            to=str(with_user),
            until=until,
            may_write=may_write,
        )


def unshare_statement(statement, *, actor, with_user) -> None:
    """Take shared access back, at once."""
    permissions.require(permissions.can_keep_statement(actor, statement))
    with transaction.atomic():
        for permission in ("view_statement", "change_statement"):
            take_back(statement, of=with_user, permission=permission)
        _log("statement.unshared", statement, actor, to=str(with_user))


def fingerprint(statement) -> tuple:
    """What the document is made of, so that a change while it is drawn up is noticed."""
    return (
        statement.version,
        tuple(statement.sections.order_by("kind").values_list("kind", "version")),
        tuple(statement.requests.order_by("position").values_list("pk", "text", "when")),
        tuple(statement.opinions.order_by("letter").values_list("pk", "title", "html")),
        tuple(
            statement.opinions.order_by("letter").values_list(
                "signers__person_id", "signers__concurs"
            )
        ),
    )


def _refuse_incomplete(statement):
    empty = [
        section.get_kind_display()
        for section in statement.sections.order_by("-kind")
        if richtext.is_empty(section.html)
    ]
    if empty:
        raise ActionRefused(
            _("Avsnittet saknar text: %(sections)s. Skriv det först.")
            % {"sections": ", ".join(empty)},
            code="empty_section",
        )


def _refuse_unadoptable(statement, adoption, today):
    _refuse_incomplete(statement)
    if not adoption.stance:
        raise ActionRefused(_("Välj nämndens ställning innan yttrandet antas."), code="no_stance")
    if adoption.paragraph is None:
        raise ActionRefused(
            _("Skriv paragrafens nummer, till exempel 201."), code="paragraph_missing"
        )
    if adoption.decided_on > today:
        raise ActionRefused(
            _("Mötet har inte varit än. Anta yttrandet efter mötet."), code="meeting_to_come"
        )


def _lock(statement) -> Statement:
    return (
        Statement.objects.select_for_update(of=("self",))
        .select_related(
            "matter",
            "consultee__organization",
            "consultee__referral__sender",
            "consultee__referral__matter",
        )
        .get(pk=statement.pk)
    )


def _next(statement, action):
    return next_state(
        STATEMENT_TRANSITIONS, statement.state, action, label=statement.get_state_display()
    )


def _move(statement, action, *, actor, **data) -> Statement:
    statement.state = _next(statement, action)
    statement.save()
    verb = {
        "submit": "submitted",
        "send_back": "sent_back",
        "adopt": "adopted",
        "approve": "approved",
    }
    _log(f"statement.{verb.get(action, 'dispatched')}", statement, actor, **data)
    return statement


def _log(action, statement, actor, **data):
    """The body's own matter keeps the trail; from adoption on the referral's matter sees it too."""
    adopted = statement.state not in {StatementState.DRAFT, StatementState.REVIEW}
    matter = statement.consultee.referral.matter if adopted else statement.matter
    record(action, actor=actor, subject=statement, matter=matter, data=data)
