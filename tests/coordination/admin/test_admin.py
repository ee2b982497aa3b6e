"""The stock administration shows everything, and changes nothing that the rules made."""

import pytest
from django.contrib import admin
from django.urls import reverse
from rest_framework.authtoken.models import TokenProxy

from coordination.admin.base import ReadOnlyAdmin
from coordination.enums import OrganizationKind
from coordination.models import (
    AuditEvent,
    Document,
    Meeting,
    Organization,
    Statement,
    User,
)
from funding.models import LedgerEntry
from tests.factories import OrganizationFactory, UserFactory

OURS = {"coordination", "initiatives", "funding", "evaluation"}
REGISTERED = [model for model in admin.site._registry if model._meta.app_label in OURS]
LOCKED = [m for m in REGISTERED if isinstance(admin.site._registry[m], ReadOnlyAdmin)]


@pytest.fixture
def root(client, db):
    client.force_login(
        UserFactory(person=None, email="rot@kommun.example", is_superuser=True, is_staff=True)
    )
    return client


def page(model, what, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{what}", args=args)


@pytest.mark.parametrize("model", REGISTERED)
def test_list_opens(model, root, adopted):
    assert root.get(page(model, "changelist"), {"q": "a"}).status_code == 200


@pytest.mark.parametrize("model", LOCKED)
def test_what_the_rules_made_cannot_be_added(model, root):
    assert root.get(page(model, "add")).status_code == 403


@pytest.mark.parametrize("model", [Statement, Document, AuditEvent])
def test_what_the_rules_made_is_shown_and_not_changed(model, root, adopted):
    found = model.objects.first()

    assert root.get(page(model, "change", found.pk)).status_code == 200
    assert root.post(page(model, "change", found.pk), {"title": "Ändrad"}).status_code == 403
    assert root.post(page(model, "delete", found.pk), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("model", [Statement, Document, AuditEvent, LedgerEntry])
def test_records_are_read_only(model):
    assert model in LOCKED


def test_body_can_be_added_but_not_deleted(root, town):
    values = {"name": "Miljönämnden", "kind": "committee", "municipality": town.municipality.pk}

    added = root.post(page(Organization, "add"), values)

    assert added.status_code == 302
    made = Organization.objects.get(name="Miljönämnden")
    assert root.post(page(Organization, "delete", made.pk), {"post": "yes"}).status_code == 403


def test_account_is_made_by_its_address(root):
    values = {"email": "Ny@Kommun.example", "usable_password": "false"}

    assert root.post(page(User, "add"), values).status_code == 302
    assert User.objects.filter(email="ny@kommun.example", is_staff=False).exists()


def test_official_who_is_not_staff_is_sent_to_sign_in(client, gun):
    client.force_login(gun)

    assert client.get("/forvaltning/").status_code == 302


@pytest.fixture
def keeper(client, gun):
    """The municipality's administrator, let in to the stock administration."""
    gun.is_staff = True
    gun.save()
    client.force_login(gun)
    return client


@pytest.fixture
def elsewhere(db):
    return OrganizationFactory(name="Lillköping", kind=OrganizationKind.MUNICIPALITY)


def test_administrator_finds_the_own_municipalitys_bodies_and_no_accounts(keeper, town, elsewhere):
    assert keeper.get("/forvaltning/").status_code == 200
    shown = keeper.get(page(Organization, "changelist")).content.decode()

    assert ("Fritidsnämnden" in shown, "Lillköping" in shown) == (True, False)
    assert keeper.get(page(Organization, "change", elsewhere.pk)).status_code == 302
    assert keeper.get(page(User, "changelist")).status_code == 403


@pytest.mark.parametrize("model", [m for m in LOCKED if m._meta.app_label == "coordination"])
def test_administrator_sees_what_the_rules_made(model, keeper, adopted):
    assert keeper.get(page(model, "changelist")).status_code == 200


def test_administrator_puts_nothing_into_another_municipality(keeper, town, elsewhere):
    values = {"name": "Miljönämnden", "kind": "committee"}

    outside = keeper.post(page(Organization, "add"), values | {"municipality": elsewhere.pk})
    nowhere = keeper.post(page(Organization, "add"), values)

    assert (outside.status_code, nowhere.status_code) == (200, 403)
    assert not Organization.objects.filter(name="Miljönämnden").exists()


def test_change_is_in_the_audit_trail_with_its_fields(keeper, gun, town):
    values = {"name": "Miljönämnden", "kind": "committee", "municipality": town.municipality.pk}
    keeper.post(page(Organization, "add"), values)
    made = Organization.objects.get(name="Miljönämnden")
    keeper.post(page(Organization, "change", made.pk), values | {"short_name": "MN"})

    added, changed = AuditEvent.objects.filter(subject_id=made.pk).order_by("sequence")
    assert (added.action, added.actor, added.data) == (
        "admin.added",
        gun,
        {"object": "Miljönämnden"},
    )
    assert (changed.action, changed.data["fields"]) == ("admin.changed", "Kort namn")


def test_keys_of_the_api_are_not_listed():
    assert TokenProxy not in admin.site._registry


# --- Meetings ------------------------------------------------------------------------------------


def moved(root, meeting, day):
    values = {"organization": meeting.organization_id, "held_on": day, "note": "Ny sal"}
    return root.post(page(Meeting, "change", meeting.pk), values)


def test_meeting_that_has_decided_keeps_its_day(root, adopted):
    meeting = adopted.decision.meeting

    answer = moved(root, meeting, "2025-06-03").content.decode()

    meeting.refresh_from_db()
    assert "har fattat beslut" in answer
    assert meeting.held_on == adopted.decision.decided_on


def test_note_of_a_meeting_that_has_decided_may_change(root, adopted):
    meeting = adopted.decision.meeting

    moved(root, meeting, meeting.held_on.isoformat())

    meeting.refresh_from_db()
    assert meeting.note == "Ny sal"


def test_planned_meeting_is_moved_but_not_to_a_taken_day(root, meeting):
    taken = Meeting.objects.create(organization=meeting.organization, held_on="2025-06-24")

    refused = moved(root, meeting, str(taken.held_on)).content.decode()
    moved(root, meeting, "2025-06-25")

    meeting.refresh_from_db()
    assert "finns redan ett sammanträde" in refused
    assert meeting.held_on.isoformat() == "2025-06-25"
