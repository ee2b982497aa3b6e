"""Meetings through the API: who was there, and who was disqualified."""

from datetime import date

import pytest

from coordination.models import Meeting
from tests.coordination.api.calls import post

DAY = date(2025, 5, 27)


@pytest.fixture
def held(town):
    return Meeting.objects.create(organization=town.participant, held_on=DAY)


@pytest.fixture
def present(members):
    return [{"person": each.pk} for each in members]


def test_attendance_is_the_whole_list(as_bo, held, present, members):
    address = f"meetings/{held.pk}/attendance"
    first = post(as_bo, address, {"present": present}).json()
    second = post(as_bo, address, {"present": present[:2], "seen": first["attendance_seen"]}).json()

    assert [len(each["attendances"]) for each in (first, second)] == [4, 2]
    assert {each["role"] for each in second["attendances"]} == {"member"}


def test_list_that_changed_meanwhile_is_a_conflict(as_bo, held, present):
    address = f"meetings/{held.pk}/attendance"
    post(as_bo, address, {"present": present})

    conflict = post(as_bo, address, {"present": present[:1], "seen": ""})

    assert (conflict.status_code, conflict.json()["code"]) == (409, "changed_meanwhile")
    assert held.attendances.count() == 4


def test_somebody_without_a_seat_is_refused_by_name(as_bo, held, bo):
    refused = post(as_bo, f"meetings/{held.pk}/attendance", {"present": [{"person": bo.person_id}]})

    assert (refused.status_code, refused.json()["code"]) == (400, "no_seat")
    assert "Bo Testsson" in refused.json()["detail"]


def test_attendance_is_for_the_bodys_secretary(as_disa, held, present):
    assert post(as_disa, f"meetings/{held.pk}/attendance", {"present": present}).status_code == 403


def test_recusal_is_written_and_taken_back(as_bo, held, members, statement):
    said = {"person": members[0].pk, "statement": statement.pk, "reason": "Sitter i styrelsen."}
    address = f"meetings/{held.pk}/recusals"

    (written,) = post(as_bo, address, said).json()["recusals"]

    assert (written["statement"], "reason" in written) == (statement.pk, False)
    assert as_bo.delete(f"/api/v1/{address}/{written['id']}/").json()["recusals"] == []


def test_recusal_is_from_one_item(as_bo, held, members):
    refused = post(
        as_bo, f"meetings/{held.pk}/recusals", {"person": members[0].pk, "reason": "Släkt."}
    )

    assert (refused.status_code, refused.json()["code"]) == (400, "one_item")


def test_meetings_are_found_by_body_and_day(as_bo, held, town):
    Meeting.objects.create(organization=town.lead, held_on=DAY)
    asked = {"organization": town.participant.pk, "held_since": "2025-01-01"}

    found = as_bo.get("/api/v1/meetings/", asked).json()["results"]

    assert [row["id"] for row in found] == [held.pk]
