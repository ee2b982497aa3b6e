"""Several who are asked at once, through the browser's eyes."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from coordination.domain.referral import send_referral
from coordination.models import Consultee, OutgoingMessage
from tests.factories import ConsulteeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(referral, town, disa, bo):
    """Bo's committee, which has got the referral and is late."""
    consultee = ConsulteeFactory(referral=referral, organization=town.participant)
    send_referral(referral, actor=disa)
    OutgoingMessage.objects.all().delete()
    Consultee.objects.update(due_on=timezone.localdate() - timedelta(days=3))
    consultee.refresh_from_db()
    return consultee


def test_ticked_ones_are_ticked_on_the_page(client, asked, disa):
    client.force_login(disa)

    html = client.get(reverse("coordination:move_days"), {"valda": asked.pk}).content.decode()

    assert f'value="{asked.pk}"' in html
    assert "checked" in html


def test_days_are_moved_from_the_page(client, asked, disa):
    client.force_login(disa)
    day = timezone.localdate() + timedelta(days=60)

    response = move(client, asked, day, seen=f"{day} [{asked.pk}]")

    assert response.status_code == 302
    assert Consultee.objects.get().due_on == day


def move(client, asked, day, **more):
    values = {"consultees": [asked.pk], "due_on": day.isoformat(), "reason": "Sommaren.", **more}
    return client.post(reverse("coordination:move_days"), values)


def test_calendar_is_looked_at_before_the_days_are_moved(client, asked, town, disa):
    client.force_login(disa)
    day = timezone.localdate() + timedelta(days=60)
    town.participant.meetings.create(held_on=day + timedelta(days=2))

    response = move(client, asked, day)

    assert "Nej, möte" in response.content.decode()
    assert response.context["form"].data["seen"] == f"{day} [{asked.pk}]"
    assert Consultee.objects.get().due_on == asked.due_on


def test_day_off_is_told_before_the_days_are_moved(client, asked, disa):
    client.force_login(disa)
    sunday = timezone.localdate() + timedelta(days=62 - timezone.localdate().weekday())

    assert "är ingen arbetsdag" in move(client, asked, sunday).content.decode()


def test_another_day_than_the_one_looked_at_is_looked_at_first(client, asked, disa):
    client.force_login(disa)
    day = timezone.localdate() + timedelta(days=60)

    assert move(client, asked, day, seen=f"2025-01-01 [{asked.pk}]").status_code == 200


def test_day_that_was_looked_at_can_be_changed(client, asked, disa):
    client.force_login(disa)
    day = timezone.localdate() + timedelta(days=60)

    html = move(client, asked, day, seen=f"{day} [{asked.pk}]", change="1").content.decode()

    assert "Kontrollera och flytta" in html
    assert Consultee.objects.get().due_on == asked.due_on


def test_nobody_ticked_is_told(client, asked, disa):
    client.force_login(disa)

    response = client.post(reverse("coordination:move_days"), {"reason": "Sommaren."})

    assert "Kryssa i minst en" in response.context["form"].errors["consultees"][0]


def test_who_is_asked_has_no_such_page(client, asked, love):
    client.force_login(love)

    assert client.get(reverse("coordination:move_days")).status_code == 403


def test_ticked_ones_are_reminded(client, asked, disa):
    client.force_login(disa)

    response = client.get(reverse("coordination:remind_late"), {"valda": asked.pk})

    assert len(response.context["letters"]) == 1


def test_letter_is_shown_with_the_writer_s_text_before_it_goes(client, asked, disa):
    client.force_login(disa)

    response = client.post(
        reverse("coordination:remind_late"), {"note": "Hej, hur går det?", "visa": "1"}
    )

    assert "Hej, hur går det?" in response.context["letters"][0].text
    assert not OutgoingMessage.objects.exists()


def test_excel_follows_the_filter(client, asked, disa):
    client.force_login(disa)

    response = client.get(reverse("coordination:board_excel"), {"visa": "sena"})

    sheet = load_workbook(io.BytesIO(response.content)).active
    assert sheet["C2"].value == "Försenad 3 dagar"


def test_excel_holds_only_what_one_sees(client, asked, cecilia):
    client.force_login(cecilia)

    response = client.get(reverse("coordination:board_excel"))

    sheet = load_workbook(io.BytesIO(response.content)).active
    assert sheet.max_row == 2  # the head and an empty sum


def test_call_is_noted_and_shown(client, asked, disa):
    client.force_login(disa)
    called = {
        "spoken_with": "Bo Testsson",
        "held_on": timezone.localdate().isoformat(),
        "said": "Svaret kommer på fredag.",
    }

    client.post(reverse("coordination:note_phone_call", args=[asked.pk]), called)

    html = client.get(reverse("coordination:consultee", args=[asked.pk])).content.decode()
    assert "Svaret kommer på fredag." in html
