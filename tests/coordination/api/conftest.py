"""One object of each resource, all within the joint effort's matter; and clients that are signed in."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from coordination.domain.compilation import fix_compilation, start_compilation
from coordination.domain.incoming_referral import register_incoming
from coordination.domain.part_view import add_part_view
from coordination.enums import Role
from coordination.models import AreaVersion, Meeting, ReferredPart, ReferredText
from coordination.registry import document_types
from evaluation.models import Indicator, Measurement
from tests.conftest import member
from tests.factories import (
    AreaFactory,
    DeadlineFactory,
    DecisionFactory,
)
from tests.factories.funding import GrantFactory, RoundFactory, SourceFactory
from tests.factories.initiatives import InitiativeFactory, ProgrammeFactory

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[13.0, 55.6], [13.01, 55.6], [13.01, 55.61], [13.0, 55.61], [13.0, 55.6]]],
}


@pytest.fixture
def as_user(db):
    """A client signed in as somebody, as a browser is."""

    def sign_in(user):
        client = APIClient()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def as_disa(as_user, disa):
    return as_user(disa)


@pytest.fixture
def as_bo(as_user, bo):
    return as_user(bo)


@pytest.fixture
def as_cecilia(as_user, cecilia):
    return as_user(cecilia)


@pytest.fixture
def soon():
    return timezone.localdate() + timedelta(days=30)


@pytest.fixture
def new_referral(matter, town, soon):
    return {
        "matter": matter.pk,
        "sender": town.central_office.pk,
        "title": "Kraftsamlande insatser",
        "question": "Vad anser nämnden?",
        "due_on": soon.isoformat(),
        "consultees": [{"organization": town.participant.pk}],
    }


@pytest.fixture
def programme(matter, town):
    return ProgrammeFactory(matter=matter, lead=town.board, convener=town.central_office)


@pytest.fixture
def initiative(programme, town):
    return InitiativeFactory(programme=programme, lead=town.participant, starts_on=None)


@pytest.fixture
def decision(matter):
    return DecisionFactory(matter=matter, paragraph=77, financing="Ryms i budgeten.")


@pytest.fixture
def grant(town, decision):
    source = SourceFactory(owner=town.board)
    return GrantFactory(
        round=RoundFactory(source=source), decision=decision, recipient=town.participant
    )


@pytest.fixture
def indicator(programme, town):
    return Indicator.objects.create(
        programme=programme,
        organization=town.central_office,
        name="Unga i arbete",
        definition="Andelen unga som arbetar eller studerar.",
        unit="procent",
        direction="higher",
        source_name="Kolada",
    )


@pytest.fixture
def measurement(indicator, disa):
    return Measurement.objects.create(
        indicator=indicator,
        measured_on=date(2023, 12, 31),
        value=71,
        source="Kolada",
        retrieved_on=date(2024, 3, 1),
        actor=disa,
        recorded_at="2024-03-01T12:00:00Z",
    )


def give_boundary(area):
    return AreaVersion.objects.create(
        area=area,
        geometry=json.dumps(SQUARE),
        west=13,
        south=55.6,
        east=13.01,
        north=55.61,
        hectares=70,
        valid_from=date(2024, 1, 1),
    )


@pytest.fixture
def area(matter, town):
    area = AreaFactory(name="Norra staden", municipality=town.municipality, matter=matter)
    give_boundary(area)
    return area


@pytest.fixture
def incoming(town, disa, soon):
    """What a federation asks the central office."""
    today = timezone.localdate()
    return register_incoming(
        town.central_office,
        actor=disa,
        title="Förbundets inriktning",
        sender_name="Kommunförbundet",
        question="Vilka frågor bör förbundet arbeta med?",
        received_on=today,
        answer_by=soon,
        link="https://forbund.example/remiss",
        today=today,
    )


@pytest.fixture
def part(statement):
    """A part of the text that Bo's committee's draft answers."""
    text = ReferredText.objects.create(
        referral=statement.consultee.referral, html="<p>Ja.</p>", sent_at=timezone.now()
    )
    statement.referred_text = text
    statement.save()
    return ReferredPart.objects.create(text=text, heading="4.5", title="Finansiering")


@pytest.fixture
def part_view(statement, part, bo):
    return add_part_view(statement, actor=bo, part=part, kind="comment", text="För lågt.")


@pytest.fixture
def plain_compilation(monkeypatch):
    """Compilations that take no time to draw up."""
    plain = replace(document_types["compilation"], render=lambda *_a, **_k: b"%PDF plain")
    monkeypatch.setitem(document_types, "compilation", plain)


@pytest.fixture
def compilation(plain_compilation, adopted, disa):
    """The answers put together, not yet fixed."""
    return start_compilation(adopted.consultee.referral, actor=disa)


@pytest.fixture
def world(
    *,
    matter,
    town,
    steering_group,
    incoming,
    part_view,
    compilation,
    area,
    programme,
    initiative,
    decision,
    adopted,
    memorandum,
    written_question,
    disa,
    grant,
    indicator,
    measurement,
):
    """An object of every resource: seen by Disa, who keeps the matter, and not by Cecilia."""
    seated = member(steering_group, Role.MEMBER, "Sofia").person
    return {
        "organizations": steering_group,
        "people": seated,
        "memberships": seated.memberships.get(),
        "areas": area,
        "programmes": programme,
        "initiatives": initiative,
        "matters": matter,
        "decisions": decision,
        "referrals": adopted.consultee.referral,
        "consultees": adopted.consultee,
        "statements": adopted,
        "requests": adopted.requests.first(),
        "memoranda": memorandum,
        "incoming-referrals": incoming,
        "referred-texts": part_view.part.text,
        "part-views": part_view,
        "compilations": fix_compilation(compilation, actor=disa),
        "meetings": Meeting.objects.create(organization=steering_group, held_on=date(2025, 6, 17)),
        "written-questions": written_question,
        "deadlines": DeadlineFactory(matter=matter, organization=town.board),
        "grants": grant,
        "ledger-entries": grant.entries.get(),
        "indicators": indicator,
        "measurements": measurement,
    }
