"""The letter that a referral is sent with (missiv): drawn up, then stored as the referral leaves.

Drawing up takes time and is done before the transaction; ``circulation.send_referral``, the one way
to send, stores it there.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from coordination.domain.document import new_receipt_number, store_document
from coordination.enums import DocumentKind
from coordination.exceptions import ActionRefused
from coordination.models import Document, Referral
from coordination.registry import document_types


@dataclass(frozen=True)
class DrawnLetter:
    """A letter's bytes with their number, and what it says of the referral."""

    content: bytes
    receipt_number: str
    said: list


def draw_letter(referral, *, at) -> DrawnLetter:
    """Draw up the letter of a draft as it stands now. Raises what the document's type raises."""
    current = Referral.objects.select_related("sender__municipality", "matter").get(pk=referral.pk)
    said, number = _asked(current), new_receipt_number(at)
    content = document_types["referral_letter"].render(current, at=at, receipt_number=number)
    return DrawnLetter(content, number, said)


def store_letter(letter: DrawnLetter, referral) -> Document:
    """Keep the letter of a referral that is being sent. Part of the caller's transaction.

    Refused when somebody changed the draft while the letter was drawn up: then nothing is sent.
    """
    if _asked(referral) != letter.said:
        raise ActionRefused(
            _("Någon ändrade remissen medan missivet skrevs. Läs igenom den och skicka igen."),
            code="changed_meanwhile",
        )
    return store_document(
        letter.content,
        matter=referral.matter,
        kind=DocumentKind.REFERRAL_LETTER,
        title=_letter_title(referral),
        receipt_number=letter.receipt_number,
        at=referral.sent_at,
        template_version=document_types["referral_letter"].template_version,
    )


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
