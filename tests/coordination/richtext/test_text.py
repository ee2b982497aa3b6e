"""Rich text as plain words."""

import pytest

from coordination.richtext import (
    Heading,
    first_heading,
    headings,
    is_empty,
    plain_text,
    sentences,
    word_count,
)

HTML = (
    "<h3>Yttrande</h3><p>Nämnden är <strong>positiv</strong>.<br>Ny rad</p>"
    "<ol><li>En plats<ul><li>från<br>januari</li></ul></li><li>En tidplan</li></ol>"
    "<h4>Skäl &amp; grund</h4>"
)


def test_plain_text_keeps_the_lines_and_marks_the_items():
    assert plain_text(HTML) == (
        "Yttrande\n\nNämnden är positiv.\nNy rad\n\n"
        "1. En plats\n  – från\n    januari\n2. En tidplan\n\nSkäl & grund"
    )


def test_plain_text_counts_each_list_from_one():
    assert plain_text("<ol><li>a</ol><ul><li>b</ul><ol><li>c</ol>") == "1. a\n– b\n1. c"


def test_word_count_counts_no_list_numbers_and_no_dashes():
    assert word_count(HTML) == 14
    assert word_count("<p>å – ä 30 300 §</p>") == 4
    assert word_count("") == 0


@pytest.mark.parametrize(
    "html", ["", " ", "<p></p>", "<p>&nbsp;</p>", "<ul><li></li></ul>", "<br>"]
)
def test_is_empty_when_nothing_can_be_read(html):
    assert is_empty(html)


def test_is_empty_is_false_for_a_single_sign():
    assert not is_empty("<p>.</p>")


def test_headings_are_listed_with_their_level():
    assert headings(HTML) == [Heading(3, "Yttrande"), Heading(4, "Skäl & grund")]
    assert first_heading(HTML) == "Yttrande"
    assert first_heading("<p>a</p>") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("En mening.", ["En mening."]),
        ("En. Två! Tre? Fyra", ["En.", "Två!", "Tre?", "Fyra"]),
        ("Rad ett\nRad två", ["Rad ett", "Rad två"]),
        ("Se bl.a. Rosengård. Och m.fl. Klart.", ["Se bl.a. Rosengård.", "Och m.fl. Klart."]),
        ("Den 1 okt. lämnas svar.", ["Den 1 okt. lämnas svar."]),
        ("År 2024. Nämnden svarar.", ["År 2024.", "Nämnden svarar."]),
        ("1. Nämnden svarar. Sedan", ["1. Nämnden svarar.", "Sedan"]),
        ("A. Lind yrkar bifall.", ["A. Lind yrkar bifall."]),
        ("”Nu är det klart.” Hon gick.", ["”Nu är det klart.”", "Hon gick."]),
        ("Kostnaden är 1,5 mnkr. § 201 gäller.", ["Kostnaden är 1,5 mnkr.", "§ 201 gäller."]),
    ],
)
def test_sentences_end_where_they_end(text, expected):
    assert sentences(text) == expected
