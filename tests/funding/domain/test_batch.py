"""Outcome in many rows: all of it or nothing, once, and undone as a whole."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from coordination.exceptions import ActionRefused
from funding.domain.batch import OutcomeLine, record_batch, undo_batch
from funding.domain.entry import record_forecast
from funding.domain.ledger import forecast_of
from funding.domain.queries.verification import ledger_faults
from funding.domain.reversal import reverse_entry
from funding.exceptions import KeyReused
from funding.models import ColumnMapping, LedgerEntry, OutcomeBatch
from tests.factories.funding import GrantFactory
from tests.funding.helpers import MKR, new_key, report

DAY = date(2025, 4, 1)


@pytest.fixture
def other(funding_round, decision, town):
    return GrantFactory(
        round=funding_round, decision=decision, recipient=town.participant, title="Öppna hallar"
    )


def lines(*rows):
    return [
        OutcomeLine(number, grant, amount_ore, DAY, f"V{number}")
        for number, (grant, amount_ore) in enumerate(rows, start=2)
    ]


def send_in(grant, actor, *rows, kind="used", **values):
    return record_batch(
        grant.recipient,
        actor=actor,
        kind=kind,
        **{"lines": lines(*rows), "key": new_key()} | values,
    )


def used(*grants):
    for grant in grants:
        grant.refresh_from_db()
    return [grant.used_ore for grant in grants]


def test_every_row_is_a_row_in_the_ledger(grant, other, erik):
    batch = send_in(grant, erik, (grant, 100), (other, 200), (grant, 300))

    assert used(grant, other) == [400, 200]
    assert (batch.row_count, batch.total_ore, batch.entries.count()) == (3, 600, 3)
    assert list(ledger_faults()) == []


def test_one_bad_row_saves_nothing(grant, other, erik):
    with pytest.raises(ActionRefused, match=r"Rad 3: .*mer än vad som finns kvar"):
        send_in(grant, erik, (other, 1), (grant, MKR + 1))

    assert (used(grant, other), OutcomeBatch.objects.count()) == ([0, 0], 0)


def test_rows_together_stay_within_the_grant(grant, erik):
    with pytest.raises(ActionRefused, match="Rad 3"):
        send_in(grant, erik, (grant, MKR), (grant, 1))
    assert send_in(grant, erik, (grant, MKR - 1), (grant, 1))


def test_same_table_twice_is_booked_once(grant, erik):
    said = {"key": "k1"}

    assert send_in(grant, erik, (grant, 5), **said) == send_in(grant, erik, (grant, 5), **said)
    with pytest.raises(KeyReused):
        send_in(grant, erik, (grant, 6), **said)
    assert used(grant) == [5]


def test_columns_are_remembered_for_the_body(grant, erik):
    send_in(grant, erik, (grant, 1), columns={"amount": "Utfall"})
    send_in(grant, erik, (grant, 1), columns={"amount": "Belopp"})

    assert ColumnMapping.objects.get().columns == {"amount": "Belopp"}


@pytest.mark.parametrize("person", ["anna", "love", "cecilia", "oskar"])
def test_only_the_bodys_own_reporters_send_in(grant, person, request):
    with pytest.raises(PermissionDenied):
        send_in(grant, request.getfixturevalue(person), (grant, 1))


def test_other_bodys_grant_is_refused(grant, erik, funding_round, decision, town):
    theirs = GrantFactory(round=funding_round, decision=decision, recipient=town.lead)

    with pytest.raises(ActionRefused, match="hör till ett annat organ"):
        send_in(grant, erik, (theirs, 1))


def test_batch_is_undone_by_rows_that_reverse_it(grant, other, erik):
    batch = send_in(grant, erik, (grant, 100), (other, 200))
    reverse_entry(batch.entries.first(), actor=erik, reason="Fel")
    batch = undo_batch(batch, actor=erik, reason="Fel månad")

    assert used(grant, other) == [0, 0]
    assert (batch.undo_reason, LedgerEntry.objects.filter(kind="used").count()) == ("Fel månad", 4)
    assert list(ledger_faults()) == []
    with pytest.raises(ActionRefused, match="redan ångrad"):
        undo_batch(batch, actor=erik, reason="Igen")


def test_undone_forecast_leaves_the_one_before_or_the_one_after(grant, other, erik):
    for each in (grant, other):
        record_forecast(each, actor=erik, **report(amount_ore=500))
    batch = send_in(grant, erik, (grant, 700), (other, 800), kind="forecast")
    record_forecast(other, actor=erik, **report(amount_ore=900))
    undo_batch(batch, actor=erik, reason="Fel")

    assert (forecast_of(grant), forecast_of(other)) == (500, 900)


def test_many_rows_cost_few_statements(grant, erik, django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        send_in(grant, erik, *[(grant, 1)] * 500)


def test_undoing_needs_the_right_and_the_reason(grant, erik, love):
    batch = send_in(grant, erik, (grant, 1))

    with pytest.raises(PermissionDenied):
        undo_batch(batch, actor=love, reason="Nej")
