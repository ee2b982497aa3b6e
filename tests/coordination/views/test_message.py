"""The outbox through the browser's eyes."""

import pytest
from django.urls import reverse

from coordination.enums import MessageState
from coordination.models import OutgoingMessage
from tests.factories import OutgoingMessageFactory

pytestmark = pytest.mark.django_db

OUTBOX = reverse("coordination:messages")


@pytest.fixture
def failed(matter, bo):
    return OutgoingMessageFactory(
        matter=matter,
        person=bo.person,
        subject="Remiss: Trygghetsmedel",
        state=MessageState.FAILED,
        error="Mottagarens e-postserver tackade nej: 550 Finns inte",
    )


def url(name, message):
    return reverse(f"coordination:{name}", args=[message.pk])


def test_outbox_says_what_failed_and_why(client, failed, disa):
    client.force_login(disa)

    html = client.get(OUTBOX).content.decode()

    assert "Ett brev gick inte att skicka." in html
    assert "550 Finns inte" in html


def test_views_are_counted_and_chosen_by_address(client, failed, matter, disa):
    OutgoingMessageFactory.create_batch(2, matter=matter)
    client.force_login(disa)

    outbox = client.get(OUTBOX, {"visa": "misslyckade"}).context["outbox"]

    assert [choice.count for choice in outbox.choices] == [3, 1, 2, 0]
    assert outbox.messages == [failed]


@pytest.mark.parametrize(
    "query", [{"visa": "banan"}, {"fore": "banan"}, {"fore": "-1"}, {"fore": "9" * 5000}]
)
def test_garbled_address_shows_the_newest(client, failed, disa, query):
    client.force_login(disa)

    assert client.get(OUTBOX, query).context["outbox"].messages == [failed]


def test_older_ones_are_a_page_away(client, matter, disa):
    OutgoingMessageFactory.create_batch(53, matter=matter)
    client.force_login(disa)

    first = client.get(OUTBOX).context["outbox"]
    second = client.get(first.older_url).context["outbox"]

    assert (len(first.messages), len(second.messages), second.older_url) == (50, 3, "")
    assert not {m.pk for m in first.messages} & {m.pk for m in second.messages}


def test_letter_is_shown_as_it_was_written(client, failed, disa):
    OutgoingMessage.objects.update(text="Hej Bo!\n\nTrygghet & <trivsel>")
    client.force_login(disa)

    html = client.get(url("message", failed)).content.decode()

    assert "Trygghet &amp; &lt;trivsel&gt;" in html
    assert "Skicka brevet igen" in html


def test_failed_letter_is_tried_again(client, failed, disa):
    client.force_login(disa)

    response = client.post(url("resend_message", failed), follow=True)

    failed.refresh_from_db()
    assert failed.state == MessageState.PENDING
    assert "ligger i kön igen" in response.content.decode()


def test_second_click_is_told_not_a_crash(client, failed, disa):
    client.force_login(disa)
    client.post(url("resend_message", failed))

    response = client.post(url("resend_message", failed), follow=True)

    assert "väntar redan på att skickas" in response.content.decode()


def test_trying_again_is_no_link(client, failed, disa):
    client.force_login(disa)

    assert client.get(url("resend_message", failed)).status_code == 405


@pytest.mark.parametrize(("who", "sees"), [("disa", True), ("gun", True), ("rut", True)])
def test_who_keeps_or_oversees_sees(client, failed, request, who, sees):
    client.force_login(request.getfixturevalue(who))

    assert client.get(url("message", failed)).status_code == 200


@pytest.mark.parametrize("who", ["bo", "cecilia"])
def test_other_bodies_letters_are_not_there(client, failed, request, who):
    client.force_login(request.getfixturevalue(who))

    assert client.get(OUTBOX).context["outbox"].messages == []
    assert client.get(url("message", failed)).status_code == 404
    assert client.post(url("resend_message", failed)).status_code == 404


@pytest.mark.parametrize("who", ["love", "erik", "anna"])
def test_who_keeps_nothing_has_no_outbox(client, failed, request, who):
    client.force_login(request.getfixturevalue(who))

    assert client.get(OUTBOX).status_code == 403


def test_auditor_reads_but_does_not_send(client, failed, rut):
    client.force_login(rut)

    assert "Skicka brevet igen" not in client.get(url("message", failed)).content.decode()
    assert client.post(url("resend_message", failed)).status_code == 403


def test_letter_outside_every_matter_is_the_municipality_s(client, failed, gun, disa):
    OutgoingMessage.objects.update(matter=None)

    client.force_login(gun)
    assert client.get(url("message", failed)).status_code == 200
    client.force_login(disa)
    assert client.get(url("message", failed)).status_code == 404


def test_first_page_says_that_letters_failed(client, failed, disa):
    client.force_login(disa)

    assert "Ett brev gick inte att skicka." in client.get("/").content.decode()


def test_first_page_says_nothing_when_all_went(client, failed, disa, bo):
    client.force_login(bo)

    assert "gick inte att skicka" not in client.get("/").content.decode()


@pytest.mark.parametrize("number", [10, 50])
def test_outbox_does_not_grow_in_statements(
    client, matter, disa, number, django_assert_num_queries
):
    OutgoingMessageFactory.create_batch(number, matter=matter)
    client.force_login(disa)

    with django_assert_num_queries(5):
        client.get(OUTBOX)
