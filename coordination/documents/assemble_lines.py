"""The lines that a statement and an official report have in common: lead, requests, views on parts."""

from django.utils import translation

from coordination.documents.statement import PartLine, RequestLine
from coordination.enums import RequestKind
from coordination.models import PartView, Request
from coordination.swedish import body_in_sentence


def lead_of(statement) -> str:
    """Which referral is answered, and which version of its text."""
    referral, text = statement.consultee.referral, statement.referred_text
    sender, number = body_in_sentence(referral.sender.name), referral.matter.registry_number
    lead = f"Svar på remissen ”{referral.title}” från {sender}, ärende {number}."
    what = "Utlåtandet" if statement.is_official_report else "Yttrandet"
    return (
        f"{lead} {what} gäller version {text.number} av den remitterade texten." if text else lead
    )


def part_line(view: PartView) -> PartLine:
    """What is said of one part of the referred text."""
    with translation.override("sv"):
        part = str(view.part)
        return PartLine(
            part=part[:1].upper() + part[1:],
            label=view.get_kind_display(),
            stance=view.get_stance_display(),
            text=view.text,
        )


def request_line(request: Request) -> RequestLine:
    """One request with what it is about, whom it is put to, and until when."""
    with translation.override("sv"):
        label = "" if request.kind == RequestKind.GENERAL else request.get_kind_display()
        return RequestLine(
            text=request.text, label=label, addressee=request.addressee.name, due=request.when
        )
