"""The small turns of Swedish official prose: lists of names, bodies in a sentence, fixed spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .dates import MONTHS

NBSP = "\N{NO-BREAK SPACE}"

# The first word of a body's name that is a common noun, and so loses its capital in a sentence.
_COMMON_NOUN = re.compile(
    r"\w*(?:nämnd|styrelse|utskott|kontor|förvaltning|beredning|fullmäktige|grupp|råd|nätverk|presidi)"
    r"(?:en|n|et|er|na|erna|arna|ar)?s?"
)
# Adjectives that open a committee's name: "tekniska nämnden", "gemensamma hjälpmedelsnämnden".
_ADJECTIVES = frozenset({"tekniska", "sociala", "gemensamma", "kommunala", "kulturella"})
# State agencies keep their capital although the word looks like a municipal one.
_PROPER_NAMES = frozenset(
    {"länsstyrelsen", "socialstyrelsen", "kulturrådet", "språkrådet", "vetenskapsrådet"}
)

_UNITS = (
    r"(?:mnkr|mkr|tkr|mdkr|kr|kronor|öre|procent|%|m²|m2|km|km²|ha|hektar|meter|platser|personer)"
)
_JOINTS = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(§§?) (?=[0-9])", rf"\1{NBSP}"),
        (rf"(§§?{NBSP}[0-9]+) (?=[a-zåäö]\b)", rf"\1{NBSP}"),
        (r"\((båda|alla|samtliga) (?=[A-ZÅÄÖ]{1,3}\))", rf"(\1{NBSP}"),
        (rf"(?<=\w) (?=\((?:(?:båda|alla|samtliga){NBSP})?[A-ZÅÄÖ]{{1,3}}\))", NBSP),
        (rf"\b([0-9]{{1,2}}) (?=(?:{'|'.join(MONTHS)})\b)", rf"\1{NBSP}"),
        (r"(?<![0-9,])([0-9]{1,3}) (?=[0-9]{3}(?![0-9]))", rf"\1{NBSP}"),
        (rf"(?<=[0-9]) (?={_UNITS}(?!\w))", NBSP),
        (r"\b((?:dnr|nr|kl\.?|v\.|s\.|bilaga|sida)) (?=[0-9])", rf"\1{NBSP}"),
    )
]


def nbsp(text: str) -> str:
    """Put no-break spaces where no line may end: § 201 a, Maja Lind (MP), 26 september, 80 mnkr."""
    for pattern, replacement in _JOINTS:
        text = pattern.sub(replacement, text)
    return text


def join_names(names: Iterable[object]) -> str:
    """Return "A, B och C", of names or of what bears them: people, bodies."""
    *first, last = [str(name) for name in names] or [""]
    return f"{', '.join(first)} och {last}" if first else last


def body_in_sentence(name: str) -> str:
    """Return a body's name as written inside a sentence: "servicenämnden", but "Malmö stad"."""
    word = re.split(r"[^\w-]", name.casefold(), maxsplit=1)[0]
    if name[1:2].isupper() or word in _PROPER_NAMES:
        return name
    is_common = word in _ADJECTIVES or word.endswith("-") or _COMMON_NOUN.fullmatch(word)
    return name[:1].lower() + name[1:] if is_common else name
