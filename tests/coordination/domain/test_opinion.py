"""Separate opinions: who signs in which order, under which letter, until the body has adopted."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from coordination.domain.adoption import adopt_statement
from coordination.domain.attendance import Present, record_attendance
from coordination.domain.meeting import close_meeting
from coordination.domain.opinion import (
    annex_label,
    edit_opinion,
    file_opinion,
    next_letter,
    withdraw_opinion,
)
from coordination.domain.recusal import record_recusal
from coordination.domain.statement_content import opinions_of
from coordination.enums import Role
from coordination.exceptions import ActionRefused, EditConflict
from coordination.models import AuditEvent, Meeting, MeetingRoutine, SeparateOpinion
from tests.conftest import member
from tests.factories import PersonFactory


def file(statement, actor, authors, **values):
    return file_opinion(statement, actor=actor, kind="separate_opinion", authors=authors, **values)


def test_opinion_keeps_the_order_of_signing(statement, bo, members):
    tove, mans, petra, marta = members

    file(statement, bo, [petra, tove], concurring=[marta, mans], html="<p>Vi delar målet.</p>")

    (filed,) = opinions_of(statement)
    assert filed.authors == [petra, tove]
    assert filed.concurring == [marta, mans]
    assert (
        filed.author_names
        == "Petra Testsson\N{NO-BREAK SPACE}(M) och Tove Testsson\N{NO-BREAK SPACE}(M)"
    )


def test_letters_follow_each_other(statement, bo, members):
    letters = [file(statement, bo, [member]).letter for member in members[:3]]

    assert letters == ["a", "b", "c"]
    assert next_letter(statement) == "d"


def test_freed_letter_is_offered_again(statement, bo, members):
    first, _second = (file(statement, bo, [member]) for member in members[:2])
    withdraw_opinion(first, actor=bo)

    assert next_letter(statement) == "a"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"letter": "a"}, "letter_taken"),
        ({"letter": "c"}, "letter_gap"),
        ({"letter": "aa"}, "letter_gap"),
        ({"letter": "aaa"}, "wrong_letter"),
        ({"letter": "å"}, "wrong_letter"),
        ({"letter": "1"}, "wrong_letter"),
        ({"authors": []}, "nobody_signs"),
        ({"kind": "protest"}, "unknown_kind"),
        ({"title": "x" * 201}, "too_long"),
        ({"html": "<p>NUL \x00</p>"}, "unreadable_character"),
    ],
)
def test_opinion_that_cannot_be_filed_is_refused(statement, bo, members, values, code):
    file(statement, bo, members[:1])
    facts = {"kind": "reservation", "authors": members[1:2], **values}

    with pytest.raises(ValidationError) as refused:
        file_opinion(statement, actor=bo, **facts)

    assert refused.value.code == code
    assert SeparateOpinion.objects.count() == 1


def test_nobody_signs_twice(statement, bo, members):
    with pytest.raises(ActionRefused, match="inte stå två gånger"):
        file(statement, bo, members[:2], concurring=members[1:])


def test_only_the_secretary_files(statement, erik, members):
    with pytest.raises(PermissionDenied):
        file(statement, erik, members[:1])


def test_opinion_is_changed_until_adoption(statement, bo, members):
    opinion = file(statement, bo, members[:1])

    edit_opinion(
        opinion,
        actor=bo,
        kind="reservation",
        authors=members[1:3],
        title="Reservation om pengarna",
        html="<p>Nej.</p>",
        version=1,
    )

    (filed,) = opinions_of(statement)
    assert (filed.opinion.kind, filed.opinion.letter, filed.opinion.version) == (
        "reservation",
        "a",
        2,
    )
    assert filed.authors == members[1:3]


def test_two_who_edit_one_opinion_are_noticed(statement, bo, members):
    opinion = file(statement, bo, members[:1], html="<p>Först.</p>")
    facts = {"actor": bo, "kind": "reservation", "authors": members[:1], "version": 1}
    edit_opinion(SeparateOpinion.objects.get(pk=opinion.pk), html="<p>Deras.</p>", **facts)

    with pytest.raises(EditConflict) as conflict:
        edit_opinion(opinion, html="<p>Min.</p>", **facts)

    assert (conflict.value.theirs.html, conflict.value.mine) == ("<p>Deras.</p>", "<p>Min.</p>")


# --- Reported at a meeting, by those who took part (KL 4:27) ---------------------------------------


@pytest.fixture
def meeting(town, today):
    return Meeting.objects.create(organization=town.participant, held_on=today)


@pytest.fixture
def attended(meeting, bo, chair, members, today):
    """The chair and all members but the last are there."""
    present = [Present(each) for each in (chair, *members[:3])]
    return record_attendance(meeting, actor=bo, present=present, today=today)


def test_opinion_after_the_meeting_is_closed_is_refused(statement, bo, members, meeting, today):
    file(statement, bo, members[:1], meeting=meeting)
    close_meeting(meeting, actor=bo, today=today)
    meeting.refresh_from_db()

    with pytest.raises(ActionRefused, match="är avslutat") as refused:
        file(statement, bo, members[1:2], meeting=meeting)

    assert refused.value.code == "meeting_closed"
    assert statement.opinions.count() == 1


def test_text_may_come_after_the_meeting_but_no_new_name(statement, bo, members, meeting, today):
    opinion = file(statement, bo, members[:1], meeting=meeting)
    close_meeting(meeting, actor=bo, today=today)
    facts = {"actor": bo, "kind": "separate_opinion"}

    edit_opinion(opinion, authors=members[:1], html="<p>Texten.</p>", **facts)
    with pytest.raises(ActionRefused, match="är avslutat"):
        edit_opinion(opinion, authors=members[:2], **facts)
    with pytest.raises(ActionRefused, match="är avslutat"):
        edit_opinion(opinion, actor=bo, kind="reservation", authors=members[:1])

    assert [filed.authors for filed in opinions_of(statement)] == [members[:1]]


@pytest.mark.parametrize("kind", ["reservation", "separate_opinion"])
def test_who_was_not_there_files_nothing(statement, bo, members, attended, kind):
    facts = {"actor": bo, "kind": kind, "meeting": attended}
    with pytest.raises(ActionRefused, match="Märta") as refused:
        file_opinion(statement, authors=members[:1], concurring=members[3:], **facts)

    assert refused.value.code == "took_no_part"
    assert file_opinion(statement, authors=members[:1], **facts).letter == "a"


def test_body_may_let_its_substitutes_file_but_not_reserve(
    statement, bo, chair, members, meeting, town, today
):
    sixten = member(town.participant, Role.SUBSTITUTE, "Sixten").person
    record_attendance(meeting, actor=bo, present=[Present(chair), Present(sixten)], today=today)
    facts = {"actor": bo, "authors": [sixten], "meeting": meeting}
    with pytest.raises(ActionRefused, match="deltog inte"):
        file_opinion(statement, kind="separate_opinion", **facts)

    MeetingRoutine.objects.create(
        organization=town.participant, papers_working_days=8, substitutes_may_file=True
    )

    assert file_opinion(statement, kind="separate_opinion", **facts).letter == "a"
    with pytest.raises(ActionRefused, match="deltog inte"):
        file_opinion(statement, kind="reservation", **facts)


def test_who_is_disqualified_reserves_nothing(statement, bo, members, attended):
    record_recusal(attended, actor=bo, person=members[0], item=statement, reason="Äger marken.")

    with pytest.raises(ActionRefused, match="deltog inte"):
        file(statement, bo, members[:1], meeting=attended)


def test_adoption_looks_at_who_filed_and_when(
    in_review, adoption, plain_document, bo, meeting, chair, members, today
):
    present = [Present(each) for each in (chair, *members[1:])]
    record_attendance(meeting, actor=bo, present=present, today=today)

    with pytest.raises(ActionRefused, match="Tove") as refused:  # filed, but was not there
        adopt_statement(in_review, **adoption)
    assert refused.value.code == "took_no_part"

    Meeting.objects.filter(pk=meeting.pk).update(closed_at="2025-05-28T16:00:00Z")
    with pytest.raises(ActionRefused, match="efter att sammanträdet avslutades"):
        adopt_statement(in_review, **adoption)


def test_letter_that_was_skipped_stops_the_adoption(in_review, adoption, bo, members):
    second = file(in_review, bo, members[:1])
    withdraw_opinion(in_review.opinions.get(letter="a"), actor=bo)

    with pytest.raises(ActionRefused, match="hoppar över bokstaven a") as refused:
        adopt_statement(in_review, **adoption)
    assert (refused.value.code, second.letter) == ("letter_gap", "b")


def test_party_is_written_once_where_the_body_does_so(written, town):
    MeetingRoutine.objects.create(
        organization=town.participant, papers_working_days=8, names_by_party=True
    )

    (filed,) = opinions_of(written)

    assert filed.author_names.replace("\N{NO-BREAK SPACE}", " ") == (
        "Tove Testsson och Måns Testsson (båda M)"
    )
    assert filed.concurring_names.replace("\N{NO-BREAK SPACE}", " ") == (
        "Petra Testsson (M) och Märta Testsson (C)"
    )


def test_adopted_statement_takes_no_more_opinions(adopted, bo):
    with pytest.raises(ActionRefused, match="innan mötet är slut"):
        file(adopted, bo, [PersonFactory()])
    with pytest.raises(ActionRefused):
        withdraw_opinion(adopted.opinions.get(), actor=bo)


def test_trail_remembers_an_opinion_that_was_taken_back(statement, bo, members):
    withdraw_opinion(file(statement, bo, members[:1]), actor=bo)

    event = AuditEvent.objects.first()
    assert (event.action, event.subject_id) == ("opinion.withdrawn", statement.pk)
    assert event.data == {"kind": "separate_opinion", "letter": "a"}


def test_annex_is_named_after_paragraph_and_letter():
    assert annex_label(201, "a") == "bilaga §\N{NO-BREAK SPACE}201a"
