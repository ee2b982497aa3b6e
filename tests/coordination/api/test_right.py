"""Who may not do a thing is told so before what it takes is looked at."""

import pytest

from tests.coordination.api.calls import patch, post

BAD = {"banana": 1}


@pytest.mark.parametrize("act", ["adopt", "approve", "send-back", "sign"])
def test_statement_is_refused_by_right_before_the_body_is_read(as_user, adopted, erik, bo, act):
    address = f"statements/{adopted.pk}/{act}"

    assert post(as_user(erik), address, BAD).status_code == 403
    assert post(as_user(bo), address, BAD).status_code == (403 if act == "sign" else 400)


def test_request_is_refused_by_right_before_the_body_is_read(as_bo, as_disa, adopted):
    address = f"requests/{adopted.requests.first().pk}"

    assert post(as_bo, f"{address}/answer", BAD).status_code == 403
    assert patch(as_disa, address, BAD).status_code == 403
    assert post(as_disa, f"{address}/answer", BAD).status_code == 400


@pytest.mark.parametrize("act", ["extend", "find-incomplete", "complete", "note-call"])
def test_consultee_is_refused_by_right_before_the_body_is_read(as_bo, as_disa, adopted, act):
    address = f"consultees/{adopted.consultee_id}/{act}"

    assert post(as_bo, address, BAD).status_code == 403
    assert post(as_disa, address, BAD).status_code == 400


def test_referral_is_refused_by_right_before_the_body_is_read(as_bo, as_disa, adopted):
    address = f"referrals/{adopted.consultee.referral_id}"

    assert post(as_bo, f"{address}/recall", BAD).status_code == 403
    assert patch(as_bo, address, BAD).status_code == 403
    assert post(as_disa, f"{address}/recall", BAD).status_code == 400
