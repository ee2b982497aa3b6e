"""A cap is passed only by a decided exception with its reason."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from funding.domain.entry import record_spending
from funding.domain.exemption import exempt_grant, exempt_source
from funding.domain.grant import grant_funds
from funding.domain.queries.verification import ledger_faults
from funding.exceptions import CapExceeded, KeyReused
from funding.models import Exemption, Grant
from tests.funding.helpers import MKR, award, new_key, report


def exempted(act, row, actor, decision, **values):
    said = {"amount_ore": MKR, "reason": "Priserna steg", "key": new_key()} | values
    return act(row, actor=actor, decision=decision, **said)


def test_more_than_the_frame_is_granted_by_exception(source, funding_round, oskar, decision, town):
    asked = {"decision": decision, "awards": [award(town.participant, 11 * MKR)], "key": new_key()}
    with pytest.raises(CapExceeded):
        grant_funds(funding_round, actor=oskar, **asked)
    exempted(exempt_source, source, oskar, decision)
    grant_funds(funding_round, actor=oskar, **asked)

    source.refresh_from_db()
    assert (source.headroom_ore, source.left_in_frame_ore) == (0, -MKR)
    assert list(ledger_faults()) == []


def test_more_than_granted_is_used_by_exception(grant, erik, oskar, decision):
    exempted(exempt_grant, grant, oskar, decision, amount_ore=5)
    record_spending(grant, actor=erik, **report(amount_ore=MKR + 5))

    grant.refresh_from_db()
    assert (grant.left_ore, grant.room_ore, list(ledger_faults())) == (-5, 0, [])
    with pytest.raises(CapExceeded):
        record_spending(grant, actor=erik, **report(amount_ore=1))


def test_exception_counts_once(grant, oskar, decision):
    first = exempted(exempt_grant, grant, oskar, decision, key="k1")

    assert exempted(exempt_grant, grant, oskar, decision, key="k1") == first
    with pytest.raises(KeyReused):
        exempted(exempt_grant, grant, oskar, decision, key="k1", amount_ore=2)
    assert Grant.objects.get().exempt_ore == MKR


@pytest.mark.parametrize("reason", ["", "  "])
def test_exception_has_its_reason(grant, oskar, decision, reason):
    with pytest.raises(ValidationError, match="Skälet saknas"):
        exempted(exempt_grant, grant, oskar, decision, reason=reason)


def test_exception_has_its_decision(grant, oskar):
    with pytest.raises(ValidationError, match="Välj beslutet"):
        exempted(exempt_grant, grant, oskar, None)


def test_recipient_gives_itself_no_exception(grant, erik, decision):
    with pytest.raises(PermissionDenied):
        exempted(exempt_grant, grant, erik, decision)


def test_exception_is_never_changed(grant, oskar, decision):
    exempted(exempt_grant, grant, oskar, decision)

    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        Exemption.objects.update(amount_ore=1)


def test_room_that_no_exception_gives_is_found(grant):
    Grant.objects.update(exempt_ore=7)

    assert [(fault.total, fault.kept, fault.rows) for fault in ledger_faults()] == [
        ("exempt_ore", 7, 0)
    ]
