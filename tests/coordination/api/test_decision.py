"""What the minutes say of an item, said through the API by the rules of the page."""

import pytest

from coordination.models import MinutesRecord
from tests.coordination.api.calls import post


@pytest.fixture
def address(adopted):
    return f"decisions/{adopted.decision_id}"


@pytest.fixture
def said():
    return {"motions": ["Maja Ek (M) yrkar avslag."], "procedure": "Bifall.", "version": 0}


def test_minutes_are_written_and_read(as_bo, address, said, chair, adopted):
    before = as_bo.get(f"/api/v1/{address}/").json()["minutes_record"]

    saved = post(as_bo, f"{address}/minutes", said | {"approvers": []})

    assert (before, saved.status_code) == (None, 200)
    assert saved.json()["minutes_record"] == said | {"approvers": [], "version": 1}
    assert MinutesRecord.objects.get().decision_id == adopted.decision_id


def test_second_writer_gets_both_texts(as_bo, address, said):
    post(as_bo, f"{address}/minutes", said)

    conflict = post(as_bo, f"{address}/minutes", said | {"motions": ["Bifall."]})

    assert conflict.status_code == 409
    assert conflict.json()["theirs"]["motions"] == said["motions"]
    assert conflict.json()["mine"]["motions"] == ["Bifall."]


def test_first_record_has_nothing_to_conflict_with(as_bo, address, said):
    saved = post(as_bo, f"{address}/minutes", said | {"version": 7})

    assert saved.json()["minutes_record"]["version"] == 1


def test_only_the_bodys_secretary_writes_minutes(client, address, said, erik, cecilia):
    answers = []
    for user in (erik, cecilia):
        client.force_login(user)
        answers.append(post(client, f"{address}/minutes", said).status_code)

    assert answers == [403, 404]


def test_approver_who_was_not_there_is_refused(as_bo, address, said, love):
    refused = post(as_bo, f"{address}/minutes", said | {"approvers": [love.person_id]})

    assert (refused.status_code, MinutesRecord.objects.count()) == (400, 0)
