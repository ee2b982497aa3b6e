"""The textarea for those without JavaScript: what is written comes back as it was."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from coordination.richtext import clean, from_markup, plain_text, to_markup
from tests.coordination.richtext.strategies import messy_html, rich_html


@pytest.mark.parametrize(
    ("markup", "html"),
    [
        ("", ""),
        (
            "Ett stycke\nmed två rader\r\n\r\noch ett till",
            "<p>Ett stycke<br>med två rader</p><p>och ett till</p>",
        ),
        ("# A\n## B\n### C\n#### D", "<h3>A</h3><h3>B</h3><h4>C</h4><h4>D</h4>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("* a\n\n* b", "<ul><li>a</li><li>b</li></ul>"),
        ("1. a\n2. b\n   - c", "<ol><li>a</li><li>b<ul><li>c</li></ul></li></ol>"),
        ("Vi begär:\n- a", "<p>Vi begär:</p><ul><li>a</li></ul>"),
        ("- a\n  mer om a", "<ul><li>a<br>mer om a</li></ul>"),
        ("4. fyra", "<p>4. fyra</p>"),
        (
            "| År | Netto |\n| --- | --- |\n| 2026 | 3,3 |",
            (
                "<table><thead><tr><th>År</th><th>Netto</th></tr></thead>"
                "<tbody><tr><td>2026</td><td>3,3</td></tr></tbody></table>"
            ),
        ),
        (
            "**a** *b* c ***d***",
            "<p><strong>a</strong> <em>b</em> c <strong><em>d</em></strong></p>",
        ),
    ],
)
def test_from_markup_reads_the_subset(markup, html):
    assert from_markup(markup) == html


@pytest.mark.parametrize(
    "text",
    [
        "<b>ingen html</b>",
        "> inget citat",
        "[ingen](http://länk.se)",
        "![ingen](bild.png)",
        "<http://ingen.länk>",
        "`ingen kod`",
        "~~inget struket~~",
        "fil_namn_med_streck och _så_",
        "---",
        "| ingen | tabell |",
        "#ingen_rubrik",
        "-inget streck",
        "1.ingen lista",
        "5 * 6 * 7",
        "a*",
    ],
)
def test_from_markup_leaves_everything_else_as_text(text):
    assert plain_text(from_markup(text)) == text


def test_from_markup_knows_no_code_by_indentation():
    assert from_markup("a\n\n      indragen text") == "<p>a</p><p>indragen text</p>"


@pytest.mark.parametrize(
    "text",
    [
        "1. Inledning",
        "12) Övrigt",
        "- streck",
        "+ plus",
        "* stjärna",
        "# nummer",
        "## två",
        "-",
        "#",
        "C#",
        "a ##",
        "a\\b \\*",
        "&amp; &#42; AT&T",
        "**",
        "*a*",
        "snake_case_namn",
        "<p>",
        "§ 201 a",
        "2026-06-30",
        "−47,6 mnkr",
    ],
)
@pytest.mark.parametrize(
    "template",
    ["<p>{}</p>", "<h3>{}</h3>", "<ul><li>{}</li></ul>", "<p>a<br>{}</p>", "<p><em>{}</em></p>"],
)
def test_to_markup_escapes_text_that_looks_like_markup(template, text):
    html = clean(template.format(text.replace("&", "&amp;").replace("<", "&lt;")))

    assert from_markup(to_markup(html)) == html
    assert text in plain_text(html)


def test_to_markup_reads_well():
    html = (
        "<h3>Yttrande</h3><p>Nämnden är <strong>mycket <em>positiv</em></strong>.</p>"
        "<ol><li>En plats<ul><li>från januari</li></ul></li><li>En tidplan</li></ol><h4>Skäl</h4>"
    )

    assert to_markup(html) == (
        "## Yttrande\n\nNämnden är **mycket *positiv***.\n\n"
        "1. En plats\n   - från januari\n2. En tidplan\n\n### Skäl"
    )


def test_to_markup_parts_emphasis_that_would_be_misread():
    html = "<p><strong>Obs:</strong>text</p>"

    assert to_markup(html) == "**Obs:**&#8203;text"
    assert from_markup("**Obs:**text") == "<p>**Obs:**text</p>"
    assert from_markup(to_markup(html)) == html


@given(rich_html)
def test_markup_brings_the_same_rich_text_back(html):
    cleaned = clean(html)

    assert from_markup(to_markup(cleaned)) == cleaned


@given(messy_html)
def test_markup_brings_back_whatever_was_stored(html):
    cleaned = clean(html)

    assert from_markup(to_markup(cleaned)) == cleaned


@given(st.text(alphabet="ab *-#1.\n\\&", max_size=60))
def test_from_markup_keeps_every_letter(text):
    letters = [sign for sign in text if sign in "ab"]

    assert [sign for sign in plain_text(from_markup(text)) if sign in "ab"] == letters


@pytest.mark.parametrize(
    ("markup", "code"),
    [
        ("a" * 250_001, "too_long"),
        ("a\n" * 15_001, "too_long"),
        ("*a* " * 20_001, "too_long"),
        ("a\x00b", "unreadable_character"),
        ("a\ud800b", "unreadable_character"),
    ],
)
def test_from_markup_refuses(markup, code):
    with pytest.raises(ValidationError) as refusal:
        from_markup(markup)

    assert refusal.value.code == code
