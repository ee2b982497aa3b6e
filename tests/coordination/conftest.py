"""A statement on its way: with a request for seats and a separate opinion, and then adopted."""

from dataclasses import replace

import pytest

from coordination.domain.adoption_check import Doubt
from coordination.domain.opinion import file_opinion
from coordination.domain.request import add_request
from coordination.domain.statement import adopt_statement, submit_statement
from coordination.enums import OrganizationKind, RequestKind, Role
from coordination.registry import document_types
from tests.conftest import member
from tests.factories import OrganizationFactory


@pytest.fixture
def steering_group(matter, town):
    """A group set up in the joint effort's matter."""
    return OrganizationFactory(
        name="Styrgruppen",
        kind=OrganizationKind.STEERING_GROUP,
        municipality=town.municipality,
        matter=matter,
    )


@pytest.fixture
def members(town):
    """Four elected members of Bo's committee, in the order of the list of members."""
    parties = {"Tove": "M", "Måns": "M", "Petra": "M", "Märta": "C"}
    return [
        member(town.participant, Role.MEMBER, name, party_label=party).person
        for name, party in parties.items()
    ]


@pytest.fixture
def written(statement, bo, town, steering_group, members):
    """Bo's committee's draft with two requests and a separate opinion."""
    add_request(
        statement,
        actor=bo,
        kind=RequestKind.SEAT,
        text="Kontoret ingår i styrgruppen.",
        addressee=town.central_office,
        seat_for=town.participant_office,
        groups=[steering_group],
    )
    add_request(
        statement,
        actor=bo,
        text="Redovisa hur arbetet ska betalas.",
        addressee=town.board,
        when="2025-09-30",
    )
    file_opinion(
        statement,
        actor=bo,
        kind="separate_opinion",
        authors=members[:2],
        concurring=members[2:],
        html="<p>Vi delar målet.</p>",
    )
    return statement


@pytest.fixture
def in_review(written, bo):
    """The draft handed over for review."""
    return submit_statement(written, actor=bo)


@pytest.fixture
def adoption(bo, chair, today):
    """What the secretary records after the meeting."""
    return {
        "actor": bo,
        "decided_on": today,
        "paragraph": 201,
        "chair": chair,
        "secretary": bo.person,
        "stance": "endorses_with_additions",
        "today": today,
        "confirmed": set(Doubt),  # what is asked about has tests of its own
    }


@pytest.fixture
def plain_document(monkeypatch):
    """Documents that take no time to draw up, for tests that look at everything but the PDF."""
    plain = replace(
        document_types["statement"],
        render=lambda content, adoption: f"{content.fingerprint} § {adoption.paragraph}".encode(),
    )
    monkeypatch.setitem(document_types, "statement", plain)


@pytest.fixture
def adopted(in_review, adoption, plain_document):
    """The statement adopted under § 201, not yet approved."""
    return adopt_statement(in_review, **adoption)
