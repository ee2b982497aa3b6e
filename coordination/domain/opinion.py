"""Separate opinions, remarks and reservations, filed as annexes to the statement's § (M-29, M-30)."""

from django.db import transaction
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.annex import (
    annex_label,
    first_free,
    refuse_letter,
    refuse_wrong_letter,
)
from coordination.domain.audit import happening_at
from coordination.domain.opinion_right import (
    refuse_late_change,
    refuse_late_meeting,
    refuse_without_right,
)
from coordination.domain.quorum import taking_part
from coordination.domain.statement_state import lock_statement, log_statement
from coordination.domain.text import accept_line, accept_rich_text
from coordination.enums import OpinionKind
from coordination.exceptions import ActionRefused, EditConflict
from coordination.models import OpinionSigner, SeparateOpinion


def file_opinion(
    statement, *, actor, kind, authors, concurring=(), title="", html="", letter="", meeting=None
) -> SeparateOpinion:
    """File an opinion before the statement is adopted, with the next free letter unless one is given.

    ``authors`` and ``concurring`` are people in the order of signing; nobody stands twice.
    ``meeting`` is where it was reported: not a closed one, and by those who took part as far as its
    attendance is recorded. Raises PermissionDenied, ValidationError (nobody signs, letter taken or
    skipped, statement adopted).
    """
    _guard(statement, actor)
    opinion = SeparateOpinion(
        statement=statement,
        meeting=meeting,
        filed_at=happening_at(),
        **_accepted(kind=kind, title=title, html=html, letter=letter),
    )
    _refuse_signers(authors, concurring)
    with transaction.atomic():
        _guard(lock_statement(statement), actor)
        refuse_late_meeting(opinion)
        _refuse_strangers_to_it(opinion, (*authors, *concurring))
        _save(opinion, authors, concurring)
        _log("opinion.filed", opinion, actor, authors=[str(person) for person in authors])
    return opinion


def edit_opinion(
    opinion,
    *,
    actor,
    kind,
    authors,
    concurring=(),
    title="",
    html="",
    letter="",
    meeting=None,
    version=None,
) -> SeparateOpinion:
    """Change an opinion while the statement is not yet adopted.

    Its text may come after the meeting is closed; a new name, or making it a reservation, may not.

    ``version`` is what the writer saw; EditConflict with both texts when someone saved in between.
    """
    _guard(opinion.statement, actor)
    values = _accepted(kind=kind, title=title, html=html, letter=letter or opinion.letter)
    _refuse_signers(authors, concurring)
    with transaction.atomic():
        _guard(lock_statement(opinion.statement), actor)
        current = SeparateOpinion.objects.get(pk=opinion.pk)
        if version is not None and current.version != version:
            raise EditConflict(theirs=current, mine=values["html"])
        refuse_late_change(current, kind, (*authors, *concurring), meeting or current.meeting)
        values |= {"meeting": meeting or current.meeting, "version": current.version + 1}
        for name, value in values.items():
            setattr(opinion, name, value)
        _refuse_strangers_to_it(opinion, (*authors, *concurring))
        _save(opinion, authors, concurring)
        _log("opinion.edited", opinion, actor, authors=[str(person) for person in authors])
    return opinion


def withdraw_opinion(opinion, *, actor) -> None:
    """Take an opinion back before adoption, at its authors' wish; the trail remembers it."""
    _guard(opinion.statement, actor)
    with transaction.atomic():
        _guard(lock_statement(opinion.statement), actor)
        opinion.delete()
        _log("opinion.withdrawn", opinion, actor)


def _guard(statement, actor):
    permissions.require(permissions.can_keep_statement(actor, statement))
    if statement.is_official_report:
        raise ActionRefused(
            _("Ett tjänsteutlåtande beslutas inte på ett möte, så ingen kan avvika från det."),
            code="no_meeting",
        )
    if statement.is_frozen:
        raise ActionRefused(
            _("Yttrandet är antaget. Ett särskilt yttrande lämnas innan mötet är slut."),
            code="adopted",
        )


def _accepted(*, kind, title, html, letter):
    if kind not in OpinionKind:
        raise ActionRefused(_("Välj ett av slagen i listan."), code="unknown_kind")
    letter = letter.strip().lower()
    refuse_wrong_letter(letter)
    return {
        "kind": kind,
        "title": accept_line(title, what=_("Rubriken"), limit=200) if title.strip() else "",
        "html": accept_rich_text(html) if html.strip() else "",
        "letter": letter,
    }


def _refuse_signers(authors, concurring):
    if not authors:
        raise ActionRefused(_("Välj minst en person som lämnar yttrandet."), code="nobody_signs")
    everyone = [person.pk for person in (*authors, *concurring)]
    if len(everyone) != len(set(everyone)):
        raise ActionRefused(_("Samma person kan inte stå två gånger."), code="signed_twice")


def _save(opinion, authors, concurring):
    """Keep the opinion and its signers in their order; the statement is locked by the caller."""
    opinion.letter = opinion.letter or next_letter(opinion.statement)
    _refuse_taken_letter(opinion)
    opinion.save()
    opinion.signers.all().delete()
    OpinionSigner.objects.bulk_create(
        OpinionSigner(opinion=opinion, person=person, concurs=concurs, position=position)
        for concurs, people in ((False, authors), (True, concurring))
        for position, person in enumerate(people)
    )


def _refuse_taken_letter(opinion):
    refuse_letter(opinion.letter, taken=_taken(opinion.statement, but=opinion.pk))


def _taken(statement, *, but=None) -> set[str]:
    return set(statement.opinions.exclude(pk=but).values_list("letter", flat=True))


def _refuse_strangers_to_it(opinion, people):
    if opinion.meeting:
        part = taking_part(opinion.meeting, opinion.statement)
        refuse_without_right(part, opinion.kind, people, opinion.meeting.organization)


def _log(action, opinion, actor, **data):
    log_statement(
        action, opinion.statement, actor=actor, kind=opinion.kind, letter=opinion.letter, **data
    )


def next_letter(statement) -> str:
    """The next free letter: § 201a, then b, c …"""
    return first_free(_taken(statement))


__all__ = ["annex_label", "edit_opinion", "file_opinion", "next_letter", "withdraw_opinion"]
