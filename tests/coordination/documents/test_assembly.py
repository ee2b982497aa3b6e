"""What is recorded is what is printed: from models to the values of the document."""

from dataclasses import replace

import pytest
from django.utils import timezone, translation

from coordination.documents.assembly import adopted_document, decision_clauses, draft_document
from coordination.domain.adoption import Adoption
from coordination.domain.statement_content import content_of
from coordination.enums import Stance
from tests.factories import StatementFactory


@pytest.fixture
def statement(consultee):
    """The model; this folder's own ``statement`` is a document."""
    return StatementFactory(consultee=consultee)


@pytest.fixture
def recorded(chair, bo, today):
    return Adoption(
        decided_on=today,
        paragraph=201,
        chair=chair,
        secretary=bo.person,
        stance=Stance.ENDORSES,
        immediate_approval=False,
        receipt_number="K-2025-1",
        at=timezone.now(),
    )


def test_adopted_document_says_what_was_recorded(written, recorded):
    document = adopted_document(content_of(written), recorded)

    assert (document.body_name, document.municipality_name) == (
        "Stadsbyggnadsnämnden",
        "Storköping",
    )
    assert document.lead == (
        "Svar på remissen ”Kraftsamlande insatser” från stadskontoret, ärende KS-2024-1188."
    )
    assert (document.chair.role, document.chair.name) == ("ordförande", "Maja Lindqvist (MP)")
    assert (document.minute_item, document.receipt_number) == ("201", "K-2025-1")
    assert document.source_sha256 == content_of(written).fingerprint


def test_requests_and_opinions_are_in_their_order(written, recorded):
    document = adopted_document(content_of(written), recorded)
    (opinion,) = document.separate_opinions

    assert [(line.label, line.addressee, line.due) for line in document.requests] == [
        ("Plats i grupp", "Stadskontoret", ""),
        ("", "Kommunstyrelsen", "2025-09-30"),
    ]
    assert opinion.label == "bilaga § 201a"
    assert opinion.authors == ["Tove Testsson (M)", "Måns Testsson (M)"]
    assert opinion.concurring == ["Petra Testsson (M)", "Märta Testsson (C)"]
    assert opinion.kind_label == "särskilt yttrande"


def test_draft_is_not_decided_and_not_signed(written):
    document = draft_document(content_of(written), at=timezone.now())

    assert document.is_draft
    assert (document.decided_on, document.minute_item, document.signatures) == (None, "", [])
    assert document.decision_clauses == []
    assert document.separate_opinions[0].label == "bilaga a"


def test_document_is_swedish_whatever_the_reader_has_chosen(written, recorded):
    with translation.override("en"):
        document = adopted_document(content_of(written), recorded)

    assert document.requests[0].label == "Plats i grupp"
    assert document.separate_opinions[0].kind_label == "särskilt yttrande"


@pytest.mark.parametrize("stance", Stance)
def test_every_stance_has_its_clause(statement, stance):
    first, last = decision_clauses(statement, stance)

    assert first.startswith("att ")
    assert first.endswith(", och")
    assert last == "att lämna yttrandet till stadskontoret som svar på remissen."


def test_immediate_approval_is_the_last_clause(statement):
    clauses = decision_clauses(statement, Stance.ADVISES_AGAINST, immediate_approval=True)

    assert clauses == [
        "att avstyrka förslaget,",
        "att lämna yttrandet till stadskontoret som svar på remissen, och",
        "att paragrafen justeras omedelbart.",
    ]


def test_second_version_says_its_number(written, recorded):
    written.number = 2

    assert adopted_document(content_of(written), replace(recorded, paragraph=210)).version == 2
