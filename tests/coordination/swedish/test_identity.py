"""Finding personal identity numbers; 811228-9874 is a test number, the others are made up."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.swedish import personnummer_like


def with_check_digit(nine: str) -> str:
    doubled = "".join(str(int(digit) * (2 - index % 2)) for index, digit in enumerate(nine))
    return nine + str(-sum(map(int, doubled)) % 10)


@pytest.mark.parametrize(
    "number",
    ["811228-9874", "8112289874", "19811228-9874", "198112289874", "811228+9874", "19811228 9874"],
)
def test_personnummer_like_finds(number):
    assert personnummer_like(f"Klienten ({number}) har sökt.") == [number]


def test_personnummer_like_finds_a_coordination_number():
    number = with_check_digit("811288123")

    assert personnummer_like(f"{number[:6]}-{number[6:]}") == [f"{number[:6]}-{number[6:]}"]


@pytest.mark.parametrize(
    "text",
    [
        "811228-9875",
        "811328-9874",
        "811200-9874",
        "Dnr KS 2024/619-1 och 002-879/2014",
        "212000-1124",
        "040-34 10 00",
        "1811228-98741",
        "101 452 322 kronor",
    ],
)
def test_personnummer_like_leaves_other_numbers_alone(text):
    assert personnummer_like(text) == []


@given(st.dates(min_value=datetime.date(1900, 1, 1)), st.integers(min_value=0, max_value=999))
def test_personnummer_like_finds_every_number_with_a_right_check_digit(born, running):
    number = with_check_digit(f"{born:%y%m%d}{running:03d}")

    assert personnummer_like(number) == [number]


@given(st.text(alphabet="0123456789-+ ", max_size=80))
def test_personnummer_like_never_fails(text):
    assert all(found in text for found in personnummer_like(text))
