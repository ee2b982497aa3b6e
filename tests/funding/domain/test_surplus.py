"""What is left over is given its reason and decided on; nothing is silently lost (T-15, T-16)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from coordination.exceptions import ActionRefused
from coordination.models import Deadline
from funding.domain.entry import record_return, record_spending
from funding.domain.project import call_off_project, complete_project, start_project
from funding.domain.queries.surplus import add_balances, open_surpluses, round_balances
from funding.domain.queries.verification import ledger_faults
from funding.domain.reversal import reverse_entry
from funding.domain.surplus import decide_surplus, explain_surplus, withdraw_explanation
from funding.domain.surplus_watch import watch_expired
from funding.enums import EntryKind
from funding.exceptions import CapExceeded, KeyReused
from funding.models import Explanation, LedgerEntry
from tests.factories.funding import GrantFactory
from tests.funding.helpers import MKR, new_key, report


@pytest.fixture
def finished(grant, erik, now):
    """Granted one million, used 0.7, carried out in May: 0.3 million is left over."""
    record_spending(grant, actor=erik, **report(amount_ore=7 * MKR // 10), now=now)
    return complete_project(grant, actor=erik, completed_on=date(2025, 5, 20), now=now)


@pytest.fixture
def explain(finished, erik, now):
    def explain(**values):
        said = {"amount_ore": 3 * MKR // 10, "reason": "cheaper", "key": new_key()} | values
        return explain_surplus(finished, actor=erik, now=now, **said)

    return explain


@pytest.fixture
def decide(finished, oskar, disposal, now):
    def decide(disposition, amount_ore=3 * MKR // 10, **values):
        said = {"decision": disposal, "key": new_key()} | values
        return decide_surplus(
            finished,
            actor=oskar,
            disposition=disposition,
            amount_ore=amount_ore,
            now=now,
            **said,
        )

    return decide


def owed(kind):
    return Deadline.objects.open().filter(kind=kind)


def balance_in(user, today=date(2025, 5, 28)):
    ((_round, balance),) = round_balances(user, today=today)
    return balance


def test_completion_owes_a_reason_and_a_decision(finished, town):
    assert owed("surplus_reason").get().due_on == date(2025, 6, 19)
    assert owed("surplus_reason").get().organization == town.participant
    assert owed("surplus_decision").get().due_on == date(2025, 7, 19)
    assert owed("surplus_decision").get().organization == town.board


def test_reason_settles_its_date_and_leaves_the_decision(explain, finished):
    explain()
    finished.refresh_from_db()

    assert finished.unexplained_ore == 0
    assert not owed("surplus_reason").exists()
    assert owed("surplus_decision").exists()


@pytest.mark.parametrize(
    ("disposition", "column", "kind"),
    [("return", "returned_ore", EntryKind.RETURNED), ("keep", "kept_ore", EntryKind.KEPT)],
)
def test_decision_books_a_row_and_leaves_nothing(
    explain, decide, finished, disposal, disposition, column, kind
):
    explain()
    (entry,) = decide(disposition)
    finished.refresh_from_db()

    assert (entry.kind, entry.decision, entry.amount_ore) == (kind, disposal, 3 * MKR // 10)
    assert (getattr(finished, column), finished.left_ore) == (3 * MKR // 10, 0)
    assert not owed("surplus_decision").exists()
    assert list(ledger_faults()) == []


def test_reuse_moves_the_money_to_another_project(explain, decide, finished, funding_round):
    other = GrantFactory(round=funding_round, decision=finished.decision)
    explain()
    gave, got = decide("reuse", to=other)
    finished.refresh_from_db()
    other.refresh_from_db()

    assert (gave.amount_ore, got.amount_ore) == (-3 * MKR // 10, 3 * MKR // 10)
    assert (finished.left_ore, other.disposable_ore) == (0, 13 * MKR // 10)
    assert not owed("surplus_decision").exists()


def test_surplus_may_have_several_reasons_and_dispositions(explain, decide, finished):
    explain(amount_ore=MKR // 10)
    explain(amount_ore=2 * MKR // 10, reason="other", text="Marken fick inte grävas upp.")
    decide("return", MKR // 10)
    decide("keep", 2 * MKR // 10)
    finished.refresh_from_db()

    assert (finished.surplus_ore, finished.left_ore) == (3 * MKR // 10, 0)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"amount_ore": 4 * MKR // 10}, "surplus_exceeded"),
        ({"reason": "other"}, "text_missing"),
        ({"reason": "lost"}, "unknown_reason"),
        ({"amount_ore": 0}, "amount_not_positive"),
    ],
)
def test_reason_that_does_not_hold_is_refused(explain, values, code):
    with pytest.raises(ValidationError) as refused:
        explain(**values)

    assert refused.value.code == code
    assert not Explanation.objects.exists()


def test_running_project_has_no_surplus_to_explain(grant, erik, now):
    with pytest.raises(ActionRefused) as refused:
        explain_surplus(grant, actor=erik, amount_ore=1, reason="cheaper", key=new_key(), now=now)

    assert refused.value.code == "project_running"


def test_decision_without_reason_is_refused(decide):
    with pytest.raises(ActionRefused) as refused:
        decide("return")

    assert refused.value.code == "unexplained"


def test_decision_needs_a_decision(explain, decide):
    explain()
    with pytest.raises(ActionRefused) as refused:
        decide("keep", decision=None)

    assert refused.value.code == "decision_missing"


def test_more_than_is_left_is_not_decided_on(explain, decide):
    explain()
    with pytest.raises(CapExceeded):
        decide("keep", 4 * MKR // 10)


def test_recipient_does_not_decide_on_its_own_surplus(explain, finished, erik, disposal, now):
    explain()
    with pytest.raises(PermissionDenied):
        decide_surplus(
            finished,
            actor=erik,
            disposition="keep",
            amount_ore=1,
            decision=disposal,
            key=new_key(),
            now=now,
        )


def test_outsider_explains_nothing(finished, cecilia, now):
    with pytest.raises(PermissionDenied):
        explain_surplus(
            finished, actor=cecilia, amount_ore=1, reason="cheaper", key=new_key(), now=now
        )


def test_forms_sent_twice_count_once(explain, decide):
    assert explain(key="a") == explain(key="a")
    assert decide("keep", key="b") == decide("keep", key="b")
    assert LedgerEntry.objects.filter(kind=EntryKind.KEPT).count() == 1
    with pytest.raises(KeyReused):
        explain(key="a", amount_ore=1)


def test_money_is_not_given_back_without_decision_after_the_end(finished, erik, now):
    with pytest.raises(ActionRefused) as refused:
        record_return(finished, actor=erik, **report(), now=now)

    assert refused.value.code == "surplus_is_decided"


def test_reversal_of_a_disposition_owes_the_decision_again(explain, decide, finished, oskar, now):
    explain()
    (entry,) = decide("keep")
    reverse_entry(entry, actor=oskar, reason="Fel beslut.", now=now + timedelta(days=1))
    finished.refresh_from_db()

    assert finished.left_ore == 3 * MKR // 10
    assert owed("surplus_decision").exists()


def test_reversal_of_spending_leaves_more_unexplained(explain, decide, finished, erik, now):
    explain()
    decide("keep")
    spent = finished.entries.get(kind=EntryKind.USED)
    reverse_entry(spent, actor=erik, reason="Fel faktura.", now=now)
    finished.refresh_from_db()

    assert finished.unexplained_ore == 7 * MKR // 10
    assert owed("surplus_reason").exists()
    assert owed("surplus_decision").exists()


def test_withdrawn_reason_is_followed_by_its_opposite(explain, finished, erik, now):
    given = explain()
    row = withdraw_explanation(given, actor=erik, now=now)
    finished.refresh_from_db()

    assert (row.amount_ore, row.reverses) == (-3 * MKR // 10, given)
    assert finished.explained_ore == 0
    with pytest.raises(ActionRefused):
        withdraw_explanation(given, actor=erik, now=now)


def test_project_taken_up_again_has_nothing_left_over(grant, erik, now):
    call_off_project(grant, actor=erik, reason="Inget tillstånd.", now=now)
    assert owed("surplus_decision").exists()
    start_project(grant, actor=erik, now=now)

    assert not owed("surplus_decision").exists()


def test_money_whose_time_is_out_is_left_over(grant, source, now):
    source.expires_on = date(2025, 5, 27)
    source.save()

    assert watch_expired(now=now) == 1
    assert watch_expired(now=now) == 0
    assert owed("surplus_decision").get().subject_id == grant.pk


def test_balance_places_every_ore_of_a_round(finished, explain, decide, funding_round, oskar):
    GrantFactory(round=funding_round, decision=finished.decision)
    explain(amount_ore=2 * MKR // 10)
    decide("return", MKR // 10)
    balance = balance_in(oskar)

    assert (balance.granted_ore, balance.used_ore) == (2 * MKR, 7 * MKR // 10)
    assert (balance.returned_ore, balance.running_ore) == (MKR // 10, MKR)
    assert (balance.unexplained_ore, balance.undecided_ore) == (MKR // 10, MKR // 10)
    assert balance.difference_ore == 0
    assert not balance.is_explained


def test_balance_of_a_decided_round_is_explained(explain, decide, oskar):
    explain()
    decide("keep")

    assert balance_in(oskar).is_explained
    assert open_surpluses(oskar, today=date(2025, 5, 28)) == []


def test_unexplained_is_first(finished, explain, erik, oskar, funding_round, now):
    explain()
    other = GrantFactory(round=funding_round, decision=finished.decision, granted=MKR // 100)
    call_off_project(other, actor=oskar, reason="Inget tillstånd.", now=now)

    assert open_surpluses(oskar, today=date(2025, 5, 28)) == [other, finished]


def test_no_rounds_have_an_empty_balance():
    assert add_balances([]).difference_ore == 0


def test_verification_finds_a_surplus_that_nobody_decides_on(finished):
    """The negative control: a date that is gone would have lost the money silently."""
    Deadline.objects.all().delete()

    (fault,) = ledger_faults()
    assert (fault.total, fault.kept) == ("undecided surplus", 3 * MKR // 10)


def test_verification_finds_a_reason_beside_the_rows(explain, finished):
    explain()
    type(finished).objects.filter(pk=finished.pk).update(explained_ore=1)

    assert [fault.total for fault in ledger_faults()] == ["explained_ore"]


def test_verification_finds_a_state_beside_the_steps(finished):
    type(finished).objects.filter(pk=finished.pk).update(
        project_state="under_way", completed_on=None
    )

    assert [fault.total for fault in ledger_faults()] == ["steps to project_state"]


def test_decision_that_granted_does_not_decide_what_was_left(explain, decide, decision):
    explain()

    with pytest.raises(ActionRefused, match="beslutet som gav bidraget"):
        decide("return", decision=decision)


def test_decision_before_the_end_does_not_decide_what_was_left(explain, decide, disposal):
    explain()
    disposal.decided_on = date(2025, 5, 19)

    with pytest.raises(ActionRefused, match="men projektet slutade 20 maj 2025"):
        decide("return", decision=disposal)


def test_surplus_is_not_moved_to_a_project_that_has_ended(
    explain, decide, finished, funding_round, erik, now
):
    other = GrantFactory(
        round=funding_round, decision=finished.decision, recipient=finished.recipient
    )
    explain()
    call_off_project(other, actor=erik, reason="Föreningen lades ner", now=now)
    other.refresh_from_db()

    with pytest.raises(ActionRefused, match="avslutat och kan inte få mer"):
        decide("reuse", to=other)


def test_nothing_is_used_after_the_project_was_called_off(grant, erik, now):
    call_off_project(grant, actor=erik, reason="Föreningen lades ner", now=now)
    later = now + timedelta(days=3)

    with pytest.raises(ActionRefused, match="stoppades 28 maj 2025"):
        record_spending(grant, actor=erik, **report(booked_on=date(2025, 5, 29)), now=later)
    assert record_spending(grant, actor=erik, **report(booked_on=date(2025, 5, 28)), now=later)
