"""Every state and action of referrals and of those who are asked, by page, API and admin.

What the tables hold happens; what they do not hold changes nothing, and the reason is told.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coordination.enums import (
    CONSULTEE_TRANSITIONS,
    REFERRAL_TRANSITIONS,
    ConsulteeState,
    ReferralState,
)
from coordination.models import AuditEvent, Consultee, Referral
from tests.factories import ConsulteeFactory, DeadlineFactory, UserFactory

pytestmark = pytest.mark.django_db

REASON = {"reason": "Därför."}
REFERRAL_PAGES = {
    "send": ("send_referral", {}),
    "close": ("close_referral", {}),
    "recall": ("recall_referral", REASON),
    "reopen": ("reopen_referral", REASON),
}
# What a body and the sender do: the transition, the page, the API's address, who, what is sent.
CONSULTEE_ACTS = {
    "start": ("start", "start_statement", "start", "bo", {}),
    "decline": ("decline", "decline_referral", "decline", "bo", REASON),
    "find_incomplete": ("find_incomplete", "find_incomplete", "find-incomplete", "disa", REASON),
    "complete": ("answer", "complete_consultee", "complete", "disa", REASON),
}


@pytest.fixture
def world(consultee, bo, disa):
    """A referral that is out at Bo's committee, with those who act."""
    DeadlineFactory(
        subject_id=consultee.pk, organization=consultee.organization, due_on=consultee.due_on
    )
    return {"consultee": consultee, "bo": bo, "disa": disa}


def put_referral(consultee, state):
    Referral.objects.update(state=state)
    return consultee.referral_id


def put_consultee(consultee, state):
    Consultee.objects.update(state=state, declined_reason="Skäl.")
    return consultee.pk


def sent_to(page, data):
    """What is sent to a page, where it asks for more than the API."""
    soon = timezone.localdate() + timedelta(days=9)
    return data | {"due_on": soon.isoformat()} if page == "find_incomplete" else data


def after(client, actor, address, data, **options):
    """What is answered when somebody sends the data."""
    client.force_login(actor)
    return client.post(address, data, **options)


def says_why(response) -> bool:
    """Whether a page tells in words why nothing happened, or the act is not the actor's to do."""
    if response.status_code in {400, 403, 409}:
        return True
    html = response.content.decode()
    return any(word in html for word in ("Det går inte", "är redan", "saknas i svaret"))


@pytest.mark.parametrize("state", ReferralState)
@pytest.mark.parametrize("action", REFERRAL_PAGES)
@pytest.mark.parametrize("way", ["page", "api"])
def test_referral_goes_only_where_the_table_leads(client, world, state, action, way):
    pk = put_referral(world["consultee"], state)
    events = AuditEvent.objects.count()
    page, data = REFERRAL_PAGES[action]
    address = reverse(f"coordination:{page}", args=[pk])
    options = {"follow": True}
    if way == "api":
        address = f"/api/v1/referrals/{pk}/{action}/"
        options = {"content_type": "application/json"}

    response = after(client, world["disa"], address, data, **options)

    expected = REFERRAL_TRANSITIONS.get((state, action))
    assert Referral.objects.get().state == (expected or state)
    assert (AuditEvent.objects.count() > events) is bool(expected)
    assert expected or says_why(response)


@pytest.mark.parametrize("state", ConsulteeState)
@pytest.mark.parametrize("act", CONSULTEE_ACTS)
@pytest.mark.parametrize("way", ["page", "api"])
def test_consultee_goes_only_where_the_table_leads(client, world, state, act, way):
    pk = put_consultee(world["consultee"], state)
    action, page, address, who, data = CONSULTEE_ACTS[act]
    url, options = reverse(f"coordination:{page}", args=[pk]), {"follow": True}
    if way == "api":
        url, options = f"/api/v1/consultees/{pk}/{address}/", {"content_type": "application/json"}

    response = after(client, world[who], url, sent_to(page, data), **options)

    # An answer is taken as complete only where something was missing; adopting gives the first one.
    leads = act != "complete" or state == ConsulteeState.INCOMPLETE
    expected = CONSULTEE_TRANSITIONS.get((state, action)) if leads else None
    assert Consultee.objects.get().state == (expected or state)
    # Beginning again leads to the text that is there, and refuses nothing.
    assert expected or act == "start" or says_why(response)


@pytest.mark.parametrize("referral_state", [s for s in ReferralState if s != ReferralState.SENT])
@pytest.mark.parametrize("act", ["start", "decline", "find_incomplete"])
@pytest.mark.parametrize("way", ["page", "api"])
def test_nothing_moves_when_the_referral_is_not_out(client, world, referral_state, act, way):
    states = {"find_incomplete": ConsulteeState.ANSWERED}
    pk = put_consultee(world["consultee"], state := states.get(act, ConsulteeState.AWAITED))
    put_referral(world["consultee"], referral_state)
    _action, page, address, who, data = CONSULTEE_ACTS[act]
    url, options = reverse(f"coordination:{page}", args=[pk]), {}
    if way == "api":
        url, options = f"/api/v1/consultees/{pk}/{address}/", {"content_type": "application/json"}

    response = after(client, world[who], url, sent_to(page, data), **options)

    assert Consultee.objects.get().state == state
    assert response.status_code in {403, 404, 409} or says_why(response)


@pytest.mark.parametrize("name", ["referral", "consultee"])
def test_admin_changes_no_state(client, world, name):
    root = UserFactory(is_staff=True, is_superuser=True)
    row = {"referral": world["consultee"].referral, "consultee": world["consultee"]}[name]
    address = reverse(f"admin:coordination_{name}_change", args=[row.pk])

    response = after(client, root, address, {"state": "closed"})

    assert response.status_code == 403
    row.refresh_from_db()
    assert row.state in {ReferralState.SENT, ConsulteeState.AWAITED}


def test_two_bodies_of_one_referral_move_apart(client, world, town):
    other = ConsulteeFactory(referral=world["consultee"].referral, organization=town.lead)
    url = reverse("coordination:decline_referral", args=[world["consultee"].pk])

    after(client, world["bo"], url, REASON)

    other.refresh_from_db()
    assert other.state == ConsulteeState.AWAITED
