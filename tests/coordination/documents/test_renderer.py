"""From template to file: always escaped, always Swedish, and refused in words."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.utils import translation

from coordination.documents.exceptions import DocumentError, UnprintableTextError
from coordination.documents.renderer import Metadata
from coordination.documents.statement import Signature, render_statement
from tests.pdf import Pdf, faults

HOSTILE = '<script>alert(1)</script><b>& "Nämnden"</b> {{ settings.SECRET_KEY }} \''


def test_plain_values_are_escaped(render):
    pdf = render(
        title=HOSTILE,
        body_name=HOSTILE,
        addressee=HOSTILE,
        postal_line=HOSTILE,
        chair=Signature(HOSTILE, "ordförande"),
        decision_clauses=[HOSTILE],
    )

    assert pdf.texts("H1") == [HOSTILE]
    assert pdf.title == f"{HOSTILE}, SBN-2025-388"
    assert f"ordförande {HOSTILE}" in pdf.texts("P")
    assert faults(pdf.data) == []


def test_rich_text_loses_what_it_may_not_hold(render):
    pdf = render(
        body_html='<p>Före<img src="file:///etc/passwd"><a href="x">länk</a></p>' + HOSTILE
    )

    assert "Yttrande Förelänk" in pdf.text
    assert "alert" not in pdf.text
    assert pdf.root.find("Figure") == []
    assert [link.text for link in pdf.root.find("Link")] == ["bilaga § 201a"]


def test_document_is_swedish_whatever_the_reader_chose(statement, pdf):
    with translation.override("en"):
        assert render_statement(statement) == pdf.data


def test_times_come_from_the_decision_and_not_from_the_clock(statement):
    later = replace(statement, established_at=datetime(2025, 7, 1, 12, tzinfo=UTC))

    first, second = Pdf(render_statement(statement)), Pdf(render_statement(later))

    assert str(first.file.docinfo.CreationDate) == "D:20250612162000+02'00"
    assert str(second.file.docinfo.CreationDate) == "D:20250701140000+02'00"


def test_timestamp_is_local_and_without_fractions():
    metadata = Metadata("T", "A", created=datetime(2025, 1, 1, 12, 0, 0, 999, tzinfo=UTC))

    assert metadata.timestamp == "2025-01-01T13:00:00+01:00"


def test_character_without_glyph_is_refused_by_name(statement):
    with pytest.raises(UnprintableTextError, match=r"saknar ”漢” \(U\+6F22\)"):
        render_statement(replace(statement, title="Yttrande 漢"))


def test_control_such_a_character_would_break_the_file(statement, monkeypatch):
    monkeypatch.setattr("coordination.documents.renderer.missing_glyphs", lambda _: [])

    assert faults(render_statement(replace(statement, title="Yttrande 漢"))) != []


def test_every_reason_is_a_document_error_in_words():
    reasons = [DocumentError, *DocumentError.__subclasses__()]

    assert len(reasons) == 5
    assert all(str(reason()).endswith(".") for reason in reasons)
