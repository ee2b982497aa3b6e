"""Rounds: drafted, opened for applications, closed, and decided when money is granted."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions as rights
from coordination.domain.audit import happening_at, record
from coordination.domain.deadline import keep_deadline, set_deadline
from coordination.enums import Role
from coordination.exceptions import ActionRefused, next_state
from coordination.swedish import format_kr, join_names, long_date
from coordination.validators import validate_plain_text
from funding import permissions
from funding.domain.ledger import Origin, Posting, lock_source, post, posted_before
from funding.domain.round_closing import cut_off_drafts
from funding.enums import ROUND_TRANSITIONS, EntryKind, RoundState
from funding.models import LedgerEntry, Round
from funding.validators import (
    validate_amount,
    validate_booked_on,
    validate_open_books,
    validate_period,
)

DEADLINE = "round"
OPENS, CLOSES = "round_opens", "round_closes"


def open_round(source, *, actor, **facts) -> Round:
    """Draft a round and open it at once: one whose applications come in by other means.

    Takes what ``draft_round`` takes. Raises PermissionDenied, ValidationError.
    """
    with transaction.atomic():
        return _open(draft_round(source, actor=actor, **facts), actor=actor)


def draft_round(
    source,
    *,
    actor,
    name,
    opens_on,
    closes_on,
    purpose="",
    opening_time=None,
    closing_time=None,
    assessed_by=None,
    forecast_day=None,
    is_fictitious=False,
) -> Round:
    """Begin a round (ansökningsomgång) for a source's money: nobody can apply yet.

    Its opening and closing become dates to keep. Raises PermissionDenied, ValidationError.
    """
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
        opening_time=opening_time,
        closing_time=closing_time,
        assessed_by=assessed_by,
        forecast_day=forecast_day,
        state=RoundState.DRAFT,
        is_fictitious=is_fictitious,
    )
    with transaction.atomic():
        lock_source(source)  # a double click waits here, and is then told that the name is taken
        funding_round.validate_constraints()
        funding_round.save()
        _owe_days(funding_round)
        _log("round.drafted", funding_round, actor, opens_on=opens_on, closes_on=closes_on)
    return funding_round


def _owe_days(funding_round):
    """When the round is to open and to close, for whoever keeps the money."""
    owner, today = funding_round.source.owner, timezone.localdate(happening_at())
    for kind, day, title in (
        (OPENS, funding_round.opens_on, _("Öppna omgången %(name)s")),
        (CLOSES, funding_round.closes_on, _("Stäng ansökan till %(name)s")),
    ):
        set_deadline(
            kind,
            subject_type=DEADLINE,
            subject_id=funding_round.pk,
            title=title % {"name": funding_round.name},
            organization=owner,
            role=Role.CONTROLLER,
            due_on=day,
            today=today,
            rule=_("Dagen står i omgången"),
        )


def _kept(kind, funding_round, by):
    keep_deadline(
        kind, subject_type=DEADLINE, subject_id=funding_round.pk, by=by, at=happening_at()
    )


def open_for_applications(funding_round, *, actor) -> Round:
    """Open a drafted round: from now on its instructions, parts and criteria stand still.

    Raises PermissionDenied, ActionRefused while something that applicants need is missing.
    """
    rights.require(permissions.can_manage_money(actor, funding_round.source.owner))
    with transaction.atomic():
        current = lock_round(funding_round)
        _refuse_unfinished(current)
        return _open(current, actor=actor)


def _refuse_unfinished(funding_round):
    missing = [
        word
        for word, rows in (
            (_("anvisningar"), funding_round.instructions),
            (_("delar som ansökan ska ha"), funding_round.parts),
            (_("kriterier"), funding_round.criteria),
        )
        if not rows.exists()
    ]
    if missing:
        raise ActionRefused(
            _("Omgången saknar %(what)s. Skriv dem först, för de låses när omgången öppnas.")
            % {"what": join_names(missing)},
            code="round_unfinished",
        )


def _open(funding_round, *, actor) -> Round:
    move_round(funding_round, "open")
    _kept(OPENS, funding_round, _("Omgången öppnades"))
    _log(
        "round.opened",
        funding_round,
        actor,
        opens_on=funding_round.opens_on,
        closes_on=funding_round.closes_on,
    )
    return funding_round


def _log(action, funding_round, actor, **data):
    record(action, actor=actor, subject=funding_round, data={"name": funding_round.name, **data})


def close_round(funding_round, *, actor, reason="") -> Round:
    """End the time to apply. Closing twice is refused.

    Before the time is out it takes a reason: the round then closed today, and those whose drafts can
    no longer be submitted are written to. Raises PermissionDenied, ActionRefused, ValidationError.
    """
    rights.require(permissions.can_manage_money(actor, funding_round.source.owner))
    with transaction.atomic():
        funding_round = lock_round(funding_round)
        move_round(funding_round, "close")
        if funding_round.closes_at >= happening_at():
            _close_early(funding_round, actor, reason)
        else:
            _log("round.closed", funding_round, actor)
        _kept(CLOSES, funding_round, _("Ansökan stängdes"))
    return funding_round


def _close_early(funding_round, actor, reason):
    """Give the round the moment at which it really closed, and tell those whom that stops."""
    if not reason.strip():
        raise ActionRefused(
            _("Ansökningstiden går ut först %(day)s. Skriv varför ni stänger i förtid.")
            % {"day": long_date(funding_round.closes_on)},
            code="reason_missing",
        )
    reason = validate_plain_text(reason, what=_("Skälet"), limit=500)
    announced, moment = funding_round.closes_on, timezone.localtime(happening_at())
    funding_round.closes_on = max(moment.date(), funding_round.opens_on)
    funding_round.closing_time = moment.time().replace(second=0, microsecond=0)
    funding_round.save(update_fields=["closes_on", "closing_time"])
    number = cut_off_drafts(funding_round, announced=announced, reason=reason)
    said = {"announced": announced, "reason": reason, "drafts": number}
    _log("round.closed_early", funding_round, actor, **said)


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
    _refuse_unopened(funding_round)
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
        validate_open_books(booked_on, source)
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


def _refuse_unopened(funding_round):
    if funding_round.is_unopened:
        raise ActionRefused(
            _("Omgången är inte öppnad. Inget bokförs förrän den är det."), code="round_unopened"
        )


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
