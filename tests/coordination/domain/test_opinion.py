"""Separate opinions: who signs in which order, under which letter, until the body has adopted."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from coordination.domain.opinion import (
    annex_label,
    edit_opinion,
    file_opinion,
    next_letter,
    withdraw_opinion,
)
from coordination.domain.statement_content import opinions_of
from coordination.exceptions import ActionRefused, EditConflict
from coordination.models import AuditEvent, SeparateOpinion
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
        ({"letter": "aa"}, "wrong_letter"),
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
