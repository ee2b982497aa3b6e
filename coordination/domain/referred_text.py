"""Which text is referred, in which version: replaced in a draft, followed by a newer one once sent."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions, richtext
from coordination.domain.audit import record
from coordination.domain.circulation import lock_referral
from coordination.domain.document import new_receipt_number, store_document
from coordination.domain.message import draft_message, queue_messages
from coordination.domain.recipient import recipients_for
from coordination.domain.text import accept_line, accept_rich_text
from coordination.enums import DocumentKind, ReferralState, Role
from coordination.exceptions import ActionRefused
from coordination.models import ReferredPart, ReferredText

PDF_LIMIT = 30 * 1024 * 1024
PARTS_LIMIT = 300
TITLE_LIMIT, HEADING_LIMIT = 200, 20
TAIL = 2048  # where a whole PDF says that it ends
_PART = re.compile(
    r"^(?P<heading>\d+(?:\.\d+)*)?\.?\s*(?P<title>.*?)"
    r"(?:,?\s+s\.\s*(?P<pages>\d+(?:\s*[-–]\s*\d+)?))?$"
)


@dataclass(frozen=True)
class Part:
    """A part as it is written in a form: ”4.5 Finansiering, s. 18–20”."""

    heading: str
    title: str
    pages: str


def refer_text(referral, *, actor, pdf=None, html="", parts="", now=None) -> ReferredText:
    """Say which text a draft refers: a PDF (bytes) or written text. It takes the place of an earlier one.

    ``parts`` names the parts that can be addressed, one on each line; without it they are the
    headings of a written text. Raises PermissionDenied, ValidationError.
    """
    now = now or timezone.now()
    permissions.require(permissions.can_edit_referral(actor, referral))
    with transaction.atomic():
        current = lock_referral(referral)
        permissions.require(permissions.can_edit_referral(actor, current))
        current.texts.all().delete()
        text = _store(current, number=1, pdf=pdf, html=html, parts=parts, now=now)
        record("referral.text_chosen", actor=actor, subject=current, matter=current.matter)
    return text


def send_newer_text(
    referral, *, actor, what_changed, pdf=None, html="", parts="", now=None
) -> ReferredText:
    """Send a newer version of the referred text and tell everyone who was asked what changed.

    What is written keeps the version that it answers until its writer takes up the newer one.
    Raises PermissionDenied, ValidationError, ActionRefused when the referral is not out.
    """
    now = now or timezone.now()
    permissions.require(permissions.can_steer_referral(actor, referral))
    what_changed = accept_line(what_changed, what=_("Vad som är ändrat"), limit=2000)
    with transaction.atomic():
        current = lock_referral(referral)
        _refuse_unless_out(current)
        latest = current.texts.first()
        number = latest.number + 1 if latest else 1
        text = _store(
            current,
            number=number,
            pdf=pdf,
            html=html,
            parts=parts,
            now=now,
            sent_at=now,
            what_changed=what_changed,
        )
        queue_messages(_letters(current, text, now=now))
        record(
            "referral.text_sent",
            actor=actor,
            subject=current,
            matter=current.matter,
            data={"number": number, "what": what_changed},
        )
    return text


def _refuse_unless_out(referral):
    if referral.state != ReferralState.SENT:
        raise ActionRefused(
            _("Remissen är inte ute. En ny version kan bara skickas när någon ska svara på den."),
            code="wrong_state",
        )


def _store(referral, *, number, pdf, html, parts, now, **fields) -> ReferredText:
    if bool(pdf) == bool(html.strip()):
        raise ValidationError(_("Ladda upp en PDF eller skriv texten, inte båda."), code="one_text")
    html = accept_rich_text(html) if html.strip() else ""
    text = ReferredText(referral=referral, number=number, html=html, **fields)
    found = parts_in(parts) if parts.strip() else _headings_of(html)
    if pdf:
        text.document = store_document(
            accept_pdf(pdf),
            matter=referral.matter,
            kind=DocumentKind.PROPOSAL,
            title=f"{referral.title}, version {number}",
            receipt_number=new_receipt_number(now),
            at=now,
        )
    text.save()
    ReferredPart.objects.bulk_create(
        ReferredPart(
            text=text, position=place, heading=part.heading, title=part.title, pages=part.pages
        )
        for place, part in enumerate(found, 1)
    )
    return text


def accept_pdf(content: bytes) -> bytes:
    """The bytes of a file that is a whole PDF, or a ValidationError that says what to do."""
    from coordination.pdf_inspection import read_pdf  # loads the PDF reader

    if len(content) > PDF_LIMIT:
        raise ValidationError(_("Filen är större än 30 MB. Spara den mindre."), code="too_large")
    if not content.startswith(b"%PDF-"):
        raise ValidationError(
            _("Filen är ingen PDF. Spara dokumentet som PDF och välj den filen."), code="not_pdf"
        )
    if b"%%EOF" not in content[-TAIL:]:
        raise ValidationError(
            _("PDF-filen är inte hel. Hämta den på nytt och försök igen."), code="not_whole"
        )
    read_pdf(content)
    return content


def parts_in(lines: str) -> list[Part]:
    """Parts written one on each line. Raises ValidationError naming a line that cannot be read."""
    written = [line.strip() for line in lines.splitlines() if line.strip()]
    if len(written) > PARTS_LIMIT:
        raise ValidationError(_("Ange högst 300 delar."), code="too_many_parts")
    return [_part(line) for line in written]


def _part(line) -> Part:
    line = accept_line(line, what=_("Delen"), limit=250)
    found = _PART.match(line)
    if found is None:  # the pattern takes every line
        raise AssertionError(line)
    heading, title, pages = (found[name] or "" for name in ("heading", "title", "pages"))
    if not (heading or title) or len(title) > TITLE_LIMIT or len(heading) > HEADING_LIMIT:
        raise ValidationError(
            _("Raden ”%(line)s” går inte att läsa. Skriv till exempel: 4.5 Finansiering, s. 18–20")
            % {"line": line[:80]},
            code="unreadable_part",
        )
    return Part(heading, title, pages.replace("-", "–").replace(" ", ""))


def _headings_of(html) -> list[Part]:
    return [
        _part(each.text[:TITLE_LIMIT])
        for each in richtext.headings(html)[:PARTS_LIMIT]
        if each.text
    ]


def _letters(referral, text, *, now):
    """One letter to each receiver at each body that is asked."""
    consultees = list(referral.consultees.select_related("organization"))
    duties = {(each.organization_id, Role.SECRETARY) for each in consultees}
    people = recipients_for(duties, on=timezone.localdate(now))
    return [
        draft_message(
            "referral_text",
            to=person,
            dedupe_key=f"referral-text:{text.pk}:{consultee.pk}:{person.pk}",
            context={"referral": referral, "consultee": consultee, "text": text},
            now=now,
            kind="referral",
            matter=referral.matter,
        )
        for consultee in consultees
        for person in people[consultee.organization_id, Role.SECRETARY]
    ]
