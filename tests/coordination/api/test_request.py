"""Requests through the API, and what becomes of them."""

from coordination.models import Membership
from tests.coordination.api.calls import patch, post
from tests.factories import DecisionFactory


def test_request_is_added_changed_and_removed(as_bo, statement, town):
    asked = {"statement": statement.pk, "text": "Pengar.", "addressee": town.board.pk}
    added = post(as_bo, "requests", asked)
    address = f"requests/{added.json()['id']}"

    assert added.status_code == 201
    changed = patch(as_bo, address, {"text": "Mer pengar.", "version": 1}).json()
    assert (changed["text"], changed["version"]) == ("Mer pengar.", 2)
    assert as_bo.delete(f"/api/v1/{address}/").status_code == 204


def test_request_saved_by_someone_else_is_a_conflict_with_both_texts(as_bo, written):
    address = f"requests/{written.requests.first().pk}"
    patch(as_bo, address, {"text": "Deras.", "version": 1})

    conflict = patch(as_bo, address, {"text": "Mitt.", "version": 1})

    assert (conflict.status_code, conflict.json()["code"]) == (409, "edit_conflict")
    assert [conflict.json()[whose]["text"] for whose in ("theirs", "mine")] == ["Deras.", "Mitt."]


def test_change_names_the_version_that_was_seen(as_bo, written):
    refused = patch(as_bo, f"requests/{written.requests.first().pk}", {"text": "Mitt."})

    assert (refused.status_code, set(refused.json()["errors"])) == (400, {"version"})


def test_coordinator_answers_a_request_and_the_seat_is_made(as_disa, adopted, steering_group):
    request = adopted.requests.get(kind="seat")
    yes = {"outcome": "accepted", "reason": "Kontoret behövs."}

    answered = post(as_disa, f"requests/{request.pk}/answer", yes)

    assert answered.json()["dispositions"][0]["outcome"] == "accepted"
    assert steering_group.seats.count() == 1
    assert Membership.objects.filter(seat__organization=steering_group).count() == 0


def test_body_that_asked_may_not_answer_itself(as_bo, adopted):
    request = adopted.requests.first()

    refused = post(as_bo, f"requests/{request.pk}/answer", {"outcome": "accepted", "reason": "Ja."})

    assert refused.status_code == 403


def test_answer_says_what_changed(as_disa, adopted, matter, town):
    decision = DecisionFactory(matter=matter, body=town.board)
    request = adopted.requests.get(kind="general")
    link = {"subject_type": "decision", "subject_id": decision.pk}
    yes = {"outcome": "accepted", "reason": "Ja.", "links": [link]}

    answered = post(as_disa, f"requests/{request.pk}/answer", yes)

    (told,) = answered.json()["dispositions"][0]["links"]
    assert told == {**link, "label": f"{decision.title} ({decision})"}


def test_answer_after_one_that_was_not_seen_is_a_conflict_with_both(as_disa, adopted):
    address = f"requests/{adopted.requests.get(kind='general').pk}/answer"
    post(as_disa, address, {"outcome": "accepted", "reason": "Deras.", "seen": 0})

    conflict = post(as_disa, address, {"outcome": "rejected", "reason": "Mitt.", "seen": 0})

    assert (conflict.status_code, conflict.json()["code"]) == (409, "edit_conflict")
    assert [conflict.json()[whose]["reason"] for whose in ("theirs", "mine")] == ["Deras.", "Mitt."]
