"""What the database itself refuses in the ledger, on SQLite and PostgreSQL alike."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F

from coordination import guards
from funding.models import Grant, LedgerEntry, Source
from tests.factories.funding import EntryFactory


@pytest.fixture
def row(grant):
    return LedgerEntry.objects.filter(pk=EntryFactory(grant=grant).pk)


@pytest.mark.parametrize("change", [{"amount_ore": 1}, {"document": "Annan"}, {"note": "x"}])
def test_row_is_never_changed(row, change):
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        row.update(**change)


def test_row_is_never_removed(row):
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        row._raw_delete(using="default")


def test_row_is_never_changed_by_plain_sql(row):
    refused = pytest.raises(DatabaseError, match="only added to")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE funding_ledgerentry SET amount_ore = 1")


def test_without_the_guard_a_row_could_be_changed(row):
    """The negative control: it is the guard that refuses."""
    guards.remove(connection)
    try:
        assert row.update(note="ändrad") == 1
    finally:
        guards.install(connection)


def test_grant_is_never_removed(grant):
    with pytest.raises(DatabaseError, match="never removed"), transaction.atomic():
        Grant.objects.filter(pk=grant.pk)._raw_delete(using="default")


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("used", {"grant": None}),
        ("granted", {"decision": None}),
        ("frame", {}),
        ("used", {"amount_ore": 0}),
    ],
)
def test_row_counts_only_where_it_belongs(grant, kind, values):
    values = {"grant": grant, "round": grant.round, "funding_source": grant.round.source} | values

    with pytest.raises(IntegrityError), transaction.atomic():
        EntryFactory(kind=kind, **values)


def test_same_document_is_booked_once_per_kind(grant):
    EntryFactory(grant=grant, source_id="F-1")

    with pytest.raises(IntegrityError), transaction.atomic():
        EntryFactory(grant=grant, source_id="F-1")
    assert EntryFactory(grant=grant, source_id="F-1", kind="returned")


def test_row_is_reversed_once(grant):
    row = EntryFactory(grant=grant)
    EntryFactory(grant=grant, amount_ore=-row.amount_ore, reverses=row)

    with pytest.raises(IntegrityError), transaction.atomic():
        EntryFactory(grant=grant, amount_ore=-row.amount_ore, reverses=row)


def test_sum_below_zero_is_refused(grant):
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.filter(pk=grant.pk).update(used_ore=F("used_ore") - 1)


def test_grant_beside_the_applications_is_refused(sent, decision, town):
    with pytest.raises(DatabaseError, match="goes to one of them"), transaction.atomic():
        Grant.objects.create(round=sent.round, decision=decision, recipient=town.lead, title="Fri")


def test_grant_of_an_application_that_nobody_granted_is_refused(sent, decision, town):
    said = {"decision": decision, "recipient": town.lead, "title": "Stråket"}

    with pytest.raises(DatabaseError, match="granted application"), transaction.atomic():
        Grant.objects.create(round=sent.round, application=sent, **said)


def test_nothing_is_booked_in_closed_books(grant):
    Source.objects.update(books_closed_on=date(2025, 4, 30))

    with pytest.raises(DatabaseError, match="books are closed"), transaction.atomic():
        EntryFactory(grant=grant, booked_on=date(2025, 4, 30))
    assert EntryFactory(grant=grant, booked_on=date(2025, 5, 1)).pk
