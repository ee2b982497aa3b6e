"""What is refused everywhere: fields nobody may set, text that is none, impossible numbers."""

import pytest
from rest_framework.test import APIClient

from tests.coordination.api.calls import post

NOT_TAKEN = [
    ("post", "referrals", "referral", ["state", "sent_at", "receipt_number", "id"]),
    ("patch", "statements", "statement", ["state", "decision", "document", "chair", "number"]),
    ("patch", "areas", "area", ["kind", "municipality", "is_fictitious", "ended_on"]),
    ("patch", "initiatives", "initiative", ["state", "completed_on", "programme", "sort_key"]),
    ("post", "requests", "statement", ["position", "dispositions"]),
    ("post", "ledger-entries", "grant", ["actor", "recorded_at", "source", "reverses", "decision"]),
    ("post", "measurements", "indicator", ["actor", "corrects", "is_fictitious"]),
]


@pytest.mark.parametrize(("method", "resource", "fixture", "fields"), NOT_TAKEN)
def test_field_that_nobody_may_set_is_refused(
    method, resource, fixture, fields, request, as_user, gun
):
    gun.is_superuser = True
    gun.save()
    found = request.getfixturevalue(fixture)
    address = f"/api/v1/{resource}/" + (f"{found.pk}/" if method == "patch" else "")

    refused = getattr(as_user(gun), method)(address, dict.fromkeys(fields, 1), format="json")

    assert refused.status_code == 400
    assert set(refused.json()["errors"]) == set(fields)


@pytest.mark.parametrize("text", ['"\\u0000"', '"\\ud800"', "1e999", "{}", "[[]]", "true"])
def test_text_that_cannot_be_text_is_refused(text, as_bo, statement):
    body = f'{{"html": {text}, "version": 1}}'

    refused = as_bo.patch(
        f"/api/v1/statements/{statement.pk}/sections/body/", body, content_type="application/json"
    )

    assert refused.status_code == 400
    assert statement.sections.get(kind="body").html == "<p>Skälen.</p>"


@pytest.mark.parametrize("body", ["", "[]", "null", "1", "{", "NaN", '{"a": 1, "a": 2}'])
def test_body_that_is_no_object_is_refused(body, as_bo, statement):
    refused = as_bo.patch(
        f"/api/v1/statements/{statement.pk}/", body, content_type="application/json"
    )

    assert refused.status_code == 400


@pytest.mark.parametrize("number", [0, -1, 10**30, "x", 1.5, True, None, [], {}])
def test_number_that_cannot_be_a_number_is_refused(number, as_disa, new_referral):
    assert post(as_disa, "referrals", new_referral | {"matter": number}).status_code == 400


def test_form_data_is_not_taken(as_bo, statement):
    refused = as_bo.patch(f"/api/v1/statements/{statement.pk}/", {"title": "x"}, format="multipart")

    assert refused.status_code == 415


def test_session_needs_the_csrf_token(bo, statement):
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(bo)

    assert post(client, f"statements/{statement.pk}/submit").status_code == 403


@pytest.mark.parametrize("number", [0, 2**63, 2**64, 10**30])
def test_body_that_nobody_can_have_is_not_asked(number, as_disa, new_referral):
    asked = new_referral | {"consultees": [{"organization": number}]}

    refused = post(as_disa, "referrals", asked)

    assert (refused.status_code, set(refused.json()["errors"])) == (400, {"consultees"})


@pytest.mark.parametrize("address", ["areas/999999", "areas/x", "statements/999999/pdf"])
def test_object_that_is_not_there_is_named_in_swedish(address, as_disa):
    assert as_disa.get(f"/api/v1/{address}/").json() == {
        "code": "not_found",
        "detail": "Det finns inte, eller så är det inte för dig.",
    }


def test_broken_json_is_told_by_its_place(as_disa):
    refused = as_disa.post("/api/v1/referrals/", '{"a": 1e400}', content_type="application/json")

    assert refused.json()["detail"].startswith("Det som skickades är inte JSON. Se rad 1, tecken ")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", True, "Skriv text."),
        ("consultees", [{}] * 201, "Ange högst 200."),
        ("matter", "x", "Ett giltigt heltal krävs."),
    ],
)
def test_value_of_the_wrong_kind_is_refused_in_swedish(field, value, words, as_disa, new_referral):
    refused = post(as_disa, "referrals", new_referral | {field: value})

    assert words in str(refused.json()["errors"][field])
