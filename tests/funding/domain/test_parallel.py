"""Many at once: exactly the frame is granted, never more, and the same form counts once (T1, T4)."""

import threading

import pytest
from django.db import IntegrityError
from django.db.models import F, Sum

from funding.domain.entry import record_spending
from funding.domain.grant import grant_funds
from funding.domain.queries.verification import ledger_faults
from funding.domain.reversal import reverse_entry
from funding.exceptions import CapExceeded
from funding.models import Grant, LedgerEntry, Source
from tests.funding.helpers import MKR, award, report
from tests.parallel import alone, at_once, shared_database

THREADS = 8
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def together(tmp_path, funding_round, decision, oskar, erik, grant):
    """The cast's money in a database that threads share; nine of ten million are left to grant."""
    with shared_database(tmp_path):
        yield


def granted_by_rows():
    rows = LedgerEntry.objects.filter(kind="granted")
    return rows.aggregate(total=Sum("amount_ore"))["total"]


def test_parallel_grants_give_exactly_the_frame(together, funding_round, decision, oskar, town):
    def grant_three_times(thread):
        outcomes = []
        for n in range(3):
            try:
                grant_funds(
                    funding_round,
                    actor=oskar,
                    decision=decision,
                    awards=[award(town.participant)],
                    key=f"{thread}-{n}",
                )
                outcomes.append("granted")
            except CapExceeded:
                outcomes.append("refused")
        return outcomes

    results = [
        outcome for outcomes in at_once(grant_three_times, threads=THREADS) for outcome in outcomes
    ]

    assert (results.count("granted"), results.count("refused")) == (9, 15)
    assert alone(lambda: (Source.objects.get().headroom_ore, granted_by_rows())) == (0, 10 * MKR)
    assert alone(lambda: list(ledger_faults())) == []


def test_look_first_and_write_after_passes_the_frame(together, grant):
    """The negative control: without lock and kept sum the same threads grant far too much."""
    everyone_has_looked = threading.Barrier(THREADS)
    row = grant.entries.get()

    def look_and_write(thread):
        has_room = Source.objects.get().frame_ore - granted_by_rows() >= 9 * MKR
        everyone_has_looked.wait(timeout=30)
        if has_room:
            LedgerEntry.objects.create(
                kind="granted",
                funding_source=grant.round.source,
                round=grant.round,
                grant=grant,
                decision=grant.decision,
                amount_ore=9 * MKR,
                booked_on=grant.decision.decided_on,
                document="Utan lås",
                source="test",
                source_id=f"naive-{thread}",
                actor_id=row.actor_id,
                recorded_at=row.recorded_at,
            )

    assert at_once(look_and_write, threads=THREADS) == [None] * THREADS
    assert alone(granted_by_rows) == MKR + THREADS * 9 * MKR
    assert len(alone(lambda: list(ledger_faults()))) == 2


def test_database_holds_the_frame_when_the_lock_is_forgotten(together, source):
    def take_all_that_is_left(_thread):
        Source.objects.filter(pk=source.pk).update(granted_ore=F("granted_ore") + 9 * MKR)

    results = at_once(take_all_that_is_left, threads=THREADS)

    refused = [result for result in results if isinstance(result, IntegrityError)]
    assert (results.count(None), len(refused)) == (1, THREADS - 1)


def test_same_form_sent_many_times_at_once_counts_once(together, grant, erik):
    said = report(key="k1")
    results = at_once(lambda _n: record_spending(grant, actor=erik, **said).pk, threads=THREADS)

    assert len(set(results)) == 1
    assert alone(lambda: Grant.objects.get().used_ore) == said["amount_ore"]


def test_spending_and_taking_back_never_wait_for_each_other_forever(together, grant, erik, oskar):
    row = grant.entries.get()

    def spend_or_take_back(thread):
        if thread % 2:
            return record_spending(grant, actor=erik, **report(key=f"t{thread}", amount_ore=1))
        return reverse_entry(row, actor=oskar, reason="Blir inte av")

    results = at_once(spend_or_take_back, threads=THREADS)

    unexpected = [r for r in results if not isinstance(r, LedgerEntry | CapExceeded)]
    assert unexpected == []
    assert alone(lambda: list(ledger_faults())) == []
    assert alone(lambda: Grant.objects.get().left_ore) >= 0
