"""The real statement of source 000, entered as its secretary would, comes out as its PDF word by word.

The source is read where it lies (see ``tests.sources``); no sentence of it is kept here.
"""

import re
from datetime import date

import pytest

from coordination.domain.adoption_check import Doubt
from coordination.domain.document import read_document
from coordination.domain.opinion import file_opinion
from coordination.domain.request import add_request
from coordination.domain.statement import (
    adopt_statement,
    start_statement,
    submit_statement,
    write_section,
)
from coordination.enums import OrganizationKind, Role
from coordination.models import Person
from tests.conftest import member
from tests.factories import MembershipFactory, OrganizationFactory, SeatFactory
from tests.pdf import Pdf, faults
from tests.sources import StatementSource, read_statement, sentences

NAME = re.compile(r"(\S+) (\S+?)(?: \((\w+)\))?")
ADOPTED_ON = date(2025, 5, 28)


def missing_sentences(text: str, wanted: list[str]) -> list[str]:
    """Those that ``text`` does not hold after the one before them."""
    missing, position = [], 0
    for sentence in wanted:
        found = text.find(sentence, position)
        if found < 0:
            missing.append(sentence)
        else:
            position = found + len(sentence)
    return missing


@pytest.fixture(scope="module")
def source() -> StatementSource:
    return read_statement()


@pytest.fixture
def seated(town, source) -> dict[str, Person]:
    """Everyone whom the source names, in a seat of the body; found by the name as written."""

    def seat(name, role):
        given, family, party = NAME.fullmatch(name).groups()
        person = Person.objects.create(
            given_name=given, family_name=family, party_label=party or ""
        )
        place = SeatFactory(organization=town.participant, role=role)
        MembershipFactory(person=person, seat=place)
        return person

    roles = dict.fromkeys([*source.authors, *source.concurring], Role.MEMBER)
    roles |= {source.chair: Role.CHAIR, source.secretary: Role.SECRETARY}
    return {name: seat(name, role) for name, role in roles.items()}


@pytest.fixture
def groups(town, matter):
    """The two groups in which the body asks for seats."""
    return [
        OrganizationFactory(name=name, kind=kind, municipality=town.municipality, matter=matter)
        for name, kind in (
            ("Styrgruppen", OrganizationKind.STEERING_GROUP),
            ("Arbetsgruppen", OrganizationKind.WORKING_GROUP),
        )
    ]


@pytest.fixture
def clerk(town):
    return member(town.participant, Role.SECRETARY, "Kerstin")


@pytest.fixture
def entered(source, consultee, clerk, seated, groups, town):
    """The source's text, a request for seats and the separate opinion, handed over for review."""
    statement = start_statement(consultee, actor=clerk, today=ADOPTED_ON)
    for kind, html in (("summary", source.summary_html), ("body", source.body_html)):
        section = statement.sections.get(kind=kind)
        write_section(section, actor=clerk, html=html, version=section.version)
    add_request(
        statement,
        actor=clerk,
        kind="seat",
        text="Kontoret får en plats i båda grupperna.",
        addressee=town.central_office,
        seat_for=town.participant_office,
        groups=groups,
    )
    file_opinion(
        statement,
        actor=clerk,
        kind="separate_opinion",
        authors=[seated[name] for name in source.authors],
        concurring=[seated[name] for name in source.concurring],
    )
    return submit_statement(statement, actor=clerk)


@pytest.fixture
def adopted(entered, clerk, seated, source):
    """Adopted under § 201, signed by chair and secretary of the source."""
    return adopt_statement(
        entered,
        actor=clerk,
        decided_on=ADOPTED_ON,
        paragraph=201,
        chair=seated[source.chair],
        secretary=seated[source.secretary],
        stance="endorses_with_additions",
        today=ADOPTED_ON,
        # The source prints the opinion's authors and label, not its text.
        confirmed={Doubt.NEW_MEETING, Doubt.BEFORE_REFERRAL, Doubt.TEXT_MISSING},
    )


@pytest.fixture(scope="module")
def drawn_up() -> dict[str, bytes]:
    """The file, kept from the first test that enters the source: reading it changes nothing."""
    return {}


@pytest.fixture
def pdf(drawn_up, request) -> Pdf:
    if not drawn_up:
        drawn_up["file"] = read_document(request.getfixturevalue("adopted").document)
    return Pdf(drawn_up["file"])


def test_source_is_understood(source):
    """Three who file, three who concur, and thirty sentences to look for."""
    assert (len(source.authors), len(source.concurring)) == (3, 3)
    assert len(sentences(source.text)) == 30


def test_every_sentence_of_the_source_stands_in_the_pdf_in_order(source, pdf):
    assert missing_sentences(pdf.text, sentences(source.text)) == []


def test_a_sentence_that_is_not_there_is_missed(source, pdf):
    """Negative control: a changed word, and two sentences that changed places."""
    first, second, third, *rest = sentences(source.text)
    changed = second.replace("kommunstyrelsen", "kommundirektören")

    assert changed != second
    assert missing_sentences(pdf.text, [first, changed, third, *rest]) == [changed]
    assert missing_sentences(pdf.text, [third, second]) == [second]


def test_decision_line_and_signatures_stand_as_in_the_source(source, pdf):
    lines = [
        "Stadsbyggnadsnämnden har beslutat att lämna följande yttrande:",
        f"ordförande {source.chair}",
        f"sekreterare {source.secretary}",
    ]

    assert missing_sentences(pdf.text, lines) == []


def test_annex_carries_the_label_of_the_source(source, pdf):
    assert source.annex == "bilaga § 201a"
    assert [link.text for link in pdf.root.find("Link")] == [source.annex]
    assert "Bilaga § 201a" in pdf.margins(pdf.page_count - 1)
    assert (1, "Bilaga § 201a. Särskilt yttrande") in pdf.bookmarks


def test_file_is_tagged_swedish_and_valid(pdf):
    assert pdf.language == "sv"
    assert {"H1", "H2", "P", "L"} <= set(pdf.tags)
    assert faults(pdf.data) == []


@pytest.mark.parametrize(
    ("healthy", "broken"), [(b"/Lang (sv)", b"/Lung (sv)"), (b"/S /H1", b"/S /H4")]
)
def test_validators_object_to_a_broken_file(pdf, healthy, broken):
    assert healthy in pdf.data
    assert faults(pdf.data.replace(healthy, broken)) != []


def test_text_is_kept_as_it_was_entered(adopted, source):
    texts = dict(adopted.sections.values_list("kind", "html"))

    assert texts == {"summary": source.summary_html, "body": source.body_html}
    assert adopted.decision.reference == "§\N{NO-BREAK SPACE}201"
