"""Money is moved by two rows whose sum is zero, and only by a decision."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from coordination.exceptions import ActionRefused
from funding.domain.queries.verification import ledger_faults
from funding.domain.transfer import repurpose_grant, transfer_frame
from funding.exceptions import CapExceeded, KeyReused
from funding.models import LedgerEntry
from tests.factories.funding import EntryFactory, GrantFactory, SourceFactory
from tests.funding.helpers import MKR, new_key


@pytest.fixture
def other_source(town):
    return SourceFactory(owner=town.board, name="Investeringar", frame=MKR)


@pytest.fixture
def other(funding_round, decision, town):
    return GrantFactory(
        round=funding_round, decision=decision, recipient=town.lead, title="Öppna hallar"
    )


def moved(act, giver, taker, actor, decision, **values):
    said = {"amount_ore": MKR // 2, "reason": "Behövs mer här", "key": new_key()}
    act(giver, to=taker, actor=actor, decision=decision, **said | values)
    for each in (giver, taker):
        each.refresh_from_db()


def test_frame_moves_from_one_source_to_the_other(source, other_source, oskar, decision):
    moved(transfer_frame, source, other_source, oskar, decision)

    assert (source.frame_ore, other_source.frame_ore) == (95 * MKR // 10, 15 * MKR // 10)
    given, taken = LedgerEntry.objects.filter(kind="transferred").order_by("pk")
    assert (given.amount_ore + taken.amount_ore, taken.counterpart) == (0, given)
    assert list(ledger_faults()) == []


def test_only_what_is_not_granted_moves(source, other_source, oskar, decision, grant):
    with pytest.raises(CapExceeded, match="är inte beviljat"):
        moved(transfer_frame, source, other_source, oskar, decision, amount_ore=9 * MKR + 1)
    moved(transfer_frame, source, other_source, oskar, decision, amount_ore=9 * MKR)

    assert source.headroom_ore == 0


def test_without_decision_nothing_moves(source, other_source, oskar):
    with pytest.raises(ActionRefused, match="Välj beslutet"):
        moved(transfer_frame, source, other_source, oskar, None)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [("financing", " ", r"11 kap\. 15 §"), ("is_preparatory", True, "förbereder bara")],
)
def test_unfit_decision_moves_nothing(source, other_source, oskar, decision, field, value, message):
    setattr(decision, field, value)

    with pytest.raises(ActionRefused, match=message):
        moved(transfer_frame, source, other_source, oskar, decision)


def test_board_does_not_move_money_into_itself(source, oskar, decision):
    with pytest.raises(ActionRefused, match="något annat"):
        moved(transfer_frame, source, source, oskar, decision)


def test_same_form_moves_once(source, other_source, oskar, decision):
    for _n in range(2):
        moved(transfer_frame, source, other_source, oskar, decision, key="k1")
    with pytest.raises(KeyReused):
        moved(transfer_frame, source, other_source, oskar, decision, key="k1", amount_ore=1)

    assert other_source.frame_ore == 15 * MKR // 10


def test_only_the_keeper_moves(source, other_source, erik, decision):
    with pytest.raises(PermissionDenied):
        moved(transfer_frame, source, other_source, erik, decision)


def test_reason_is_needed(source, other_source, oskar, decision):
    with pytest.raises(ValidationError, match="Skälet saknas"):
        moved(transfer_frame, source, other_source, oskar, decision, reason="")


def test_what_is_left_of_a_grant_moves_to_another(grant, other, oskar, decision, source):
    moved(repurpose_grant, grant, other, oskar, decision)

    assert (grant.left_ore, other.left_ore) == (MKR // 2, 15 * MKR // 10)
    source.refresh_from_db()
    assert (source.granted_ore, list(ledger_faults())) == (2 * MKR, [])


def test_used_money_does_not_move(grant, other, oskar, decision):
    EntryFactory(grant=grant, amount_ore=MKR // 2 + 1)

    with pytest.raises(CapExceeded, match="är kvar av bidraget"):
        moved(repurpose_grant, grant, other, oskar, decision)


def test_grant_of_another_source_takes_nothing(grant, oskar, decision):
    with pytest.raises(ActionRefused, match="olika källor"):
        moved(repurpose_grant, grant, GrantFactory(), oskar, decision)


def test_pair_that_lost_a_row_is_found(grant):
    EntryFactory(kind="repurposed", grant=grant, amount_ore=-5)

    assert [fault.rows for fault in ledger_faults()] == [0]
