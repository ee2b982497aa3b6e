"""Accounts: opened by invitation, closed and opened again by the municipality's administrator."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from coordination.domain.user import deactivate_user, invite_user, reactivate_user
from coordination.enums import OrganizationKind, Role
from coordination.exceptions import ActionRefused
from coordination.models import AuditEvent, OutgoingMessage, User
from tests.conftest import member
from tests.factories import (
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    SeatFactory,
    UserFactory,
)


@pytest.fixture
def newcomer(town):
    person = PersonFactory(given_name="Nils", family_name="Ny", email="nils.ny@kommun.example")
    MembershipFactory(person=person, seat=SeatFactory(organization=town.lead, role=Role.MEMBER))
    return person


def invite(person, actor):
    return invite_user(person, actor=actor, now=timezone.now())


def test_invited_person_gets_an_account_and_a_letter_without_a_secret(newcomer, gun):
    user = invite(newcomer, gun)

    letter = OutgoingMessage.objects.get(kind="account")
    assert (user.email, user.has_usable_password()) == ("nils.ny@kommun.example", False)
    assert (letter.to_email, "/konto/password/reset/" in letter.text) == (user.email, True)
    assert AuditEvent.objects.get(action="user.invited").subject_id == user.pk


@pytest.mark.parametrize("actor", ["anna", "disa", "love", "rut"])
def test_nobody_else_invites_or_closes(newcomer, bo, actor, request):
    actor = request.getfixturevalue(actor)

    with pytest.raises(PermissionDenied):
        invite(newcomer, actor)
    with pytest.raises(PermissionDenied):
        deactivate_user(bo, actor=actor, reason="Slutat.")


def test_second_account_and_taken_address_are_refused(newcomer, gun):
    invite(newcomer, gun)
    with pytest.raises(ActionRefused, match="har redan ett konto"):
        invite(newcomer, gun)

    other = PersonFactory(email=newcomer.email)
    MembershipFactory(
        person=other, seat=SeatFactory(organization=newcomer.memberships.get().seat.organization)
    )
    with pytest.raises(ActionRefused, match="Ett annat konto"):
        invite(other, gun)


def test_account_is_closed_and_opened_again_with_its_history(bo, gun):
    deactivate_user(bo, actor=gun, reason="Slutat.")
    with pytest.raises(ActionRefused, match="redan stängt"):
        deactivate_user(bo, actor=gun, reason="Slutat.")
    assert not User.objects.get(pk=bo.pk).is_active

    reactivate_user(bo, actor=gun)

    assert User.objects.get(pk=bo.pk).is_active
    assert list(AuditEvent.objects.order_by("sequence").values_list("action", flat=True)) == [
        "user.deactivated",
        "user.reactivated",
    ]


def test_administrator_does_not_shut_herself_out(gun):
    with pytest.raises(ActionRefused, match="ditt eget konto"):
        deactivate_user(gun, actor=gun, reason="Slutat.")


def test_someone_who_serves_another_municipality_is_not_shut_out_by_one(bo, gun):
    elsewhere = OrganizationFactory(name="Lillköping", kind=OrganizationKind.MUNICIPALITY)
    MembershipFactory(person=bo.person, seat=SeatFactory(organization=elsewhere))

    with pytest.raises(PermissionDenied):
        deactivate_user(bo, actor=gun, reason="Slutat.")


def test_whoever_runs_the_installation_is_not_closed_by_an_administrator(town, gun):
    root = member(town.lead, Role.MEMBER, "Rot")
    root.is_superuser = True
    root.save()

    with pytest.raises(PermissionDenied):
        deactivate_user(root, actor=gun, reason="Slutat.")
    with pytest.raises(PermissionDenied):
        deactivate_user(
            UserFactory(person=None, email="rot@kommun.example"), actor=gun, reason="Slutat."
        )
