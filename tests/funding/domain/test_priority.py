"""The priority rule, and that anyone can reckon it again from the exported file."""

import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funding.domain.priority import (
    RANK_KEY_LENGTH,
    Candidate,
    mean,
    order,
    rank_key,
    ranking,
    sort_key,
)
from tests.funding.downloads import rangordning

WEIGHTS = {"1": 3, "2": 1}


def candidate(number, taking_part=2, affected=2, levels=(3, 3), *, long_term=True):
    named = dict(zip(WEIGHTS, levels, strict=False))
    return Candidate(number, long_term, affected, taking_part, named)


def ranks(*candidates):
    return ranking(candidates, WEIGHTS)


def test_what_is_not_long_term_has_no_rank_whatever_its_points():
    assert ranks(candidate(1, levels=(5, 5), long_term=False), candidate(2)) == {2: 1}


def test_what_is_not_fully_judged_has_no_rank_yet():
    assert ranks(candidate(1, levels=(5,)), candidate(2, long_term=None)) == {}


def test_more_of_the_affected_taking_part_comes_before_points():
    assert ranks(candidate(1, 2, 3, (5, 5)), candidate(2, 3, 3, (1, 1))) == {2: 1, 1: 2}


def test_what_one_body_does_alone_comes_after_what_several_do():
    assert ranks(candidate(1, 1, 1, (5, 5)), candidate(2, 2, 5, (1, 1))) == {2: 1, 1: 2}


def test_points_count_by_weight():
    assert ranks(candidate(1, levels=(2, 5)), candidate(2, levels=(4, 1))) == {2: 1, 1: 2}


def test_equals_share_a_rank_and_the_next_is_skipped():
    found = ranks(candidate(1), candidate(2), candidate(3, levels=(1, 1)))

    assert found == {1: 1, 2: 1, 3: 3}


def test_mean_is_exact():
    assert mean(candidate(1, levels=(4, 1)), WEIGHTS) == Fraction(13, 4)


def test_round_without_criteria_ranks_by_participation():
    found = ranking([candidate(1, 2, 4), candidate(2, 2, 3)], {})

    assert found == {2: 1, 1: 2}


candidates = st.lists(
    st.tuples(
        st.integers(1, 30),
        st.integers(0, 30),
        st.tuples(st.integers(1, 5), st.integers(1, 5)),
        st.sampled_from([True, True, True, False, None]),
    ),
    max_size=25,
).map(
    lambda rows: [
        candidate(number, min(joined, affected), affected, levels, long_term=long_term)
        for number, (affected, joined, levels, long_term) in enumerate(rows, start=1)
    ]
)


@given(candidates)
def test_sort_key_orders_as_the_rule_does(found):
    by_rule = sorted(found, key=lambda each: (order(each, WEIGHTS), each.number))

    assert sorted(found, key=lambda each: sort_key(each, WEIGHTS)) == by_rule
    assert {len(rank_key(each, WEIGHTS)) for each in found} <= {RANK_KEY_LENGTH}


@given(st.fractions(0, 1, max_denominator=40), st.fractions(0, 1, max_denominator=40))
def test_rank_key_tells_every_two_shares_apart(one, other):
    keys = [rank_key(candidate(1, each.numerator, each.denominator), {}) for each in (one, other)]
    joint = [each.numerator >= 2 for each in (one, other)]

    assert (keys[0] == keys[1]) == (one == other and joint[0] == joint[1])


def exported(found):
    return {
        "criteria": [{"id": name, "weight": weight} for name, weight in WEIGHTS.items()],
        "applications": [
            {
                "number": each.number,
                "long_term": each.long_term,
                "affected": each.affected,
                "taking_part": each.taking_part,
                "levels": dict(each.levels),
            }
            for each in found
        ],
    }


@given(candidates)
def test_script_reckons_the_same_ranking_from_the_file(found):
    assert rangordning.ranking(json.loads(json.dumps(exported(found)))) == ranking(found, WEIGHTS)


def test_script_runs_alone_and_is_short(tmp_path):
    script = Path("static/downloads/rangordning.py")
    file = tmp_path / "rangordning.json"
    file.write_text(json.dumps(exported([candidate(1, 2, 3), candidate(2, 3, 3)])))
    done = subprocess.run(
        [sys.executable, "-I", script, file], capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == ["1", "2", "2", "1"]
    assert len(script.read_text().strip().splitlines()) <= 25


@pytest.mark.parametrize("name", ["amount", "ore", "cost"])
def test_rule_knows_no_amount(name):
    assert [each for each in Candidate.__dataclass_fields__ if name in each] == []
