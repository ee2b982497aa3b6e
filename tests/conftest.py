"""The cast, and what every test may lean on.

Anna chairs the lead committee. Bo is secretary in a participating one. Cecilia belongs to neither.
Disa coordinates from the central office, Erik is a case officer in Bo's administration, Gun
administers the municipality, Love sits in the executive board and reads, Rut audits.
"""

from dataclasses import dataclass
from datetime import date

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import translation
from hypothesis import settings

from coordination import guards, models
from coordination.enums import OrganizationKind, PartyRole, Role
from tests.factories import (
    ConsulteeFactory,
    MatterFactory,
    MatterPartyFactory,
    MembershipFactory,
    OrganizationFactory,
    PersonFactory,
    ReferralFactory,
    SeatFactory,
    StatementFactory,
    UserFactory,
)

pytest_plugins = [
    "tests.plugins.collector",
    "tests.plugins.folders",
    "tests.plugins.servers",
]

# A busy machine is slow, not wrong: tests that mind the time measure it themselves.
settings.register_profile("kraftsam", deadline=None)
settings.load_profile("kraftsam")


@pytest.fixture(autouse=True)
def guards_step_aside(request):
    """A test that commits empties the database afterwards, which the guards would refuse."""
    marker = request.node.get_closest_marker("django_db")
    commits = marker and marker.kwargs.get("transaction")
    if not commits and not {"transactional_db", "live_server"} & set(request.fixturenames):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    guards.remove(connection)


@pytest.fixture(autouse=True)
def swedish():
    """Every test begins in Swedish: a page asked for in English leaves its language in the thread."""
    with translation.override("sv"):
        yield


@pytest.fixture(autouse=True)
def content_types_known(request):
    """Content types are read once a process: not within the test that happens to count statements."""
    if "django_assert_num_queries" in request.fixturenames:
        request.getfixturevalue("db")
        ContentType.objects.get_for_models(*apps.get_models())


@dataclass
class Town:
    """A fictitious municipality with the bodies that a joint effort needs."""

    municipality: models.Organization
    council: models.Organization
    board: models.Organization
    central_office: models.Organization
    lead: models.Organization
    participant: models.Organization
    participant_office: models.Organization
    outside: models.Organization


def body(town, name, kind, prefix="", **fields):
    return OrganizationFactory(
        name=name, kind=kind, municipality=town, parent=town, registry_prefix=prefix, **fields
    )


@pytest.fixture
def town(db) -> Town:
    home = OrganizationFactory(
        name="Storköping", kind=OrganizationKind.MUNICIPALITY, municipality_code="0199"
    )
    board = body(home, "Kommunstyrelsen", OrganizationKind.EXECUTIVE_BOARD, "KS")
    participant = body(home, "Stadsbyggnadsnämnden", OrganizationKind.COMMITTEE, "SBN")
    return Town(
        municipality=home,
        council=body(home, "Kommunfullmäktige", OrganizationKind.COUNCIL, "KF"),
        board=board,
        central_office=body(
            home, "Stadskontoret", OrganizationKind.ADMINISTRATION, "STK", serves=board
        ),
        lead=body(home, "Fritidsnämnden", OrganizationKind.COMMITTEE, "FRI"),
        participant=participant,
        participant_office=body(
            home, "Stadsbyggnadskontoret", OrganizationKind.ADMINISTRATION, serves=participant
        ),
        outside=body(home, "Kulturnämnden", OrganizationKind.COMMITTEE, "KUL"),
    )


def member(organization, role, given_name, family_name="Testsson", party_label=""):
    """A person in a seat, with an account."""
    person = PersonFactory(given_name=given_name, family_name=family_name, party_label=party_label)
    MembershipFactory(person=person, seat=SeatFactory(organization=organization, role=role))
    return UserFactory(person=person)


@pytest.fixture
def anna(town):
    return member(town.lead, Role.CHAIR, "Anna", party_label="S")


@pytest.fixture
def bo(town):
    return member(town.participant, Role.SECRETARY, "Bo")


@pytest.fixture
def cecilia(town):
    return member(town.outside, Role.SECRETARY, "Cecilia")


@pytest.fixture
def disa(town):
    return member(town.central_office, Role.COORDINATOR, "Disa")


@pytest.fixture
def erik(town):
    return member(town.participant_office, Role.CASE_OFFICER, "Erik")


@pytest.fixture
def gun(town):
    return member(town.municipality, Role.ADMINISTRATOR, "Gun")


@pytest.fixture
def love(town):
    return member(town.board, Role.MEMBER, "Love", party_label="C")


@pytest.fixture
def rut(town):
    return member(town.municipality, Role.AUDITOR, "Rut")


@pytest.fixture
def chair(town):
    """Bo's committee's chair: signs, but has no account."""
    person = PersonFactory(given_name="Maja", family_name="Lindqvist", party_label="MP")
    MembershipFactory(
        person=person, seat=SeatFactory(organization=town.participant, role=Role.CHAIR)
    )
    return person


@pytest.fixture
def matter(town):
    """The joint effort's matter: the board owns it, Anna's committee is responsible."""
    matter = MatterFactory(organization=town.board, registry_number="KS-2024-1188")
    MatterPartyFactory(matter=matter, organization=town.lead, role=PartyRole.SPECIAL_RESPONSIBILITY)
    return matter


@pytest.fixture
def referral(matter, town):
    """A draft referral from the central office, not yet sent to anybody."""
    return ReferralFactory(matter=matter, sender=town.central_office)


@pytest.fixture
def consultee(matter, town):
    """Bo's committee has been asked; the referral is sent."""
    MatterPartyFactory(matter=matter, organization=town.participant, role=PartyRole.CONSULTED)
    return ConsulteeFactory(
        referral__matter=matter, referral__sender=town.central_office, organization=town.participant
    )


@pytest.fixture
def statement(consultee):
    """Bo's committee's draft, both sections written."""
    consultee.state = "started"
    consultee.save()
    return StatementFactory(consultee=consultee)


@pytest.fixture
def today():
    return date(2025, 5, 28)
