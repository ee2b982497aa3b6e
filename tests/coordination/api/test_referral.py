"""Referrals and consultees through the API: the same domain functions, the same rights."""

from datetime import timedelta

from coordination.models import Referral
from tests.coordination.api.calls import patch, post
from tests.factories import DeadlineFactory


def test_coordinator_drafts_changes_and_sends_a_referral(as_disa, bo, new_referral):
    drafted = post(as_disa, "referrals", new_referral)
    address = f"referrals/{drafted.json()['id']}"
    changed = patch(as_disa, address, {"title": "Fler insatser", "version": 1})
    sent = post(as_disa, f"{address}/send")

    assert (drafted.status_code, changed.status_code, sent.status_code) == (201, 200, 200)
    assert (changed.json()["title"], changed.json()["version"]) == ("Fler insatser", 2)
    assert len(changed.json()["consultees"]) == 1
    assert sent.json()["state"] == "sent"


def test_referral_is_sent_once(as_disa, bo, new_referral):
    address = f"referrals/{post(as_disa, 'referrals', new_referral).json()['id']}/send"
    post(as_disa, address)

    again = post(as_disa, address)

    assert (again.status_code, again.json()["code"]) == (409, "wrong_state")


def test_edit_of_an_older_version_gives_both_texts_back(as_disa, new_referral):
    address = f"referrals/{post(as_disa, 'referrals', new_referral).json()['id']}"
    patch(as_disa, address, {"title": "Deras", "version": 1})

    conflict = patch(as_disa, address, {"title": "Min", "version": 1})

    assert (conflict.status_code, conflict.json()["code"]) == (409, "edit_conflict")
    assert conflict.json()["theirs"]["title"] == "Deras"
    assert conflict.json()["mine"] == {"title": "Min", "version": 1}


def test_draft_can_be_thrown_away(as_disa, referral):
    assert as_disa.delete(f"/api/v1/referrals/{referral.pk}/").status_code == 204
    assert not Referral.objects.exists()


def test_referral_is_recalled_closed_and_reopened(as_disa, consultee):
    DeadlineFactory(subject_id=consultee.pk, organization=consultee.organization)
    address = f"referrals/{consultee.referral_id}"

    assert post(as_disa, f"{address}/close").json()["state"] == "closed"
    assert post(as_disa, f"{address}/reopen", {"reason": "Fler svar."}).json()["state"] == "sent"
    assert (
        post(as_disa, f"{address}/recall", {"reason": "Fel bilaga."}).json()["state"] == "recalled"
    )


def test_referral_cannot_be_drafted_for_another_body(as_bo, consultee, new_referral):
    assert post(as_bo, "referrals", new_referral).status_code == 403


def test_referral_in_an_unknown_matter_is_refused_by_its_field(as_cecilia, town, new_referral):
    refused = post(as_cecilia, "referrals", new_referral | {"sender": town.outside.pk})

    assert (refused.status_code, list(refused.json()["errors"])) == (400, ["matter"])


def test_referral_to_bodies_that_do_not_exist_names_them(as_disa, new_referral):
    refused = post(as_disa, "referrals", new_referral | {"consultees": [{"organization": 10**18}]})

    assert refused.json()["errors"]["consultees"] == [f"Nummer {10**18} finns inte."]


def test_rule_is_told_in_its_own_words(as_disa, new_referral):
    refused = post(as_disa, "referrals", new_referral | {"due_on": "2020-01-01"})

    assert (refused.status_code, refused.json()["code"]) == (400, "day_has_been")
    assert refused.json()["detail"] == "Dagen har redan varit. Välj en dag från och med i dag."


# --- Consultees ------------------------------------------------------------------------------------


def test_body_declines(as_bo, consultee, disa):
    DeadlineFactory(subject_id=consultee.pk, organization=consultee.organization)

    declined = post(as_bo, f"consultees/{consultee.pk}/decline", {"reason": "Berör oss inte."})

    assert (declined.status_code, declined.json()["state"]) == (200, "declined")


def test_coordinator_gives_more_time(as_disa, consultee, soon):
    DeadlineFactory(subject_id=consultee.pk, organization=consultee.organization)
    later = {"due_on": (soon + timedelta(days=7)).isoformat(), "reason": "Semester."}

    extended = post(as_disa, f"consultees/{consultee.pk}/extend", later)

    assert (extended.status_code, extended.json()["due_on"]) == (200, later["due_on"])


def test_body_asked_may_not_move_its_own_day(as_bo, consultee, soon):
    later = {"due_on": soon.isoformat(), "reason": "Semester."}

    assert post(as_bo, f"consultees/{consultee.pk}/extend", later).status_code == 403
