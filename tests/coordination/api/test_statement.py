"""Statements through the API, from first draft to stored document."""

from dataclasses import replace

import pytest
from django.utils import timezone

from coordination.domain.adoption import approve_statement, dispatch_statement
from coordination.domain.document import read_document
from coordination.domain.receipt import keep_receipt
from coordination.models import Statement
from coordination.registry import document_types
from tests.coordination.api.calls import patch, post


def test_secretary_starts_a_statement(as_bo, consultee):
    begun = post(as_bo, f"consultees/{consultee.pk}/start", {"registry_number": "SBN-2025-388"})

    assert (begun.status_code, begun.json()["state"]) == (201, "draft")
    assert begun.json()["matter"]["registry_number"] == "SBN-2025-388"


def test_section_is_written_and_a_conflict_keeps_both_texts(as_bo, statement):
    address = f"statements/{statement.pk}/sections/summary"
    written = patch(as_bo, address, {"html": "<p>Deras.</p>", "version": 1})
    conflict = patch(as_bo, address, {"html": "<p>Min.</p>", "version": 1})

    assert written.json()["sections"][0]["html"] == "<p>Deras.</p>"
    assert conflict.status_code == 409
    assert conflict.json()["theirs"]["html"] == "<p>Deras.</p>"
    assert conflict.json()["mine"]["html"] == "<p>Min.</p>"


def test_unknown_section_is_not_found(as_bo, statement):
    written = patch(as_bo, f"statements/{statement.pk}/sections/bilaga", {"html": "", "version": 1})

    assert written.status_code == 404


def test_statement_goes_from_draft_to_dispatched(as_bo, statement, bo, chair, plain_document):
    today = timezone.localdate().isoformat()
    address = f"statements/{statement.pk}"
    described = patch(as_bo, address, {"stance": "endorses", "version": 1})
    meeting = {"decided_on": today, "paragraph": 201, "chair": chair.pk, "secretary": bo.person_id}
    meeting["confirmed"] = ["new_meeting"]

    states = [
        post(as_bo, f"{address}/submit").json()["state"],
        post(as_bo, f"{address}/adopt", meeting).json()["state"],
        post(as_bo, f"{address}/approve", {"on": today}).json()["state"],
        post(as_bo, f"{address}/dispatch").json()["state"],
    ]

    assert described.json()["stance"] == "endorses"
    assert states == ["review", "adopted", "approved", "dispatched"]


def test_adoption_at_a_meeting_that_is_not_in_the_calendar_is_confirmed(
    as_bo, in_review, chair, bo
):
    today = timezone.localdate().isoformat()
    meeting = {"decided_on": today, "paragraph": 201, "chair": chair.pk, "secretary": bo.person_id}

    refused = post(as_bo, f"statements/{in_review.pk}/adopt", {**meeting, "stance": "endorses"})

    assert (refused.status_code, refused.json()["code"]) == (400, "unconfirmed")
    assert "finns inte i kalendern" in refused.json()["detail"]


def test_statement_under_review_can_be_sent_back(as_bo, in_review):
    sent = post(as_bo, f"statements/{in_review.pk}/send-back", {"reason": "Skälen saknas."})

    assert sent.json()["state"] == "draft"


def test_draft_cannot_be_approved(as_bo, statement):
    refused = post(as_bo, f"statements/{statement.pk}/approve", {"on": "2025-05-28"})

    assert (refused.status_code, refused.json()["code"]) == (409, "wrong_state")


def test_adopted_statement_cannot_be_changed(as_bo, adopted):
    refused = patch(as_bo, f"statements/{adopted.pk}", {"title": "Annat", "version": 1})

    assert refused.status_code == 403


def test_pdf_of_an_adopted_statement_is_its_stored_bytes(as_disa, adopted):
    response = as_disa.get(f"/api/v1/statements/{adopted.pk}/pdf/")

    assert response["Content-Type"] == "application/pdf"
    assert response.content == read_document(adopted.document)


def test_pdf_is_unknown_to_an_outsider(as_cecilia, adopted):
    response = as_cecilia.get(
        f"/api/v1/statements/{adopted.pk}/pdf/", HTTP_ACCEPT="application/pdf"
    )

    assert (response.status_code, response["Content-Type"]) == (404, "application/json")


def test_damaged_pdf_is_not_handed_out(as_disa, adopted):
    with open(adopted.document.file.path, "ab") as stream:
        stream.write(b"!")

    response = as_disa.get(f"/api/v1/statements/{adopted.pk}/pdf/")

    assert (response.status_code, response.json()["code"]) == (503, "unavailable")


def test_outsider_cannot_write_what_is_unknown_to_them(as_cecilia, statement):
    for act in ("submit", "approve", "adopt", "dispatch"):
        assert post(as_cecilia, f"statements/{statement.pk}/{act}").status_code == 404
    assert Statement.objects.get().state == "draft"


def test_secretary_names_the_case_officer(as_bo, statement, erik):
    named = post(
        as_bo, f"statements/{statement.pk}/case-officer", {"person": erik.person_id, "version": 1}
    )

    assert (named.status_code, named.json()["author"]["id"]) == (200, erik.person_id)


# --- A slip of the pen, and the receipt ----------------------------------------------------------


@pytest.fixture
def approved(adopted, bo, today):
    return approve_statement(adopted, actor=bo, on=today, today=today)


def slip(statement, **changed):
    text = statement.sections.get(kind="summary").html.replace(".", " nu.", 1)
    said = {"reason": "Ett ord saknades.", "sections": {"summary": text}, "only_clerical": True}
    return {**said, **changed}


def test_slip_is_put_right_in_a_new_version(as_bo, approved):
    asked = {"2": "Redovisa hur allt arbete ska betalas."}
    address = f"statements/{approved.pk}/correct-clerical-error"

    made = post(as_bo, address, slip(approved, requests=asked))

    assert (made.status_code, made.json()["number"]) == (201, 2)
    assert made.json()["decision"] == {
        "id": approved.decision_id,
        "decided_on": approved.decision.decided_on.isoformat(),
        "paragraph": 201,
        "immediate_approval": False,
    }
    assert made.json()["requests"][1]["text"] == asked["2"]


@pytest.mark.parametrize(
    ("changed", "status", "where"),
    [
        ({"only_clerical": False}, 400, "not_certified"),
        ({"sections": {}}, 400, "nothing_changed"),
        ({"sections": {"bilaga": "<p>Ny.</p>"}}, 400, "sections"),
        ({"requests": {"två": "Ny."}}, 400, "requests"),
        ({"requests": {"9": "Ny."}}, 400, "no_such_request"),
    ],
)
def test_more_than_a_slip_is_refused(as_bo, approved, changed, status, where):
    address = f"statements/{approved.pk}/correct-clerical-error"
    refused = post(as_bo, address, slip(approved, **changed))

    assert (refused.status_code, Statement.objects.count()) == (status, 1)
    assert where in {refused.json()["code"], *refused.json()["errors"]}


def test_only_chair_or_secretary_certifies(client, approved, erik):
    client.force_login(erik)
    address = f"statements/{approved.pk}/correct-clerical-error"

    assert post(client, address, slip(approved)).status_code == 403


def test_receipt_is_the_stored_file_once_the_statement_is_sent(as_bo, approved, bo, monkeypatch):
    plain = replace(document_types["statement_receipt"], render=lambda _statement: b"%PDF kvittens")
    monkeypatch.setitem(document_types, "statement_receipt", plain)
    address = f"/api/v1/statements/{approved.pk}/receipt/"
    before = as_bo.get(address)
    dispatch_statement(approved, actor=bo)

    assert before.status_code == 404
    assert as_bo.get(address).content == read_document(keep_receipt(approved)) == b"%PDF kvittens"
