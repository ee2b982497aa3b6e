"""From a statement that was sent to its receipt: the same values, and bytes, whoever asks for it."""

from django.utils import timezone

from coordination.documents.assemble_dissent import plain
from coordination.documents.look import sender_of
from coordination.documents.record import render_record
from coordination.documents.statement_receipt import StatementReceiptDocument
from coordination.domain.registration import Timeliness
from coordination.swedish import long_date


def render_receipt(statement) -> bytes:
    """The receipt of a dispatched statement as PDF. Raises DocumentError."""
    return render_record(receipt_of(statement))


def receipt_of(statement) -> StatementReceiptDocument:
    """When the statement was sent, by and to whom, under which numbers, and whether it was in time."""
    referral, document = statement.consultee.referral, statement.document
    sent_at = timezone.localtime(statement.dispatched_at)
    time = Timeliness(sent_at.date(), statement.consultee.due_on)
    registered = getattr(statement, "registration", None)
    return StatementReceiptDocument(
        **sender_of(statement.consultee.organization),
        registry_number=statement.matter.registry_number,
        title=statement.title,
        established_at=sent_at,
        receipt_number=document.receipt_number,
        addressee=referral.sender.name,
        referral=f"{referral.title}, {referral.matter.registry_number}",
        decision=plain(_made_binding(statement)),
        sent_at=sent_at.strftime("%Y-%m-%d %H:%M"),
        due_on=time.due_on.isoformat(),
        days_late=time.days_late,
        registered_as=registered.label if registered else "",
        sha256=document.sha256,
        version=statement.number,
    )


def _made_binding(statement) -> str:
    decision = statement.decision
    if decision is None:
        return f"Undertecknat {long_date(statement.signed_on)} av {statement.signer}"
    return f"{long_date(decision.decided_on)}, {decision.reference}"


def receipt_filename(statement) -> str:
    """”Kvittens K-2025-7F3A91C2.pdf”."""
    return f"Kvittens {statement.document.receipt_number}.pdf"
