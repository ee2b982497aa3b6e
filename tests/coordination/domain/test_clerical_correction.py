"""A slip of the pen is put right under the same §; what was decided is not."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from coordination import guards
from coordination.domain.adoption import approve_statement
from coordination.domain.clerical_correction import correct_clerical_error, what_changed
from coordination.domain.document import read_document
from coordination.domain.request import answer_request
from coordination.domain.statement_content import altered_statements, content_of
from coordination.exceptions import ActionRefused
from coordination.models import AuditEvent, Deadline, OutgoingMessage, Request, Statement


@pytest.fixture
def approved(adopted, bo, today):
    return approve_statement(adopted, actor=bo, on=today, today=today)


@pytest.fixture
def correct(bo, now):
    """Put a slip right: a word more in the summary unless the test says otherwise."""

    def act(statement, **changed):
        texts = {"summary": content_of(statement).html("summary").replace(".", " nu.", 1)}
        values = {
            "actor": bo,
            "reason": "Ett ord saknades.",
            "title": statement.title,
            "texts": texts,
            "only_clerical": True,
            "at": now,
        }
        return correct_clerical_error(statement, **{**values, **changed})

    return act


def test_slip_is_put_right_under_the_same_paragraph(approved, correct, bo):
    before = read_document(approved.document)

    version = Statement.objects.get(pk=correct(approved).pk)

    assert (version.number, version.state, version.decision) == (2, "approved", approved.decision)
    assert (version.signer, version.correction_reason) == (bo.person, "Ett ord saknades.")
    assert read_document(approved.document) == before
    assert approved.newest_adopted() == version


def test_corrected_version_keeps_requests_annexes_and_signatures(approved, correct):
    version = Statement.objects.get(pk=correct(approved).pk)

    old, new = content_of(approved), content_of(version)
    assert [each.text for each in new.requests] == [each.text for each in old.requests]
    assert [(f.opinion.letter, f.author_names, f.concurring_names) for f in new.opinions] == [
        (f.opinion.letter, f.author_names, f.concurring_names) for f in old.opinions
    ]
    assert (version.chair, version.secretary, version.stance) == (
        approved.chair,
        approved.secretary,
        approved.stance,
    )


def test_difference_is_marked_word_by_word(approved, correct):
    version = correct(approved)

    (change,) = what_changed(content_of(approved), content_of(version))
    pieces = [each for line in change.lines for each in line.pieces if each.state != "same"]
    assert [(each.state, each.text.strip()) for each in pieces] == [("added", "nu")]


def test_audit_trail_holds_the_corrected_text(approved, correct):
    version = correct(approved)

    event = AuditEvent.objects.get(action="statement.corrected")
    assert (event.subject_id, event.data["reason"]) == (version.pk, "Ett ord saknades.")
    assert list(altered_statements()) == []


def test_answers_and_the_day_to_answer_go_over(approved, correct, disa):
    first = approved.requests.first()
    answer_request(first, actor=disa, outcome="rejected", reason="Ingen budget.")
    due = Deadline.objects.get(kind="requests").due_on

    version = correct(approved)

    owed = Deadline.objects.open().get(kind="requests")
    assert (owed.subject_id, owed.due_on) == (version.pk, due)
    assert version.requests.get(repeats=first).dispositions.get().reason == "Ingen budget."
    assert {each.statement for each in Request.objects.unanswered()} == {version}


def test_slip_in_a_request_is_put_right_and_keeps_its_answer(approved, correct, disa):
    first = approved.requests.get(position=2)
    answer_request(first, actor=disa, outcome="rejected", reason="Ingen budget.")

    version = correct(approved, texts={}, requests={2: "Redovisa hur allt arbete ska betalas."})

    asked = version.requests.get(position=2)
    assert (asked.text, asked.repeats) == ("Redovisa hur allt arbete ska betalas.", first)
    assert (asked.addressee, asked.dispositions.count()) == (first.addressee, 1)
    assert approved.requests.get(position=2).text == "Redovisa hur arbetet ska betalas."
    (change,) = what_changed(content_of(approved), content_of(version))
    assert (change.title, list(altered_statements())) == ("Önskemål 2", [])


@pytest.mark.parametrize(
    ("requests", "code"), [({3: "Något nytt."}, "no_such_request"), ({2: " "}, "missing")]
)
def test_correction_adds_and_removes_no_request(approved, correct, requests, code):
    with pytest.raises(ValidationError) as refused:
        correct(approved, requests=requests)

    assert refused.value.code == code
    assert Statement.objects.count() == 1


def test_sender_is_told_of_the_corrected_slip(approved, correct, disa):
    correct(approved)

    letter = OutgoingMessage.objects.latest("pk")
    assert letter.person == disa.person
    assert "rättat ett skrivfel" in letter.subject


def test_slip_in_the_corrected_version_is_put_right_once_more(approved, correct):
    third = correct(correct(approved))

    assert (third.number, third.decision) == (3, approved.decision)
    assert content_of(third).opinions[0].opinion.letter == "a"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"texts": {}}, "nothing_changed"),
        ({"texts": {"body": "<p>" + "Nya skäl. " * 40 + "</p>"}}, "too_much"),
        ({"only_clerical": False}, "not_certified"),
    ],
)
def test_more_than_a_slip_is_refused(approved, correct, changed, code):
    with pytest.raises(ActionRefused) as refused:
        correct(approved, **changed)
    assert refused.value.code == code
    assert Statement.objects.filter(is_clerical=True).count() == 0


def test_slip_waits_for_the_approval(adopted, correct):
    with pytest.raises(ActionRefused, match="inte justerat än"):
        correct(adopted)


def test_replaced_version_is_not_corrected_again(approved, correct):
    correct(approved)

    with pytest.raises(ActionRefused, match="redan en version 2"):
        correct(approved)


def test_chair_or_secretary_certifies(approved, correct, erik, cecilia):
    for stranger in (erik, cecilia):
        with pytest.raises(PermissionDenied):
            correct(approved, actor=stranger)


def test_title_is_compared_as_plain_text(approved, correct):
    version = correct(approved, texts={}, title=f"{approved.title} <b> & mer")

    (change,) = what_changed(content_of(approved), content_of(version))
    assert "<b> & mer" in "".join(each.text for line in change.lines for each in line.pieces)


def test_only_a_clerical_correction_shares_a_decision(approved, correct):
    """The constraint refuses a second statement under the §; a corrected slip is none."""
    version = correct(approved)
    guards.remove(connection)

    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.filter(pk=version.pk).update(is_clerical=False)
