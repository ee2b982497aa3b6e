"""From a referral as recorded to the letter that it is sent with."""

from django.utils import timezone

from coordination.documents.look import sender_of
from coordination.documents.record import render_record
from coordination.documents.referral_letter import (
    AskedBody,
    ReferralLetterDocument,
    ReferredDocument,
)
from coordination.enums import ReferralState


def render_letter(referral, *, at, receipt_number) -> bytes:
    """The letter as it is stored when the referral is sent. Raises DocumentError."""
    return render_record(referral_letter_of(referral, at=at, receipt_number=receipt_number))


def referral_letter_of(referral, *, at, receipt_number="") -> ReferralLetterDocument:
    """What is asked, of whom, by when, about which text; a draft where there is no receipt."""
    asked = referral.consultees.select_related("organization").order_by("organization__sort_key")
    return ReferralLetterDocument(
        **sender_of(referral.sender),
        registry_number=referral.matter.registry_number,
        title=referral.title,
        established_at=at,
        receipt_number=receipt_number,
        is_draft=not receipt_number,
        sent_on=timezone.localdate(at) if receipt_number else None,
        due_on=referral.due_on,
        question=referral.question,
        background_html=referral.background,
        asked=tuple(AskedBody(each.organization.name, each.due_on) for each in asked),
        texts=tuple(_texts(referral)),
        contact=referral.sender.email,
    )


def _texts(referral):
    """The newest version of the referred text: the one that the answers are about."""
    text = referral.texts.select_related("document").prefetch_related("parts").first()
    if text:
        yield ReferredDocument(
            title=text.document.title if text.document else referral.title,
            version=str(text.number),
            sha256=text.document.sha256 if text.document else "",
            parts=tuple(map(str, text.parts.all())),
        )


def letter_filename(referral) -> str:
    """”Remissmissiv KS-2025-17.pdf”; of a draft it says so."""
    kind = "Utkast missiv" if referral.state == ReferralState.DRAFT else "Remissmissiv"
    return f"{kind} {referral.matter.registry_number.replace('/', '-')}.pdf"
