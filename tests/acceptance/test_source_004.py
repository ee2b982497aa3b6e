"""PM 2014:134 entered through the domain comes out again: clauses, stages and both reservations.

The source is read where it lies (see ``tests.acceptance.parts``); no sentence of it is kept here.
"""

from datetime import date

import pytest

from coordination.domain.matter import register_matter
from coordination.domain.memorandum import (
    Draft,
    draft_memorandum,
    edit_memorandum,
    present_memorandum,
    propose_clauses,
    proposes_immediate_approval,
)
from coordination.domain.queries.memorandum import content_of
from coordination.domain.stage import next_stage, record_stage
from coordination.domain.stage_opinion import file_stage_opinion
from coordination.enums import Origin
from coordination.models import Memorandum
from coordination.swedish import parse_date
from tests.acceptance.parts import as_html, parts_of_004, people_in

DECIDED_ON = date(2014, 10, 29)


@pytest.fixture(scope="module")
def parts() -> dict[str, str]:
    return parts_of_004()


def dissenters(line, opening):
    """The named people of ”Reservation anfördes av …”."""
    names = line.removeprefix(opening).partition(" enligt ")[0].partition(" med hänvisning ")[0]
    return people_in(names)


@pytest.fixture
def first_named(parts):
    return dissenters(parts["first"], "Reservation anfördes av borgarråden ")


@pytest.fixture
def second_named(parts):
    return dissenters(parts["second"], "Reservation anfördes av ")


@pytest.fixture
def draft(city, parts):
    presenter = parts["presenter"].removeprefix("Föredragande borgarrådet ").split(" anför")[0]
    return Draft(
        title=parts["title"],
        number=parts["number"],
        origin=Origin.INCOMING_REFERRAL,
        origin_line=parts["origin"],
        answer_by=parse_date(parts["due"]),
        divisions=city.divisions[:1],
        presenters=[city.person(presenter, "S")],
        background_html=as_html(parts["background"]),
        preparation_html=as_html(parts["preparation"]),
        views_html=as_html(parts["views"]),
        full_background_html=as_html(parts["matter"]),
        annexes=[parts["annex"]],
    )


@pytest.fixture
def drafted(city, draft, parts):
    """With the first clause only: the second is what the system proposes."""
    matter = register_matter(
        city.board,
        actor=city.clerk,
        title=parts["title"],
        opened_on=date(2014, 9, 1),
        registry_number=parts["dnr"],
    )
    return draft_memorandum(
        matter,
        actor=city.clerk,
        draft=draft,
        bodies=[city.drafting, city.board],
        clauses=[parts["c1"]],
    )


@pytest.fixture
def decided(city, drafted, parts, first_named, second_named):
    clerk, signed = city.clerk, parse_date(parts["day"])
    propose_clauses(drafted, actor=clerk, clauses=[parts["c1"], parts["c2"]])
    present_memorandum(drafted, actor=clerk, signed_on=signed, place=parts["place"], today=signed)
    drafted.refresh_from_db()
    first = file_stage_opinion(
        next_stage(drafted),
        actor=clerk,
        kind="reservation",
        authors=city.people(first_named),
        proposal_lead=parts["counter"],
        clauses=[parts["d1"], parts["d2"]],
        html=as_html(parts["reasons"]),
    )
    facts = {"actor": clerk, "result": "approval", "today": DECIDED_ON}
    record_stage(next_stage(drafted), held_on=signed, **facts)
    file_stage_opinion(
        next_stage(drafted),
        actor=clerk,
        kind="reservation",
        authors=city.people(second_named),
        refers_to=first,
    )
    record_stage(next_stage(drafted), held_on=DECIDED_ON, paragraph_unknown=True, **facts)
    return content_of(Memorandum.objects.get(pk=drafted.pk))


def test_header_title_and_origin_come_out_as_they_stand(decided, parts):
    memorandum = decided.memorandum

    assert decided.header == f"{parts['number']} {parts['divisions']} (Dnr {parts['dnr']})"
    assert (memorandum.title, memorandum.origin_line) == (parts["title"], parts["origin"])
    assert memorandum.answer_by == date(2014, 10, 31)
    assert memorandum.annexes == [parts["annex"]]


def test_texts_come_out_equal(decided, parts):
    memorandum = decided.memorandum
    names = {"background": "background", "preparation": "preparation", "views": "views"}
    names["full_background"] = "matter"

    kept = {name: getattr(memorandum, f"{name}_html") for name in names}

    assert kept == {name: as_html(parts[part]) for name, part in names.items()}


def test_immediate_approval_is_proposed_eight_days_before_the_last_day(drafted, city, draft, parts):
    signed = parse_date(parts["day"])

    assert (drafted.answer_by - signed).days == 8
    assert proposes_immediate_approval(drafted, today=signed)


def test_immediate_approval_is_not_proposed_when_there_is_time(drafted, city, draft):
    """Negative control: a later last day, and nothing is proposed."""
    later = Draft(**{**vars(draft), "answer_by": date(2014, 12, 31)})
    memorandum = edit_memorandum(drafted, actor=city.clerk, draft=later, version=1)

    assert not proposes_immediate_approval(memorandum, today=date(2014, 10, 23))


def test_both_bodies_approve_the_two_clauses(decided, parts):
    assert decided.memorandum.state == "decided"
    assert [each.stage.result for each in decided.stages] == ["proposed", "approval", "approval"]
    assert [each.clauses for each in decided.stages] == [[parts["c1"], parts["c2"]]] * 3
    assert decided.stages[-1].stage.decision.immediate_approval


def test_reservation_of_three_across_two_parties_has_its_counter_proposal(decided, parts):
    (filed,) = decided.stages[1].dissent
    opening, _, _end = parts["first"].partition(" enligt ")

    assert [person.party_label for person in filed.authors] == ["M", "M", "FP"]
    assert f"borgarråden {filed.author_names}".replace(
        "\N{NO-BREAK SPACE}", " "
    ) == opening.replace("och borgarrådet ", "och ").removeprefix("Reservation anfördes av ")
    assert filed.opinion.proposal_lead == parts["counter"]
    assert filed.clauses == [parts["d1"], parts["d2"]]
    assert filed.opinion.html == as_html(parts["reasons"])


def test_six_at_the_board_refer_to_the_earlier_reservation(decided, parts):
    (filed,) = decided.stages[2].dissent
    parties = " och ".join(f"({party})" for party in filed.refers_to_parties)
    body = filed.refers_to_body.lower()
    names = filed.author_names.replace("\N{NO-BREAK SPACE}", " ")

    assert len(filed.authors) == 6
    assert parts["second"] == (
        f"Reservation anfördes av {names} med hänvisning till reservationen av {parties} i {body}."
    )
