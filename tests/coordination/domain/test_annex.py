"""The letters of annexes: after z comes aa, none twice, none skipped."""

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.domain.annex import first_free, letters, refuse_gap, refuse_letter
from coordination.exceptions import ActionRefused


def test_after_z_comes_aa():
    assert list(islice(letters(), 25, 29)) == ["z", "aa", "ab", "ac"]


@given(st.integers(0, 60))
def test_next_letter_is_always_taken_and_leaves_no_gap(number):
    taken = list(islice(letters(), number))
    following = first_free(taken)

    assert following not in taken
    assert refuse_letter(following, taken=taken) is None
    assert refuse_gap([*taken, following]) is None


@given(st.integers(2, 60), st.data())
def test_gap_is_named(number, data):
    taken = list(islice(letters(), number))
    gone = taken.pop(data.draw(st.integers(0, number - 2)))

    with pytest.raises(ActionRefused, match=f"bokstaven {gone}"):
        refuse_gap(taken)
