from datetime import timedelta

import pytest
from django.utils import timezone

from coordination.domain.queries.consultee import short
from coordination.domain.request import answer_request
from coordination.models import Meeting
from tests.factories import DeadlineFactory


def test_desk_sends_a_stranger_to_sign_in(client, db):
    assert client.get("/").url == "/konto/login/?next=/"


def test_desk_shows_overdue_first(client, town, bo):
    today = timezone.localdate()
    for days in (40, -3, 0, 5):
        DeadlineFactory(organization=town.participant, due_on=today + timedelta(days=days))
    client.force_login(bo)

    groups = client.get("/").context["groups"]

    assert [group.title for group in groups] == ["Försenat", "I dag", "Inom sju dagar", "Senare"]


def test_answer_stands_by_the_day_its_meetings_papers_are_due(client, town, bo):
    today = timezone.localdate()
    papers, held, due = (today + timedelta(days=days) for days in (5, 12, 20))
    Meeting.objects.create(organization=town.participant, held_on=held, papers_due_on=papers)
    DeadlineFactory(organization=town.participant, due_on=due)
    client.force_login(bo)

    (group,) = client.get("/").context["groups"]

    assert (group.title, group.tasks[0].due) == ("Inom sju dagar", papers)
    days = [short(day, today=today) for day in (held, papers, due)]
    told = "Handlingar till mötet {} senast {}, svar senast {}".format(*days)
    assert told in group.tasks[0].meta


def test_answer_without_a_meeting_in_time_stands_by_its_own_day(client, town, bo):
    due = timezone.localdate() + timedelta(days=20)
    late = due + timedelta(days=9)
    Meeting.objects.create(organization=town.participant, held_on=late, papers_due_on=due)
    DeadlineFactory(organization=town.participant, due_on=due)
    client.force_login(bo)

    (group,) = client.get("/").context["groups"]

    assert group.tasks[0].due == due


def test_desk_leaves_out_what_is_done_and_what_is_others(client, town, bo):
    DeadlineFactory(organization=town.participant, done_at=timezone.now())
    DeadlineFactory(organization=town.outside)
    client.force_login(bo)

    assert client.get("/").context["groups"] == []


def test_reader_sees_the_bodys_deadlines_but_none_as_own(client, town, love):
    DeadlineFactory(organization=town.board, title="Yttrande")
    client.force_login(love)

    assert client.get("/").context["groups"] == []
    assert len(client.get("/?visa=alla").context["groups"]) == 1


@pytest.mark.parametrize("count", [10, 50])
def test_desk_does_not_grow_in_statements(client, town, bo, count, django_assert_num_queries):
    DeadlineFactory.create_batch(count, organization=town.participant)
    client.force_login(bo)
    client.get("/")  # fills the caches of the process

    with django_assert_num_queries(10):
        client.get("/")


def test_day_of_another_year_is_told_with_its_year():
    day = timezone.localdate().replace(month=6, day=2)

    assert short(day, today=day) == "2 juni"
    assert short(day.replace(year=2019), today=day) == "2 juni 2019"


def test_body_that_asked_sees_on_its_desk_what_nobody_has_answered(client, adopted, bo, disa):
    asked, other = adopted.requests.all()
    answer_request(other, actor=disa, outcome="rejected", reason="Nej.")

    client.force_login(bo)
    mine = client.get("/").content.decode()
    client.force_login(disa)
    theirs = client.get("/").content.decode()

    assert "Ni väntar på svar" in mine
    assert f"/onskemal/{asked.pk}/" in mine
    assert f"/onskemal/{other.pk}/" not in mine
    assert "Ni väntar på svar" not in theirs
