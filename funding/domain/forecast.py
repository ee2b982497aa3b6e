"""The month's forecast (månadsprognos): every body says what its running projects will use, by a day."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Max, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination.domain.deadline import reopen_deadline, set_deadline, withdraw_deadline
from coordination.enums import Role
from coordination.working_days import add_months
from funding.enums import RUNNING_STATES, EntryKind
from funding.models import Grant

DEADLINE = "forecast"
LAST_FORECAST = Max(
    "entries__booked_on",
    filter=Q(entries__kind=EntryKind.FORECAST, entries__reverses__isnull=True),
)


def running_grants(body):
    """A body's grants whose projects go on, in rounds that ask for a forecast every month."""
    return Grant.objects.filter(
        recipient=body, project_state__in=RUNNING_STATES, round__forecast_day__isnull=False
    )


def owed_on(*, forecast_day, decided_on, last) -> date:
    """The day a grant's next forecast is owed: in the month after the last one, or after the decision."""
    if last:
        return add_months(last.replace(day=1), 1).replace(day=forecast_day)
    first = decided_on.replace(day=forecast_day)
    return first if first > decided_on else add_months(first, 1)


def owe_forecasts(bodies: Iterable, funding_round, *, now) -> None:
    """Put the next forecast of each body among its dates, where the round asks for one."""
    if funding_round.forecast_day:
        for body in {body.pk: body for body in bodies}.values():
            owe_forecast(body, now=now)


def owe_forecast(body, *, now) -> None:
    """Owe a body's earliest missing forecast; settle the date when no project goes on.

    Call it in the transaction that changed what is owed.
    """
    due_on = _earliest(body)
    if due_on is None:
        by = _("Inga projekt pågår")
        withdraw_deadline(DEADLINE, subject_type=DEADLINE, subject_id=body.pk, by=by, at=now)
        return
    today = timezone.localdate(now)
    set_deadline(
        DEADLINE,
        subject_type=DEADLINE,
        subject_id=body.pk,
        title=_("Prognos för %(month)s") % {"month": date_format(due_on, "F Y")},
        organization=body,
        role=Role.CASE_OFFICER,
        due_on=due_on,
        today=today,
        rule=_("Omgången begär en prognos varje månad"),
    )
    reopen_deadline(DEADLINE, subject_type=DEADLINE, subject_id=body.pk, today=today)


def _earliest(body) -> date | None:
    rows = (
        running_grants(body)
        .annotate(last=LAST_FORECAST)
        .values_list("round__forecast_day", "decision__decided_on", "last")
    )
    days = [owed_on(forecast_day=day, decided_on=since, last=last) for day, since, last in rows]
    return min(days, default=None)
