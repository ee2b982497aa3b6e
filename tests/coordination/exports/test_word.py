"""A statement as a Word file: real headings, lists and tables, and back again unchanged."""

import io
from datetime import UTC, datetime

import docx
from hypothesis import given, settings

from coordination.documents.statement import (
    RequestLine,
    SeparateOpinionDocument,
    Signature,
    StatementDocument,
)
from coordination.domain.statement_content import content_of
from coordination.exports.word import write_document, write_statement
from coordination.imports.word.body import read_document
from coordination.imports.word.sections import split_sections
from coordination.richtext import clean
from tests.coordination.richtext.strategies import rich_html

NOW = datetime(2025, 5, 28, 14, 50, tzinfo=UTC)


def document(**values) -> StatementDocument:
    given = {
        "body_name": "Stadsbyggnadsnämnden",
        "municipality_name": "Storköping",
        "registry_number": "SBN-2025-1",
        "addressee": "Kommunstyrelsen",
        "title": "Yttrande över Kraftsamling",
        "summary_html": "<p>Kort.</p>",
        "body_html": "<p>Långt.</p>",
        "established_at": NOW,
        "source_sha256": "",
        "is_draft": True,
    }
    return StatementDocument(**{**given, **values})


def opened(**values):
    return docx.Document(io.BytesIO(write_document(document(**values))))


def read_back(**values):
    blocks, _dropped = read_document(write_document(document(**values)))
    return split_sections(blocks)


def test_headings_are_real_and_skip_no_level():
    file = opened(body_html="<h4>Torg</h4><p>a</p><h3>Plats</h3><h4>Park</h4>")

    assert [
        (p.style.name, p.text) for p in file.paragraphs if p.style.name.startswith(("H", "T"))
    ] == [
        ("Title", "Yttrande över Kraftsamling"),
        ("Heading 1", "Sammanfattning"),
        ("Heading 1", "Yttrande"),
        ("Heading 2", "Torg"),
        ("Heading 2", "Plats"),
        ("Heading 3", "Park"),
    ]


def test_file_has_title_language_and_a_header_with_number_and_pages():
    file = opened()
    header = file.sections[0].header.paragraphs[0]
    fields = header._p.xpath("./w:fldSimple/@w:instr")
    (language,) = file.styles.element.xpath("./w:docDefaults//w:lang/@w:val")

    assert (file.core_properties.title, file.core_properties.language, language) == (
        "Yttrande över Kraftsamling",
        "sv-SE",
        "sv-SE",
    )
    assert header.text.startswith("Utkast · Stadsbyggnadsnämnden · SBN-2025-1")
    assert fields == ["PAGE", "NUMPAGES"]


def test_every_list_is_numbered_by_word_and_begins_anew():
    file = opened(body_html="<ol><li>a</li><li>b</li></ol><p>x</p><ol><li>c</li></ol>")
    lists = [p._p.pPr.numPr.numId.val for p in file.paragraphs if p.style.name == "List Paragraph"]

    assert (lists[0] == lists[1], lists[1] == lists[2]) == (True, False)


def test_head_of_a_table_is_repeated_on_every_page():
    file = opened(requests=[RequestLine("Gör det.", "Plats", "KS", "2025-09-30")])
    (table,) = file.tables

    assert [cell.text for cell in table.rows[1].cells] == [
        "1. Plats",
        "Gör det.",
        "KS",
        "2025-09-30",
    ]
    assert len(table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")) == 1


def test_what_surrounds_the_text_does_not_come_back_as_text():
    split = read_back(
        lead="Svar på remissen.",
        requests=[RequestLine("Gör det.")],
        chair=Signature("Maja", "ordförande"),
        separate_opinions=[
            SeparateOpinionDocument("bilaga § 2a", ["Tove"], text_html="<p>Nej.</p>")
        ],
    )

    assert (split.summary, split.body) == ("<p>Kort.</p>", "<p>Långt.</p>")


@settings(max_examples=30, deadline=None)
@given(html=rich_html.map(clean))
def test_rich_text_comes_back_as_it_was(html):
    first_upper = html.find("<h3>")
    lower, rest = (html, "") if first_upper == -1 else (html[:first_upper], html[first_upper:])
    expected = lower.replace("h4>", "h3>") + rest

    assert read_back(body_html=html).body == expected


def test_draft_and_adopted_statement_are_written_with_their_state(written):
    file = docx.Document(io.BytesIO(write_statement(content_of(written), at=NOW)))

    assert file.sections[0].header.paragraphs[0].text.startswith("Utkast")
    assert len(file.tables) == 1


def test_adopted_statement_says_when_it_was_decided(adopted):
    file = docx.Document(io.BytesIO(write_statement(content_of(adopted), at=NOW)))
    text = "\n".join(paragraph.text for paragraph in file.paragraphs)

    assert "§ 201" in text
    assert "ordförande" in text
    assert not file.sections[0].header.paragraphs[0].text.startswith("Utkast")
