"""The four questions as a document: ordered, drawn up as a job, kept, and the same ever after."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from coordination.documents.exceptions import DocumentError
from coordination.exceptions import ActionRefused
from coordination.registry import document_types
from evaluation.domain.answer_sheet import (
    KIND,
    MOST_ATTEMPTS,
    answers_of,
    claim_sheet,
    draw_up_answers,
    draw_up_now,
    order_answers,
    retry_answers,
)
from evaluation.enums import JobState
from evaluation.models import AnswerSheet
from funding.domain.entry import record_spending
from tests.funding.helpers import report


@pytest.fixture
def sheet(grant, oskar, now, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return order_answers(
        grant.decision, actor=oskar, as_of=date(2025, 5, 28), known_at=now, now=now
    )


@pytest.fixture
def printed(monkeypatch):
    """A printer that is quick; the real one has tests of its own."""

    def print_as(render):
        monkeypatch.setitem(
            document_types, KIND, type("Kind", (), {"render": render, "template_version": "t-1"})
        )

    print_as(lambda answers, **_said: b"%PDF-1.7 " + str(answers.total.used).encode())
    return print_as


def test_sheet_is_drawn_up_and_kept_in_the_matter(sheet, printed):
    done = draw_up_now(sheet)

    assert (done.state, done.document.kind) == (JobState.DONE, KIND)
    assert done.document.matter == sheet.decision.matter
    assert done.document.receipt_number.startswith("K-")


def test_sheet_tells_what_was_known_when_it_was_ordered(sheet, grant, erik, now):
    record_spending(grant, actor=erik, **report(), now=now + timedelta(hours=1))

    assert answers_of(sheet).total.used == 0


def test_tick_draws_up_what_waits_once(sheet, printed, now):
    assert draw_up_answers(now=now, limit=5) == 1
    assert draw_up_answers(now=now, limit=5) == 0


def test_dead_runner_is_followed_by_another(sheet, printed, now):
    claim_sheet(AnswerSheet.objects.all(), now=now)

    assert draw_up_answers(now=now) == 0
    assert draw_up_answers(now=now + timedelta(minutes=11)) == 1


def test_runner_whose_lease_was_taken_keeps_nothing(sheet, printed, now):
    """The negative control: the late runner's file is not the one that counts."""

    def slow(_answers, **_said):
        AnswerSheet.objects.update(attempts=2)
        return b"%PDF-late"

    printed(slow)
    done = draw_up_now(sheet)

    assert (done.state, done.document) == (JobState.RUNNING, None)


def test_failure_is_told_and_can_be_tried_again(sheet, printed, oskar):
    def fail(_answers, **_said):
        raise DocumentError("Texten är för lång.")

    printed(fail)
    failed = draw_up_now(sheet)
    again = retry_answers(failed, actor=oskar)

    assert (failed.state, failed.error) == (JobState.FAILED, "Texten är för lång.")
    assert (again.state, again.attempts) == (JobState.QUEUED, 0)
    with pytest.raises(ActionRefused):
        retry_answers(again, actor=oskar)


def test_job_that_kills_its_runner_is_given_up(sheet, printed, now):
    AnswerSheet.objects.update(attempts=MOST_ATTEMPTS)
    draw_up_answers(now=now)

    assert AnswerSheet.objects.get().state == JobState.FAILED


@pytest.mark.parametrize(
    ("as_of", "code"),
    [(date(2025, 5, 29), "day_to_come"), (date(2025, 3, 4), "before_decision")],
)
def test_day_without_answers_is_refused(grant, oskar, now, as_of, code):
    with pytest.raises(ActionRefused) as refused:
        order_answers(grant.decision, actor=oskar, as_of=as_of, known_at=now, now=now)

    assert refused.value.code == code


def test_stranger_orders_nothing_and_sees_no_sheet(sheet, grant, cecilia, oskar, now):
    with pytest.raises(PermissionDenied):
        order_answers(grant.decision, actor=cecilia, as_of=date(2025, 5, 28), known_at=now, now=now)

    assert list(AnswerSheet.objects.visible_to(oskar)) == [sheet]
    assert list(AnswerSheet.objects.visible_to(cecilia)) == []
