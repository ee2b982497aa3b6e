"""The letter is stored as the referral leaves: both or neither."""

from dataclasses import replace

import pytest
from django.urls import reverse

from coordination.domain.referral import send_referral
from coordination.domain.referral_letter import letter_of
from coordination.exceptions import ActionRefused
from coordination.models import Document, Referral
from coordination.registry import document_types
from tests.factories import ConsulteeFactory


@pytest.fixture
def draft(referral, town, bo):
    """Bo's committee is to be asked, and Bo gets the mail."""
    ConsulteeFactory(referral=referral, organization=town.participant)
    return referral


@pytest.fixture
def render(monkeypatch):
    """Say what drawing the letter up does."""

    def use(function):
        kind = replace(document_types["referral_letter"], render=function)
        monkeypatch.setitem(document_types, "referral_letter", kind)

    return use


def test_sent_referral_has_its_letter(draft, disa, render):
    render(lambda *_a, **_k: b"%PDF letter")

    sent = send_referral(draft, actor=disa)

    assert letter_of(sent).title == f"Missiv: {sent.title}"


def test_nothing_is_sent_when_the_draft_changes_meanwhile(draft, disa, render):
    def change(referral, **_kwargs):
        Referral.objects.filter(pk=referral.pk).update(title="En annan rubrik")
        return b"%PDF old"

    render(change)

    with pytest.raises(ActionRefused) as refused:
        send_referral(draft, actor=disa)

    draft.refresh_from_db()
    assert refused.value.code == "changed_meanwhile"
    assert (draft.state, Document.objects.exists()) == ("draft", False)


def test_letter_is_stored_however_the_referral_is_sent(draft, disa, client):
    """One way to send: the page and the API call the same function."""
    client.force_login(disa)

    client.post(reverse("coordination:send_referral", args=[draft.pk]))

    draft.refresh_from_db()
    assert letter_of(draft).kind == "referral_letter"


def test_api_stores_the_letter(draft, disa, client):
    client.force_login(disa)

    client.post(f"/api/v1/referrals/{draft.pk}/send/", content_type="application/json")

    draft.refresh_from_db()
    assert letter_of(draft).drawn_up_at == draft.sent_at
