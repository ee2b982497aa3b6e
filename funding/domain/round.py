"""Rounds: opened for applications, closed, and decided when money is granted."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions as rights
from coordination.domain.audit import record
from coordination.exceptions import next_state
from coordination.swedish import format_kr
from coordination.validators import validate_plain_text
from funding import permissions
from funding.domain.ledger import Origin, Posting, lock_source, post, posted_before
from funding.enums import ROUND_TRANSITIONS, EntryKind
from funding.models import LedgerEntry, Round
from funding.validators import validate_amount, validate_booked_on, validate_period


def open_round(
    source,
    *,
    actor,
    name,
    opens_on,
    closes_on,
    purpose="",
    forecast_day=None,
    is_fictitious=False,
) -> Round:
    """Open a round (ansökningsomgång) for a source's money. Raises PermissionDenied, ValidationError."""
    rights.require(permissions.can_manage_money(actor, source.owner))
    validate_period(opens_on, closes_on)
    funding_round = Round(
        source=source,
        name=validate_plain_text(name, what=_("Namnet"), limit=150),
        purpose=validate_plain_text(purpose, what=_("Vad pengarna är till för"), limit=2000)
        if purpose.strip()
        else "",
        opens_on=opens_on,
        closes_on=closes_on,
        forecast_day=forecast_day,
        is_fictitious=is_fictitious,
    )
    with transaction.atomic():
        lock_source(source)  # a double click waits here, and is then told that the name is taken
        funding_round.validate_constraints()
        funding_round.save()
        record(
            "round.opened",
            actor=actor,
            subject=funding_round,
            data={"name": funding_round.name, "opens_on": opens_on, "closes_on": closes_on},
        )
    return funding_round


def close_round(funding_round, *, actor) -> Round:
    """End the time to apply. Closing twice is refused."""
    rights.require(permissions.can_manage_money(actor, funding_round.source.owner))
    with transaction.atomic():
        funding_round = lock_round(funding_round)
        move_round(funding_round, "close")
        record(
            "round.closed", actor=actor, subject=funding_round, data={"name": funding_round.name}
        )
    return funding_round


def record_applications(
    funding_round, *, actor, amount_ore, document, booked_on, key, is_approximate=False, now=None
) -> LedgerEntry:
    """Book what bodies applied for in a round beside what was granted (sökt), as one sum.

    Raises PermissionDenied, ValidationError, KeyReused.
    """
    now = now or timezone.now()
    rights.require(permissions.can_manage_money(actor, funding_round.source.owner))
    validate_amount(amount_ore)
    validate_booked_on(booked_on, today=timezone.localdate(now))
    document = validate_plain_text(document, what=_("Underlaget"), limit=200)
    origin = Origin.of_form(
        key,
        round=funding_round.pk,
        amount=amount_ore,
        day=booked_on,
        document=document,
        approximate=is_approximate,
    )
    with transaction.atomic():
        source = lock_source(funding_round.source)
        if earlier := posted_before(origin, EntryKind.APPLIED):
            return earlier
        entry = post(
            Posting(
                kind=EntryKind.APPLIED,
                funding_source=source,
                round=funding_round,
                amount_ore=amount_ore,
                booked_on=booked_on,
                document=document,
                is_approximate=is_approximate,
            ),
            origin=origin,
            actor=actor,
            now=now,
        )
        record(
            "round.applications_recorded",
            actor=actor,
            subject=funding_round,
            data={"amount": format_kr(amount_ore), "document": document},
        )
    return entry


def lock_round(funding_round) -> Round:
    """The round as it is now, held until the transaction ends."""
    return Round.objects.select_for_update(no_key=True).get(pk=funding_round.pk)


def move_round(funding_round, action, *, on=None) -> None:
    """Bring a locked round to its next state; the first decision gives it its day."""
    funding_round.state = next_state(
        ROUND_TRANSITIONS, funding_round.state, action, label=funding_round.get_state_display()
    )
    funding_round.decided_on = funding_round.decided_on or on
    funding_round.save(update_fields=["state", "decided_on"])
