"""Lessons tagged to the same problem or area are shown and answered ("så har vi använt dem")."""

import pytest
from django.urls import reverse

from coordination.exceptions import ActionRefused
from funding.domain.application import submit_application
from funding.domain.application_check import lessons_for, missing, requirements
from funding.domain.application_content import load_contents
from funding.domain.application_writing import write_part
from funding.registry import LessonSource, lesson_sources
from tests.funding.applications import DURING, consent, opened, written

LESSON = ("Börja med belysningen", "/larande/7/")


@pytest.fixture
def asking(source, oskar, lars, town):
    """A draft in a round that asks for lessons; everything is written but how they were used."""
    found = opened(source, oskar, parts=("problem", "lessons"))
    draft = written(found, lars, town.lead)
    write_part(draft.parts.get(kind="lessons"), actor=lars, html="", version=2)
    return draft


@pytest.fixture
def register(monkeypatch, asking):
    """A register of lessons, as the application above will have one: Lars may read the first."""

    def lessons(application, user):
        seen = [LESSON] if user.person.given_name in {"Lars", "Anna"} else []
        return seen if application == asking else []

    monkeypatch.setitem(
        lesson_sources, "lessons", LessonSource("lessons", position=10, lessons=lessons)
    )


def asked(draft, user):
    load_contents(draft)
    return {each.code for each in requirements(draft, lessons_for(draft, user))}


def test_without_lessons_nothing_need_be_answered(asking, lars):
    assert (lessons_for(asking, lars), "lessons" in asked(asking, lars)) == ([], False)


def test_with_lessons_it_must_be_said_how_they_were_used(asking, lars, register):
    load_contents(asking)

    lacking = {each.code for each in missing(asking, lessons_for(asking, lars))}
    assert lacking == {"lessons", "consents"}


def test_lessons_that_the_reader_may_not_see_are_not_shown(asking, cecilia, register):
    assert lessons_for(asking, cecilia) == []


def test_unanswered_lessons_stop_the_submission(asking, lars, anna, town, register):
    consent(asking, anna, town.lead)

    with pytest.raises(ActionRefused, match="Texten är inte skriven"):
        submit_application(asking, actor=lars, now=DURING)
    write_part(asking.parts.get(kind="lessons"), actor=lars, html="<p>Ljuset först.</p>", version=3)
    consent(asking, anna, town.lead)
    assert submit_application(asking, actor=lars, now=DURING).state == "submitted"


def page(client, draft, user):
    client.force_login(user)
    return client.get(reverse("funding:application", args=[draft.pk])).content.decode()


def test_page_says_that_there_is_nothing_to_answer(client, asking, lars):
    shown = page(client, asking, lars)

    assert "Inga lärdomar att svara på" in shown
    assert "Så har vi använt lärdomarna" in shown


def test_page_shows_the_lessons_with_their_address(client, asking, lars, register):
    shown = page(client, asking, lars)

    assert f'<a href="{LESSON[1]}">{LESSON[0]}</a>' in shown
    assert "Inga lärdomar att svara på" not in shown


@pytest.mark.parametrize("kept", [True, False])
def test_writer_sees_the_lessons_beside_the_text(client, asking, lars, request, kept):
    if kept:
        request.getfixturevalue("register")
    client.force_login(lars)
    part = asking.parts.get(kind="lessons")
    shown = client.get(reverse("funding:application_part", args=[part.pk])).content.decode()

    assert (LESSON[0] in shown, "Då är det frivilligt att svara" in shown) == (kept, not kept)


def test_round_that_does_not_ask_shows_no_empty_box(client, draft, lars):
    assert "Inga lärdomar att svara på" not in page(client, draft, lars)
