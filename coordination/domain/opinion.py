"""Separate opinions, remarks and reservations, filed as annexes to the statement's § (M-29, M-30)."""

from string import ascii_lowercase

from django.db import transaction
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.statement_state import lock_statement, log_statement
from coordination.domain.text import accept_line, accept_rich_text
from coordination.enums import OpinionKind
from coordination.exceptions import ActionRefused, EditConflict
from coordination.models import OpinionSigner, SeparateOpinion


def file_opinion(
    statement, *, actor, kind, authors, concurring=(), title="", html="", letter=""
) -> SeparateOpinion:
    """File an opinion before the statement is adopted, with the next free letter unless one is given.

    ``authors`` and ``concurring`` are people in the order of signing; nobody stands twice. Raises
    PermissionDenied, ValidationError (nobody signs, letter taken, statement adopted).
    """
    _guard(statement, actor)
    opinion = SeparateOpinion(
        statement=statement, **_accepted(kind=kind, title=title, html=html, letter=letter)
    )
    _refuse_signers(authors, concurring)
    with transaction.atomic():
        _guard(lock_statement(statement), actor)
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
    version=None,
) -> SeparateOpinion:
    """Change an opinion while the statement is not yet adopted.

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
        for name, value in {**values, "version": current.version + 1}.items():
            setattr(opinion, name, value)
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
    if statement.is_frozen:
        raise ActionRefused(
            _("Yttrandet är antaget. Ett särskilt yttrande lämnas innan mötet är slut."),
            code="adopted",
        )


def _accepted(*, kind, title, html, letter):
    if kind not in OpinionKind:
        raise ActionRefused(_("Välj ett av slagen i listan."), code="unknown_kind")
    letter = letter.strip().lower()
    if letter and letter not in tuple(ascii_lowercase):
        raise ActionRefused(_("Bilagans bokstav är en bokstav från a till z."), code="wrong_letter")
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
    others = opinion.statement.opinions.exclude(pk=opinion.pk)
    if others.filter(letter=opinion.letter).exists():
        raise ActionRefused(
            _("Bokstaven %(letter)s är redan använd. Nästa lediga är %(next)s.")
            % {"letter": opinion.letter, "next": next_letter(opinion.statement)},
            code="letter_taken",
        )


def _log(action, opinion, actor, **data):
    log_statement(
        action, opinion.statement, actor=actor, kind=opinion.kind, letter=opinion.letter, **data
    )


def next_letter(statement) -> str:
    """The next free letter: § 201a, then b, c …"""
    taken = set(statement.opinions.values_list("letter", flat=True))
    return next((letter for letter in ascii_lowercase if letter not in taken), "a")


def annex_label(paragraph, letter) -> str:
    """”bilaga § 201a”, with a space that does not break."""
    return f"bilaga §\N{NO-BREAK SPACE}{paragraph}{letter}"
