"""Whether a file that was signed elsewhere holds the text that it is said to sign."""

import re
import unicodedata

from django.utils.translation import gettext as _

WORDS_SHOWN = 12
_BETWEEN = re.compile(r"[\s\u00ad\u200b]+")


def difference_between(original: str, copy: str) -> str:
    """What differs first between the document's text and the copy's, in words; empty when nothing.

    A signing system may add pages before and after: the whole text stands together in the copy. How
    lines are broken says nothing. A document without text has nothing to compare.
    """
    before, after = _words(original), _words(copy)
    if not before or "".join(before) in "".join(after):
        return ""
    if not after:
        return _("Filen har ingen text att jämföra med handlingen. Den kan vara inskannad.")
    place = _first_difference(before, after)
    return _(
        "Handlingens text står inte i filen. I handlingen: ”%(before)s”. I filen: ”%(after)s”."
    ) % {
        "before": _shown(before, place),
        "after": _shown(after, place),
    }


def _words(text) -> list[str]:
    return [word for word in _BETWEEN.split(unicodedata.normalize("NFKC", text)) if word]


def _first_difference(before, after) -> int:
    pairs = enumerate(zip(before, after, strict=False))
    same = min(len(before), len(after))
    return next((place for place, (one, other) in pairs if one != other), same)


def _shown(words, place) -> str:
    """A few words from the place on, short enough to be kept."""
    from_there = " ".join(words[place : place + WORDS_SHOWN])
    return from_there[:150] or "…"
