"""Words that belong together stay on one line, and can be found by searching."""

import pytest

from coordination.documents.typography import keep_together, make_searchable


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Maja Lindqvist (MP) och", "Lindqvist\xa0(MP)"),
        ("bilaga § 201 a.", "§\xa0201\xa0a."),
        ("den 26 september 2024", "26\xa0september"),
        ("ca 70,3 mnkr", "70,3\xa0mnkr"),
        ("KS\N{NON-BREAKING HYPHEN}2025", "KS\N{NON-BREAKING HYPHEN}2025"),
    ],
)
def test_words_that_belong_together_are_wrapped(text, kept):
    assert f'<span class="nb">{kept}</span>' in keep_together(text)


def test_ordinary_words_are_left_alone():
    assert keep_together("Nämnden ställer sig bakom förslaget") == (
        "Nämnden ställer sig bakom förslaget"
    )


def test_text_is_escaped():
    assert keep_together("<b>Ek (M)</b>") == (
        '&lt;b&gt;<span class="nb">Ek\xa0(M)</span>&lt;/b&gt;'
    )


def test_endless_word_may_still_be_broken():
    (start, kept) = keep_together("x" * 5000 + " (M)").split('<span class="nb">')

    assert len(kept) < 60 < len(start)


def test_characters_that_share_a_glyph_become_the_ordinary_one():
    hard = "§\xa0201\N{NON-BREAKING HYPHEN}a\N{HYPHEN}b mitt\N{SOFT HYPHEN}i"

    assert make_searchable(hard) == "§ 201-a-b mitti"


def test_neighbours_that_are_kept_together_have_a_drawn_space_between_them():
    assert keep_together("reservationen av (M) och (FP)") == (
        'reservationen <span class="nb">av\N{NO-BREAK SPACE}(M) och\N{NO-BREAK SPACE}(FP)</span>'
    )
