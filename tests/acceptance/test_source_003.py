"""PM KS 2024/619 entered through the domain comes out again: four questions, two presenters, a remark.

The source is read where it lies (see ``tests.acceptance.parts``); no sentence of it is kept here.
"""

from datetime import date

import pytest

from coordination.domain.matter import register_matter
from coordination.domain.memorandum import Draft, draft_memorandum, present_memorandum
from coordination.domain.queries.memorandum import content_of
from coordination.domain.request import answer_request
from coordination.domain.stage import next_stage, record_stage
from coordination.domain.stage_opinion import add_suggestion, file_stage_opinion
from coordination.domain.written_question import answer_question, register_written_question
from coordination.enums import Origin
from coordination.exceptions import ActionRefused
from coordination.models import Memorandum, Request
from coordination.swedish import join_signers, parse_date
from tests.acceptance.parts import as_html, parts_of_003, people_in
from tests.sources import sentences

REPORTED_ON = date(2024, 6, 24)
NUMBERS = (1, 2, 3, 4)


@pytest.fixture(scope="module")
def parts() -> dict[str, str]:
    return parts_of_003()


@pytest.fixture
def authors(city, parts):
    """Those whom the background names as writers of the question."""
    line = parts["matter"].partition(" av ")[2].partition(" framförs")[0]
    return city.people(people_in(line))


@pytest.fixture
def written(city, parts, authors):
    matter = register_matter(
        city.board,
        actor=city.clerk,
        title=parts["title"],
        opened_on=date(2024, 5, 6),
        registry_number=parts["dnr"],
    )
    return register_written_question(
        matter,
        actor=city.clerk,
        title=parts["title"],
        registry_number=f"{parts['dnr']}-1",
        received_on=date(2024, 5, 6),
        authors=authors,
        introduction=as_html(parts["matter"]),
        questions=[parts[f"q{number}"] for number in NUMBERS],
    )


def answer(written, city, parts):
    for question in written.questions.all():
        html = as_html(parts[f"a{question.number}"])
        answer_question(question, actor=city.clerk, html=html, on=REPORTED_ON, version=1)


@pytest.fixture
def drafted(city, parts, written):
    presenters = parts["names"].split(" och ")
    return draft_memorandum(
        written.matter,
        actor=city.clerk,
        draft=Draft(
            title=parts["title"],
            origin=Origin.WRITTEN_QUESTION,
            origin_line=parts["origin"],
            written_question=written,
            divisions=city.divisions,
            presenters=city.people((name, "S") for name in presenters),
            background_html=as_html(parts["background"]),
            preparation_html=as_html(parts["preparation"]),
            views_html=as_html(parts["views"]),
            full_background_html=as_html(parts["matter"]),
            annexes=[parts["annex"]],
        ),
        bodies=[city.drafting, city.board],
        clauses=[parts["c1"]],
    )


def present(drafted, city, parts):
    signed = parse_date(parts["day"])
    present_memorandum(
        drafted, actor=city.clerk, signed_on=signed, place=parts["place"], today=signed
    )
    drafted.refresh_from_db()
    return signed


@pytest.fixture
def suggested(parts):
    """What the remark asks to be done: its sentences that say so."""
    wishes = ("Vi anser därför", "Detta behöver", "Här förväntar vi oss")
    return [each for each in sentences(parts["remark_text"]) if each.startswith(wishes)]


@pytest.fixture
def prepared(city, drafted, written, parts, authors, suggested):
    """Presented, and taken up by the drafting committee with the remark and what it suggests."""
    answer(written, city, parts)
    signed = present(drafted, city, parts)
    remark = file_stage_opinion(
        next_stage(drafted),
        actor=city.clerk,
        kind="separate_remark",
        authors=authors[:1],
        html=as_html(parts["remark_text"]),
    )
    for text in suggested:
        add_suggestion(remark, actor=city.clerk, text=text, addressee=city.board)
    record_stage(
        next_stage(drafted), actor=city.clerk, result="approval", held_on=signed, today=signed
    )
    return content_of(Memorandum.objects.get(pk=drafted.pk))


def test_header_names_both_divisions(prepared, city, parts):
    city.divisions[0].short_name = ""
    city.divisions[0].save()

    header = content_of(prepared.memorandum).header

    assert header == f"PM {parts['divisions']} (Dnr {parts['dnr']})"


def test_two_presenters_sign_in_their_order(prepared, parts):
    names = " och ".join(person.name for person in prepared.presenters)

    assert names == parts["names"]
    assert parts["presenter"].endswith(names)


def test_authors_are_named_as_in_the_source(prepared, parts):
    named = join_signers((each.name, each.party_label) for each in prepared.question_authors)

    assert len(prepared.question_authors) == 3
    assert named.replace("\N{NO-BREAK SPACE}", " ") in parts["background"]


def test_four_questions_come_out_with_their_answers(prepared, parts):
    kept = [(each.number, each.text, each.answer_html) for each in prepared.questions]

    assert kept == [
        (number, parts[f"q{number}"], as_html(parts[f"a{number}"])) for number in NUMBERS
    ]


def test_unanswered_question_holds_the_memorandum_back(city, drafted, parts):
    """Negative control."""
    with pytest.raises(ActionRefused, match="svar på fråga 1, 2, 3 och 4"):
        present(drafted, city, parts)


def test_clause_and_texts_come_out_equal(prepared, parts):
    memorandum = prepared.memorandum

    assert prepared.proposal.clauses == [parts["c1"]]
    assert [memorandum.background_html, memorandum.preparation_html, memorandum.views_html] == [
        as_html(parts[name]) for name in ("background", "preparation", "views")
    ]
    assert (memorandum.place, memorandum.signed_on) == ("Stockholm", date(2024, 11, 13))


def test_remark_stands_at_the_drafting_committee(prepared, parts):
    stage = prepared.bodies[0]
    (filed,) = stage.dissent

    assert (stage.stage.body.name, stage.stage.result) == ("Borgarrådsberedningen", "approval")
    assert filed.opinion.html == as_html(parts["remark_text"])
    assert filed.author_names.replace("\N{NO-BREAK SPACE}", " ") in parts["remark"]


def test_suggestions_are_followed_until_they_are_answered(prepared, city, suggested):
    (filed,) = prepared.bodies[0].dissent
    assert [each.text for each in filed.suggestions] == suggested
    assert len(suggested) == 4

    first = Request.objects.unanswered().order_by("position").first()
    answer_request(first, actor=city.clerk, outcome="deferred", reason="Ingår i översynen.")

    assert [each.text for each in Request.objects.unanswered()] == suggested[1:]
