"""Whatever is done in whatever order, every kept sum is the sum of its rows and no cap is passed (T3)."""

import itertools
from datetime import date

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from coordination.enums import OrganizationKind, Role
from coordination.exceptions import ActionRefused
from funding.domain import ledger
from funding.domain.batch import OutcomeLine, record_batch, undo_batch
from funding.domain.entry import (
    record_forecast,
    record_payment,
    record_return,
    record_spending,
)
from funding.domain.exemption import exempt_grant
from funding.domain.grant import Award, grant_funds
from funding.domain.queries import verification
from funding.domain.queries.balance import balance
from funding.domain.queries.verification import ledger_faults
from funding.domain.reversal import reverse_entry
from funding.domain.source import change_frame, close_books
from funding.domain.transfer import repurpose_grant, transfer_frame
from funding.enums import EntryKind
from funding.models import Grant, LedgerEntry, Source
from tests.conftest import member
from tests.factories import DecisionFactory, OrganizationFactory
from tests.factories.funding import RoundFactory, SourceFactory

FRAME = 1000
DAY, EVE = date(2025, 4, 1), date(2025, 3, 31)
amounts = st.integers(1, FRAME)
_keys = itertools.count()
WHOLE = dict(ledger.KEPT)


class LedgerMachine(RuleBasedStateMachine):
    """A committee and the board, doing everything one can do with money."""

    grants = Bundle("grants")
    rows = Bundle("rows")

    @initialize()
    def found(self):
        self.run_alone = transaction.atomic()
        self.run_alone.__enter__()
        home = OrganizationFactory(kind=OrganizationKind.MUNICIPALITY)
        board = OrganizationFactory(kind=OrganizationKind.EXECUTIVE_BOARD, municipality=home)
        self.committee = OrganizationFactory(municipality=home)
        self.controller = member(board, Role.CONTROLLER, "Oskar")
        self.officer = member(self.committee, Role.CASE_OFFICER, "Erik")
        self.round = RoundFactory(source=SourceFactory(owner=board, frame=FRAME))
        self.reserve = SourceFactory(owner=board, frame=FRAME)
        self.decision = DecisionFactory(
            matter__organization=board, decided_on=DAY, financing="Budget", amount_ore=100 * FRAME
        )
        self.refused = 0

    def attempt(self, act, *args, **values):
        """The act's result, or None when the rules refuse it."""
        try:
            return act(*args, **values)
        except ActionRefused:
            self.refused += 1
            return None

    @rule(target=grants, amount=amounts)
    def grant(self, amount):
        made = self.attempt(
            grant_funds,
            self.round,
            actor=self.controller,
            decision=self.decision,
            awards=[Award("Projekt", self.committee, amount, applied_ore=amount * 2)],
            key=f"p{next(_keys)}",
        )
        return made and made[0]

    @rule(target=rows, grant=grants, amount=amounts, act=st.sampled_from(range(4)))
    def report(self, grant, amount, act):
        record = (record_spending, record_return, record_forecast, record_payment)[act]
        return grant and self.attempt(
            record,
            grant,
            actor=self.controller if record is record_payment else self.officer,
            amount_ore=amount,
            booked_on=DAY,
            document="Faktura",
            key=f"p{next(_keys)}",
        )

    @rule(row=rows)
    def reverse(self, row):
        if row:
            self.attempt(reverse_entry, row, actor=self.controller, reason="Fel")

    @rule(grant=grants)
    def take_back(self, grant):
        row = grant and LedgerEntry.objects.get(grant=grant, kind="granted", reverses=None)
        if row:
            self.attempt(reverse_entry, row, actor=self.controller, reason="Blev inte av")

    @rule(grant=grants, other=grants, amount=amounts)
    def repurpose(self, grant, other, amount):
        if grant and other:
            self.attempt(repurpose_grant, grant, to=other, **self.by_decision(amount))

    @rule(amount=amounts, back=st.booleans())
    def transfer(self, amount, back):
        pair = (self.reserve, self.round.source) if back else (self.round.source, self.reserve)
        self.attempt(transfer_frame, pair[0], to=pair[1], **self.by_decision(amount))

    @rule(grant=grants, amount=amounts)
    def exempt(self, grant, amount):
        if grant:
            self.attempt(exempt_grant, grant, **self.by_decision(amount))

    @rule(grant=grants, amounts=st.lists(amounts, min_size=1, max_size=3), undone=st.booleans())
    def send_in(self, grant, amounts, undone):
        if grant:
            lines = [OutcomeLine(n, grant, ore, DAY, "V") for n, ore in enumerate(amounts)]
            said = {"kind": "used", "lines": lines, "key": f"p{next(_keys)}"}
            batch = self.attempt(record_batch, self.committee, actor=self.officer, **said)
            if batch and undone:
                undo_batch(batch, actor=self.officer, reason="Fel fil")

    @rule()
    def close_the_year(self):
        self.attempt(close_books, self.round.source, actor=self.controller, through=EVE)

    def by_decision(self, amount):
        return {
            "actor": self.controller,
            "amount_ore": amount,
            "decision": self.decision,
            "reason": "Behövs",
            "key": f"p{next(_keys)}",
        }

    @rule(amount=amounts)
    def change_frame(self, amount):
        self.attempt(
            change_frame,
            self.round.source,
            actor=self.controller,
            frame_ore=amount,
            basis="Tillägg",
            key=f"p{next(_keys)}",
        )

    @invariant()
    def every_kept_sum_is_the_sum_of_its_rows(self):
        assert list(ledger_faults()) == []

    @invariant()
    def no_cap_is_passed(self):
        for source in Source.objects.all():
            assert 0 <= source.granted_ore <= source.frame_ore + source.exempt_ore
        for grant in Grant.objects.all():
            used = grant.used_ore + grant.returned_ore
            assert 0 <= used <= grant.disposable_ore + grant.exempt_ore

    @invariant()
    def what_is_moved_arrives(self):
        moved = LedgerEntry.objects.filter(kind__in=["transferred", "repurposed"])
        assert sum(moved.values_list("amount_ore", flat=True)) == 0

    @invariant()
    def balance_replays_the_ledger(self):
        found = balance(LedgerEntry.objects.filter(round=self.round), as_of=date(2099, 1, 1))
        naive = {}
        for row in LedgerEntry.objects.filter(round=self.round):
            naive[row.kind] = naive.get(row.kind, 0) + row.amount_ore
        assert dict(found.sums) == naive

    def teardown(self):
        transaction.set_rollback(True)
        self.run_alone.__exit__(None, None, None)


@pytest.mark.django_db
def test_ledger_stays_true_whatever_is_done():
    """Ten runs of twenty steps; ``./dev faults`` takes two thousand."""
    run_state_machine_as_test(
        LedgerMachine, settings=settings(max_examples=10, stateful_step_count=20, deadline=None)
    )


@pytest.mark.django_db
def test_machine_notices_a_kept_sum_that_drifts(monkeypatch):
    """The negative control: a row whose sum is left alone does not pass the machine."""
    monkeypatch.delitem(ledger.KEPT, EntryKind.USED)
    monkeypatch.setattr(verification, "KEPT", WHOLE)
    machine = LedgerMachine()
    machine.found()
    machine.report(grant=machine.grant(amount=500), amount=100, act=0)

    with pytest.raises(AssertionError):
        machine.every_kept_sum_is_the_sum_of_its_rows()
    machine.teardown()
