"""Who may ask whom: the bodies of one's municipality, the matter's parties, and for outsiders the boards."""

import pytest

from coordination.domain.consultable import bodies_to_ask
from coordination.domain.referral import draft_referral, send_referral
from coordination.enums import OrganizationKind, PartyRole, ReferralState
from coordination.exceptions import ActionRefused
from coordination.models import Matter, Organization, OutgoingMessage, Referral
from tests.factories import ConsulteeFactory, MatterFactory, MatterPartyFactory, OrganizationFactory

pytestmark = pytest.mark.django_db
KIND = OrganizationKind


@pytest.fixture
def neighbours(db):
    """Another municipality with its board and a committee."""
    home = OrganizationFactory(name="Grannstad", kind=KIND.MUNICIPALITY)
    return [
        OrganizationFactory(name=name, kind=kind, municipality=home)
        for name, kind in (
            ("Grannstyrelsen", KIND.EXECUTIVE_BOARD),
            ("Grannämnden", KIND.COMMITTEE),
        )
    ]


@pytest.fixture
def association(db):
    return OrganizationFactory(name="Kommunförbundet", kind=KIND.ASSOCIATION)


def asked_by(sender, matter, today):
    senders = Organization.objects.filter(pk=sender.pk)
    found = bodies_to_ask(senders, Matter.objects.filter(pk=matter.pk), on=today)
    return set(found.values_list("name", flat=True))


def test_municipality_asks_its_own_and_authorities(town, matter, neighbours, association, today):
    OrganizationFactory(name="Länsstyrelsen", kind=KIND.STATE_AGENCY)
    own = {body.name for body in Organization.objects.filter(municipality=town.municipality)}

    asked = asked_by(town.board, matter, today)

    assert asked == own - {"Kommunfullmäktige"} | {"Länsstyrelsen"}


def test_party_of_the_matter_can_be_asked_wherever_it_stands(
    town, matter, neighbours, association, today
):
    for body in (neighbours[1], association):
        MatterPartyFactory(matter=matter, organization=body, role=PartyRole.CONTRIBUTING)

    other = MatterFactory(organization=town.board)
    assert {"Grannämnden", "Kommunförbundet"} <= asked_by(town.board, matter, today)
    assert not {"Grannämnden", "Kommunförbundet"} & asked_by(town.board, other, today)


def test_association_asks_the_boards_of_the_municipalities(town, neighbours, association, today):
    matter = MatterFactory(organization=association)

    assert asked_by(association, matter, today) == {"Grannstyrelsen", "Kommunstyrelsen"}


def test_draft_names_each_who_is_out_of_reach(town, matter, disa, neighbours, today):
    with pytest.raises(ActionRefused) as refused:
        draft_referral(
            matter,
            actor=disa,
            sender=town.central_office,
            title="Remiss",
            question="Vad anser ni?",
            due_on=today,
            today=today,
            consultees=[*neighbours, town.lead],
        )

    assert "Grannstyrelsen och Grannämnden kan inte få" in str(refused.value)
    assert not Referral.objects.exists()


def test_sending_names_whoever_came_out_of_reach_and_sends_nothing(
    town, referral, disa, bo, neighbours
):
    for body in (neighbours[0], town.participant):
        ConsulteeFactory(referral=referral, organization=body)

    with pytest.raises(ActionRefused, match="Grannstyrelsen kan inte få"):
        send_referral(referral, actor=disa)

    referral.refresh_from_db()
    assert referral.state == ReferralState.DRAFT
    assert not OutgoingMessage.objects.exists()
