"""Referrals from outside through the API, from registering to the answer."""

from base64 import b64encode

import pytest
from django.utils import timezone

from coordination.models import IncomingReferral, Referral
from tests.coordination.api.calls import post
from tests.small_pdf import small_pdf

PDF = small_pdf()


@pytest.fixture
def asked(town, soon):
    return {
        "receiver": town.central_office.pk,
        "title": "Förbundets inriktning",
        "sender_name": "Kommunförbundet",
        "question": "Vilka frågor?",
        "received_on": timezone.localdate().isoformat(),
        "answer_by": soon.isoformat(),
    }


def test_it_is_registered_with_its_file_and_a_matter_of_its_own(as_disa, asked):
    made = post(as_disa, "incoming-referrals", asked | {"pdf": b64encode(PDF).decode()})

    kept = IncomingReferral.objects.get()
    assert (made.status_code, made.json()["matter"]["id"]) == (201, kept.matter_id)
    assert as_disa.get(f"/api/v1/incoming-referrals/{kept.pk}/text/").content == PDF


@pytest.mark.parametrize(
    ("sent", "why"),
    [({"pdf": "å"}, "pdf"), ({"pdf": b64encode(b"MZ").decode()}, "non_field_errors")],
)
def test_what_is_no_pdf_is_refused(as_disa, asked, sent, why):
    refused = post(as_disa, "incoming-referrals", asked | sent)

    assert (refused.status_code, list(refused.json()["errors"])) == (400, [why])
    assert not IncomingReferral.objects.exists()


def test_it_is_sent_out_internally_with_those_asked(as_disa, incoming, town):
    due = incoming.received_on.isoformat()
    said = {"sender": town.central_office.pk, "question": "Vad tycker ni?", "due_on": due}

    made = post(
        as_disa,
        f"incoming-referrals/{incoming.pk}/send-out",
        said | {"consultees": [{"organization": town.lead.pk}]},
    )

    assert (made.status_code, made.json()["incoming"]) == (201, incoming.pk)
    assert Referral.objects.get().consultees.get().organization == town.lead
    rounds = as_disa.get("/api/v1/referrals/", {"incoming": incoming.pk}).json()["results"]
    assert [row["id"] for row in rounds] == [made.json()["id"]]


def test_answered_twice_is_a_conflict(as_disa, incoming):
    said = {"on": timezone.localdate().isoformat(), "how": "Yttrande § 15"}
    address = f"incoming-referrals/{incoming.pk}/answer"

    first, second = post(as_disa, address, said), post(as_disa, address, said)

    assert first.json()["answered_how"] == "Yttrande § 15"
    assert (second.status_code, second.json()["code"]) == (409, "answered")
    waiting = as_disa.get("/api/v1/incoming-referrals/?is_answered=false").json()["results"]
    assert waiting == []


def test_somebody_without_the_role_registers_nothing(as_bo, asked):
    assert post(as_bo, "incoming-referrals", asked).status_code == 403
