"""Dialogues with district committees, held before applying, and what shows that they were (T-03)."""

import hashlib

from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.domain.audit import happening_at
from coordination.domain.document import new_receipt_number, store_document
from coordination.domain.referred_text import accept_pdf
from coordination.domain.text import accept_line
from coordination.enums import DocumentKind, OrganizationKind
from coordination.exceptions import ActionRefused
from funding.domain.application_state import log_application
from funding.domain.application_writing import writing
from funding.models import Dialogue
from funding.validators import validate_booked_on


def add_dialogue(
    application, *, actor, organization, held_on, evidence, pdf: bytes | None = None
) -> Dialogue:
    """Write down a dialogue with a district committee, where it can be read, and perhaps its notes.

    The notes are a PDF that cannot act by itself; they are kept under their own hash and seen by whoever
    sees the application. Said twice in the same words it is one dialogue. Raises PermissionDenied,
    ValidationError, ActionRefused.
    """
    now = happening_at()
    validate_booked_on(held_on, today=timezone.localdate(now))
    evidence = accept_line(evidence, what=_("Underlaget"), limit=300)
    if pdf is not None:
        _refuse_harmful(pdf)
    with writing(application, actor=actor) as current:
        if organization.kind != OrganizationKind.DISTRICT_COMMITTEE:
            raise ActionRefused(
                _("%(body)s är ingen stadsdelsnämnd.") % {"body": organization.name},
                code="no_district_committee",
            )
        said = {"organization": organization, "held_on": held_on, "evidence": evidence}
        if already := _the_same(current, said, pdf):
            return already
        held = Dialogue(application=current, **said)
        held.validate_constraints()
        held.document = _kept(pdf, current, organization, now) if pdf else None
        held.save()
        log_application("application.dialogue_added", current, actor=actor, body=organization.name)
    return held


def remove_dialogue(dialogue, *, actor) -> None:
    """Take a dialogue away that was written down by mistake."""
    with writing(dialogue.application, actor=actor) as current:
        log_application(
            "application.dialogue_removed",
            current,
            actor=actor,
            body=dialogue.organization.name,
        )
        current.dialogues.filter(pk=dialogue.pk).delete()


def _refuse_harmful(pdf):
    from coordination.pdf_inspection import refuse_active_pdf  # loads the PDF reader

    refuse_active_pdf(accept_pdf(pdf))


def _the_same(application, said, pdf) -> Dialogue | None:
    """The dialogue that says just this already, with the same file or like it with none."""
    found = application.dialogues.filter(**said).select_related("document").first()
    sha256 = hashlib.sha256(pdf).hexdigest() if pdf else ""
    kept = found.document.sha256 if found and found.document else ""
    return found if found and kept == sha256 else None


def _kept(pdf, application, organization, now):
    return store_document(
        pdf,
        matter=None,
        kind=DocumentKind.DIALOGUE_NOTES,
        title=f"{application.title}, {organization.name}",
        receipt_number=new_receipt_number(now),
        at=now,
    )
