"""The receipt of a statement that was sent (kvittens): drawn up once, then stored as it was."""

from django.db import transaction

from coordination.domain.document import new_receipt_number, store_document
from coordination.domain.statement_state import lock_statement
from coordination.enums import DocumentKind
from coordination.models import Document, Statement, StatementReceipt
from coordination.registry import document_types


def receipt_of(statement) -> Document | None:
    """The stored receipt of a statement that was sent, or None until it is drawn up."""
    return Document.objects.filter(receipt_of__statement=statement.pk).first()


def keep_receipt(statement):
    """The receipt of a sent statement; drawn up outside the transaction and stored the first time.

    Called as soon as the statement is sent, and again by whoever asks for a receipt that could not
    be drawn up then. Two who ask at once get one receipt. Raises what the type's ``render`` raises.
    """
    if stored := receipt_of(statement):
        return stored
    kind = document_types["statement_receipt"]
    content = kind.render(_sent(statement))
    with transaction.atomic():
        current = lock_statement(statement)
        if stored := receipt_of(current):
            return stored
        document = store_document(
            content,
            matter=current.matter,
            kind=DocumentKind.STATEMENT_RECEIPT,
            title=f"Kvittens {current.document.receipt_number}: {current.title}",
            receipt_number=new_receipt_number(current.dispatched_at),
            at=current.dispatched_at,
            template_version=kind.template_version,
        )
        StatementReceipt.objects.create(statement=current, document=document)
    return document


def _sent(statement) -> Statement:
    """The statement as it was sent, with all that its receipt names."""
    return Statement.objects.select_related(
        "matter",
        "document",
        "decision",
        "signer",
        "registration__matter",
        "consultee__organization__municipality",
        "consultee__referral__sender",
        "consultee__referral__matter",
    ).get(pk=statement.pk)
