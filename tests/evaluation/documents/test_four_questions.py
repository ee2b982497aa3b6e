"""The four questions as a PDF: tagged, with every absence in words."""

from datetime import date

import pytest

from evaluation.documents.four_questions import four_questions_document, render_four_questions
from evaluation.domain.queries.four_questions import four_answers
from funding.domain.entry import record_spending
from funding.domain.project import complete_project
from tests.factories.funding import GrantFactory
from tests.funding.helpers import MKR, report
from tests.pdf import Pdf, faults, plain


@pytest.fixture
def answers(grant, erik, now):
    """One project carried out with money left, one that nobody has reported on."""
    record_spending(grant, actor=erik, **report(amount_ore=7 * MKR // 10), now=now)
    complete_project(grant, actor=erik, completed_on=date(2025, 5, 20), now=now)
    GrantFactory(round=grant.round, decision=grant.decision, title="Öppna skolgården")
    return four_answers(grant.decision, as_of=date(2025, 5, 28), known_at=now)


def test_file_is_tagged_and_answers_every_question(answers, now):
    content = render_four_questions(answers, at=now, receipt_number="K-2025-1")
    pdf = Pdf(content)

    assert faults(content) == []
    assert [each.text for each in pdf.root.find("H2")] == [
        "1. Vilka projekt genomförs?",
        "2. Hur bidrog vart och ett?",
        "3. Hur mycket är använt?",
        "4. Varför blev pengar kvar, och vart går de?",
        "Geografisk spridning, kostnader och slag",
    ]
    assert "Uppgifter per" in pdf.text
    assert "Inget är rapporterat" in pdf.text


def test_same_answers_make_the_same_file(answers, now):
    first, second = (
        render_four_questions(answers, at=now, receipt_number="K-2025-1") for _n in range(2)
    )

    assert first == second


def test_lines_say_what_is_missing(answers, now):
    silent, finished = four_questions_document(answers, at=now).projects

    assert (silent.is_reported, silent.state) == (False, "Inget är rapporterat")
    assert [plain(text) for text in finished.reasons] == ["300 000 kr: skäl saknas."]
    assert finished.contribution == "Ingen uppföljningsrapport. Den ska in senast 2025-11-20."


def test_answers_begin_on_the_first_page(answers, now):
    root = Pdf(render_four_questions(answers, at=now, receipt_number="K-2025-1")).root

    assert root.find("H2")[0].pages == root.find("H1")[0].pages


def test_report_that_should_have_come_is_told_so(grant, erik, now):
    complete_project(grant, actor=erik, completed_on=date(2025, 5, 20), now=now)
    for day, said in ((20, "Den ska in senast"), (21, "Den skulle ha kommit senast")):
        late = four_answers(grant.decision, as_of=date(2025, 11, day), known_at=now)
        (line,) = four_questions_document(late, at=now).projects
        assert said in line.contribution


def test_projects_are_grouped_by_what_they_are(grant, now):
    grant.project_type = "lighting"
    grant.save()
    answers = four_answers(grant.decision, as_of=date(2025, 5, 28), known_at=now)

    assert [line.label for line in four_questions_document(answers, at=now).by_kind] == [
        "Belysning"
    ]
