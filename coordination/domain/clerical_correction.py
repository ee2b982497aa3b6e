"""A clerical error in an adopted statement put right without a new decision (rättelse av skrivfel).

Förvaltningslagen 36 § is the model: what is obviously a slip of the pen may be corrected by the body
itself. The § stands, and so do stance, views and annexes, and what is asked of whom: only wording
changes, of text and requests, and little of it. The body's chair or secretary certifies it
(bestyrker); whatever changes what was decided is adopted anew, see ``correction``.
"""

from copy import copy
from dataclasses import dataclass, replace
from html import escape

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.adoption import Adoption, owe_answers, tell_about, with_bodies
from coordination.domain.answer_lock import lock_answer
from coordination.domain.audit import happening_at, registered_afterwards
from coordination.domain.correction import (
    REASON_LIMIT,
    copy_content,
    next_version,
    refuse_uncorrectable,
    take_over_answers,
)
from coordination.domain.document import new_receipt_number, store_document
from coordination.domain.statement_content import StatementContent, content_of
from coordination.domain.statement_state import move_statement, state_after
from coordination.domain.text import accept_line, accept_rich_text
from coordination.enums import DocumentKind, Role, StatementState
from coordination.exceptions import ActionRefused
from coordination.models import Deadline, OpinionSigner, Request, Statement
from coordination.registry import document_types
from coordination.richtext.difference import Line, changed_words, compare

MOST_WORDS = 40
"""More words than that, added and removed, are not a slip of the pen."""


REQUEST_LIMIT = 1000


@dataclass(frozen=True)
class Changed:
    """A part of the text that reads otherwise: its name and the lines that differ."""

    title: str
    lines: list[Line]


def correct_clerical_error(
    statement, *, actor, reason, title, texts, only_clerical, requests=None, at=None
) -> Statement:
    """Put a clerical error right: a new version under the same §, certified by the actor.

    ``texts`` has the sections' new text by kind, ``requests`` the wording by the request's place;
    what is not named stands. Draws up the new PDF outside the transaction; the
    version is approved as the § is, and is dispatched by itself. The sender is told. Raises
    PermissionDenied, ValidationError, ActionRefused, and what the document's ``render`` raises.
    """
    corrected = check_clerical_correction(
        statement, actor=actor, title=title, texts=texts, requests=requests
    )
    reason = accept_line(reason, what=_("Skälet"), limit=REASON_LIMIT)
    if not only_clerical:
        raise ActionRefused(
            _("Intyga att rättelsen inte ändrar vad nämnden beslutade."), code="not_certified"
        )
    at = at or happening_at()
    version = corrected.statement
    version.is_clerical, version.correction_reason = True, reason
    version.author = version.signer = actor.person
    version.signed_on = timezone.localdate(at)
    adoption = _as_adopted(version.corrects, at)
    document = document_types["statement"].render(corrected, adoption)
    with registered_afterwards(at), transaction.atomic():
        current = lock_answer(version.corrects)
        refuse_uncorrectable(current)
        _save(corrected, current, document, adoption, actor=actor)
        _follow(version, at=at)
    return version


def check_clerical_correction(statement, *, actor, title, texts, requests=None) -> StatementContent:
    """What the corrected version would say, not saved; refused when it is more than a slip."""
    permissions.require(permissions.can_certify_correction(actor, statement))
    current = with_bodies(statement)
    refuse_uncorrectable(current)
    _refuse_unapproved(current)
    before = content_of(current)
    title = accept_line(title, what=_("Rubriken"), limit=200)
    after = {kind: accept_rich_text(html) for kind, html in texts.items() if html is not None}
    version = next_version(current, title=title, decision=current.decision)
    version.chair, version.secretary = current.chair, current.secretary
    sections = {
        kind: _reworded(section, after.get(kind, section.html))
        for kind, section in before.sections.items()
    }
    asked = _reworded_requests(before.requests, requests or {})
    content = replace(before, statement=version, sections=sections, requests=asked)
    _refuse_other_than_slips(what_changed(before, content))
    return content


def _reworded(section, html):
    """The section with another text, not saved: the adopted one stands as it is."""
    return section.__class__(kind=section.kind, html=html)


def _reworded_requests(requests, wordings) -> list[Request]:
    """The requests in their order, with another wording where one is given; none is added."""
    if strangers := wordings.keys() - {asked.position for asked in requests}:
        raise ActionRefused(
            _("Önskemål %(number)s finns inte. En rättelse lägger inte till något.")
            % {"number": min(strangers)},
            code="no_such_request",
        )
    return [
        _reworded_request(asked, wordings.get(asked.position, asked.text)) for asked in requests
    ]


def _reworded_request(asked, text) -> Request:
    """The request in other words, not saved: the adopted one stands as it is."""
    reworded = copy(asked)
    reworded.text = accept_line(text, what=_("Önskemålet"), limit=REQUEST_LIMIT)
    return reworded


def what_changed(before: StatementContent, after: StatementContent) -> list[Changed]:
    """The parts that differ between two versions, in the order of the document."""
    pairs = [(_("Rubrik"), escape(before.statement.title), escape(after.statement.title))]
    pairs += [
        (section.get_kind_display(), before.html(section.kind), section.html)
        for section in after.ordered_sections
    ]
    pairs += _requests_in_both(before.requests, after.requests)
    return [Changed(title, compare(old, new)) for title, old, new in pairs if old != new]


def _requests_in_both(before, after):
    """Each request's number with its earlier and its later wording; empty where it was not asked."""
    earlier, later = (
        {each.position: escape(each.text) for each in asked} for asked in (before, after)
    )
    return [
        (_("Önskemål %(number)s") % {"number": place}, earlier.get(place, ""), later.get(place, ""))
        for place in sorted(earlier.keys() | later.keys())
    ]


def _refuse_unapproved(statement):
    if statement.state == StatementState.ADOPTED:
        raise ActionRefused(
            _("Protokollet är inte justerat än. Anteckna justeringen först."), code="not_approved"
        )


def _refuse_other_than_slips(changes: list[Changed]):
    if not changes:
        raise ActionRefused(_("Inget är ändrat. Rätta texten först."), code="nothing_changed")
    words = sum(changed_words(change.lines) for change in changes)
    if words > MOST_WORDS:
        raise ActionRefused(
            _(
                "Ändringen omfattar %(words)s ord. Ett skrivfel är högst %(most)s. Låt nämnden anta "
                "en ny version i stället."
            )
            % {"words": words, "most": MOST_WORDS},
            code="too_much",
        )


def _as_adopted(earlier, at) -> Adoption:
    """The body's decision as it was, in a document that is drawn up now."""
    return Adoption(
        decided_on=earlier.decision.decided_on,
        paragraph=earlier.decision.paragraph,
        chair=earlier.chair,
        secretary=earlier.secretary,
        stance=earlier.stance,
        immediate_approval=earlier.decision.immediate_approval,
        receipt_number=new_receipt_number(at),
        at=at,
    )


def _save(content, earlier, document, adoption, *, actor):
    """The version with all it holds, while it is no more than under review; then it is approved."""
    version, body = content.statement, earlier.consultee.organization
    version.state = StatementState.REVIEW
    version.save(force_insert=True)
    copy_content(
        earlier,
        version,
        texts={section.kind: section.html for section in content.ordered_sections},
        wordings={asked.position: asked.text for asked in content.requests},
    )
    _copy_annexes(content.opinions, version)
    version.document = store_document(
        document,
        matter=version.matter,
        kind=DocumentKind.STATEMENT,
        title=f"{version.title}, {body.name} {version.decision.reference}, version {version.number}",
        receipt_number=adoption.receipt_number,
        at=adoption.at,
        template_version=document_types["statement"].template_version,
    )
    version.approved_on = earlier.approved_on
    version.state = state_after(version, "adopt")
    move_statement(
        version,
        "approve",
        told_as="corrected",
        actor=actor,
        number=version.number,
        signer=str(version.signer),
        reason=version.correction_reason,
        sha256=version.document.sha256,
        source_sha256=content.fingerprint,
    )


def _copy_annexes(opinions, version):
    """The annexes stay with their §: the same letters, texts and signers in the new version."""
    for filed in opinions:
        opinion = filed.opinion
        opinion.pk, opinion.statement, opinion._state.adding = None, version, True
        opinion.save(force_insert=True)
        signers = [(person, False) for person in filed.authors]
        signers += [(person, True) for person in filed.concurring]
        OpinionSigner.objects.bulk_create(
            OpinionSigner(opinion=opinion, person=person, concurs=concurs, position=position)
            for position, (person, concurs) in enumerate(signers)
        )


def _follow(version, *, at):
    """The answers and the day to answer are those of the earlier version; the sender is told."""
    today = timezone.localdate(at)
    earlier = Deadline.objects.filter(
        kind="requests", subject_type="statement", subject_id=version.corrects_id
    ).first()
    take_over_answers(version, at=at)
    owe_answers(version, due_on=max(earlier.due_on, today) if earlier else today, today=today)
    sender = version.consultee.referral.sender
    tell_about("statement_corrected", version, {(sender.pk, Role.COORDINATOR)}, now=at)
