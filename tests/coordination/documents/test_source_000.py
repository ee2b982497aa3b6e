"""The real statement, printed: every sentence of it is in the file, in order."""

from datetime import date

import pytest

from coordination.documents.statement import SeparateOpinionDocument, Signature
from tests.pdf import Pdf, faults, plain
from tests.sources import StatementSource, read_statement, sentences


@pytest.fixture
def source() -> StatementSource:
    return read_statement()


@pytest.fixture
def printed(source, render) -> Pdf:
    opinion = SeparateOpinionDocument(
        label=source.annex, authors=source.authors, concurring=source.concurring
    )
    return render(
        decided_on=date(2025, 6, 12),
        minute_item="201",
        summary_html=source.summary_html,
        body_html=source.body_html,
        requests=[],
        chair=Signature(source.chair, "ordförande"),
        secretary=Signature(source.secretary, "sekreterare"),
        separate_opinions=[opinion],
    )


def test_every_sentence_is_printed_in_order(source, printed):
    position, missing = 0, []
    for sentence in sentences(source.text):
        found = printed.text.find(sentence, position)
        missing += [sentence] if found < 0 else []
        position = max(position, found)

    assert len(sentences(source.text)) == 30
    assert missing == []


def test_nothing_stands_between_the_sentences(source, printed):
    """From the decision line to the annex's label, the file reads as the source does."""
    assert plain(source.text) in printed.text


def test_control_a_changed_word_is_noticed(source, printed):
    changed = source.text.replace("stödjer", "avvisar")

    assert changed != source.text
    assert plain(changed) not in printed.text


def test_printed_source_meets_both_standards(printed):
    assert faults(printed.data) == []
    assert printed.language == "sv"


def test_signature_lines_and_annex_label_are_printed_as_the_source_has_them(source, printed):
    assert f"ordförande {source.chair}" in printed.texts("P")
    assert f"sekreterare {source.secretary}" in printed.texts("P")
    assert source.annex == "bilaga § 201a"
    assert [link.text for link in printed.root.find("Link")] == [source.annex]
    assert "Bilaga § 201a" in printed.margins(printed.page_count - 1)
