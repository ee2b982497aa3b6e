"""Moving money through the API: the same rules, once per key."""

import pytest

from tests.factories.funding import GrantFactory, SourceFactory
from tests.funding.helpers import MKR


@pytest.fixture
def call(client):
    def post(actor, path, said, key="k1"):
        client.force_login(actor)
        return client.post(
            f"/api/v1/{path}/",
            said,
            content_type="application/json",
            headers={"Idempotency-Key": key},
        )

    return post


def decided(decision, **said):
    return {"amount_ore": 100, "decision": decision.pk, "reason": "Behövs"} | said


def test_frame_is_transferred_once_per_key(call, oskar, source, decision, town):
    other = SourceFactory(owner=town.board, frame=MKR)
    said = decided(decision, to=other.pk)
    statuses = [call(oskar, f"sources/{source.pk}/transfer", said).status_code for _n in range(2)]

    other.refresh_from_db()
    assert (statuses[0] == statuses[1], other.frame_ore) == (True, MKR + 100)
    again = call(oskar, f"sources/{source.pk}/transfer", said | {"amount_ore": 1})
    assert again.status_code == 409


def test_grant_is_repurposed_and_exempted(call, oskar, grant, funding_round, decision):
    other = GrantFactory(round=funding_round, decision=decision)
    call(oskar, f"grants/{grant.pk}/repurpose", decided(decision, to=other.pk))
    call(oskar, f"grants/{grant.pk}/exempt", decided(decision), key="k2")

    grant.refresh_from_db()
    assert (grant.repurposed_ore, grant.exempt_ore) == (-100, 100)


def test_reader_of_the_matter_moves_nothing(call, love, grant, decision):
    answer = call(love, f"grants/{grant.pk}/exempt", decided(decision))

    assert answer.status_code == 403


def test_outcome_is_sent_in_and_undone(call, erik, grant):
    line = {"grant": grant.pk, "amount_ore": 5, "booked_on": "2025-04-01", "document": "V1"}
    said = {"organization": grant.recipient_id, "kind": "used", "lines": [line]}
    batch = call(erik, "outcome-batches", said).json()

    grant.refresh_from_db()
    assert (batch["row_count"], grant.used_ore) == (1, 5)
    call(erik, f"outcome-batches/{batch['id']}/undo", {"reason": "Fel"})
    grant.refresh_from_db()
    assert grant.used_ore == 0


def test_unknown_grant_in_a_table_is_refused(call, erik, grant):
    line = {"grant": 10**6, "amount_ore": 5, "booked_on": "2025-04-01", "document": "V1"}
    said = {"organization": grant.recipient_id, "kind": "used", "lines": [line]}

    assert call(erik, "outcome-batches", said).status_code == 400


def test_deviating_forecast_gets_its_action(call, erik, grant):
    said = {"grant": grant.pk, "kind": "forecast", "amount_ore": 2 * MKR, "document": "Prognos"}
    call(erik, "ledger-entries", said | {"booked_on": "2025-05-20"})
    action = {"measure": "Skjut upp", "organization": grant.recipient_id, "role": "case_officer"}
    answer = call(erik, f"grants/{grant.pk}/plan-action", action | {"due_on": "2050-01-01"})

    assert (answer.status_code, answer.json()["deviation_ore"]) == (201, MKR)


def test_terms_that_somebody_changed_meanwhile_are_a_409(call, oskar, source):
    terms = {"purpose": "administration", "version": 1}
    call(oskar, f"sources/{source.pk}/terms", terms)
    late = call(oskar, f"sources/{source.pk}/terms", terms | {"purpose": "activity"})

    assert (late.status_code, late.json()["code"]) == (409, "edit_conflict")
    assert late.json()["theirs"]["purpose"] == "administration"


def test_source_gets_terms_and_closed_books(call, oskar, source):
    terms = {"purpose": "administration", "deviation_percent": 5, "version": 1}
    assert call(oskar, f"sources/{source.pk}/terms", terms).json()["version"] == 2
    books = call(oskar, f"sources/{source.pk}/close-books", {"through": "2025-04-30"})

    source.refresh_from_db()
    assert (books.status_code < 300, str(source.books_closed_on)) == (True, "2025-04-30")
    assert (source.purpose, source.deviation_percent) == ("administration", 5)
