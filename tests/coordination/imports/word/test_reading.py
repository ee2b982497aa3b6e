"""A hostile or broken file ends in a sentence, never in an error page, and in time."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError

from coordination.documents.sandbox import Limits
from coordination.imports.word.reading import read_word
from tests.word import W, paragraph, word_file

ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
DEEP = "<w:sdt>" * 5_000 + paragraph("x") + "</w:sdt>" * 5_000


def bomb() -> bytes:
    return word_file(paragraph("x"), parts={"word/media/a.bin": b"\0" * 60_000_000})


def macro_file() -> bytes:
    return word_file(paragraph("x"), parts={"word/vbaProject.bin": b"x"})


def spreadsheet() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_word"),
        (b"%PDF-1.7", "not_word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_or_locked"),
        (b"PK\x03\x04 trasig", "damaged"),
        (word_file(paragraph("x"))[:-200], "damaged"),
        (spreadsheet(), "not_word"),
        (macro_file(), "macros"),
        (bomb(), "too_large"),
        (word_file(paragraph("&b;"), prolog=ENTITIES), "hostile"),
        (word_file(paragraph("&a;"), prolog=EXTERNAL), "hostile"),
        (word_file("<w:p>"), "damaged"),
        (word_file(DEEP), "too_large"),
        (word_file(paragraph("x"), parts={"word/styles.xml": f"<w:styles {W}>"}), "damaged"),
    ],
)
def test_file_that_cannot_be_read_is_refused_in_words(content, code):
    with pytest.raises(ValidationError) as refused:
        read_word(content)

    assert refused.value.code == code


def test_reading_that_takes_too_long_is_stopped():
    with pytest.raises(ValidationError) as refused:
        read_word(word_file(paragraph("x")), limits=Limits(seconds=0))

    assert refused.value.code == "too_large"


def test_control_ordinary_file_is_read():
    word = read_word(word_file(paragraph("Hej & hå".replace("&", "&amp;"))))

    assert [block.text for block in word.blocks] == ["Hej & hå"]
    assert word.notes == []
