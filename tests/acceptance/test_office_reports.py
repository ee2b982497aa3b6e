"""The office's answers of sources 003 and 004, entered through the referral chain, come out again.

The sources are read where they lie (see ``tests.acceptance.parts``); no sentence of them is kept here.
"""

from datetime import date

import pytest

from coordination.documents.compilation import line_of
from coordination.domain.document import read_document
from coordination.domain.official_report import sign_report
from coordination.domain.statement import start_statement, submit_statement, write_section
from coordination.enums import OrganizationKind, PartyRole, Role
from tests.acceptance.parts import as_html, parts_of_003, parts_of_004
from tests.acceptance.test_source_000 import missing_sentences
from tests.conftest import body, member
from tests.factories import ConsulteeFactory, MatterFactory, MatterPartyFactory
from tests.pdf import Pdf, faults
from tests.sources import sentences


def answer_of_003():
    parts = parts_of_003()
    return parts, " ".join(parts[name] for name in ("intro", "a1", "a2", "a3", "a4"))


def answer_of_004():
    parts = parts_of_004()
    return parts, parts["answer"]


@pytest.fixture(params=[(answer_of_003, date(2024, 6, 24)), (answer_of_004, date(2014, 10, 8))])
def entered(request, city):
    """The parts, the answer's text, and the report that the office's head has signed."""
    read, day = request.param
    parts, text = read()
    home = city.board.municipality
    office = body(home, "Stadsledningskontoret", OrganizationKind.ADMINISTRATION, serves=city.board)
    writer = member(office, Role.CASE_OFFICER, "Tora")
    head = member(office, Role.HEAD, "Harriet")
    head.person.memberships.update(valid_from=None)
    matter = MatterFactory(organization=city.board, registry_number=parts["dnr"])
    MatterPartyFactory(matter=matter, organization=office, role=PartyRole.CONSULTED)
    asked = ConsulteeFactory(
        referral__matter=matter, referral__sender=city.board, organization=office
    )
    report = start_statement(asked, actor=writer, today=day, registry_number=f"{parts['dnr']}-2")
    texts = {"summary": as_html(sentences(text)[0]), "body": as_html(text)}
    for section in report.sections.all():
        write_section(section, actor=writer, html=texts[section.kind], version=section.version)
    submit_statement(report, actor=writer)
    return parts, text, sign_report(report, actor=head, signed_on=day, today=day)


def test_office_report_comes_out_sentence_by_sentence(entered):
    _, text, report = entered
    pdf = Pdf(read_document(report.document))

    assert faults(pdf.data) == []
    # A line may end after a slash or a hyphen, and then looks like a space.
    printed = pdf.text.replace("- ", "-").replace("/ ", "/")
    wanted = [each.replace("- ", "-").replace("/ ", "/") for each in sentences(text)]
    assert missing_sentences(printed, wanted) == []
    assert missing_sentences(printed, wanted[::-1]) != []  # negative control: order matters


def test_compilation_introduces_the_report_by_its_day(entered):
    _, _, report = entered

    assert line_of(report).startswith("Stadsledningskontorets tjänsteutlåtande daterat den ")
    assert report.consultee.state == "answered"
