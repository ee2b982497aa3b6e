"""Money under fire (T1–T4): many at once, in any order, on both databases. Run by ``./dev faults``."""

import random

import pytest
from django.db.models import Sum
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from coordination.exceptions import ActionRefused
from funding.domain.entry import record_return, record_spending
from funding.domain.grant import grant_funds
from funding.domain.queries.verification import ledger_faults
from funding.domain.source import change_frame
from funding.exceptions import CapExceeded
from funding.models import Grant, LedgerEntry, Source
from tests.factories.funding import GrantFactory
from tests.faults.money import Money, found_money
from tests.funding.domain.test_ledger_properties import LedgerMachine
from tests.funding.helpers import MKR, award, new_key, report
from tests.parallel import alone, at_once, shared_database

pytestmark = pytest.mark.heavy

AT_ONCE, ROUNDS = 50, 20
OPERATIONS = 200
SEEDS = 3


@pytest.fixture
def money(tmp_path, transactional_db):
    """A frame of ten million in a database that threads share."""
    made = found_money()
    with shared_database(tmp_path):
        yield made


def granted_by_rows():
    return LedgerEntry.objects.filter(kind="granted").aggregate(sum=Sum("amount_ore"))["sum"] or 0


def post_grant(money: Money, key) -> int:
    """The status of the page's answer to one grant of a million."""
    client = Client(raise_request_exception=False)
    client.force_login(money.controller)
    said = {"key": key, "decision": money.decision.pk}
    said |= {"rad-TOTAL_FORMS": "1", "rad-INITIAL_FORMS": "0"}
    said |= {"rad-0-title": "Trygga stråk", "rad-0-recipient": str(money.committee.pk)}
    said |= {"rad-0-amount_ore": "1 mnkr"}
    return client.post(reverse("funding:grant_funds", args=[money.round.pk]), said).status_code


def test_a_thousand_attempts_through_the_page_give_exactly_the_frame(money, figure):
    statuses = [
        status
        for turn in range(ROUNDS)
        for status in at_once(
            lambda n, turn=turn: post_grant(money, f"{turn}-{n}"), threads=AT_ONCE
        )
    ]

    assert (statuses.count(302), statuses.count(200)) == (10, AT_ONCE * ROUNDS - 10)
    assert alone(granted_by_rows) == 10 * MKR
    assert alone(lambda: list(ledger_faults())) == []
    figure("T1", "1,000 attempts, 50 at once: exactly the frame granted, 0 above it, 0 × 5xx")


def test_same_form_from_fifty_places_grants_once(money, figure):
    statuses = at_once(lambda _n: post_grant(money, "same"), threads=AT_ONCE)

    assert statuses == [302] * AT_ONCE
    assert alone(granted_by_rows) == MKR
    figure("T4", "the same form 50 times at once: 1 grant, 50 equal answers")


@pytest.mark.parametrize("seed", range(SEEDS))
def test_granting_lowering_and_giving_back_never_pass_a_cap(money, seed, figure):
    """T2: three kinds of actors, two hundred acts each, in an order that no one has planned."""
    grant = alone(lambda: GrantFactory(round=money.round, recipient=money.committee))

    def act(thread):
        chance = random.Random(seed * 10 + thread)  # noqa: S311  (no secret)
        return [_one_of(chance, money, grant, thread) for _n in range(OPERATIONS)]

    outcomes = at_once(act, threads=3)

    assert [each for each in outcomes if isinstance(each, Exception)] == []
    assert alone(lambda: list(ledger_faults())) == []
    assert alone(lambda: Source.objects.get().headroom_ore) >= 0
    assert alone(lambda: min(row.left_ore for row in Grant.objects.all())) >= 0
    figure("T2", f"seed {seed}: 3 actors × {OPERATIONS} acts in any order, no cap passed")


def _one_of(chance, money, grant, thread) -> str:
    amount = chance.randint(1, MKR // 50)
    acts = (
        lambda: grant_funds(
            money.round,
            actor=money.controller,
            decision=money.decision,
            awards=[award(money.committee, amount)],
            key=new_key(),
        ),
        lambda: change_frame(
            money.source,
            actor=money.controller,
            frame_ore=chance.randint(2 * MKR, 12 * MKR),
            basis="Tillägg",
            key=new_key(),
        ),
        lambda: chance.choice([record_spending, record_return])(
            grant, actor=money.officer, **report(amount_ore=amount)
        ),
    )
    try:
        acts[thread]()
    except (CapExceeded, ActionRefused):
        return "refused"
    return "done"


@pytest.mark.django_db
def test_ledger_stays_true_through_two_thousand_steps(figure):
    """T3: forty runs of fifty steps each, with every invariant checked after every step."""
    run_state_machine_as_test(
        LedgerMachine,
        settings=settings(
            max_examples=40,
            stateful_step_count=50,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    figure("T3", "40 runs of 50 steps, every invariant after every step: rows and kept sums agree")
