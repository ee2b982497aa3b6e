"""What is recorded of memoranda, as the values of their documents."""

from datetime import date

import pytest
from django.utils import timezone

from coordination.documents.assemble_memorandum import memorandum_document
from coordination.documents.record import render_record
from coordination.exports.records import write_memorandum
from coordination.models import (
    DecisionClause,
    Memorandum,
    OpinionClause,
    OpinionSigner,
    Presenter,
    SeparateOpinion,
    Stage,
)
from tests.factories import OrganizationFactory, PersonFactory
from tests.pdf import Pdf, faults


def person(given, family, party=""):
    return PersonFactory(given_name=given, family_name=family, party_label=party)


@pytest.fixture
def memorandum(matter, town):
    """Presented, approved in the drafting committee with a reservation, and on to the board."""
    made = Memorandum.objects.create(
        matter=matter,
        number="PM 2025:4",
        title="Ljus på torget",
        origin_line="Remiss från länsstyrelsen",
        state="presented",
        place="Granby",
        signed_on=date(2025, 6, 12),
        views_html="<p>Jag delar synen.</p>",
    )
    Presenter.objects.create(memorandum=made, person=person("Eva", "Sand", "S"))
    drafting = OrganizationFactory(
        name="Beredningen", kind="drafting_committee", municipality=town.municipality
    )
    first = Stage.objects.create(memorandum=made, position=1, kind="presenter")
    DecisionClause.objects.create(stage=first, number=1, text="Remissen anses besvarad.")
    second = Stage.objects.create(
        memorandum=made,
        position=2,
        kind="drafting_committee",
        body=drafting,
    )
    Stage.objects.create(memorandum=made, position=3, kind="board", body=town.board)
    opinion = SeparateOpinion.objects.create(
        stage=second, kind="reservation", letter="a", html="<p>För dyrt.</p>"
    )
    OpinionClause.objects.create(opinion=opinion, number=1, text="att avslå")
    for position, name in enumerate(("Berg", "Ek")):
        signer = person("Ada", name, "M")
        OpinionSigner.objects.create(opinion=opinion, person=signer, position=position)
    second.state, second.result, second.held_on = "recorded", "approval", date(2025, 6, 20)
    second.save()
    return made


def test_memorandum_tells_its_way_to_the_board(memorandum, town):
    document = memorandum_document(memorandum, at=timezone.now())
    (stage,) = document.stages

    assert document.number_line.startswith("PM 2025:4 (Dnr ")
    assert document.proposal_lead == (
        f"Beredningen föreslår att {town.board.name.lower()} beslutar följande."
    )
    assert document.clauses == ("Remissen anses besvarad.",)
    assert document.presenters == ("EVA SAND",)
    assert stage.lines == ("Beredningen tillstyrker föredragandens förslag.",)
    assert stage.dissents[0].line == (
        "Reservation anfördes av Ada Berg och Ada Ek (båda M) enligt följande."
    )
    assert stage.dissents[0].clauses == ("att avslå",)


def test_answers_stand_under_their_questions_without_a_compilation(memorandum, written_question):
    written_question.questions.filter(number=1).update(answer_html="<p>Bron är klar.</p>")
    memorandum.written_question = written_question
    memorandum.full_background_html = "<p>Frågan väcktes i våras.</p>"
    document = memorandum_document(memorandum, at=timezone.now())
    pdf = Pdf(render_record(document))

    assert (document.compilation, "Remissammanställning" in pdf.text) == (None, False)
    assert [text for level, text in pdf.bookmarks if level == 1][-1] == "Svar på frågorna"
    assert pdf.texts("H3")[-3:] == ["Ärendet", "1. Vad är klart?", "2. Vad kostade det?"]
    told = pdf.text.split("1. Vad är klart? ")[1]
    assert told.startswith("Bron är klar. 2. Vad kostade det? Frågan är inte besvarad ännu.")


def test_dissent_has_one_heading(memorandum):
    pdf = Pdf(render_record(memorandum_document(memorandum, at=timezone.now())))

    assert pdf.texts("H3") == [
        "Reservation anfördes av Ada Berg och Ada Ek (båda M) enligt följande."
    ]
    assert (3, "Reservation") in pdf.bookmarks


def test_memorandum_is_printed_and_written(memorandum):
    document = memorandum_document(memorandum, at=timezone.now())
    pdf = Pdf(render_record(document))

    assert faults(pdf.data) == []
    assert "Reservation anfördes av Ada Berg och Ada Ek (båda M) enligt följande." in pdf.text
    assert write_memorandum(document).startswith(b"PK")
