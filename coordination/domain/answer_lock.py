"""In which order the rows of an answer are locked: the referral, the consultee, the statement.

Whoever ends a referral, moves a day or adopts an answer takes them so: a recall waits for the adoption
that came first, and the adoption that comes second sees the recall. In one order for all, so that
nobody waits in a ring.
"""

from coordination.domain.statement_state import lock_statement
from coordination.models import Consultee, Referral, Statement


def lock_answer(statement) -> Statement:
    """The statement as it stands, with its referral and consultee, held until the transaction ends."""
    hold_consultees([statement.consultee])
    return lock_statement(statement)


def lock_consultee(consultee) -> Consultee:
    """The consultee and its referral as they stand, held until the transaction ends."""
    hold_consultees([consultee])
    return Consultee.objects.select_related(
        "organization", "referral__matter", "referral__sender"
    ).get(pk=consultee.pk)


def hold_consultees(consultees) -> None:
    """Hold several consultees, and first their referrals, until the transaction ends."""
    referrals = {consultee.referral_id for consultee in consultees}
    _hold(Referral, referrals)
    _hold(Consultee, {consultee.pk for consultee in consultees})


def _hold(model, ids):
    # What points at the rows may be written meanwhile: a part of the matter, a deadline.
    rows = model.objects.order_by("pk").filter(pk__in=ids)
    list(rows.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))
