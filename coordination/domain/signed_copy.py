"""A PDF signed elsewhere, added to an adopted statement; the app claims nothing of the signature."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.document import new_receipt_number, store_document
from coordination.domain.referred_text import accept_pdf
from coordination.domain.statement_state import lock_statement, log_statement
from coordination.enums import DocumentKind
from coordination.exceptions import ActionRefused
from coordination.models import SignedCopy


def attach_signed_copy(statement, *, actor, pdf: bytes, now=None) -> SignedCopy:
    """Keep a signed PDF beside the adopted statement, with its own hash and receipt.

    Refuses what is no PDF or could act by itself. The same file twice is one copy. Raises
    PermissionDenied, ValidationError.
    """
    from coordination.pdf_inspection import refuse_active_pdf  # loads the PDF reader

    now = now or timezone.now()
    permissions.require(permissions.can_keep_statement(actor, statement))
    refuse_active_pdf(accept_pdf(pdf))
    with transaction.atomic():
        current = lock_statement(statement)
        if not current.is_frozen:
            raise ActionRefused(
                _("Yttrandet är inte antaget än. Lägg till det undertecknade exemplaret efteråt."),
                code="not_adopted",
            )
        number = current.signed_copies.count() + 1
        document = store_document(
            pdf,
            matter=current.matter,
            kind=DocumentKind.SIGNED_COPY,
            title=f"{current.title}, undertecknat exemplar {number}",
            receipt_number=new_receipt_number(now),
            at=now,
        )
        if current.signed_copies.filter(document__sha256=document.sha256).exists():
            raise ActionRefused(_("Den filen är redan tillagd."), code="attached_already")
        copy = SignedCopy.objects.create(statement=current, document=document, attached_by=actor)
        log_statement(
            "statement.signed_copy_attached",
            current,
            actor=actor,
            receipt=document.receipt_number,
            sha256=document.sha256,
        )
    return copy
