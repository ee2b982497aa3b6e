"""The statement on its sheet."""

from datetime import timedelta

import pytest

from coordination.domain.queries.statement_sheet import annex_name, asked_for, sheet
from coordination.domain.request import answer_request
from coordination.domain.statement import write_section
from coordination.domain.statement_content import content_of


def test_headings_get_anchors_for_the_outline(statement, erik):
    html = "<h3>Mål</h3><p>A</p><h4>Delmål</h4><h3>Medel &amp; makt</h3><p>B</p>"
    write_section(statement.sections.get(kind="body"), actor=erik, html=html, version=1)

    _summary, body = sheet(content_of(statement))

    assert body.headings == [("Mål", "yttrande-1"), ("Medel & makt", "yttrande-2")]
    assert body.html == (
        '<h3 id="yttrande-1">Mål</h3><p>A</p><h4>Delmål</h4>'
        '<h3 id="yttrande-2">Medel &amp; makt</h3><p>B</p>'
    )
    assert (body.words, body.is_empty) == (6, False)


@pytest.mark.parametrize("html", ["", "<p> </p>"])
def test_section_without_words_is_empty(statement, erik, html):
    write_section(statement.sections.get(kind="summary"), actor=erik, html=html, version=1)

    assert sheet(content_of(statement))[0].is_empty


def test_annex_is_named_after_the_paragraph_once_there_is_one(written, adopted):
    opinion = adopted.opinions.get()

    assert annex_name(adopted, opinion) == "bilaga §\N{NO-BREAK SPACE}201a"
    adopted.decision = None
    assert annex_name(adopted, opinion) == "bilaga a"


def test_latest_answer_stands_on_the_sheet(adopted, disa, today):
    request = adopted.requests.first()
    answer_request(request, actor=disa, outcome="deferred", reason="Budgeten är inte klar.")
    answer_request(request, actor=disa, outcome="accepted", reason="Nu är den klar.")

    first, second = asked_for(content_of(adopted), today=today)

    assert (first.answer.reason, first.badge.text) == ("Nu är den klar.", "Bifalls")
    assert (second.answer, second.badge.text) == (None, "Väntar på svar")


def test_body_that_asked_sees_how_long_it_has_waited(adopted, today):
    def waiting(days):
        return asked_for(content_of(adopted), today=today + timedelta(days))[0].badge.text

    assert waiting(0) == "Väntar på svar"
    assert waiting(1) == "Väntar på svar sedan 1 dag"
    assert waiting(12) == "Väntar på svar sedan 12 dagar"
