"""A PDF signed elsewhere, added to an adopted statement; the app claims nothing of the signature."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.document import (
    DocumentDamaged,
    new_receipt_number,
    read_document,
    store_document,
)
from coordination.domain.referred_text import accept_pdf
from coordination.domain.signed_text import difference_between
from coordination.domain.statement_state import lock_statement, log_statement
from coordination.domain.text import accept_line
from coordination.enums import DocumentKind
from coordination.exceptions import ActionRefused
from coordination.models import SignedCopy
from coordination.pdf_text import texts_of

REASON_LIMIT = 500


def attach_signed_copy(statement, *, actor, pdf: bytes, reason="", now=None) -> SignedCopy:
    """Keep a signed PDF beside the adopted statement, with its own hash and receipt.

    Refuses what is no PDF or could act by itself, and a text that is not the document's unless
    ``reason`` says why it is kept all the same. The same file twice is one copy. Raises
    PermissionDenied, ValidationError.
    """
    from coordination.pdf_inspection import refuse_active_pdf  # loads the PDF reader

    now = now or timezone.now()
    permissions.require(permissions.can_keep_statement(actor, statement))
    _refuse_unadopted(statement)
    refuse_active_pdf(accept_pdf(pdf))
    difference = _difference(statement.document, pdf)
    reason = _accepted_reason(difference, reason)
    with transaction.atomic():
        current = lock_statement(statement)
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
        copy = SignedCopy.objects.create(
            statement=current,
            document=document,
            attached_by=actor,
            difference=difference,
            reason=reason,
        )
        log_statement(
            "statement.signed_copy_attached",
            current,
            actor=actor,
            receipt=document.receipt_number,
            sha256=document.sha256,
            **({"difference": difference, "reason": reason} if difference else {}),
        )
    return copy


def _refuse_unadopted(statement):
    if not statement.is_frozen:
        raise ActionRefused(
            _("Yttrandet är inte antaget än. Lägg till det undertecknade exemplaret efteråt."),
            code="not_adopted",
        )


def _difference(document, pdf) -> str:
    try:
        original = read_document(document)
    except DocumentDamaged as damaged:
        raise ActionRefused(
            _(
                "Den lagrade handlingen är skadad eller saknas, och därför går exemplaret inte att "
                "jämföra. Kontakta systemförvaltaren och uppge kvittens %(number)s."
            )
            % {"number": damaged},
            code="damaged",
        ) from damaged
    return difference_between(*texts_of(original, pdf))


def _accepted_reason(difference, reason) -> str:
    """Why a copy with another text is kept; nothing is asked when the text is the same."""
    if not difference:
        return ""
    if not reason.strip():
        raise ActionRefused(
            _(
                "%(difference)s Välj rätt fil. Ska den här sparas ändå, välj den igen och skriv "
                "varför."
            )
            % {"difference": difference},
            code="text_differs",
        )
    return accept_line(reason, what=_("Skälet"), limit=REASON_LIMIT)
