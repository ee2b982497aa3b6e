"""Dates to keep on pages: list, month, figures, workbook, each date, and who may see which."""

import io
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from coordination.domain.deadline import move_deadline
from coordination.domain.reminder import queue_due_reminders
from coordination.enums import Role
from coordination.models import Meeting
from coordination.working_days import STOCKHOLM
from tests.conftest import member
from tests.factories import DeadlineFactory

pytestmark = pytest.mark.django_db

LIST = reverse("coordination:deadlines")


@pytest.fixture
def owed(town):
    return DeadlineFactory(organization=town.participant, role=Role.SECRETARY, title="Svaret")


def titles(response):
    return [row["title"] for row, *_rest in response.context["rows"]]


@pytest.mark.parametrize(
    ("reader", "scope", "expected"),
    [
        ("bo", "", ["Svaret"]),
        ("erik", "", ["Svaret"]),  # he steps in for the secretary
        ("chair_of", "", []),
        ("chair_of", "organ", ["Svaret"]),
        ("cecilia", "organ", []),
        ("cecilia", "alla", []),
        ("rut", "alla", ["Svaret"]),
    ],
)
def test_list_shows_mine_my_body_s_or_all(owed, town, client, request, reader, scope, expected):
    from tests.conftest import member

    user = (
        member(town.participant, Role.CHAIR, "Maja")
        if reader == "chair_of"
        else request.getfixturevalue(reader)
    )
    client.force_login(user)

    response = client.get(LIST, {"visa": scope} if scope else {})

    assert titles(response) == expected


def test_list_is_narrowed_by_kind_body_and_state(owed, town, bo, client):
    today = timezone.localdate()
    DeadlineFactory(
        organization=town.participant,
        kind="assignment",
        due_on=today - timedelta(days=3),
        title="Sen",
    )
    client.force_login(bo)

    assert titles(client.get(LIST, {"slag": "assignment"})) == ["Sen"]
    assert titles(client.get(LIST, {"lage": "forsenade"})) == ["Sen"]
    assert titles(client.get(LIST, {"organ": town.outside.pk})) == ["Sen", "Svaret"]
    assert titles(client.get(LIST, {"lage": "klara"})) == []


@pytest.mark.parametrize("state", ["", "klara"])
def test_list_is_paged_there_and_back(town, bo, client, state):
    now = timezone.now()
    for number in range(60):
        done = {"done_at": now - timedelta(hours=number), "done_by": "klart"} if state else {}
        DeadlineFactory(
            organization=town.participant,
            title=f"Datum {number:02}",
            due_on=timezone.localdate() + timedelta(days=number // 2),
            **done,
        )
    client.force_login(bo)

    first = client.get(LIST, {"lage": state})
    second = client.get(LIST + first.context["page"].next_url)
    back = client.get(LIST + second.context["page"].previous_url)

    assert titles(first) + titles(second) == [f"Datum {number:02}" for number in range(60)]
    assert titles(back) == titles(first)


def test_cursor_that_cannot_be_read_shows_the_first_page(owed, bo, client):
    client.force_login(bo)

    for cursor in ("nonsense.1", "99999999.1", "20250230.1"):
        assert titles(client.get(LIST, {"efter": cursor})) == ["Svaret"]


@pytest.mark.parametrize("number", [10, 50])
@pytest.mark.parametrize(
    ("name", "statements"), [("deadlines", 6), ("deadline_calendar", 8), ("lead_times", 5)]
)
def test_statements_do_not_grow_with_dates(
    town, bo, client, django_assert_num_queries, number, name, statements
):
    DeadlineFactory.create_batch(number, organization=town.participant)
    DeadlineFactory.create_batch(
        number, organization=town.participant, done_at=timezone.now(), done_by="klart"
    )
    client.force_login(bo)

    with django_assert_num_queries(statements):
        assert client.get(reverse(f"coordination:{name}")).status_code == 200


def test_month_shows_dates_meetings_and_holidays(town, bo, client):
    DeadlineFactory(organization=town.participant, due_on=date(2025, 6, 18), title="Svaret")
    Meeting.objects.create(organization=town.participant, held_on=date(2025, 6, 11))
    client.force_login(bo)

    response = client.get(reverse("coordination:deadline_calendar"), {"manad": "2025-06"})

    days = {day.on: day for _week, days in response.context["month"].weeks for day in days}
    assert [row["title"] for row in days[date(2025, 6, 18)].dates] == ["Svaret"]
    assert len(days[date(2025, 6, 11)].meetings) == 1
    assert (days[date(2025, 6, 20)].name, days[date(2025, 6, 20)].is_off) == (
        "Midsommarafton",
        True,
    )
    assert [day.on.day for day in response.context["month"].agenda] == [11, 18]


@pytest.mark.parametrize("month", ["", "nonsense", "9999-13", "0001-01"])
def test_month_that_cannot_be_meant_is_this_month(bo, client, month):
    client.force_login(bo)

    response = client.get(reverse("coordination:deadline_calendar"), {"manad": month})

    assert response.context["month"].first == timezone.localdate().replace(day=1)


def test_page_tells_why_who_and_how_it_moved(owed, bo, disa, client):
    to = owed.due_on + timedelta(days=7)
    move_deadline(owed, actor=disa, to=to, reason="Sommaren.", today=timezone.localdate())
    client.force_login(bo)

    response = client.get(reverse("coordination:deadline", args=[owed.pk]))

    page = response.content.decode()
    assert [move.reason for move in response.context["page"].moves] == ["Sommaren."]
    assert "Sommaren." in page
    assert str(bo.person) in page


def test_page_of_a_date_one_may_not_see_is_not_found(owed, cecilia, client):
    client.force_login(cecilia)

    assert client.get(reverse("coordination:deadline", args=[owed.pk])).status_code == 404


def test_page_says_when_nobody_is_told(town, rut, client):
    owed = DeadlineFactory(organization=town.outside)
    client.force_login(rut)

    response = client.get(reverse("coordination:deadline", args=[owed.pk]))

    assert "Ingen får påminnelser" in response.content.decode()


def test_workbook_holds_the_narrowed_list_and_no_formula(town, bo, client):
    owed = DeadlineFactory(
        organization=town.participant, title="=SUM(A1)", due_on=date(2030, 6, 18)
    )
    DeadlineFactory(organization=town.participant, kind="assignment", title="Uppdraget")
    client.force_login(bo)

    response = client.get(reverse("coordination:deadlines_excel"), {"slag": "statement"})

    book = load_workbook(io.BytesIO(response.content))
    rows = list(book.active.values)
    assert [row[1] for row in rows] == ["Vad", "=SUM(A1)"]
    page = reverse("coordination:deadline", args=[owed.pk])
    assert book.active["B2"].hyperlink.target == f"http://testserver{page}"
    about = dict(book["Om listan"].values)
    assert (about["Uttagen av"], about["Urval"]) == (str(bo), "Mina, Slag: Yttranden")
    assert rows[1][0].date() == date(2030, 6, 18)
    assert response.headers["Cache-Control"] == "private, no-store"


def test_page_tells_who_was_reminded_and_when_the_next_comes(town, bo, client):
    day = date(2025, 6, 30)
    owed = DeadlineFactory(
        organization=town.participant, due_on=day, next_reminder_on=day - timedelta(days=7)
    )
    queue_due_reminders(now=datetime(2025, 6, 23, 8, tzinfo=STOCKHOLM))
    client.force_login(bo)

    html = client.get(reverse("coordination:deadline", args=[owed.pk])).content.decode()

    assert "7 dagar före" in html
    assert "Nästa: 30 juni 2025" in html


def test_page_tells_who_has_turned_the_reminders_off_and_who_reads_instead(town, bo, client):
    owed = DeadlineFactory(organization=town.participant)
    member(town.participant, Role.CASE_OFFICER, "Olle")
    bo.person.reminder_preferences.create(kind=owed.kind, delivery="never")
    client.force_login(bo)

    html = client.get(reverse("coordination:deadline", args=[owed.pk])).content.decode()

    assert f"{bo.person} har valt bort sådana påminnelser." in html
    assert "I stället påminns: Olle" in html
