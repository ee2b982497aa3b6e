"""Separate opinions, remarks and reservations, filed as annexes to the statement's § (M-29, M-30)."""

from string import ascii_lowercase

from django.db import transaction
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.audit import record
from coordination.domain.text import accept_line, accept_rich_text
from coordination.exceptions import ActionRefused
from coordination.models import OpinionSigner, SeparateOpinion, Statement


def file_opinion(
    statement, *, actor, kind, authors, concurring=(), title="", html="", letter=""
) -> SeparateOpinion:
    """File an opinion before the statement is adopted, with the next free letter unless one is given.

    ``authors`` and ``concurring`` are people in the order of signing; nobody stands twice. Raises
    PermissionDenied, ValidationError (nobody signs, letter taken, statement adopted).
    """
    opinion = SeparateOpinion(statement=statement, kind=kind)
    return _save(
        opinion,
        "opinion.filed",
        actor=actor,
        authors=authors,
        concurring=concurring,
        title=title,
        html=html,
        letter=letter,
    )


def edit_opinion(
    opinion, *, actor, kind, authors, concurring=(), title="", html="", letter=""
) -> SeparateOpinion:
    """Change an opinion while the statement is not yet adopted."""
    opinion.kind = kind
    return _save(
        opinion,
        "opinion.edited",
        actor=actor,
        authors=authors,
        concurring=concurring,
        title=title,
        html=html,
        letter=letter or opinion.letter,
    )


def withdraw_opinion(opinion, *, actor) -> None:
    """Take an opinion back before adoption, at its authors' wish; the trail remembers it."""
    _guard(opinion.statement, actor)
    with transaction.atomic():
        _guard(Statement.objects.select_for_update().get(pk=opinion.statement_id), actor)
        record(
            "opinion.withdrawn",
            actor=actor,
            subject=opinion.statement,
            matter=opinion.statement.matter,
        )
        opinion.delete()


def _save(opinion, action, *, actor, authors, concurring, title, html, letter):
    _guard(opinion.statement, actor)
    _refuse_signers(authors, concurring)
    opinion.title = accept_line(title, what=_("Rubriken"), limit=200) if title.strip() else ""
    opinion.html = accept_rich_text(html) if html.strip() else ""
    with transaction.atomic():
        _guard(Statement.objects.select_for_update().get(pk=opinion.statement_id), actor)
        opinion.letter = letter.strip().lower() or next_letter(opinion.statement)
        if not (opinion.letter.isascii() and opinion.letter.isalpha()):
            raise ActionRefused(
                _("Bilagans bokstav är en bokstav från a till z."), code="wrong_letter"
            )
        opinion.validate_constraints()
        opinion.save()
        opinion.signers.all().delete()
        OpinionSigner.objects.bulk_create(
            OpinionSigner(opinion=opinion, person=person, concurs=concurs, position=position)
            for concurs, people in ((False, authors), (True, concurring))
            for position, person in enumerate(people)
        )
        record(
            action,
            actor=actor,
            subject=opinion.statement,
            matter=opinion.statement.matter,
            data={
                "kind": opinion.kind,
                "letter": opinion.letter,
                "authors": [str(person) for person in authors],
            },
        )
    return opinion


def _guard(statement, actor):
    permissions.require(permissions.can_keep_statement(actor, statement))
    if statement.is_frozen:
        raise ActionRefused(
            _("Yttrandet är antaget. Ett särskilt yttrande lämnas innan mötet är slut."),
            code="adopted",
        )


def _refuse_signers(authors, concurring):
    if not authors:
        raise ActionRefused(_("Välj minst en person som lämnar yttrandet."), code="nobody_signs")
    everyone = [person.pk for person in (*authors, *concurring)]
    if len(everyone) != len(set(everyone)):
        raise ActionRefused(_("Samma person kan inte stå två gånger."), code="signed_twice")


def next_letter(statement) -> str:
    """The next free letter: § 201a, then b, c …"""
    taken = set(statement.opinions.values_list("letter", flat=True))
    return next((letter for letter in ascii_lowercase if letter not in taken), "a")


def annex_label(paragraph, letter) -> str:
    """”bilaga § 201a”, with a space that does not break."""
    return f"bilaga §\N{NO-BREAK SPACE}{paragraph}{letter}"
