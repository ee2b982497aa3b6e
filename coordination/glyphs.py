"""The document font: where it is, and which characters it can print.

One character that it lacks makes a file fail both standards. So text is asked about when it is
saved, and nobody learns it when a document is to be made.
"""

import unicodedata
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.utils.translation import ngettext

FONTS = (
    "SourceSans3_400Regular.ttf",
    "SourceSans3_400Regular_Italic.ttf",
    "SourceSans3_600SemiBold.ttf",
)
# HTML lays these out as spaces and line ends; no glyph is drawn for them.
LAYOUT = frozenset("\t\n\r")
NAMED_AT_MOST = 5


@cache
def font_paths() -> dict[str, str]:
    """The cuts of the document font: whole static files, since split fonts print wrong letters."""
    return {name: locate_static(f"vendor/fonts/{_cut(name)}/{name}") for name in FONTS}


def _cut(font: str) -> str:
    return font.removeprefix("SourceSans3_").removesuffix(".ttf")


def locate_static(name: str) -> str:
    """Find a static file where it is developed, else where it was collected to."""
    if path := finders.find(name):
        return path
    if (collected := Path(settings.STATIC_ROOT) / name).is_file():
        return str(collected)
    raise ImproperlyConfigured(
        f"The static file {name} is missing, so no PDF can be made. Run npm ci and collectstatic."
    )


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
