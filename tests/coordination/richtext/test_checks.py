"""What is refused when rich text is saved, in words that say what happened and what to do."""

import time

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given

from coordination.richtext import MAX_SOURCE, clean, plain_text, validate_rich_text
from tests.coordination.richtext.strategies import messy_html

NBSP = "\N{NO-BREAK SPACE}"
MILLION = 1_000_000


def refusal_of(html: str, **kwargs) -> ValidationError:
    with pytest.raises(ValidationError) as refusal:
        validate_rich_text(html, **kwargs)
    return refusal.value


def test_validate_rich_text_returns_the_clean_form():
    assert validate_rich_text("<div>A\u030a <b>så</b></div>") == "<p>Å <strong>så</strong></p>"


def test_validate_rich_text_says_how_long_a_text_is():
    refusal = refusal_of(f"<p>{'ord ' * 300}</p>", limit=1000)

    assert refusal.code == "too_long"
    assert refusal.messages == [
        (
            f"Texten är 1{NBSP}199 tecken lång, men här får den vara högst 1{NBSP}000. "
            "Korta den, eller lägg det längsta avsnittet i en bilaga."
        )
    ]


def test_validate_rich_text_counts_text_and_not_tags():
    assert validate_rich_text(f"<p><strong>{'a' * 1000}</strong></p>", limit=1000)


@pytest.mark.parametrize(
    ("sign", "name"),
    [
        ("\x00", "U+0000"),
        ("\x1b", "U+001B"),
        ("\x96", "U+0096"),
        ("\ud83d", "U+D83D"),
        ("\uffff", "U+FFFF"),
    ],
)
def test_validate_rich_text_says_where_a_bad_sign_is(sign, name):
    refusal = refusal_of(f"<p>Nämnden är <b>mycket posi{sign}tiv</b> till det hela.</p>")

    assert refusal.code == "unreadable_character"
    assert refusal.messages == [
        (
            f"Texten innehåller ett osynligt tecken som inte går att spara ({name}), vid orden "
            "”är mycket posi tiv till det”. Det följer ibland med när text kopieras från en PDF. "
            "Ta bort tecknet, eller skriv om orden där."
        )
    ]


@pytest.mark.parametrize("sign", ["\t", "\n", "\r\n", "\x0b", NBSP, "😀", "\u200d", "Ж"])
def test_validate_rich_text_lets_ordinary_signs_through(sign):
    assert validate_rich_text(f"<p>a{sign}b</p>")


@given(messy_html)
def test_validate_rich_text_returns_clean_text_or_refuses_with_words(html):
    try:
        cleaned = validate_rich_text(html)
    except ValidationError as refusal:
        assert refusal.code == "unreadable_character"  # noqa: PT017  (either outcome is right)
    else:
        assert cleaned == clean(html)


HOSTILE = {
    "nested": "<div>" * 10_000 + "djupt" + "</div>" * 10_000,
    "nested lists": "<ul><li>" * 10_000 + "djupt",
    "nested emphasis": "<b><i>" * 10_000 + "djupt",
    "unclosed comments": "<!--" * 10_000,
    "unclosed quotes": '<a "' * 10_000,
    "quoted tags": '<a "<a" ' * 5_000,
    "unmatched ends": "<b>" * 20_000 + "</i>" * 20_000,
    "paragraphs": "<p>x" * 39_000,
    "cells": "<td>x" * 39_000,
    "marks": "<b>x</b>" + "\u0300" * 190_000,
    "spaces": "a" + " " * 990_000 + "b",
    "style": f"<p style='{'a:b;' * 200_000}'>x",
    "words": "ord " * 49_000,
}


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE.keys())
def test_validate_rich_text_is_quick_about_anything_it_reads(html):
    start = time.process_time()

    validate_rich_text(html)

    assert time.process_time() - start < 2  # well under 1 s on an idle machine


@pytest.mark.parametrize(
    "html",
    ["<p>" + "x" * MAX_SOURCE, "<p>x" * 40_001, "<" * MILLION, "ord " * 50_001],
    ids=["source", "tags", "signs", "text"],
)
def test_validate_rich_text_refuses_a_huge_paste_at_once(html):
    start = time.process_time()

    refusal = refusal_of(html)

    assert refusal.code == "too_long"
    assert time.process_time() - start < 1


def test_deep_nesting_keeps_its_text():
    assert plain_text(validate_rich_text(HOSTILE["nested lists"])) == "– djupt"
