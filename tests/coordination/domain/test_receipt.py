"""The receipt of a sent statement is drawn up once and then stored, like every other document."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction

from coordination.domain.adoption import approve_statement, dispatch_statement
from coordination.domain.document import read_document
from coordination.domain.queries.document import dossier_of, recognize_documents
from coordination.domain.receipt import keep_receipt, receipt_of
from coordination.models import Consultee, StatementReceipt
from coordination.registry import document_types
from tests.parallel import alone, at_once, shared_database


@pytest.fixture(autouse=True)
def plain_receipt(monkeypatch):
    """Receipts that say by which day the answer was asked for, and take no time."""
    plain = replace(
        document_types["statement_receipt"],
        render=lambda statement: f"%PDF {statement.consultee.due_on}".encode(),
    )
    monkeypatch.setitem(document_types, "statement_receipt", plain)


@pytest.fixture
def sent(adopted, bo, today, now):
    approved = approve_statement(adopted, actor=bo, on=today, today=today)
    return dispatch_statement(approved, actor=bo, at=now)


def test_receipt_is_stored_as_soon_as_the_statement_is_sent(
    adopted, bo, today, now, django_capture_on_commit_callbacks
):
    approved = approve_statement(adopted, actor=bo, on=today, today=today)
    with django_capture_on_commit_callbacks(execute=True):
        dispatch_statement(approved, actor=bo, at=now)

    document = receipt_of(adopted)
    assert (document.kind, document.drawn_up_at) == ("statement_receipt", now)
    assert document.title.startswith(f"Kvittens {adopted.document.receipt_number}")


def test_receipt_stands_when_what_it_tells_of_changes(sent, today):
    before = read_document(keep_receipt(sent))
    Consultee.objects.update(due_on=today.replace(year=2031))

    assert read_document(keep_receipt(sent)) == before
    assert document_types["statement_receipt"].render(sent) == before  # the row read before
    sent.consultee.refresh_from_db()
    assert document_types["statement_receipt"].render(sent) != before


def test_statement_stays_sent_when_the_receipt_cannot_be_drawn_up(
    adopted, bo, today, now, monkeypatch, django_capture_on_commit_callbacks
):
    def fail(statement):
        raise OSError("no renderer")

    broken = replace(document_types["statement_receipt"], render=fail)
    with monkeypatch.context() as patched:
        patched.setitem(document_types, "statement_receipt", broken)
        approved = approve_statement(adopted, actor=bo, on=today, today=today)
        with django_capture_on_commit_callbacks(execute=True):
            dispatch_statement(approved, actor=bo, at=now)

    adopted.refresh_from_db()
    assert (adopted.state, receipt_of(adopted)) == ("dispatched", None)
    assert receipt_of(adopted) != keep_receipt(adopted) == receipt_of(adopted)


def test_both_sides_recognize_the_receipt_and_outsiders_do_not(sent, bo, disa, cecilia):
    stored = keep_receipt(sent)

    found = [recognize_documents(user, sha256=stored.sha256) for user in (bo, disa, cecilia)]

    assert [[row.document for row in rows] for rows in found] == [[stored], [stored], []]
    assert (found[0][0].version, found[0][0].kind) == (1, "Kvittens")


def test_receipt_goes_with_the_answer_in_the_dossier(sent, matter, disa, cecilia):
    stored = keep_receipt(sent)

    assert set(dossier_of(matter, disa)) == {sent.document, stored}
    assert list(dossier_of(matter, cecilia)) == []


@pytest.mark.parametrize("act", ["update", "delete"])
def test_database_keeps_the_receipt_with_its_statement(sent, act):
    keep_receipt(sent)
    change = {
        "update": "UPDATE coordination_statementreceipt SET document_id = document_id",
        "delete": "DELETE FROM coordination_statementreceipt",
    }

    with pytest.raises(DatabaseError, match="stays with its statement"), transaction.atomic():
        connection.cursor().execute(change[act])


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_get_one_receipt(sent, tmp_path):
    with shared_database(tmp_path):
        given = at_once(lambda _number: keep_receipt(sent).pk, threads=4)
        stored = alone(StatementReceipt.objects.count)

    assert (len(set(given)), stored) == (1, 1)
