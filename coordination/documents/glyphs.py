"""Which characters the document font can print. One that it lacks makes a file fail both standards.

Asked when text is saved, so that nobody learns it when a document is to be made.
"""

import unicodedata
from functools import cache

from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

from coordination.documents.assets import font_paths

# HTML lays these out as spaces and line ends; no glyph is drawn for them.
LAYOUT = frozenset("\t\n\r")
NAMED_AT_MOST = 5


@cache
def printable_characters() -> frozenset[str]:
    """The characters that every cut of the document font has."""
    # Slow to load, and wanted only when text is saved.
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    cuts = []
    for path in font_paths().values():
        with TTFont(path, lazy=True) as font:
            cuts.append(frozenset(font.getBestCmap()))
    return frozenset(map(chr, frozenset.intersection(*cuts))) | LAYOUT


def missing_glyphs(text: str) -> list[str]:
    """The characters of ``text`` that the document font cannot print, each once, in code order.

    Text is composed first (a + ring is å), as the typesetting does.
    """
    return sorted(set(unicodedata.normalize("NFC", text)) - printable_characters())


def validate_printable(text: str) -> None:
    """Refuse text with characters that a document could not show, and say which they are."""
    if missing := missing_glyphs(text):
        raise ValidationError(
            ngettext(
                "Texten innehåller ett tecken som inte kan skrivas ut i dokument: %(characters)s. "
                "Ta bort det eller skriv det med ord.",
                "Texten innehåller tecken som inte kan skrivas ut i dokument: %(characters)s. "
                "Ta bort dem eller skriv dem med ord.",
                len(missing),
            ),
            code="missing_glyph",
            params={"characters": describe_characters(missing)},
        )


def describe_characters(characters: list[str]) -> str:
    """Name characters so that the writer can find them: ”漢” (U+6F22)."""
    named = [_describe(character) for character in characters[:NAMED_AT_MOST]]
    return ", ".join(named) + (" …" if len(characters) > NAMED_AT_MOST else "")


def _describe(character: str) -> str:
    code = f"U+{ord(character):04X}"
    return f"”{character}” ({code})" if character.isprintable() else code
