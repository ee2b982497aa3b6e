"""Characters that no document could show are refused when text is saved, by name."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError

from coordination.glyphs import missing_glyphs, validate_printable


@pytest.mark.parametrize(
    "text",
    ["Åäö §189, ”citat” – ½ € m²", "Danica Šimić, Łukasz, Áŋŋel Ŧor", "☐ ☑ → ≥ ≤", "rad\n\trad"],
)
def test_text_of_our_languages_can_be_printed(text):
    assert missing_glyphs(text) == []


def test_decomposed_letters_can_be_printed():
    assert missing_glyphs(unicodedata.normalize("NFD", "Åsa Öberg, Šimić")) == []


def test_missing_characters_are_listed_once_each():
    assert missing_glyphs("漢 och 漢 och 🙂") == ["漢", "🙂"]


@pytest.mark.parametrize("character", ["\x00", "\u202e", "\ue000", "\u2028"])
def test_characters_that_cannot_be_seen_are_missing_too(character):
    assert missing_glyphs(f"a{character}b") == [character]


def test_message_names_the_character():
    with pytest.raises(ValidationError) as refused:
        validate_printable("Bra 🙂 text")

    assert refused.value.code == "missing_glyph"
    assert refused.value.message % refused.value.params == (
        "Texten innehåller ett tecken som inte kan skrivas ut i dokument: ”🙂” (U+1F642). "
        "Ta bort det eller skriv det med ord."
    )


def test_message_names_the_first_of_many():
    with pytest.raises(ValidationError, match=r"”仮” \(U\+4EEE\).* …\. Ta bort dem"):
        validate_printable("漢字仮名交じり")


def test_printable_text_is_accepted():
    assert validate_printable("Nämnden ställer sig bakom förslaget.") is None
