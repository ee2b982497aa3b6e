"""Two versions of a text: what stayed, what came, what went, word by word."""

import time

import pytest
from hypothesis import given

from coordination.richtext import clean
from coordination.richtext.difference import compare, differs
from tests.coordination.richtext.strategies import rich_html


def shown(old, new):
    """Each line as its state and its pieces, "+" for added and "-" for removed words."""
    signs = {"same": "", "added": "+", "removed": "-"}
    return [
        (line.state, [f"{signs[piece.state]}{piece.text}" for piece in line.pieces])
        for line in compare(old, new)
    ]


def test_changed_words_stand_in_their_sentence():
    assert shown("<p>Vi avstyrker förslaget.</p>", "<p>Vi tillstyrker förslaget.</p>") == [
        ("changed", ["Vi ", "-avstyrker", "+tillstyrker", " förslaget."])
    ]


def test_new_and_removed_paragraphs_are_whole():
    assert shown("<p>Först.</p><h3>Bort</h3>", "<p>Först.</p><p>Sist av allt.</p>") == [
        ("same", ["Först."]),
        ("removed", ["-Bort"]),
        ("added", ["+Sist av allt."]),
    ]


def test_emphasis_alone_is_a_change():
    assert shown("<p>Vi begär det.</p>", "<p>Vi <strong>begär</strong> det.</p>") == [
        ("changed", ["Vi ", "-begär", "+begär", " det."])
    ]


def test_row_of_a_table_is_a_line():
    table = "<table><tr><th>År</th><th>Kr</th></tr><tr><td>2026</td><td>{}</td></tr></table>"

    assert shown(table.format("3"), table.format("4")) == [
        ("same", ["År; Kr"]),
        ("changed", ["2026; ", "-3", "+4"]),
    ]


@given(html=rich_html.map(clean))
def test_text_does_not_differ_from_itself(html):
    assert not differs(compare(html, html))


@pytest.mark.parametrize("words", ["a ", "ord{} "])
def test_long_texts_are_compared_in_time(words):
    old = "".join(f"<p>{words.format(number) * 20}</p>" for number in range(2_000))
    new = "".join(f"<p>b {words.format(number) * 20}</p>" for number in range(2_000))
    begun = time.perf_counter()

    assert differs(compare(old, new))
    assert time.perf_counter() - begun < 20  # a limit for a busy machine: it takes about two
