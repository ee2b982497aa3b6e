"""Indicators: defined by a body, agreed by those who lead, and from then on unchanged (M-02, M-24)."""

from django.db import transaction
from django.utils.translation import gettext as _

from coordination import permissions as rights
from coordination.domain.audit import record
from coordination.exceptions import ActionRefused
from coordination.validators import validate_day, validate_plain_text
from evaluation import permissions
from evaluation.enums import IndicatorState, Period
from evaluation.models import Indicator
from evaluation.validators import validate_value

# Once figures have been entered these decide what they mean.
MEANING = ("unit", "shows_complement", "period")


def define_indicator(
    organization,
    *,
    actor,
    name,
    definition,
    unit,
    direction,
    source_name,
    programme=None,
    initiative=None,
    shows_complement=False,
    period=Period.YEAR,
    decimals=1,
    kolada_id="",
    baseline_value=None,
    baseline_on=None,
    target_value=None,
    target_on=None,
    is_fictitious=False,
) -> Indicator:
    """Propose an indicator (indikator) of a programme, an initiative or the body's own work.

    Baseline and target are in the scale that is shown. Raises PermissionDenied, ValidationError
    (text missing, target without day, name taken).
    """
    rights.require(permissions.can_measure_for(actor, organization))
    indicator = Indicator(
        organization=organization,
        programme=programme,
        initiative=initiative,
        is_fictitious=is_fictitious,
    )
    _describe(
        indicator,
        name=name,
        definition=definition,
        unit=unit,
        direction=direction,
        source_name=source_name,
        shows_complement=shows_complement,
        period=period,
        decimals=decimals,
        kolada_id=kolada_id,
        baseline_value=baseline_value,
        baseline_on=baseline_on,
        target_value=target_value,
        target_on=target_on,
    )
    with transaction.atomic():
        indicator.save()
        _log("indicator.defined", indicator, actor)
    return indicator


def edit_indicator(indicator, *, actor, **values) -> Indicator:
    """Change a definition that is not agreed yet; takes what ``define_indicator`` takes.

    What decides the meaning of figures already entered stays. Raises PermissionDenied,
    ValidationError.
    """
    with transaction.atomic():
        current = lock_indicator(indicator)
        rights.require(permissions.can_measure_for(actor, current.organization))
        _refuse_agreed(current)
        _refuse_new_meaning(current, values)
        _describe(current, **values)
        current.save()
        _log("indicator.edited", current, actor)
    return current


def agree_indicator(indicator, *, actor, on) -> Indicator:
    """Lock the definition: those concerned agree on what is measured and how (M-24)."""
    with transaction.atomic():
        current = lock_indicator(indicator)
        rights.require(permissions.can_lock_definition(actor, current))
        _refuse_agreed(current)
        current.state, current.agreed_on = IndicatorState.AGREED, on
        current.save()
        _log("indicator.agreed", current, actor, on=on)
    return current


def lock_indicator(indicator) -> Indicator:
    """The indicator as it is now, held so that two figures for one period meet here."""
    return Indicator.objects.select_for_update(no_key=True).get(pk=indicator.pk)


def _describe(indicator, *, name, definition, unit, source_name, **values):
    indicator.name = validate_plain_text(name, what=_("Namnet"), limit=150)
    indicator.definition = validate_plain_text(definition, what=_("Definitionen"), limit=2000)
    indicator.unit = validate_plain_text(unit, what=_("Enheten"), limit=40)
    indicator.source_name = validate_plain_text(source_name, what=_("Källan"), limit=200)
    for field, value in values.items():
        setattr(indicator, field, value)
    validate_day(indicator.baseline_on, indicator.target_on)
    for value in (indicator.baseline_value, indicator.target_value):
        if value is not None:
            validate_value(value, is_share=indicator.shows_complement)
    indicator.validate_constraints(exclude=["municipality"])


def _refuse_agreed(indicator):
    if indicator.state == IndicatorState.AGREED:
        raise ActionRefused(
            _("Definitionen är överenskommen och ändras inte. Lägg till en ny indikator."),
            code="agreed",
        )


def _refuse_new_meaning(indicator, values):
    changed = any(name in values and values[name] != getattr(indicator, name) for name in MEANING)
    if changed and indicator.measurements.exists():
        raise ActionRefused(
            _("Det finns redan mätvärden. Enhet, period och omräkning kan inte ändras."),
            code="has_measurements",
        )


def _log(action, indicator, actor, **data):
    record(
        action,
        actor=actor,
        subject=indicator,
        matter=_matter_of(indicator),
        data={"name": indicator.name, **data},
    )


def _matter_of(indicator):
    if indicator.programme_id:
        return indicator.programme.matter
    return indicator.initiative.programme.matter if indicator.initiative_id else None
