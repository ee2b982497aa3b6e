"""A statement on its way: with a request for seats and a separate opinion, and then adopted."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.utils import timezone

from coordination.documents.bundle import Bound
from coordination.domain.adoption_check import Doubt
from coordination.domain.memorandum import Draft, draft_memorandum, present_memorandum
from coordination.domain.official_report import sign_report
from coordination.domain.opinion import file_opinion
from coordination.domain.request import add_request
from coordination.domain.statement import adopt_statement, submit_statement
from coordination.domain.written_question import register_written_question
from coordination.enums import OrganizationKind, PartyRole, RequestKind, Role
from coordination.models import Meeting
from coordination.registry import document_types
from tests.conftest import member
from tests.factories import (
    ConsulteeFactory,
    MatterPartyFactory,
    OrganizationFactory,
    StatementFactory,
)


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
def now():
    """The afternoon of ``today``."""
    return datetime(2025, 5, 28, 14, 30, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def plain_document(monkeypatch):
    """Documents that take no time to draw up, for tests that look at everything but the PDF."""
    plain = replace(
        document_types["statement"],
        render=lambda content, adoption: (
            f"%PDF {content.fingerprint} § {adoption.paragraph}".encode()
        ),
    )
    monkeypatch.setitem(document_types, "statement", plain)


@pytest.fixture(autouse=True)
def plain_letter(monkeypatch):
    """Letters that take no time: every referral is sent with one, and few tests look at it."""
    plain = replace(document_types["referral_letter"], render=lambda *_a, **_k: b"%PDF letter")
    monkeypatch.setitem(document_types, "referral_letter", plain)


@pytest.fixture(autouse=True)
def plain_memorandum(monkeypatch):
    """Presented memoranda whose stored file takes no time."""
    plain = replace(document_types["memorandum"], render=lambda *_a, **_k: b"%PDF memorandum")
    monkeypatch.setitem(document_types, "memorandum", plain)


@pytest.fixture
def adopted(in_review, adoption, plain_document):
    """The statement adopted under § 201, not yet approved."""
    return adopt_statement(in_review, **adoption)


# --- From question to decision -------------------------------------------------------------------


@pytest.fixture
def as_disa(client, disa):
    """Pages as the board's coordinator has them."""
    client.force_login(disa)
    return client


@pytest.fixture
def drafting_committee(town):
    """The board's drafting committee: it says what it thinks, and decides nothing."""
    return OrganizationFactory(
        name="Borgarrådsberedningen",
        kind=OrganizationKind.DRAFTING_COMMITTEE,
        municipality=town.municipality,
        parent=town.board,
    )


@pytest.fixture
def presenter(town):
    return member(town.board, Role.CHAIR, "Karim", party_label="S").person


@pytest.fixture
def opposition(town, drafting_committee):
    """Three members of the board from two parties."""
    parties = {"Agnes": "M", "Jon": "M", "Lena": "L"}
    return [
        member(town.board, Role.MEMBER, name, party_label=party).person
        for name, party in parties.items()
    ]


@pytest.fixture
def written_question(matter, disa, opposition, today):
    """Two questions to the board."""
    return register_written_question(
        matter,
        actor=disa,
        title="Hur följs medlen upp?",
        received_on=today,
        authors=opposition[:2],
        questions=["Vad är klart?", "Vad kostade det?"],
    )


@pytest.fixture
def memorandum(matter, disa, town, drafting_committee, presenter):
    """A draft on its way over drafting committee and board to the council."""
    return draft_memorandum(
        matter,
        actor=disa,
        draft=Draft(
            title="Utveckling av samarbetet",
            presenters=[presenter],
            background_html="<p>Förbundet frågar.</p>",
        ),
        bodies=[town.council, drafting_committee, town.board],
        clauses=["Remissen besvaras.", "Paragrafen justeras omedelbart."],
    )


@pytest.fixture
def presented(memorandum, disa, today):
    """The same, put before the bodies."""
    return present_memorandum(
        memorandum, actor=disa, signed_on=today, place="Storköping", today=today
    )


@pytest.fixture
def meeting(town):
    """Bo's committee's meeting in June."""
    return Meeting.objects.create(organization=town.participant, held_on=date(2025, 6, 17))


@pytest.fixture
def plain_bundle(monkeypatch):
    """Bundles that take no time, for tests that look at everything but the PDF."""

    def render(content, *, progress):
        for _part in content.parts:
            progress()
        return Bound(b"%PDF bundle", 9, [3 for _part in content.parts])

    plain = replace(document_types["bundle"], render=render)
    monkeypatch.setitem(document_types, "bundle", plain)


# --- An administration's answer ------------------------------------------------------------------


@pytest.fixture
def head(town):
    """Bo's administration's head."""
    return member(town.participant_office, Role.HEAD, "Hedda")


@pytest.fixture
def registrar(town):
    return member(town.participant_office, Role.REGISTRAR, "Rolf")


@pytest.fixture
def committee_head(town):
    """Somebody whom a wrong entry calls head of the committee itself."""
    return member(town.participant, Role.HEAD, "Henning")


@pytest.fixture
def report_in_review(matter, town, erik):
    """Bo's administration's answer to the central office, up for signing."""
    MatterPartyFactory(
        matter=matter, organization=town.participant_office, role=PartyRole.CONSULTED
    )
    asked = ConsulteeFactory(
        referral__matter=matter,
        referral__sender=town.central_office,
        organization=town.participant_office,
        state="started",
    )
    report = StatementFactory(consultee=asked, author=erik.person, stance="")
    return submit_statement(report, actor=erik)


@pytest.fixture
def plain_report(monkeypatch):
    """Reports that take no time to draw up."""
    plain = replace(
        document_types["official_report"],
        render=lambda content, signing: f"{content.fingerprint} {signing.title}".encode(),
    )
    monkeypatch.setitem(document_types, "official_report", plain)


@pytest.fixture
def signed(report_in_review, head, plain_report, today):
    """The report signed by the head today."""
    return sign_report(report_in_review, actor=head, today=today)
