"""Those who stand behind an opinion, party by party, in their order."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.swedish import join_signers

NBSP = "\N{NO-BREAK SPACE}"
NAMES = st.text("abcdefåäö", min_size=1, max_size=6).map(str.capitalize)
PEOPLE = st.lists(st.tuples(NAMES, st.sampled_from(["M", "FP", "S", ""])), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("people", "text"),
    [
        ([("A", "M")], "A (M)"),
        ([("A", "M"), ("B", "M")], "A och B (båda M)"),
        ([("A", "M"), ("B", "M"), ("C", "FP")], "A och B (båda M) och C (FP)"),
        ([("A", "M"), ("B", "M"), ("C", "M"), ("D", "FP")], "A, B och C (alla M) och D (FP)"),
        ([("A", "S"), ("B", "M"), ("C", "C")], "A (S), B (M) och C (C)"),
        ([("A", "M"), ("B", "C"), ("C", "M")], "A (M), B (C) och C (M)"),
        ([("A", ""), ("B", "")], "A och B"),
        ([], ""),
    ],
)
def test_party_is_written_once_for_neighbours(people, text):
    assert join_signers(people).replace(NBSP, " ") == text


@given(PEOPLE)
def test_everybody_is_named_in_the_order_of_signing(people):
    in_order = ".*".join(re.escape(name) for name, _party in people)

    assert re.search(in_order, join_signers(people))


@given(PEOPLE)
def test_no_two_neighbours_of_one_party_have_a_label_each(people):
    labels = [part.split(")")[0] for part in join_signers(people).split("(")[1:]]
    parties = [label.split(NBSP)[-1] for label in labels]
    runs = [
        p
        for p, q in zip(["", *[x[1] for x in people]], [x[1] for x in people], strict=False)
        if q and p != q
    ]

    assert len(parties) == len(runs)


@given(PEOPLE)
def test_label_never_stands_at_the_beginning_of_a_line(people):
    assert " (" not in join_signers(people)
    assert "båda " not in join_signers(people)
