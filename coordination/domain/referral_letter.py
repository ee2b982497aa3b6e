"""The letter that a referral is sent with (missiv): drawn up, then stored as the referral leaves."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.circulation import send_referral
from coordination.domain.document import new_receipt_number, store_document
from coordination.enums import DocumentKind, ReferralState
from coordination.exceptions import ActionRefused
from coordination.models import Document, Referral
from coordination.registry import document_types


def send_with_letter(referral, *, actor, now=None) -> Referral:
    """Send a referral and store its letter, both or neither.

    The letter is drawn up before, outside the transaction; if somebody changes the draft meanwhile
    nothing is sent. Raises what ``send_referral`` raises, and what the document's type raises.
    """
    now = now or timezone.now()
    permissions.require(permissions.can_write_referral(actor, referral.sender))
    if referral.state != ReferralState.DRAFT:
        return send_referral(referral, actor=actor, now=now)  # says who was first
    kind, number = document_types["referral_letter"], new_receipt_number(now)
    seen = _asked(referral)
    content = kind.render(referral, at=now, receipt_number=number)
    with transaction.atomic():
        sent = send_referral(referral, actor=actor, now=now)
        if _asked(sent) != seen:
            raise ActionRefused(
                _("Någon ändrade remissen medan missivet skrevs. Läs igenom den och skicka igen."),
                code="changed_meanwhile",
            )
        store_document(
            content,
            matter=sent.matter,
            kind=DocumentKind.REFERRAL_LETTER,
            title=_letter_title(sent),
            receipt_number=number,
            at=now,
            template_version=kind.template_version,
        )
    return sent


def letter_of(referral) -> Document | None:
    """The stored letter of a referral that was sent with one."""
    return Document.objects.filter(
        matter=referral.matter_id,
        kind=DocumentKind.REFERRAL_LETTER,
        drawn_up_at=referral.sent_at,
        title=_letter_title(referral),
    ).first()


def _letter_title(referral) -> str:
    return f"Missiv: {referral.title}"


def _asked(referral) -> list:
    """What the letter says of the referral, to notice that it is another by now."""
    current = Referral.objects.values_list("version", "title", "question", "due_on").get(
        pk=referral.pk
    )
    consultees = referral.consultees.order_by("pk").values_list("organization_id", "due_on")
    return [current, *consultees, *referral.texts.order_by("pk").values_list("pk", flat=True)]
