"""``verify_ledger`` recounts the ledger and names what differs."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from funding.domain.entry import record_spending
from funding.domain.queries.verification import ledger_faults
from funding.models import Grant, Source
from tests.funding.helpers import MKR, report


def test_sums_agree_after_ordinary_work(grant, erik):
    record_spending(grant, actor=erik, **report())
    out = StringIO()
    call_command("verify_ledger", stdout=out)

    assert out.getvalue() == "3 rows, every sum agrees\n"


@pytest.mark.parametrize(
    ("model", "total"),
    [
        (Source, "frame_ore"),
        (Source, "granted_ore"),
        (Grant, "granted_ore"),
        (Grant, "used_ore"),
        (Grant, "returned_ore"),
    ],
)
def test_sum_that_was_changed_behind_the_ledger_is_named(grant, model, total):
    row = model.objects.get()
    kept = getattr(row, total) + 7
    model.objects.update(**{total: kept})

    (fault,) = ledger_faults()
    assert (fault.model, fault.pk, fault.total) == (model._meta.model_name, row.pk, total)
    assert (fault.kept - fault.rows) == 7


def test_command_ends_with_an_error_when_a_sum_differs(grant):
    Grant.objects.update(used_ore=MKR // 2)
    err = StringIO()

    with pytest.raises(CommandError, match="1 sums differ"):
        call_command("verify_ledger", stderr=err)
    assert f"grant {grant.pk}: used_ore is {MKR // 2}, its rows say 0" in err.getvalue()
