"""Statements while they are written: started, described, filled with text, reviewed (M-08–M-10).

What makes a statement the body's own, adoption and what follows, stands in ``adoption``.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from coordination import permissions, richtext
from coordination.domain.adoption import (
    Adoption,
    adopt_statement,
    approve_statement,
    dispatch_statement,
)
from coordination.domain.answer_lock import lock_consultee
from coordination.domain.deadline import reopen_deadline
from coordination.domain.matter import register_matter
from coordination.domain.part_view import begin_part_views, sent_texts
from coordination.domain.referral import DEADLINE, move_consultee
from coordination.domain.section_version import keep_earlier_text, keep_version, settle_version
from coordination.domain.statement_state import (
    lock_statement,
    log_statement,
    move_statement,
    refuse_incomplete,
)
from coordination.domain.text import accept_line, accept_rich_text
from coordination.enums import ConsulteeState, SavedBy, SectionKind, Stance
from coordination.exceptions import ActionRefused, EditConflict
from coordination.models import Statement, StatementSection

__all__ = [
    "Adoption",
    "adopt_statement",
    "approve_statement",
    "describe_statement",
    "dispatch_statement",
    "send_back_statement",
    "start_statement",
    "submit_statement",
    "write_section",
]


def start_statement(consultee, *, actor, today, registry_number="") -> Statement:
    """Begin a body's answer: a matter in its own registry, and a draft with empty sections.

    Starting twice gives the draft that is there, also when the body had declined meanwhile. When an
    adopted answer was found incomplete, its next version begins with the same text in the same
    matter. Raises PermissionDenied, ActionRefused.
    """
    permissions.require(permissions.can_answer_referral(actor, consultee))
    with transaction.atomic():
        current = lock_consultee(consultee)
        permissions.require(permissions.can_answer_referral(actor, current))
        _take_up(consultee, state=current.state, today=today)
        latest = consultee.statements.order_by("-number").first()
        supplements = current.state == ConsulteeState.INCOMPLETE
        if latest and not (latest.is_frozen and supplements):
            return latest
        title = f"Yttrande över {consultee.referral.title}"  # a record: Swedish for every reader
        matter = (
            latest.matter
            if latest
            else register_matter(
                consultee.organization,
                actor=actor,
                title=title[:200],
                opened_on=today,
                registry_number=registry_number,
            )
        )
        statement = Statement.objects.create(
            consultee=consultee,
            matter=matter,
            number=latest.number + 1 if latest else 1,
            title=latest.title if latest else title[:200],
            stance=latest.stance if latest else "",
            author=actor.person,
            referred_text=sent_texts(consultee.referral).first(),
        )
        _begin_sections(statement, latest)
        if latest:
            begin_part_views(statement, latest)
        log_statement("statement.started", statement, actor=actor, number=statement.number)
    return statement


def _take_up(consultee, *, state, today):
    """The body answers after all: it has started, and owes an answer again if it had declined."""
    if state in {ConsulteeState.AWAITED, ConsulteeState.DECLINED}:
        move_consultee(consultee, "start", on=None, declined_reason="")
    if state == ConsulteeState.DECLINED:
        reopen_deadline(DEADLINE, subject_type="consultee", subject_id=consultee.pk, today=today)


def _begin_sections(statement, earlier):
    texts = dict(earlier.sections.values_list("kind", "html")) if earlier else {}
    StatementSection.objects.bulk_create(
        StatementSection(statement=statement, kind=kind, html=texts.get(kind, ""))
        for kind in SectionKind
    )


def write_section(section, *, actor, html, version, way=SavedBy.TYPED) -> StatementSection:
    """Save a section's text, cleaned. ``version`` is what the writer saw when they began.

    Every text is kept as a version; autosaves that follow each other closely are one, and are told
    of once.

    Raises EditConflict with both texts when someone saved in between, ValidationError on text that
    cannot be stored or printed, PermissionDenied once the statement is adopted.
    """
    permissions.require(permissions.can_write_statement(actor, section.statement))
    html = accept_rich_text(html)
    with transaction.atomic():
        statement = lock_statement(section.statement)
        permissions.require(permissions.can_write_statement(actor, statement))
        current = statement.sections.select_related("updated_by__person").get(pk=section.pk)
        if current.html == html:
            if way == SavedBy.TYPED:
                settle_version(current)
            return current
        if current.version != version:
            raise EditConflict(theirs=current, mine=html)
        keep_earlier_text(current)
        current.html, current.version, current.updated_by = html, version + 1, actor
        current.save()
        if keep_version(current, way=way):
            _log_writing(statement, current, actor=actor)
    return current


def _log_writing(statement, section, *, actor):
    words = richtext.word_count(section.html)
    log_statement(
        "statement.section_written", statement, actor=actor, section=section.kind, words=words
    )


def describe_statement(statement, *, actor, title, stance, version) -> Statement:
    """Set the statement's title and the body's stance (ställning); the stance may wait (empty)."""
    permissions.require(permissions.can_write_statement(actor, statement))
    title = accept_line(title, what=_("Rubriken"), limit=200)
    if stance and stance not in Stance:
        raise ActionRefused(_("Välj en av ställningarna i listan."), code="unknown_stance")
    with transaction.atomic():
        current = lock_statement(statement)
        permissions.require(permissions.can_write_statement(actor, current))
        if (current.title, current.stance) == (title, stance):
            return current
        if current.version != version:
            raise EditConflict(theirs=current, mine=title)
        current.title, current.stance, current.version = title, stance, version + 1
        current.save()
        log_statement("statement.described", current, actor=actor, stance=stance)
    return current


def submit_statement(statement, *, actor) -> Statement:
    """Hand the draft over for review before the meeting. Both sections must hold text."""
    permissions.require(permissions.can_write_statement(actor, statement))
    with transaction.atomic():
        current = lock_statement(statement)
        refuse_incomplete(current.sections.order_by("-kind"))
        return move_statement(current, "submit", actor=actor)


def send_back_statement(statement, *, actor, reason) -> Statement:
    """Return a statement under review to its writer, saying what is missing."""
    permissions.require(permissions.can_keep_statement(actor, statement))
    reason = accept_line(reason, what=_("Vad som behöver ändras"), limit=2000)
    with transaction.atomic():
        return move_statement(lock_statement(statement), "send_back", actor=actor, reason=reason)
