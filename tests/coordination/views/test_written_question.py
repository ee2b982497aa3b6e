"""The pages of written questions: registered, answered, and what becomes of them."""

import pytest

from coordination.models import WrittenQuestion
from tests.coordination.views.test_memorandum import get, url


def facts(matter, opposition, **values):
    return {
        "matter": matter.pk,
        "title": "Hur följs medlen upp?",
        "received_on": "2025-05-28",
        "person_1": opposition[1].pk,
        "person_3": opposition[0].pk,
        "questions": "1. Vad är klart?\n2. Vad kostade det?",
        "rows": "3",
        **values,
    }


def test_question_is_registered_with_authors_in_order(as_disa, matter, opposition):
    answer = as_disa.post(url("new_written_question"), facts(matter, opposition))

    found = WrittenQuestion.objects.get()
    assert answer.url == url("written_question", found.pk)
    assert [row.person for row in found.signatures.all()] == [opposition[1], opposition[0]]
    assert [q.text for q in found.questions.all()] == ["Vad är klart?", "Vad kostade det?"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"questions": ""}, "Skriv minst en fråga."),
        ({"person_1": "", "person_3": ""}, "Välj minst en som står bakom"),
        ({"person_1": "999999999999999999999"}, "Välj ett"),
        ({"received_on": "2099-01-01"}, "Kontrollera årtalet"),
        ({"title": ""}, "Skriv skrivelsens rubrik."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_saved(as_disa, matter, opposition, values, said):
    shown = as_disa.post(
        url("new_written_question"), facts(matter, opposition, **values)
    ).content.decode()

    assert said in shown
    assert not WrittenQuestion.objects.exists()


def test_each_question_is_answered_on_its_own(as_disa, written_question):
    question = written_question.questions.first()
    typed = {"answer": "Allt är **klart**.", "on": "2025-05-28", "version": "1"}

    shown = as_disa.post(url("answer_question", question.pk), typed, follow=True).content.decode()

    assert "Allt är <strong>klart</strong>." in shown
    assert "1 av 2" in shown


def test_two_who_answer_at_once_lose_nothing(as_disa, written_question):
    question = written_question.questions.first()
    address = url("answer_question", question.pk)
    as_disa.post(address, {"answer": "Ja.", "on": "2025-05-28", "version": "1"})

    answer = as_disa.post(address, {"answer": "Nej.", "on": "2025-05-28", "version": "1"})

    assert "Någon annan sparade" in answer.content.decode()
    assert answer.context["form"]["version"].value() == 2


def test_registered_question_is_corrected(as_disa, written_question, matter, opposition):
    values = facts(matter, opposition, questions="Vad nu?", version=1)

    as_disa.post(url("edit_written_question", written_question.pk), values)

    assert written_question.questions.get().text == "Vad nu?"


def test_members_read_and_do_not_answer(client, love, written_question):
    client.force_login(love)
    shown = get(client, "written_question", written_question.pk)

    assert shown.status_code == 200
    assert "Besvara frågan" not in shown.content.decode()
    assert get(client, "answer_question", written_question.questions.first().pk).status_code == 403
    assert get(client, "new_written_question").status_code == 403


def test_outsiders_know_of_nothing(client, cecilia, written_question):
    client.force_login(cecilia)

    assert get(client, "written_question", written_question.pk).status_code == 404
    assert get(client, "answer_question", written_question.questions.first().pk).status_code == 404
    assert not get(client, "written_questions").context["page"].object_list


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_as_much_for_one_as_for_three(
    as_disa,
    written_question,
    matter,
    opposition,
    count,
    django_assert_num_queries,
):
    for _number in range(count - 1):
        as_disa.post(url("new_written_question"), facts(matter, opposition))
    get(as_disa, "written_questions")

    with django_assert_num_queries(7):
        assert len(get(as_disa, "written_questions").context["page"].object_list) == count
