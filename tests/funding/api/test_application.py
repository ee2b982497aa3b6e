"""Applications through the API: the same rules as on the pages."""

import pytest

from funding.models import Application, Consent, Score
from tests.funding.applications import consent

APPLICATIONS = "/api/v1/applications/"


def send(client, user, path, **body):
    client.force_login(user)
    return client.post(path, body, content_type="application/json")


def test_participants_read_the_whole_draft(client, draft, bo):
    client.force_login(bo)
    found = client.get(f"{APPLICATIONS}{draft.pk}/").json()

    assert [row["organization"]["name"] for row in found["bodies"]] == [
        "Fritidsnämnden",
        "Stadsbyggnadsnämnden",
    ]
    assert found["applied_ore"] == sum(row["amount_ore"] for row in found["shares"])


def test_outsider_finds_nothing(client, draft, cecilia):
    client.force_login(cecilia)

    assert client.get(f"{APPLICATIONS}{draft.pk}/").status_code == 404
    assert client.get(APPLICATIONS).json()["results"] == []


def test_body_consents_to_the_text_it_has_read(client, draft, asta, town):
    client.force_login(asta)
    seen = client.get(f"{APPLICATIONS}{draft.pk}/").json()["content_fingerprint"]
    said = {"organization": town.participant.pk, "fingerprint_seen": seen}

    assert send(client, asta, f"{APPLICATIONS}{draft.pk}/consent/", **said).status_code == 200
    assert Consent.objects.get().given_by == asta


def test_body_leaves_what_others_lead(client, draft, bo, town):
    said = {"organization": town.participant.pk, "reason": "Ryms inte i år"}
    assert send(client, bo, f"{APPLICATIONS}{draft.pk}/withdraw/", reason="x").status_code == 403
    assert send(client, bo, f"{APPLICATIONS}{draft.pk}/leave/", **said).status_code == 204
    assert not draft.bodies.get(organization=town.participant).takes_part


def test_submission_without_consents_is_refused(client, draft, lars):
    answer = send(client, lars, f"{APPLICATIONS}{draft.pk}/submit/")

    assert answer.status_code in {400, 409}
    assert Application.objects.get().state == "draft"


def test_edit_conflict_is_a_409(client, draft, lars):
    part = draft.parts.get(kind="problem")
    said = {"kind": "problem", "html": "<p>Ny.</p>", "version": part.version - 1}
    answer = send(client, lars, f"{APPLICATIONS}{draft.pk}/part/", **said)

    assert (answer.status_code, answer.json()["theirs"]["id"]) == (409, part.pk)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"amount_ore": -1}, "amount_ore"),
        ({"amount_ore": "12,5"}, "amount_ore"),
        ({"year": "i år"}, "year"),
        ({"financing": "lån"}, "financing"),
        ({"applied_ore": 1}, "applied_ore"),
    ],
)
def test_bad_share_is_refused_by_field(client, draft, lars, town, said, field):
    share = {"organization": town.lead.pk, "financing": "own", "year": 2026, "amount_ore": 5}
    answer = send(client, lars, f"{APPLICATIONS}{draft.pk}/share/", **share | said)

    assert (answer.status_code, draft.shares.count()) == (400, 1)


def test_assessor_scores_with_a_reason(client, sent, oskar):
    criterion = sent.round.criteria.first()
    said = {"criterion": criterion.pk, "level": 4, "rationale": "Tydlig analys"}
    send(client, oskar, f"{APPLICATIONS}{sent.pk}/score/", **said)

    assert Score.objects.get().level == 4


def test_applicant_scores_nothing(client, sent, lars):
    said = {"criterion": sent.round.criteria.first().pk, "level": 5, "rationale": "Bra"}

    assert send(client, lars, f"{APPLICATIONS}{sent.pk}/score/", **said).status_code == 403


def test_consents_end_when_the_text_changes(client, draft, lars, anna, town):
    consent(draft, anna, town.lead)
    said = {"kind": "problem", "html": "<p>Ny.</p>", "version": 2}
    send(client, lars, f"{APPLICATIONS}{draft.pk}/part/", **said)

    assert Consent.objects.get().withdrawn_reason == "Ansökan ändrades"
