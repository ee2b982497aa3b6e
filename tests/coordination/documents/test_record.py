"""Every kind of document, and every layout of its head, is readable without eyes and for the archive."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from coordination.documents.record import render_record
from tests.coordination.documents.records import LAYOUTS, MEMORANDUM, RECORDS
from tests.pdf import Pdf, faults


@pytest.fixture(scope="module")
def files() -> dict[str, Pdf]:
    return {name: Pdf(render_record(record)) for name, record in RECORDS.items()}


@pytest.fixture(params=RECORDS)
def pdf(request, files) -> Pdf:
    return files[request.param]


def test_every_kind_meets_both_standards(pdf):
    assert faults(pdf.data) == []


def test_control_a_broken_file_does_not(pdf):
    assert faults(pdf.data.replace(b"/S /H1", b"/S /H4")) != []


def test_every_kind_has_one_title_and_skips_no_heading_level(pdf):
    levels = [int(tag[1]) for tag in pdf.tags if re.fullmatch("H[1-6]", tag)]

    assert levels.count(1) == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


def test_every_kind_is_swedish_bookmarked_and_named(pdf):
    assert pdf.language == "sv"
    assert pdf.title.endswith(", KS-2025-17")
    assert pdf.bookmarks[0][0] == 1
    assert set(pdf.fonts.values()) == {True}


def test_every_kind_lists_and_scopes(pdf):
    cells = [cell.attributes.get("Scope") for cell in pdf.root.find("TH")]

    assert pdf.root.find("LI")
    assert set(cells) <= {"/Row", "/Column"}


def test_every_kind_tells_its_receipt_and_source(pdf):
    assert "Kvittens K-2025-7F3A91C2" in pdf.text
    assert re.search(r"\(SHA-256\): [0-9a-f]{64}", pdf.text)


def test_source_hash_follows_the_text_and_not_the_receipt():
    changed = replace(MEMORANDUM, views_html="<p>Jag delar inte synen.</p>")
    numbered = replace(MEMORANDUM, receipt_number="K-2025-00000000")

    assert changed.source_sha256 != MEMORANDUM.source_sha256
    assert numbered.source_sha256 == MEMORANDUM.source_sha256


@pytest.mark.parametrize("look", LAYOUTS, ids=lambda look: look.layout)
def test_every_layout_meets_both_standards_and_shows_every_fact(look):
    report = replace(RECORDS["official_report"], look=look)

    pdf = Pdf(render_record(report))

    assert faults(pdf.data) == []
    for shown in ("2025-06-12", "KS-2025-17", "Ulla Frid, 08-123 45 67", "Till"):
        assert shown in pdf.text
    assert re.search(r"Sida 1 \([0-9]\)", pdf.text)


def test_draft_says_so():
    pdf = Pdf(render_record(replace(MEMORANDUM, is_draft=True)))

    assert pdf.title.startswith("Utkast: ")
    assert "Utkast, inte beslutat" in pdf.text
    assert faults(pdf.data) == []
