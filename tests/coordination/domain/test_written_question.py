"""Written questions: who asks what, and an answer to each question until it is settled."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from coordination.domain.memorandum import Draft, draft_memorandum, present_memorandum
from coordination.domain.written_question import (
    answer_question,
    edit_written_question,
    register_written_question,
    unanswered,
)
from coordination.exceptions import ActionRefused, EditConflict
from coordination.models import WrittenQuestion


def facts(opposition, today, **values):
    return {
        "title": "Hur följs medlen upp?",
        "received_on": today,
        "authors": opposition[:2],
        "questions": ["Vad är klart?", "", "Vad kostade det?"],
        **values,
    }


def answer(question, actor, today, html="<p>Allt är klart.</p>", **values):
    return answer_question(
        question, actor=actor, html=html, on=today, version=question.version, **values
    )


@pytest.fixture
def settled(written_question, matter, disa, town, presenter, today):
    """Both questions answered, and the memorandum on them presented."""
    for question in written_question.questions.all():
        answer(question, disa, today)
    memorandum = draft_memorandum(
        matter,
        actor=disa,
        draft=Draft(
            title="Svar",
            origin="written_question",
            written_question=written_question,
            presenters=[presenter],
            background_html="<p>Två frågor.</p>",
        ),
        bodies=[town.board],
        clauses=["Skrivelsen besvaras."],
    )
    present_memorandum(memorandum, actor=disa, signed_on=today, place="Storköping", today=today)
    return written_question


def test_questions_are_numbered_and_authors_keep_their_order(written_question, opposition):
    questions = list(written_question.questions.values_list("number", "text"))

    assert questions == [(1, "Vad är klart?"), (2, "Vad kostade det?")]
    assert [row.person for row in written_question.signatures.all()] == opposition[:2]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"authors": []}, "no_author"),
        ({"questions": ["", " "]}, "no_question"),
        ({"questions": ["Vad?"] * 51}, "too_many_questions"),
        ({"title": ""}, "missing"),
        ({"introduction": "<p>NUL \x00</p>"}, "unreadable_character"),
    ],
)
def test_question_that_cannot_be_registered_is_refused(
    matter, disa, opposition, today, values, code
):
    with pytest.raises(ValidationError) as refused:
        register_written_question(matter, actor=disa, **facts(opposition, today, **values))

    assert refused.value.code == code
    assert not WrittenQuestion.objects.exists()


def test_nobody_signs_a_question_twice(matter, disa, opposition, today):
    twice = facts(opposition, today, authors=[opposition[0]] * 2)

    with pytest.raises(ActionRefused, match="inte stå två gånger"):
        register_written_question(matter, actor=disa, **twice)


def test_only_the_board_s_officials_register(matter, cecilia, love, opposition, today):
    for other in (cecilia, love):
        with pytest.raises(PermissionDenied):
            register_written_question(matter, actor=other, **facts(opposition, today))


def test_each_question_gets_its_answer(written_question, disa, today):
    first, second = written_question.questions.all()
    answer(second, disa, today)

    assert unanswered(written_question) == [first.number]


def test_empty_answer_is_refused(written_question, disa, today):
    with pytest.raises(ActionRefused, match="Skriv svaret"):
        answer(written_question.questions.first(), disa, today, html="<p> </p>")


def test_two_who_answer_at_once_are_told(written_question, disa, today):
    question = written_question.questions.first()
    answer(question, disa, today)

    with pytest.raises(EditConflict):
        answer(question, disa, today, html="<p>Nej.</p>")


def test_answer_is_taken_only_from_a_report_in_the_same_matter(
    written_question, statement, disa, today
):
    with pytest.raises(ActionRefused, match="undertecknat utlåtande"):
        answer(written_question.questions.first(), disa, today, answered_in=statement)


def test_registered_question_is_corrected_until_it_is_answered(
    written_question, disa, opposition, today
):
    edited = edit_written_question(
        written_question, actor=disa, version=1, **facts(opposition, today, questions=["Vad nu?"])
    )
    assert [q.text for q in edited.questions.all()] == ["Vad nu?"]

    answer(edited.questions.get(), disa, today)
    with pytest.raises(ActionRefused, match="börjat besvaras"):
        edit_written_question(edited, actor=disa, version=2, **facts(opposition, today))


def test_presented_memorandum_settles_questions_and_answers(settled, disa, opposition, today):
    with pytest.raises(ActionRefused, match="står fast"):
        answer(settled.questions.first(), disa, today, html="<p>Nytt.</p>")
    with pytest.raises(ActionRefused, match="står fast"):
        edit_written_question(settled, actor=disa, version=1, **facts(opposition, today))


def test_database_keeps_what_is_settled(settled):
    for rows in (settled.questions, settled.signatures, WrittenQuestion.objects):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        settled.questions.update(answer_html="<p>Annat.</p>")
