"""Referrals from outside through the browser's eyes."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from coordination.domain.incoming_referral import register_incoming
from coordination.models import IncomingReferral, Referral
from tests.small_pdf import small_pdf

pytestmark = pytest.mark.django_db

PDF = small_pdf()
TODAY = timezone.localdate()
OURS = TODAY + timedelta(days=60)


@pytest.fixture
def values(town):
    return {
        "receiver": town.central_office.pk,
        "title": "Förbundets inriktning",
        "sender_name": "Kommunförbundet",
        "question": "Vilka frågor?",
        "received_on": TODAY.isoformat(),
        "answer_by": OURS.isoformat(),
    }


@pytest.fixture
def incoming(town, disa):
    return register_incoming(
        town.central_office,
        actor=disa,
        title="Förbundets inriktning",
        sender_name="Kommunförbundet",
        question="Vilka frågor?",
        received_on=TODAY,
        answer_by=OURS,
        pdf=PDF,
        today=TODAY,
    )


@pytest.fixture
def as_disa(client, disa):
    client.force_login(disa)
    return client


def url(name, *args):
    return reverse(f"coordination:{name}", args=args)


def test_it_is_registered_with_its_text(as_disa, values):
    file = SimpleUploadedFile("remiss.pdf", PDF, "application/pdf")

    response = as_disa.post(url("register_incoming"), values | {"file": file})

    kept = IncomingReferral.objects.get()
    assert response.url == url("incoming_referral", kept.pk)
    assert as_disa.get(url("incoming_text", kept.pk)).content == PDF


def test_without_text_the_form_says_so(as_disa, values):
    response = as_disa.post(url("register_incoming"), values)

    assert "Lägg in en länk" in response.context["form"].errors["link"][0]


def test_sending_out_leads_to_the_draft(as_disa, incoming, town):
    sent = {"sender": town.central_office.pk, "question": "Vad anser ni?"}
    due_on = (OURS - timedelta(days=20)).isoformat()

    response = as_disa.post(url("send_out_incoming", incoming.pk), sent | {"due_on": due_on})

    assert response.url == url("edit_referral", Referral.objects.get().pk)
    assert "Intern runda" in as_disa.get(url("incoming_referral", incoming.pk)).content.decode()


def test_too_late_a_day_is_told_at_the_day(as_disa, incoming, town):
    sent = {"sender": town.central_office.pk, "question": "Vad?", "due_on": OURS.isoformat()}

    response = as_disa.post(url("send_out_incoming", incoming.pk), sent)

    assert "Vi ska själva svara" in response.context["form"].errors["due_on"][0]


def test_answer_is_noted(as_disa, incoming):
    answered = {"on": TODAY.isoformat(), "how": "Yttrande § 15"}

    as_disa.post(url("answer_incoming", incoming.pk), answered)

    assert "Yttrande § 15" in as_disa.get(url("incoming_referral", incoming.pk)).content.decode()


@pytest.mark.parametrize(
    "name", ["incoming_referral", "send_out_incoming", "answer_incoming", "incoming_text"]
)
def test_stranger_knows_of_none(client, incoming, cecilia, name):
    client.force_login(cecilia)

    assert client.get(url(name, incoming.pk)).status_code == 404


@pytest.mark.parametrize("number", [10, 50])
def test_list_does_not_grow_in_statements(as_disa, incoming, number, django_assert_num_queries):
    IncomingReferral.objects.bulk_create(
        IncomingReferral(
            matter=incoming.matter,
            title=f"Remiss {each}",
            sender_name="Kommunförbundet",
            question="Vad?",
            received_on=TODAY,
            answer_by=OURS,
            link="https://forbund.example/",
        )
        for each in range(number)
    )
    with django_assert_num_queries(5):
        as_disa.get(url("incoming_referrals"))
