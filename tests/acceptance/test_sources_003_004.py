"""Two real memoranda, entered part by part, come out as PDF sentence by sentence (anatomy C2–C4)."""

import re
from itertools import pairwise

import pytest

from coordination.documents.record import render_record
from tests.acceptance.memoranda import (
    memorandum_003,
    memorandum_004,
    parts_of_003,
    parts_of_004,
    written_in,
)
from tests.acceptance.test_source_000 import missing_sentences
from tests.pdf import Pdf, faults

READERS = {"003": (parts_of_003, memorandum_003), "004": (parts_of_004, memorandum_004)}


@pytest.fixture(scope="module")
def printed() -> dict[str, Pdf]:
    return {number: Pdf(render_record(read())) for number, (_, read) in READERS.items()}


def _read(text: str) -> str:
    """A line may end after a slash or a hyphen, and then looks like a space."""
    return re.sub(r"(?<=[/-]) ", "", text)


@pytest.fixture(params=READERS)
def number(request) -> str:
    return request.param


def test_every_sentence_stands_in_the_file_in_order(number, printed):
    written = written_in(READERS[number][0]())

    assert len(written) == {"003": 96, "004": 127}[number]
    assert missing_sentences(_read(printed[number].text), list(map(_read, written))) == []


def test_control_sentences_that_change_places_are_missed(number, printed):
    written = written_in(READERS[number][0]())
    swapped = [written[-1], written[25]]

    assert missing_sentences(printed[number].text, swapped) == [written[25]]


def test_file_is_tagged_swedish_and_valid(number, printed):
    levels = [int(tag[1]) for tag in printed[number].tags if re.fullmatch("H[1-6]", tag)]

    assert faults(printed[number].data) == []
    assert printed[number].language == "sv"
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_pages_are_labelled_as_the_paper_says(number, printed):
    pdf = printed[number]
    count = pdf.page_count

    assert pdf.page_labels == [f"{page} ({count})" for page in range(1, count + 1)]
    assert f"Sida {count} ({count})" in pdf.margins(count - 1)


def test_memorandum_003_has_the_parts_of_c4_in_order(printed):
    headings = [text for level, text in printed["003"].bookmarks if level == 2]

    assert printed["003"].text.startswith("Kommunstyrelsen Stockholms stad")
    assert "PM Rotel I, Rotel IV (Dnr KS 2024/619)" in printed["003"].text
    assert headings == [
        "Förslag till beslut",
        "Sammanfattning av ärendet",
        "Beredning",
        "Föredragande borgarrådets synpunkter",
        "Bilaga",
        "Borgarrådsberedningen",
        "Ärendet",
        "Beredning",
        "Stadsledningskontoret",
    ]


def test_memorandum_003_numbers_its_questions_and_answers_each(printed):
    questions = [parts_of_003()[f"q{number}"] for number in range(1, 5)]
    lists = [item.text for item in printed["003"].root.find("LI")]

    assert [f"{number}. {text}" for number, text in enumerate(questions, 1)] == lists[-4:]
    assert printed["003"].texts("H4") == lists[-4:]


def test_memorandum_004_has_both_reservations_and_the_counter_proposal(printed):
    pdf, parts = printed["004"], parts_of_004()
    dashes = [item.text for item in pdf.root.find("LI") if item.text.startswith("–")]

    assert "PM 2014:134 RI (Dnr 002-879/2014)" in pdf.text
    assert "Remisstid den 31 oktober 2014" in pdf.text
    assert pdf.texts("H3")[:2] == [parts["first"], parts["second"]]
    assert dashes == [f"– {parts['d1']}", f"– {parts['d2']}"]
    assert (1, "Remissammanställning") in pdf.bookmarks
