"""A recall and an answer in the same instant: one comes first, and the other knows of it."""

from threading import Event

import pytest
from django.db import connection

from coordination.domain import adoption as adopting
from coordination.domain.adoption import adopt_statement, approve_statement, dispatch_statement
from coordination.domain.circulation import recall_referral
from coordination.domain.consultee import extend_consultee
from coordination.exceptions import ActionRefused
from coordination.models import Referral, Statement
from tests.factories import DeadlineFactory
from tests.parallel import alone, at_once, shared_database

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def referral(in_review):
    found = in_review.consultee.referral
    found.state = "sent"
    found.save()
    return found


@pytest.fixture
def recalled_between(in_review, adoption, referral, disa, tmp_path, monkeypatch, plain_document):
    """Whether a recall can come in between an adoption's last check and its end."""
    checked, recalled, seen = Event(), Event(), []
    look_up = adopting.decision_at_stage

    def look_up_slowly(*args):
        checked.set()
        seen.append(recalled.wait(0.5))
        return look_up(*args)

    def recall():
        assert checked.wait(20)
        recall_referral(referral, actor=disa, reason="Förslaget skrivs om.")
        recalled.set()

    acts = (lambda: adopt_statement(in_review, **adoption), recall)

    def run():
        monkeypatch.setattr(adopting, "decision_at_stage", look_up_slowly)
        with shared_database(tmp_path):
            results = at_once(lambda n: acts[n](), threads=2)
            assert not [result for result in results if isinstance(result, Exception)]
        return seen[0]

    return run


def test_recall_waits_for_the_adoption_that_came_first(recalled_between):
    assert recalled_between() is False


def test_without_the_lock_a_recall_would_come_in_between(recalled_between, monkeypatch):
    monkeypatch.setattr(adopting, "lock_answer", adopting.lock_statement)

    # SQLite lets one transaction write at a time, with or without locks on rows.
    assert recalled_between() is (connection.vendor == "postgresql")


def test_adoption_that_comes_second_sees_the_recall(
    in_review, adoption, referral, disa, tmp_path, monkeypatch, plain_document
):
    """The document is drawn up, outside the transaction, while the referral is taken back."""
    found = adopting.lock_answer

    def recall_first(statement):
        at_once(lambda _n: recall_referral(referral, actor=disa, reason="Fel."), threads=1)
        return found(statement)

    def adopt():
        with pytest.raises(ActionRefused, match="återkallad"):
            adopt_statement(in_review, **adoption)

    if connection.vendor == "sqlite":
        pytest.skip("the recall would wait for the transaction that waits for it")
    monkeypatch.setattr(adopting, "lock_answer", recall_first)
    alone(adopt)


def test_nobody_waits_in_a_ring(
    in_review, adoption, referral, disa, today, tmp_path, plain_document
):
    """Adopting, moving the day and recalling at once: each is done or refused, none is broken."""
    owed = in_review.consultee
    DeadlineFactory(
        kind="statement", subject_type="consultee", subject_id=owed.pk, due_on=owed.due_on
    )
    day = owed.due_on.replace(year=owed.due_on.year + 1)
    acts = (
        lambda: adopt_statement(in_review, **adoption),
        lambda: recall_referral(referral, actor=disa, reason="Förslaget skrivs om."),
        lambda: extend_consultee(owed, actor=disa, due_on=day, reason="Mer tid.", today=today),
    )
    with shared_database(tmp_path):
        results = at_once(lambda n: acts[n](), threads=3)
        states = alone(
            lambda: (
                Statement.objects.get(pk=in_review.pk).state,
                Referral.objects.get(pk=referral.pk).state,
            )
        )

    failed = [result for result in results if isinstance(result, Exception)]
    assert {type(error) for error in failed} <= {ActionRefused}
    refused = isinstance(results[0], ActionRefused)
    assert states == ("review" if refused else "adopted", "recalled")


def test_statement_is_sent_or_recalled_first(adopted, bo, disa, today, now, tmp_path):
    approved = approve_statement(adopted, actor=bo, on=today, today=today)
    referral = approved.consultee.referral
    Referral.objects.filter(pk=referral.pk).update(state="sent")
    acts = (
        lambda: dispatch_statement(approved, actor=bo, at=now),
        lambda: recall_referral(referral, actor=disa, reason="Förslaget skrivs om."),
    )
    with shared_database(tmp_path):
        sent, recalled = at_once(lambda n: acts[n](), threads=2)

    assert not isinstance(recalled, Exception)
    assert isinstance(sent, Statement) or sent.code == "recalled"
