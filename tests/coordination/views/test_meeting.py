"""A body's calendar in the browser, and its import: looked at, then saved, once."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from coordination.imports.meeting import read_meetings
from coordination.models import Meeting, MeetingBreak, MeetingRoutine

DAY = date(2027, 1, 20)
FILE = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
    b"BEGIN:VEVENT\r\nUID:a\r\nDTSTART;VALUE=DATE:20270120\r\nEND:VEVENT\r\n"
    b"BEGIN:VEVENT\r\nUID:b\r\nDTSTART;VALUE=DATE:20270217\r\nEND:VEVENT\r\n"
    b"BEGIN:VEVENT\r\nUID:c\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def page(name, *args):
    return reverse(f"coordination:{name}", args=args)


@pytest.fixture
def body(town, client, bo):
    """Bo's committee, with Bo signed in."""
    client.force_login(bo)
    return town.participant


@pytest.fixture
def meeting(body):
    return Meeting.objects.create(organization=body, held_on=DAY)


def text_of(response):
    return response.content.decode()


def upload(client, body, content=FILE, name="kalender.ics"):
    return client.post(
        page("import_meetings", body.pk), {"file": SimpleUploadedFile(name, content)}
    )


def test_calendar_shows_coming_and_past_meetings_with_their_state(client, body, meeting):
    past = timezone.localdate() - timedelta(days=9)
    Meeting.objects.create(organization=body, held_on=past, note="Extra sammanträde")

    text = text_of(client.get(page("meetings", body.pk)))

    assert ("20 januari 2027" in text, "Extra sammanträde" in text) == (True, True)
    assert ("Planerat" in text, "Hållet" in text) == (True, True)


def test_calendar_offers_a_reader_nothing_to_change(client, body, meeting, cecilia):
    client.force_login(cecilia)

    text = text_of(client.get(page("meetings", body.pk)))

    assert "20 januari 2027" in text
    assert not any(word in text for word in ("Ställ in", "Läs in från fil", "Ändra rutinen"))


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 10])
def test_calendar_costs_the_same_at_any_size(client, body, number, django_assert_max_num_queries):
    Meeting.objects.bulk_create(
        Meeting(organization=body, held_on=DAY + timedelta(days=n)) for n in range(number)
    )

    with django_assert_max_num_queries(14):
        client.get(page("meetings", body.pk))


def test_meeting_is_moved_with_a_reason(client, body, meeting):
    url = page("move_meeting", meeting.pk)
    assert "Skriv varför" in text_of(client.post(url, {"held_on": "2027-01-27"}))

    client.post(url, {"held_on": "2027-01-27", "reason": "Lokalen är upptagen."})

    assert Meeting.objects.get().held_on == date(2027, 1, 27)


def test_meeting_is_cancelled_and_planned_again(client, body, meeting):
    client.post(page("cancel_meeting", meeting.pk), {"reason": "För få ärenden."})
    text = text_of(client.get(page("meetings", body.pk)))
    assert ("Inställt" in text, "För få ärenden." in text) == (True, True)

    client.post(page("resume_meeting", meeting.pk))

    assert Meeting.objects.get().state == "planned"


def test_meeting_to_come_is_not_closed_and_the_page_says_why(client, body, meeting):
    response = client.post(page("close_meeting", meeting.pk), follow=True)

    assert "Bara ett sammanträde som hålls" in text_of(response)
    assert Meeting.objects.get().closed_at is None


def test_routine_and_breaks_are_kept(client, body, meeting):
    client.post(page("meeting_routine", body.pk), {"working_days": "8"})
    client.post(
        page("add_meeting_break", body.pk),
        {"title": "Sommaruppehåll", "starts_on": "2027-06-21", "ends_on": "2027-08-15"},
    )

    text = text_of(client.get(page("meetings", body.pk)))

    assert ("8 arbetsdagar före" in text, "21 juni–15 augusti 2027" in text) == (True, True)
    client.post(page("remove_meeting_break", body.pk, MeetingBreak.objects.get().pk))
    assert (MeetingBreak.objects.count(), MeetingRoutine.objects.count()) == (0, 1)


@pytest.mark.parametrize(
    "name", ["plan_meeting", "import_meetings", "meeting_routine", "add_meeting_break"]
)
def test_pages_that_change_the_calendar_are_closed_to_others(client, body, cecilia, name):
    client.force_login(cecilia)

    assert client.get(page(name, body.pk)).status_code == 403


# --- From a file ---------------------------------------------------------------------------------


def test_file_is_looked_at_before_anything_is_saved(client, body):
    text = text_of(upload(client, body))

    assert (text.count("Nytt"), "En rad har fel" in text) == (2, True)
    assert not Meeting.objects.exists()


def test_what_was_ticked_is_saved_and_the_second_time_there_is_nothing_to_save(client, body):
    rows = upload(client, body).context["rows"]

    client.post(page("import_meetings", body.pk), {"rows": rows, "keep": ["1"]})
    assert [meeting.uid for meeting in Meeting.objects.all()] == ["b"]
    client.post(page("import_meetings", body.pk), {"rows": rows, "keep": ["0", "1"]})

    assert "Filen har inget nytt att spara" in text_of(upload(client, body))
    assert Meeting.objects.count() == 2


def test_rows_of_another_body_or_a_changed_form_are_not_saved(client, body, town, meeting):
    rows = upload(client, body).context["rows"]

    response = client.post(
        page("import_meetings", body.pk), {"rows": f"x{rows}", "keep": ["0", "1"]}
    )

    assert "Välj filen igen" in text_of(response)
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"BEGIN:VCALENDAR\r\n\xff", b"%PDF-1.7"])
def test_file_that_cannot_be_read_is_told_by_the_field(client, body, content):
    response = upload(client, body, content)

    assert response.context["form"].errors["file"]


def test_calendar_file_is_stamped_with_when_it_was_written(client, body, meeting):
    from icalendar import Calendar

    before = timezone.now().replace(microsecond=0)

    response = client.get(page("meeting_calendar", body.pk))

    (event,) = Calendar.from_ical(response.content).events
    assert before <= event["DTSTAMP"].dt <= timezone.now()


def test_calendar_file_holds_the_meetings_and_reads_back(client, body, meeting):
    response = client.get(page("meeting_calendar", body.pk))

    (row,) = read_meetings(response.content)
    assert (response["Content-Type"], row.held_on) == ("text/calendar; charset=utf-8", DAY)
    rows = upload(client, body, response.content).context["rows"]
    client.post(page("import_meetings", body.pk), {"rows": rows, "keep": ["0"]})
    assert Meeting.objects.count() == 1
