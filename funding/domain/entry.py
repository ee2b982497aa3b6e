"""What is reported on a grant (använt, betalt, återlämnat, prognos)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions as rights
from coordination.domain.audit import record
from coordination.exceptions import ActionRefused
from coordination.swedish import format_kr, long_date
from coordination.validators import validate_plain_text
from funding import permissions
from funding.domain.deviation import watch_deviation
from funding.domain.forecast import owe_forecasts
from funding.domain.ledger import (
    Origin,
    Posting,
    forecast_of,
    lock_grant,
    lock_grants,
    post,
    posted_before,
)
from funding.domain.surplus_watch import watch_surplus
from funding.enums import ENDED_STATES, EntryKind, ProjectState
from funding.exceptions import CapExceeded
from funding.models import LedgerEntry
from funding.validators import validate_amount, validate_booked_on, validate_open_books


def record_spending(
    grant, *, actor, amount_ore, booked_on, document, key, is_approximate=False, now=None
) -> LedgerEntry:
    """Book what has been used of a grant (använt), with its document. Once per ``key``.

    Raises PermissionDenied, ValidationError (amount, day), CapExceeded, KeyReused.
    """
    report = Report(amount_ore, booked_on, document, is_approximate)
    return _report(EntryKind.USED, grant, report, actor=actor, key=key, now=now)


def record_return(
    grant, *, actor, amount_ore, booked_on, document, key, is_approximate=False, now=None
) -> LedgerEntry:
    """Book what a body gives back of a grant (återlämnat). Once per ``key``.

    It is no longer left on the grant; granting it anew takes a decision of its own (T-16). Raises
    PermissionDenied, ValidationError (amount, day), CapExceeded, KeyReused.
    """
    report = Report(amount_ore, booked_on, document, is_approximate)
    return _report(EntryKind.RETURNED, grant, report, actor=actor, key=key, now=now)


def record_payment(
    grant, *, actor, amount_ore, booked_on, document, key, is_approximate=False, now=None
) -> LedgerEntry:
    """Book what the owner has paid out of a grant (betalt), never more than it holds. Once per ``key``.

    Raises PermissionDenied, ValidationError (amount, day), CapExceeded, KeyReused.
    """
    rights.require(permissions.can_pay(actor, grant))
    report = Report(amount_ore, booked_on, document, is_approximate)
    return _report(EntryKind.PAID, grant, report, actor=actor, key=key, now=now)


def record_forecast(
    grant, *, actor, amount_ore, booked_on, document, key, is_approximate=False, now=None
) -> LedgerEntry:
    """Book what the whole project is now expected to use (prognos); it may be more than was granted.

    The row holds the step from the forecast before it. Once per ``key``. Raises PermissionDenied,
    ValidationError (amount, day), KeyReused.
    """
    report = Report(amount_ore, booked_on, document, is_approximate)
    return _report(EntryKind.FORECAST, grant, report, actor=actor, key=key, now=now)


def record_forecasts(
    *, actor, forecasts: Mapping, booked_on, document, key, now=None
) -> list[LedgerEntry]:
    """Book the month's forecasts of a body's projects: all that are given, or none. Once per ``key``.

    ``forecasts`` is {grant: öre}. Raises PermissionDenied, ValidationError, KeyReused.
    """
    if not forecasts:
        raise ActionRefused(_("Fyll i prognosen för minst ett projekt."), code="no_forecasts")
    with transaction.atomic():
        lock_grants(*forecasts)
        return [
            record_forecast(
                grant,
                actor=actor,
                amount_ore=amount_ore,
                booked_on=booked_on,
                document=document,
                key=f"{key}:{grant.pk}",
                now=now,
            )
            for grant, amount_ore in sorted(forecasts.items(), key=lambda row: row[0].pk)
        ]


@dataclass(frozen=True)
class Report:
    """What a body says about a grant: how much, which day, on what ground."""

    amount_ore: int
    booked_on: date
    document: str
    is_approximate: bool = False


def _report(kind, grant, report, *, actor, key, now) -> LedgerEntry:
    now = now or timezone.now()
    today = timezone.localdate(now)
    rights.require(permissions.can_report(actor, grant))
    report = checked_report(report, grant, kind=kind, today=today)
    origin = Origin.of_form(key, grant=grant.pk, **vars(report))
    with transaction.atomic():
        current = lock_grant(grant)
        if earlier := posted_before(origin, kind):
            return earlier
        if kind == EntryKind.RETURNED:
            _refuse_undecided_return(current)
        if kind == EntryKind.USED:
            _refuse_after_stop(current, report.booked_on)
        entry = post(_posting(kind, current, report), origin=origin, actor=actor, now=now)
        note_report(current, on=today)
        if kind == EntryKind.FORECAST:
            follow_up_forecast(current, report.amount_ore, now=now)
        watch_surplus(current, now=now)
        record(
            f"grant.{kind}_recorded",
            actor=actor,
            subject=grant,
            matter=grant.decision.matter,
            data=vars(report) | {"amount": format_kr(report.amount_ore)},
        )
    return entry


def _refuse_undecided_return(grant):
    """While a project goes on its body may give money back; what is left at the end is decided on."""
    if grant.project_state in ENDED_STATES:
        raise ActionRefused(
            _("Projektet är avslutat. Det som blev över hanteras genom beslut, under Överskott."),
            code="surplus_is_decided",
        )


def _refuse_after_stop(grant, booked_on):
    """A project that was called off costs nothing more; what was used before that day may come late."""
    if grant.project_state != ProjectState.NOT_CARRIED_OUT:
        return
    stop = grant.steps.order_by("-pk").values_list("happened_on", flat=True).first()
    if stop and booked_on > stop:
        raise ActionRefused(
            _(
                "Projektet stoppades %(day)s. Välj den dagen eller en tidigare, "
                "eller säg att projektet har börjat igen."
            )
            % {"day": long_date(stop)},
            code="project_stopped",
        )


def checked_report(report, grant, *, kind, today) -> Report:
    """A report whose amount, day and document hold, apart from what is left on the grant."""
    validate_amount(report.amount_ore, zero=kind == EntryKind.FORECAST)
    validate_booked_on(report.booked_on, today=today, earliest=grant.decision.decided_on)
    validate_open_books(report.booked_on, grant.round.source)
    document = validate_plain_text(report.document, what=_("Underlaget"), limit=200)
    return replace(report, document=document)


def follow_up_forecast(grant, forecast_ore, *, now) -> None:
    """What a new forecast on a locked grant leads to: a measure if it deviates, the next month's date."""
    watch_deviation(grant, forecast_ore=forecast_ore, now=now)
    owe_forecasts([grant.recipient], grant.round, now=now)


def _posting(kind, grant, report) -> Posting:
    """The row for a report on a locked grant. A forecast is booked as the step from the last one."""
    if kind == EntryKind.FORECAST:
        report = replace(report, amount_ore=report.amount_ore - (forecast_of(grant) or 0))
    elif kind == EntryKind.PAID:
        _refuse_above_disposable(grant, report.amount_ore)
    else:
        refuse_above_granted(grant, report.amount_ore, kind=kind)
    return Posting(
        kind=kind,
        funding_source=grant.round.source,
        round=grant.round,
        grant=grant,
        **vars(report),
    )


def note_report(grant, *, on) -> None:
    """Remember the day that somebody last reported on a locked grant."""
    grant.reported_on = on
    grant.save(update_fields=["reported_on"])


def refuse_above_granted(grant, amount_ore, *, kind=EntryKind.USED):
    """What is used or given back of a locked grant stays within it, decided exceptions counted."""
    if amount_ore > grant.room_ore:
        said = _("Det är %(over)s mer än vad som finns kvar av bidraget (%(left)s).") % {
            "over": format_kr(amount_ore - grant.room_ore),
            "left": format_kr(grant.room_ore),
        }
        if kind == EntryKind.RETURNED:
            advice = _("Bara det som är kvar går att lämna tillbaka. Kontrollera beloppet.")
        else:
            advice = _("Kontrollera beloppet. Det som kostar mer betalar nämnden själv.")
        raise CapExceeded(f"{said} {advice}", code="grant_exceeded")


def _refuse_above_disposable(grant, amount_ore):
    unpaid = grant.disposable_ore - grant.returned_ore - grant.kept_ore - grant.paid_ore
    if amount_ore > unpaid:
        raise CapExceeded(
            _("%(left)s återstår att betala av bidraget, och det här är %(asked)s.")
            % {"left": format_kr(unpaid), "asked": format_kr(amount_ore)},
            code="grant_exceeded",
        )
