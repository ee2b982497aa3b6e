"""Measurements: entered once per period, corrected by a new row, never changed."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions as rights
from coordination.domain.audit import record
from coordination.exceptions import ActionRefused
from coordination.validators import validate_day, validate_plain_text
from evaluation import permissions
from evaluation.calendar import period_end, period_name
from evaluation.domain.indicator import lock_indicator
from evaluation.enums import MeasurementStatus
from evaluation.models import Measurement
from evaluation.validators import validate_period_over, validate_value


def record_measurement(
    indicator,
    *,
    actor,
    measured_on,
    value,
    status=MeasurementStatus.MEASURED,
    source="",
    retrieved_on=None,
    comparison="",
    is_approximate=False,
    is_fictitious=False,
    now=None,
) -> Measurement:
    """Enter the figure of a period as its source gives it (mätvärde), or that it is missing.

    ``measured_on`` is any day of the period. ``comparison`` names whose figure it is when it is not
    the indicator's own (”Riket”). Raises PermissionDenied, ValidationError (period to come, value
    there already, value and status that contradict each other).
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    rights.require(permissions.can_measure_for(actor, indicator.organization))
    validate_day(measured_on, retrieved_on, today=today)
    last_day = period_end(indicator.period, measured_on)
    validate_period_over(indicator.period, last_day, today=today)
    with transaction.atomic():
        indicator = lock_indicator(indicator)
        measurement = Measurement(
            indicator=indicator,
            measured_on=last_day,
            comparison=comparison.strip(),
            value=_accepted(indicator, value, status),
            status=status,
            source=_source(source or indicator.source_name),
            retrieved_on=_accepted_day(retrieved_on or today, today=today),
            is_approximate=is_approximate,
            is_fictitious=is_fictitious,
            actor=actor,
            recorded_at=now,
        )
        measurement.validate_constraints()
        measurement.save(force_insert=True)
        _log("measurement.recorded", measurement, actor)
    return measurement


def correct_measurement(
    measurement, *, actor, value, reason, status=MeasurementStatus.MEASURED, source="", now=None
) -> Measurement:
    """Follow a wrong figure by the right one, with the reason. The wrong one stays in the history.

    Raises PermissionDenied, ValidationError, ActionRefused when someone corrected it before.
    """
    now = now or timezone.now()
    rights.require(permissions.can_measure_for(actor, measurement.indicator.organization))
    reason = validate_plain_text(reason, what=_("Skälet"), limit=300)
    with transaction.atomic():
        indicator = lock_indicator(measurement.indicator)
        if Measurement.objects.filter(corrects=measurement).exists():
            raise ActionRefused(
                _("Värdet är redan rättat. Ladda om sidan och rätta det nya värdet."),
                code="corrected_before",
            )
        correction = Measurement(
            indicator=indicator,
            measured_on=measurement.measured_on,
            comparison=measurement.comparison,
            value=_accepted(indicator, value, status),
            status=status,
            source=_source(source or measurement.source),
            retrieved_on=timezone.localdate(now),
            corrects=measurement,
            reason=reason,
            is_approximate=measurement.is_approximate,
            is_fictitious=measurement.is_fictitious,
            actor=actor,
            recorded_at=now,
        )
        correction.save(force_insert=True)
        _log("measurement.corrected", correction, actor, reason=reason)
    return correction


def _accepted(indicator, value, status):
    if (value is None) == (status == MeasurementStatus.MEASURED):
        raise ActionRefused(
            _("Skriv ett värde, eller säg att uppgiften saknas. Saknas är inte noll."),
            code="value_or_missing",
        )
    return value if value is None else validate_value(value, is_share=indicator.shows_complement)


def _accepted_day(day, *, today):
    if day > today:
        raise ActionRefused(
            _("Värdet kan inte vara hämtat en dag som inte har varit."), code="retrieved_to_come"
        )
    return day


def _source(text) -> str:
    return validate_plain_text(text, what=_("Källan"), limit=200)


def _written(value) -> str:
    return "" if value is None else str(value).replace(".", ",")


def _log(action, measurement, actor, **data):
    indicator = measurement.indicator
    programme = indicator.programme or (indicator.initiative and indicator.initiative.programme)
    record(
        action,
        actor=actor,
        subject=indicator,
        matter=programme.matter if programme else None,
        data={
            "name": indicator.name,
            "period": period_name(indicator.period, measurement.measured_on),
            "value": _written(measurement.value),
            **data,
        },
    )
