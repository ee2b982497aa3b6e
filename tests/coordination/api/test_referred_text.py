"""Referred texts and views on their parts through the API."""

from coordination.models import PartView, ReferredPart, ReferredText
from tests.coordination.api.calls import patch, post
from tests.factories import ReferralFactory


def test_text_of_a_draft_has_the_parts_that_are_named(as_disa, referral):
    said = {"referral": referral.pk, "html": "<p>Ja.</p>", "parts": "4.5 Finansiering, s. 18–20"}

    made = post(as_disa, "referred-texts", said)

    (part,) = made.json()["parts"]
    assert (made.status_code, part["heading"], part["pages"]) == (201, "4.5", "18–20")
    assert as_disa.get(f"/api/v1/referred-texts/{made.json()['id']}/pdf/").status_code == 404


def test_newer_text_must_say_what_changed(as_disa, consultee):
    said = {"referral": consultee.referral_id, "html": "<p>Nytt.</p>"}

    refused = post(as_disa, "referred-texts", said)
    sent = post(as_disa, "referred-texts", said | {"what_changed": "Kapitel 4."})

    assert (refused.status_code, sent.status_code) == (400, 201)
    assert ReferredText.objects.get().what_changed == "Kapitel 4."


def test_view_is_added_changed_and_removed(as_bo, statement, part):
    said = {"statement": statement.pk, "part": part.pk, "kind": "comment", "text": "Högre."}
    added = post(as_bo, "part-views", said)
    address = f"part-views/{added.json()['id']}"

    assert (added.status_code, added.json()["part"]["heading"]) == (201, "4.5")
    changed = patch(as_bo, address, {"stance": "endorses", "version": 1}).json()
    assert (changed["text"], changed["stance"], changed["version"]) == ("Högre.", "endorses", 2)
    assert as_bo.delete(f"/api/v1/{address}/").status_code == 204
    assert not PartView.objects.exists()


def test_view_saved_by_someone_else_is_a_conflict_with_both(as_bo, part_view):
    patch(as_bo, f"part-views/{part_view.pk}", {"text": "Deras.", "version": 1})

    conflict = patch(as_bo, f"part-views/{part_view.pk}", {"text": "Mitt.", "version": 1})

    assert (conflict.status_code, conflict.json()["theirs"]["text"]) == (409, "Deras.")


def test_part_that_one_may_not_know_of_does_not_exist(as_bo, statement, part):
    secret = ReferredText.objects.create(referral=ReferralFactory(), html="<p>Ja.</p>")
    hidden = ReferredPart.objects.create(text=secret, title="Hemligt")
    said = {"statement": statement.pk, "part": hidden.pk, "kind": "agreement"}

    refused = post(as_bo, "part-views", said)

    assert (refused.status_code, list(refused.json()["errors"])) == (400, ["part"])


def test_statement_takes_up_the_newer_text(as_bo, as_disa, statement, part):
    said = {"referral": statement.consultee.referral_id, "html": "<p>Nytt.</p>"}
    newer = post(as_disa, "referred-texts", said | {"what_changed": "Allt."}).json()

    taken = post(as_bo, f"statements/{statement.pk}/take-up-text")
    again = post(as_bo, f"statements/{statement.pk}/take-up-text")

    assert taken.json()["referred_text"] == newer["id"]
    assert (again.status_code, again.json()["code"]) == (409, "newest")
