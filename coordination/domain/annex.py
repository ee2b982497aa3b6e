"""The annexes of a paragraph: § 201a, b … z, then aa, without a gap (M-30).

A § is used once in a body and year, and a letter once under it: so a label names one annex only, also
where a statement and the memorandum that it rests on are decided under one §.
"""

from collections.abc import Collection, Iterator
from itertools import count, product
from string import ascii_lowercase

from django.utils.translation import gettext as _

from coordination.exceptions import ActionRefused
from coordination.models import SeparateOpinion

LONGEST = 2


def letters() -> Iterator[str]:
    """a, b … z, aa, ab …"""
    for length in count(1):
        yield from map("".join, product(ascii_lowercase, repeat=length))


def first_free(taken: Collection[str]) -> str:
    """The first letter that no annex has."""
    return next(letter for letter in letters() if letter not in taken)


def refuse_wrong_letter(letter: str) -> None:
    """A letter is one from a to z, and two after z."""
    if letter and (len(letter) > LONGEST or set(letter) - set(ascii_lowercase)):
        raise ActionRefused(
            _("Bilagans bokstav är en bokstav från a till z, och efter z kommer aa."),
            code="wrong_letter",
        )


def refuse_letter(letter: str, *, taken: Collection[str]) -> None:
    """A new annex takes the first free letter: none twice, none skipped."""
    free = first_free(taken)
    if letter in taken:
        raise ActionRefused(
            _("Bokstaven %(letter)s är redan använd. Nästa lediga är %(next)s.")
            % {"letter": letter, "next": free},
            code="letter_taken",
        )
    if letter != free:
        raise ActionRefused(
            _("Bokstaven %(letter)s hoppar över %(next)s. Skriv %(next)s.")
            % {"letter": letter, "next": free},
            code="letter_gap",
        )


def refuse_gap(taken: Collection[str]) -> None:
    """Before the annexes stand for good, their letters follow each other from a on."""
    free = first_free(taken)
    if later := [letter for letter in taken if (len(letter), letter) > (len(free), free)]:
        raise ActionRefused(
            _(
                "Bilagorna hoppar över bokstaven %(free)s. Ge det särskilda yttrandet som har "
                "bokstaven %(later)s bokstaven %(free)s i stället."
            )
            % {"free": free, "later": min(later, key=lambda each: (len(each), each))},
            code="letter_gap",
        )


def letters_at_stage_of(decision) -> set[str]:
    """The letters that opinions on a memorandum have taken under a decision's §. One statement."""
    rows = SeparateOpinion.objects.filter(stage__decision=decision)
    return set(rows.values_list("letter", flat=True))


def letters_at_statement_of(decision) -> set[str]:
    """The letters that opinions beside an adopted statement have taken under the §. One statement."""
    rows = SeparateOpinion.objects.filter(statement__decision=decision)
    return set(rows.values_list("letter", flat=True))


def annex_label(paragraph, letter) -> str:
    """”bilaga § 201a”, with a space that does not break."""
    return f"bilaga §\N{NO-BREAK SPACE}{paragraph}{letter}"
