"""From what is recorded to what is printed: a statement's models as the values of its document.

Everything here is Swedish whatever language the reader has chosen: a document is a record.
"""

from dataclasses import replace
from typing import Any

from django.utils import translation

from coordination.documents.assemble_lines import lead_of, part_line, request_line
from coordination.documents.assemble_report import render_report_draft
from coordination.documents.look import sender_of
from coordination.documents.statement import (
    SeparateOpinionDocument,
    Signature,
    StatementDocument,
    render_statement,
)
from coordination.domain.adoption import Adoption
from coordination.domain.opinion import annex_label
from coordination.domain.statement_content import FiledOpinion, StatementContent
from coordination.enums import SectionKind, Stance
from coordination.models import Person
from coordination.swedish import body_in_sentence, running_date

# What the body decides on the proposal, as its minutes put it (att-sats).
CLAUSES = {
    Stance.ENDORSES: "att tillstyrka förslaget",
    Stance.ENDORSES_WITH_ADDITIONS: (
        "att tillstyrka förslaget med de tillägg som framgår av yttrandet"
    ),
    Stance.ENDORSES_IN_PART: "att tillstyrka förslaget i de delar som framgår av yttrandet",
    Stance.HAS_COMMENTS: "att lämna de synpunkter som framgår av yttrandet",
    Stance.ADVISES_AGAINST: "att avstyrka förslaget",
    Stance.ABSTAINS: "att avstå från att ta ställning till förslaget",
}


def render_adopted(content: StatementContent, adoption: Adoption) -> bytes:
    """The file that is stored when a statement is adopted. Raises DocumentError."""
    return render_statement(adopted_document(content, adoption))


def render_draft(content: StatementContent, *, at) -> bytes:
    """A statement that is not adopted yet, marked as draft on every page. Raises DocumentError."""
    if content.statement.is_official_report:
        return render_report_draft(content, at=at)
    return render_statement(draft_document(content, at=at))


def render_superseded(content: StatementContent, *, by: int) -> bytes:
    """A copy of an adopted statement that a later version took the place of, marked on every page."""
    statement: Any = content.statement  # adopted, so it has a decision, signatures and a document
    adoption = Adoption(
        decided_on=statement.decision.decided_on,
        paragraph=statement.decision.paragraph,
        chair=statement.chair,
        secretary=statement.secretary,
        stance=statement.stance,
        immediate_approval=statement.decision.immediate_approval,
        receipt_number=statement.document.receipt_number,
        at=statement.document.drawn_up_at,
    )
    return render_statement(replace(adopted_document(content, adoption), superseded_by=by))


def adopted_document(content: StatementContent, adoption: Adoption) -> StatementDocument:
    """The adopted statement: decided when, under which §, signed by whom."""
    return StatementDocument(
        **_common(content, str(adoption.paragraph)),
        decision_clauses=decision_clauses(
            content.statement, adoption.stance, immediate_approval=adoption.immediate_approval
        ),
        established_at=adoption.at,
        decided_on=adoption.decided_on,
        minute_item=str(adoption.paragraph),
        chair=Signature(_name(adoption.chair), "ordförande"),
        secretary=Signature(_name(adoption.secretary), "sekreterare"),
        receipt_number=adoption.receipt_number,
    )


def draft_document(content: StatementContent, *, at) -> StatementDocument:
    """The statement as it stands at a time, not decided and not signed."""
    return StatementDocument(
        **_common(content, ""),
        decision_clauses=_proposed(content.statement),
        established_at=at,
        is_draft=True,
    )


def _proposed(statement) -> list[str]:
    """What the body would decide with the stance chosen so far; an administration decides nothing."""
    if statement.is_official_report or not statement.stance:
        return []
    return decision_clauses(statement, statement.stance)


def decision_clauses(statement, stance, *, immediate_approval=False) -> list[str]:
    """What the body decides, clause by clause: its stance, its answer, and how it is approved."""
    addressee = body_in_sentence(statement.consultee.referral.sender.name)
    clauses = [CLAUSES[stance], f"att lämna yttrandet till {addressee} som svar på remissen"]
    if immediate_approval:
        clauses.append("att paragrafen justeras omedelbart")
    *first, second_last, last = clauses
    return [*(f"{clause}," for clause in first), f"{second_last}, och", f"{last}."]


def _common(content: StatementContent, paragraph: str) -> dict:
    statement = content.statement
    body, referral = statement.consultee.organization, statement.consultee.referral
    return {
        **sender_of(body),
        "registry_number": statement.matter.registry_number,
        "addressee": referral.sender.name,
        "title": statement.title,
        "lead": lead_of(statement),
        "summary_html": content.html(SectionKind.SUMMARY),
        "body_html": content.html(SectionKind.BODY),
        "requests": [request_line(request) for request in content.requests],
        "part_views": [part_line(view) for view in content.part_views],
        "separate_opinions": [_opinion(filed, paragraph) for filed in content.opinions],
        "source_sha256": content.fingerprint,
        "version": statement.number,
        "correction": _correction(statement),
    }


def _correction(statement) -> str:
    """What the reader of a version that puts clerical errors right must know first."""
    if not statement.is_clerical:
        return ""
    return (
        f"Rättat skrivfel. Version {statement.number} tar version {statement.corrects.number}:s plats; "
        f"beslutet är detsamma. {statement.correction_reason.rstrip('.')}. Bestyrkt "
        f"{running_date(statement.signed_on)} av {_name(statement.signer)}."
    )


def _opinion(filed: FiledOpinion, paragraph: str) -> SeparateOpinionDocument:
    opinion = filed.opinion
    with translation.override("sv"):
        kind = opinion.get_kind_display().lower()
    return SeparateOpinionDocument(
        label=_plain(annex_label(paragraph, opinion.letter))
        if paragraph
        else f"bilaga {opinion.letter}",
        authors=_names(filed, filed.authors),
        concurring=_names(filed, filed.concurring),
        kind_label=kind,
        title=opinion.title,
        text_html=opinion.html,
    )


def _names(filed: FiledOpinion, people: list[Person]) -> list[str]:
    """One name each; where the body writes the party once, all of them as one phrase."""
    if filed.by_party and people:
        return [_plain(filed.named(people))]
    return [_name(person) for person in people]


def _name(person: Person) -> str:
    return _plain(str(person))


def _plain(text: str) -> str:
    """Ordinary spaces: the typesetting keeps words together without exchanging characters."""
    return text.replace("\N{NO-BREAK SPACE}", " ")
