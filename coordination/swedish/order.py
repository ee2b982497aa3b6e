"""Alphabetical order and search: å ä ö are letters of their own, é is an e with an accent.

The order is a stored key, because no collation that both databases share knows Swedish.
"""

from __future__ import annotations

import re
import unicodedata

SORT_KEY_LENGTH = 255
"""The width of the indexed column; a longer name is ordered by its beginning."""

_SWEDISH = frozenset("åäö")
# Letters that Unicode does not take apart into letter and accent, put where a Swede looks for them.
_RELATIVES = str.maketrans(
    {"æ": "ä", "ø": "ö", "œ": "ö", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i"}
)
_ORDER_ONLY = str.maketrans({"ü": "y"})  # Müller stands among the y's, but is found by "muller"

# å ä ö come after z, and z itself is written so that they can: no sign beyond 0–9 and a–z is used.
_LETTERS = str.maketrans({"z": "z0", "å": "z1", "ä": "z2", "ö": "z3"})
_OTHER_SCRIPT = "z4"
_SEPARATOR = "0"
_NUMBER = "1"
_SEPARATORS = re.compile(" +")
_KEY_PARTS = re.compile(r"(?P<number>[0-9]+)|(?P<letters>[a-zåäö]+)|(?P<other>[^0-9a-zåäö]+)")


def sort_key(text: str) -> str:
    """Return a key that puts names in Swedish order wherever text is compared.

    It holds only 0–9 and a–z, so that SQLite's BINARY, PostgreSQL's "C" and its language
    collations order it alike. Spaces and punctuation come first, then numbers by their value,
    then letters. Names that differ only in accents or capitals share a key.
    """
    letters = _without_accents(_casefolded(text).translate(_ORDER_ONLY))
    key = "".join(map(_key_part, _KEY_PARTS.finditer(letters)))
    return key.lstrip(_SEPARATOR)[:SORT_KEY_LENGTH]


def fold(text: str) -> str:
    """Return the form in which text is searched: no capitals, no accents but å ä ö, single spaces.

    Composed and decomposed forms become equal, so "Ängelholm" from a Mac finds "ängelholm".
    """
    return " ".join(_without_accents(_casefolded(text)).split())


def _casefolded(text: str) -> str:
    # Folding yields what normalising takes apart, and the reverse; the second turn settles it.
    once = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFKC", once.casefold())


def _without_accents(text: str) -> str:
    return "".join(map(_without_accent, text.translate(_RELATIVES)))


def _without_accent(letter: str) -> str:
    if letter in _SWEDISH or letter.isascii():
        return letter
    parts = unicodedata.normalize("NFD", letter)
    if parts[0] in "ao" and parts[:2] in ("å", "ä", "ö"):
        return unicodedata.normalize("NFC", parts[:2])  # ǻ is an å, ȫ an ö
    return "".join(part for part in parts if not unicodedata.combining(part))


def _key_part(match: re.Match[str]) -> str:
    if match["number"]:
        return _number_key(match["number"])
    if match["letters"]:
        return match["letters"].translate(_LETTERS)
    return _SEPARATORS.sub(_SEPARATOR, "".join(map(_other_key, match["other"])))


def _other_key(sign: str) -> str:
    return f"{_OTHER_SCRIPT}{ord(sign):06x}" if sign.isalnum() else " "


def _number_key(digits: str) -> str:
    """Write the length before the number, so that § 9 comes before § 12."""
    value = digits.lstrip("0")
    return f"{_NUMBER}{len(value):03d}{value}"
