"""The API of money: the pages' own rules, and writes that count once."""

import pytest

from funding.models import Grant, LedgerEntry, Source
from tests.funding.helpers import MKR


def send(client, path, said, key="k1"):
    return client.post(f"/api/v1/{path}/", said, format="json", headers={"Idempotency-Key": key})


def test_money_from_source_to_grant(sign_in, oskar, town, decision):
    client = sign_in(oskar)
    frame = {"frame_ore": 10 * MKR, "basis": "Budget 2025"}
    about = {"name": "Medel", "year": 2025, "kind": "central", "use": "operating"}
    source = send(client, "sources", {"owner": town.board.pk, **about, **frame}).json()
    opened = {"opens_on": "2025-01-15", "closes_on": "2025-02-15"}
    said = {"source": source["id"], "name": "Våren", **opened}
    funding_round = send(client, "rounds", said).json()
    address = f"rounds/{funding_round['id']}"
    send(client, f"{address}/close", {})
    award = {"title": "Trygga stråk", "recipient": town.participant.pk, "amount_ore": MKR}
    answer = send(client, f"{address}/grant", {"decision": decision.pk, "awards": [award]})

    assert answer.status_code == 201
    assert [row["granted_ore"] for row in answer.json()["grants"]] == [MKR]
    assert Source.objects.get().granted_ore == MKR


def test_grants_above_the_frame_are_refused(sign_in, oskar, funding_round, decision, town):
    award = {"title": "A", "recipient": town.lead.pk, "amount_ore": 10 * MKR + 1}
    answer = send(
        sign_in(oskar),
        f"rounds/{funding_round.pk}/grant",
        {"decision": decision.pk, "awards": [award]},
    )

    assert (answer.status_code, answer.json()["code"]) == (400, "frame_exceeded")
    assert not Grant.objects.exists()


def spending(grant, **values):
    return {
        "grant": grant.pk,
        "amount_ore": 100,
        "booked_on": "2025-04-12",
        "document": "Faktura 4711",
    } | values


def test_same_key_counts_once_and_other_values_conflict(sign_in, erik, grant):
    client = sign_in(erik)
    first = send(client, "ledger-entries", spending(grant))
    again = send(client, "ledger-entries", spending(grant))
    other = send(client, "ledger-entries", spending(grant, amount_ore=200))

    assert (first.status_code, again.json()["id"]) == (201, first.json()["id"])
    assert (other.status_code, other.json()["code"]) == (409, "key_reused")
    assert LedgerEntry.objects.filter(kind="used").count() == 1


def test_two_callers_keys_are_their_own(sign_in, erik, bo, grant):
    for caller in (erik, bo):
        send(sign_in(caller), "ledger-entries", spending(grant))

    assert LedgerEntry.objects.filter(kind="used").count() == 2


@pytest.mark.parametrize("amount", [1.5, "1,5", "NaN", 0, -1, 10**30, None, True])
def test_amount_is_a_whole_number_of_ore_above_zero(sign_in, erik, grant, amount):
    answer = send(sign_in(erik), "ledger-entries", spending(grant, amount_ore=amount))

    assert (answer.status_code, LedgerEntry.objects.filter(kind="used").count()) == (400, 0)


def test_write_without_a_key_is_refused(sign_in, erik, grant):
    answer = sign_in(erik).post("/api/v1/ledger-entries/", spending(grant), format="json")

    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["Idempotency-Key"])


def test_kept_sums_cannot_be_set(sign_in, oskar, source):
    said = {"frame_ore": 20 * MKR, "basis": "Tillägg", "granted_ore": 5}
    answer = send(sign_in(oskar), f"sources/{source.pk}/frame", said)

    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["granted_ore"])


def test_mistake_is_taken_back(sign_in, erik, grant):
    client = sign_in(erik)
    row = send(client, "ledger-entries", spending(grant)).json()
    answer = send(client, f"ledger-entries/{row['id']}/reverse", {"reason": "Fel bidrag"})

    assert (answer.json()["amount_ore"], answer.json()["reverses"]) == (-100, row["id"])


def test_project_is_completed_once(sign_in, erik, grant):
    client = sign_in(erik)
    address, said = f"grants/{grant.pk}/complete", {"completed_on": "2025-04-30"}

    assert send(client, address, said).json()["project_state"] == "completed"
    assert send(client, address, said).status_code == 409


@pytest.mark.parametrize(
    "path", ["sources/{0.round.source.pk}", "rounds/{0.round.pk}", "grants/{0.pk}"]
)
def test_money_is_unknown_to_an_outsider(sign_in, cecilia, disa, grant, path):
    address = f"/api/v1/{path.format(grant)}/"

    assert sign_in(disa).get(address).status_code == 200
    assert sign_in(cecilia).get(address).status_code == 404


def test_reader_of_the_matter_changes_nothing(sign_in, love, grant):
    answer = send(sign_in(love), "ledger-entries", spending(grant))

    assert (answer.status_code, LedgerEntry.objects.filter(kind="used").count()) == (403, 0)
