"""Referrals from outside: registered, sent out internally, answered (inkommande remisser)."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.audit import record
from coordination.domain.deadline import keep_deadline, set_deadline
from coordination.domain.document import new_receipt_number, store_document
from coordination.domain.matter import register_matter
from coordination.domain.referral import draft_referral
from coordination.domain.referred_text import accept_pdf
from coordination.domain.text import accept_line
from coordination.enums import DocumentKind, MemorandumState, Role
from coordination.exceptions import ActionRefused
from coordination.models import (
    IncomingReferral,
    Memorandum,
    Referral,
    ReferredText,
    Statement,
)
from coordination.swedish import body_in_sentence
from coordination.validators import validate_day

DEADLINE = "incoming_referral"
_is_link = URLValidator(schemes=["http", "https"])


def register_incoming(
    receiver,
    *,
    actor,
    title,
    sender_name,
    question,
    received_on,
    answer_by,
    today,
    sender_number="",
    memo_number="",
    link="",
    pdf=None,
    registry_number="",
    matter=None,
    now=None,
) -> IncomingReferral:
    """Register a referral from outside: who asks what, and by when we answer.

    It gets a matter in the receiver's registry unless one is given. Its full text is a link or a PDF.
    Raises PermissionDenied, ValidationError.
    """
    now = now or timezone.now()
    permissions.require(permissions.can_write_referral(actor, receiver))
    _check_days(received_on, answer_by, today=today)
    incoming = IncomingReferral(
        title=accept_line(title, what=_("Rubriken"), limit=200),
        sender_name=accept_line(sender_name, what=_("Avsändaren"), limit=200),
        sender_number=_optional(sender_number, _("Avsändarens diarienummer")),
        memo_number=_optional(memo_number, _("Promemorians nummer")),
        question=accept_line(question, what=_("Vad de vill veta"), limit=5000),
        received_on=received_on,
        answer_by=answer_by,
        link=_accepted_link(link, pdf),
    )
    content = accept_pdf(pdf) if pdf else b""
    with transaction.atomic():
        incoming.matter = matter or register_matter(
            receiver,
            actor=actor,
            title=incoming.title,
            opened_on=received_on,
            registry_number=registry_number,
        )
        permissions.require(permissions.can_manage_matter(actor, incoming.matter))
        if content:
            incoming.document = _stored(incoming, content, now=now)
        incoming.save()
        _owe_answer(incoming, receiver, today=today)
        _log("registered", incoming, actor, sender=incoming.sender_name, by=answer_by)
    return incoming


def send_out_internally(
    incoming, *, actor, sender, question, due_on, today, consultees=()
) -> Referral:
    """Begin the internal round: a draft to one's own bodies, with the incoming text and an earlier day.

    Raises PermissionDenied, ValidationError when the day is not earlier than our own.
    """
    permissions.require(permissions.can_manage_matter(actor, incoming.matter))
    with transaction.atomic():
        current = _lock(incoming)
        _refuse_answered(current)
        referral = draft_referral(
            current.matter,
            actor=actor,
            sender=sender,
            title=current.title,
            question=question,
            due_on=due_on,
            today=today,
            consultees=consultees,
            background=_background(current),
            incoming=current,
        )
        if current.document:
            ReferredText.objects.create(referral=referral, document=current.document)
    return referral


def note_incoming_answered(
    incoming, *, actor, on, today, how="", answer=None, now=None
) -> IncomingReferral:
    """Note that we have answered, on which day and how (”Yttrande KS § 15”).

    ``answer`` is the adopted statement or decided memorandum of the same matter that answers it; it
    says how by itself. Raises PermissionDenied, ValidationError.
    """
    permissions.require(permissions.can_manage_matter(actor, incoming.matter))
    if answer is not None:
        _refuse_no_answer(incoming, answer)
    if answer is None or how.strip():
        how = accept_line(how, what=_("Hur vi svarade"), limit=500)
    else:
        how = described(answer)
    validate_day(on, today=today)
    if not incoming.received_on <= on <= today:
        raise ValidationError(
            _("Välj en dag från det att remissen kom in till och med i dag."), code="unlikely_day"
        )
    with transaction.atomic():
        current = _lock(incoming)
        _refuse_answered(current)
        current.answered_on, current.answered_how = on, how
        field = "answer_statement" if isinstance(answer, Statement) else "answer_memorandum"
        setattr(current, field, answer)
        current.save(update_fields=["answered_on", "answered_how", field])
        keep_deadline(
            DEADLINE,
            subject_type=DEADLINE,
            subject_id=current.pk,
            by=how,
            at=now or timezone.now(),
        )
        _log("answered", current, actor, on=on, how=how)
    return current


def possible_answers(incoming) -> list[Statement | Memorandum]:
    """What may be the answer: the matter's adopted statements and decided memoranda. Two statements."""
    statements = Statement.objects.adopted().filter(matter=incoming.matter_id)
    memoranda = Memorandum.objects.filter(matter=incoming.matter_id, state=MemorandumState.DECIDED)
    return [
        *statements.select_related("decision__body", "consultee__organization").order_by("-pk"),
        *memoranda.order_by("-pk"),
    ]


def described(answer: Statement | Memorandum) -> str:
    """How we answered, as it is noted: Swedish for every reader."""
    if isinstance(answer, Memorandum):
        return " ".join(filter(None, ["Promemoria", answer.number, answer.title]))[:500]
    body = answer.consultee.organization.name
    reference = f" {answer.decision.reference}" if answer.decision else ""
    return f"Yttrande, {body_in_sentence(body)}{reference}"


def _refuse_no_answer(incoming, answer):
    """The answer is the matter's own, and what it says is decided."""
    is_decided = (
        answer.is_frozen
        if isinstance(answer, Statement)
        else answer.state == MemorandumState.DECIDED
    )
    if answer.matter_id != incoming.matter_id or not is_decided:
        raise ActionRefused(
            _("Välj ett antaget yttrande eller en beslutad promemoria i samma ärende."),
            code="no_answer",
        )


def _check_days(received_on, answer_by, *, today):
    for day in (received_on, answer_by):
        validate_day(day, today=today)
    if received_on > today:
        raise ValidationError(_("Remissen kan inte komma in i framtiden."), code="day_to_come")
    if answer_by < received_on:
        raise ValidationError(
            _("Svarsdagen kan inte vara före dagen då remissen kom in."), code="days_reversed"
        )


def _optional(text, what):
    return accept_line(text, what=what, limit=60) if text.strip() else ""


def _accepted_link(link, pdf):
    if not link and not pdf:
        raise ValidationError(
            _("Lägg in en länk till hela texten eller ladda upp den som PDF."), code="no_text"
        )
    if link:
        _is_link(link)
    return link


def _stored(incoming, content, *, now):
    return store_document(
        content,
        matter=incoming.matter,
        kind=DocumentKind.PROPOSAL,
        title=incoming.title,
        receipt_number=new_receipt_number(now),
        at=now,
    )


def _owe_answer(incoming, receiver, *, today):
    set_deadline(
        DEADLINE,
        subject_type=DEADLINE,
        subject_id=incoming.pk,
        title=_("Svar på remiss från %(sender)s: %(title)s")
        % {"sender": incoming.sender_name, "title": incoming.title},
        organization=receiver,
        role=Role.SECRETARY,
        due_on=incoming.answer_by,
        today=today,
        matter=incoming.matter,
        rule=_("Avsändarens svarsdag"),
    )


def _background(incoming) -> str:
    """What the internal round's readers need: who asks, under which numbers, where the text is."""
    numbers = ", ".join(filter(None, [incoming.sender_number, incoming.memo_number]))
    lines = [f"Remiss från {incoming.sender_name}" + (f", {numbers}" if numbers else "") + "."]
    if incoming.link:
        lines.append(f"Hela texten finns på {incoming.link}")
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def _lock(incoming) -> IncomingReferral:
    return (
        IncomingReferral.objects.select_for_update(of=("self",))
        .select_related("matter__organization", "document")
        .get(pk=incoming.pk)
    )


def _refuse_answered(incoming):
    if incoming.is_answered:
        raise ActionRefused(_("Remissen är redan besvarad."), code="answered")


def _log(verb, incoming, actor, **data):
    record(
        f"incoming.{verb}",
        actor=actor,
        subject=incoming,
        matter=incoming.matter,
        data={"title": incoming.title, **data},
    )
