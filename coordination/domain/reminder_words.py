"""Steps of reminder rules in words: ”7 dagar före”, ”på dagen”, ”14 dagar efter”."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def offset_in_words(offset: int) -> str:
    """How far from the day a step lies."""
    if offset == 0:
        return _("på dagen")
    if offset < 0:
        return ngettext("%(n)d dag före", "%(n)d dagar före", -offset) % {"n": -offset}
    return ngettext("%(n)d dag efter", "%(n)d dagar efter", offset) % {"n": offset}


def join_words(words: Iterable[str]) -> str:
    """”A, B och C”, in the reader's language."""
    *first, last = list(words) or [""]
    if not first:
        return last
    return _("%(first)s och %(last)s") % {"first": ", ".join(first), "last": last}
