"""Forms of a body's own dates, subscriptions, and the calendar file behind an address."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from coordination.domain.calendar_feed import make_feed
from coordination.enums import Role
from coordination.logs import hide_tokens
from coordination.models import CalendarFeed, Deadline
from coordination.views import calendar_feed
from tests.factories import DeadlineFactory

pytestmark = pytest.mark.django_db

FILE = Path(__file__).parents[1] / "data" / "budget.ics"
PLAN = reverse("coordination:plan_date")
UPLOAD = reverse("coordination:import_dates")


@pytest.fixture
def soon():
    return timezone.localdate() + timedelta(days=30)


def filled(town, **changes):
    values = {
        "title": "Lämna delårsrapport",
        "organization": town.participant.pk,
        "role": Role.SECRETARY,
        "how": "none",
        "side": "before",
        "unit": "days",
    }
    return values | changes


def page(name, deadline):
    return reverse(f"coordination:{name}", args=[deadline.pk])


def test_date_is_planned_and_its_page_opens(town, bo, client, soon):
    client.force_login(bo)

    response = client.post(
        PLAN, filled(town, due_on=soon.isoformat(), every_months="3"), follow=True
    )

    deadline = Deadline.objects.get()
    assert response.redirect_chain == [(page("deadline", deadline), 302)]
    assert (deadline.due_on, deadline.rule) == (soon, "Varje kvartal")


def test_date_is_counted_from_another(town, bo, client, soon):
    source = DeadlineFactory(organization=town.participant, due_on=soon)
    client.force_login(bo)

    client.post(PLAN, filled(town, source=source.pk, number="2", unit="weeks"))

    assert Deadline.objects.get(kind="planned").due_on == soon - timedelta(days=14)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, "due_on"),
        ({"due_on": "2001-01-01"}, "due_on"),
        ({"due_on": "i morgon"}, "due_on"),
        ({"title": ""}, "title"),
        ({"number": "-3"}, "number"),
    ],
)
def test_what_is_wrong_stands_by_its_field(town, bo, client, changes, field):
    client.force_login(bo)

    response = client.post(PLAN, filled(town, **changes))

    assert field in response.context["form"].errors
    assert not Deadline.objects.exists()


def test_form_asks_for_one_day_not_two(town, bo, client, soon):
    source = DeadlineFactory(organization=town.participant, due_on=soon)
    client.force_login(bo)

    both = client.post(PLAN, filled(town, due_on=soon.isoformat(), source=source.pk, number="1"))
    no_number = client.post(PLAN, filled(town, source=source.pk))

    assert set(both.context["form"].errors) == {"due_on"}
    assert set(no_number.context["form"].errors) == {"number"}


def test_whoever_plans_for_no_body_gets_no_form(love, client):
    client.force_login(love)

    assert client.get(PLAN).status_code == 403


def test_date_is_moved_and_finished(town, bo, client, soon):
    client.force_login(bo)
    client.post(PLAN, filled(town, due_on=soon.isoformat(), every_months="12"))
    deadline = Deadline.objects.get()
    later = soon + timedelta(days=7)

    values = {"to": later.isoformat(), "reason": "Sommaren.", "version": deadline.version}
    client.post(page("move_date", deadline), values)
    client.post(page("finish_date", deadline), {"by": "Skickad."})

    deadline.refresh_from_db()
    assert (deadline.due_on, deadline.done_by) == (later, "Skickad.")
    assert Deadline.objects.open().count() == 1


def test_date_is_taken_back(town, bo, client, soon):
    client.force_login(bo)
    client.post(PLAN, filled(town, due_on=soon.isoformat()))
    deadline = Deadline.objects.get()

    response = client.post(page("withdraw_date", deadline), {"reason": "Avskaffad."}, follow=True)

    assert "Avskaffad." in response.content.decode()
    assert Deadline.objects.get().withdrawn


def test_move_after_somebody_else_s_is_told_of_it(town, client, bo, soon):
    client.force_login(bo)
    client.post(PLAN, filled(town, due_on=soon.isoformat()))
    deadline = Deadline.objects.get()
    mine, theirs = (deadline.due_on + timedelta(days=days) for days in (7, 14))
    values = {"to": theirs.isoformat(), "reason": "Sommaren.", "version": deadline.version}
    client.post(page("move_date", deadline), values)

    answer = client.post(page("move_date", deadline), values | {"to": mine.isoformat()})
    form = answer.context["form"]
    again = values | {"to": mine.isoformat(), "version": form["version"].value()}
    client.post(page("move_date", deadline), again)

    assert "medan du skrev. Flytta igen om din dag ska gälla." in form.errors["to"][0]
    deadline.refresh_from_db()
    assert deadline.due_on == mine


@pytest.mark.parametrize("name", ["move_date", "finish_date", "withdraw_date"])
def test_what_another_page_keeps_has_no_forms_here(town, bo, client, name):
    client.force_login(bo)

    response = client.get(page(name, DeadlineFactory(organization=town.participant)))

    assert response.status_code == 403


def test_letter_s_link_leads_to_the_date_s_page(town, bo, cecilia, client, soon):
    client.force_login(bo)
    client.post(PLAN, filled(town, due_on=soon.isoformat()))
    deadline = Deadline.objects.get()
    link = reverse("coordination:planned_date", args=[deadline.subject_id])

    assert client.get(link).url == page("deadline", deadline)
    client.force_login(cecilia)
    assert client.get(link).status_code == 404


def test_file_is_looked_at_before_it_is_saved(town, bo, client, time_machine_at):
    client.force_login(bo)
    file = SimpleUploadedFile("budget.ics", FILE.read_bytes())

    looked = client.post(
        UPLOAD, {"file": file, "organization": town.participant.pk, "role": Role.SECRETARY}
    )
    assert not Deadline.objects.exists()
    saved = {
        "rows": looked.context["rows"],
        "organization": town.participant.pk,
        "role": Role.SECRETARY,
        "keep": [str(number) for number in range(33)],
    }
    client.post(UPLOAD, saved)

    assert looked.context["useful"] == 34
    assert Deadline.objects.count() == 33


@pytest.fixture
def time_machine_at():
    import time_machine

    with time_machine.travel("2026-11-20T12:00+01:00", tick=True):
        yield


def test_what_was_looked_at_for_one_body_is_not_saved_for_another(
    town, bo, client, time_machine_at
):
    client.force_login(bo)
    file = SimpleUploadedFile("budget.ics", FILE.read_bytes())
    looked = client.post(
        UPLOAD, {"file": file, "organization": town.participant.pk, "role": Role.SECRETARY}
    )
    saved = {"rows": looked.context["rows"], "role": Role.SECRETARY, "keep": ["0"]}

    other = client.post(UPLOAD, saved | {"organization": town.outside.pk})
    strange = client.post(UPLOAD, saved | {"organization": town.participant.pk, "role": "king"})

    assert (other.status_code, strange.status_code) == (404, 404)
    assert not Deadline.objects.exists()


# --- Subscriptions -------------------------------------------------------------------------------

FEEDS = reverse("coordination:calendar_feeds")


def test_address_is_shown_once_and_opens_without_sign_in(town, bo, client):
    DeadlineFactory(organization=town.participant, title="Svaret")
    client.force_login(bo)

    address = client.post(FEEDS, {"name": "Min telefon"}).context["address"]
    again = client.get(FEEDS)
    client.logout()
    response = client.get(address)

    assert address.startswith("http://testserver/datum/prenumeration/")
    assert address not in again.content.decode()
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in response.headers["Cache-Control"]
    [event] = Calendar.from_ical(response.content).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Svaret"


def test_revoked_address_is_not_found(bo, client):
    _feed, token = make_feed(actor=bo, name="Min telefon")
    client.force_login(bo)
    client.post(reverse("coordination:revoke_calendar_feed", args=[CalendarFeed.objects.get().pk]))

    assert client.get(reverse("coordination:calendar_file", args=[token])).status_code == 404


def test_other_s_subscription_is_not_found(bo, cecilia, client):
    feed, _token = make_feed(actor=bo, name="Min telefon")
    client.force_login(cecilia)

    response = client.post(reverse("coordination:revoke_calendar_feed", args=[feed.pk]))

    assert response.status_code == 404
    assert CalendarFeed.objects.get().revoked_at is None


def test_body_s_calendar_shows_the_body_s_dates_only(town, disa, client):
    _feed, token = make_feed(actor=disa, name="Outlook", organization=town.board)
    DeadlineFactory(organization=town.board, title="Styrelsens")
    DeadlineFactory(organization=town.central_office, title="Kontorets")

    response = client.get(reverse("coordination:calendar_file", args=[token]))

    found = Calendar.from_ical(response.content).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in found] == ["Styrelsens"]


def test_guesser_is_slowed_down(bo, client, monkeypatch):
    cache.clear()
    monkeypatch.setattr(calendar_feed, "MOST_A_MINUTE", 1)
    path = reverse("coordination:calendar_file", args=["gissning"])

    assert [client.get(path).status_code for _try in range(2)] == [404, 429]


def test_log_keeps_no_token():
    event = hide_tokens(None, "", {"path": "/datum/prenumeration/hemligt-ord/kalender.ics"})

    assert event == {"path": "/datum/prenumeration/…/kalender.ics"}
