"""Joining an initiative, and leaving it."""

import pytest

from coordination.models import AuditEvent
from initiatives.enums import ParticipationRole
from initiatives.models import Participation
from tests.factories.initiatives import ParticipationFactory


def join(client, initiative, organization, role="carries_out"):
    return client.post(
        f"/insatser/{initiative.pk}/medverkande/",
        {"organization": organization.pk, "role": role, "since": "2025-03-01"},
    )


def test_participant_is_named(client, initiative, town, bo):
    client.force_login(bo)

    join(client, initiative, town.outside)

    found = initiative.participations.get(organization=town.outside)
    assert found.role == ParticipationRole.CARRIES_OUT


def test_lead_is_no_role_to_choose(client, initiative, town, bo):
    client.force_login(bo)

    answer = join(client, initiative, town.outside, role="lead")

    assert list(answer.context["form"].errors) == ["role"]


@pytest.mark.parametrize(("person", "status"), [("love", 403), ("rut", 403), ("cecilia", 404)])
def test_participants_are_named_by_nobody_else(client, initiative, town, person, status, request):
    client.force_login(request.getfixturevalue(person))

    answer = join(client, initiative, town.outside)

    assert (answer.status_code, Participation.objects.count()) == (status, 1)


@pytest.fixture
def part(initiative, town):
    return ParticipationFactory(initiative=initiative, organization=town.lead)


def test_part_is_ended_with_a_reason(client, part, bo):
    client.force_login(bo)

    client.post(f"/medverkan/{part.pk}/lamna/", {"reason": "Klart."})

    assert not Participation.objects.filter(pk=part.pk).exists()


@pytest.mark.parametrize(("person", "status"), [("anna", 403), ("love", 403), ("cecilia", 404)])
def test_part_is_ended_by_nobody_else(client, part, person, status, request):
    client.force_login(request.getfixturevalue(person))

    answer = client.post(f"/medverkan/{part.pk}/lamna/", {"reason": "Klart."})

    assert (answer.status_code, Participation.objects.filter(pk=part.pk).exists()) == (status, True)


def test_leads_part_is_not_ended(client, initiative, bo):
    client.force_login(bo)
    lead = initiative.participations.get()

    assert client.post(f"/medverkan/{lead.pk}/lamna/", {"reason": "Klart."}).status_code == 403


def test_part_that_is_ended_twice_is_ended_once_with_a_friendly_word(client, part, bo):
    client.force_login(bo)
    address = f"/medverkan/{part.pk}/lamna/"
    client.post(address, {"reason": "Klart."})

    again = client.post(address, {"reason": "Klart."}, follow=True)

    assert again.redirect_chain[0][0] == f"/insatser/{part.initiative_id}/"
    assert "Medverkan är redan avslutad." in again.content.decode()
    assert AuditEvent.objects.filter(action="initiative.left").count() == 1
