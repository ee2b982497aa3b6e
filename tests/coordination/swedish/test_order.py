"""Alphabetical order and search, against an alphabet written out by hand."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.swedish import SORT_KEY_LENGTH, fold, sort_key

ALPHABET = "abcdefghijklmnopqrstuvwxyzåäö"
swedish_words = st.text(alphabet=ALPHABET + ALPHABET.upper(), min_size=1, max_size=12)


def place(word: str) -> list[int]:
    return [ALPHABET.index(letter) for letter in word.lower()]


def test_sort_key_orders_bodies_with_a_ring_last():
    names = ["Örebro", "Zinkgruvan", "Ängelholm", "Åmål", "Arboga", "Vänersborg", "Wadköping"]

    ordered = sorted(names, key=sort_key)

    assert ordered == [
        "Arboga", "Vänersborg", "Wadköping", "Zinkgruvan", "Åmål", "Ängelholm", "Örebro",
    ]  # fmt: skip


def test_plain_comparison_would_get_the_order_wrong():
    assert sorted(["Ängelholm", "Åmål"]) == ["Ängelholm", "Åmål"]
    assert sorted(["Ängelholm", "Åmål"], key=sort_key) == ["Åmål", "Ängelholm"]


@given(swedish_words, swedish_words)
def test_sort_key_agrees_with_the_alphabet(one, other):
    assert (sort_key(one) < sort_key(other)) == (place(one) < place(other))


@given(swedish_words, swedish_words, swedish_words, swedish_words)
def test_sort_key_orders_first_words_before_second(one, two, three, four):
    first, second = f"{one} {two}", f"{three} {four}"

    expected = [place(one), place(two)] < [place(three), place(four)]

    assert (sort_key(first) < sort_key(second)) == expected


@given(st.text(max_size=60))
def test_sort_key_uses_only_digits_and_small_letters(text):
    key = sort_key(text)

    assert set(key) <= set("0123456789abcdefghijklmnopqrstuvwxyz")
    assert len(key) <= SORT_KEY_LENGTH


@given(st.text(max_size=40))
def test_sort_key_ignores_the_form_in_which_accents_are_stored(text):
    assert sort_key(unicodedata.normalize("NFD", text)) == sort_key(text)


@given(st.integers(min_value=0, max_value=10**14), st.integers(min_value=0, max_value=10**14))
def test_sort_key_orders_numbers_by_value(one, other):
    assert (sort_key(f"§ {one}") < sort_key(f"§ {other}")) == (one < other)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Malmö stad", "Malmöborg"),
        ("Bilaga 9", "Bilaga 12"),
        ("§ 201", "§ 201 a"),
        ("3 kap.", "Avsnitt"),
        ("Linde", "Lindén"),
        ("Mylius", "Münster"),
        ("Ödegård", "Øvik"),
        ("Öster", "Жуков"),
        ("Zz", "Å"),
    ],
)
def test_sort_key_orders(before, after):
    assert sort_key(before) < sort_key(after)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lindé", "LINDE"),
        ("Müller", "Myller"),
        ("Næss", "Näss"),
        ("Ødegård", "Ödegård"),
        ("S:t Erik", "S-t  Erik"),
        ("Bilaga 007", "Bilaga 7"),
        ("Weiß", "Weiss"),
        ("Łukasz", "Lukasz"),
    ],
)
def test_sort_key_puts_relatives_together(one, other):
    assert sort_key(one) == sort_key(other)


def test_sort_key_cuts_a_long_name_at_the_width_of_its_column():
    assert len(sort_key("ö" * 1000)) == SORT_KEY_LENGTH


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ängelholm", "ängelholm"),
        ("A\u0308ngelholm", "ängelholm"),
        ("KAFÉ  Idé", "kafe ide"),
        ("Müller", "muller"),
        ("Næss Ødegård", "näss ödegård"),
        ("30\N{NO-BREAK SPACE}300 m²", "30 300 m2"),
        ("Łukasz Šimić", "lukasz simic"),
        ("\ufb01n", "fin"),
    ],
)
def test_fold_finds(text, folded):
    assert fold(text) == folded


def test_fold_keeps_the_swedish_letters_apart():
    assert len({fold(letter) for letter in "aåäoö"}) == 5


@given(st.text(max_size=60))
def test_fold_is_the_same_for_composed_and_decomposed_text(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text(max_size=60))
def test_fold_folds_once(text):
    assert fold(fold(text)) == fold(text)
