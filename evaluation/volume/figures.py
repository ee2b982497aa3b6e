"""Indicators of every programme and every second initiative, measured month by month."""

from datetime import timedelta
from decimal import Decimal

from coordination.swedish import sort_key
from coordination.working_days import add_months
from evaluation.enums import Direction, IndicatorState, Period
from evaluation.models import Indicator, Measurement
from evaluation.volume.bulk import pour, store
from evaluation.volume.town import Town

EVERY = 2
SOURCE = "Påhittad mätning"


def measure(town: Town, programmes, initiatives, count: int) -> None:
    """Agree on the indicators and record ``count`` figures, shared out among them."""
    indicators = store(
        [
            *(_indicator(town, town.office, programme=each) for each in programmes),
            *(_indicator(town, each.lead, initiative=each) for each in initiatives[::EVERY]),
        ]
    )
    months = _month_ends(town.today, count // len(indicators))
    pour(_measurement(town, indicator, day) for indicator in indicators for day in months)


def _indicator(town, organization, **subject):
    name = f"Andel unga i arbete eller studier, {next(iter(subject.values()))}"[:150]
    return Indicator(
        **subject,
        organization=organization,
        municipality=town.home,
        name=name,
        definition="Andelen av alla mellan 16 och 24 år som arbetar eller studerar.",
        unit="procent",
        direction=Direction.HIGHER,
        period=Period.MONTH,
        source_name=SOURCE,
        baseline_value=Decimal("71.5"),
        baseline_on=town.today - timedelta(days=700),
        target_value=Decimal(85),
        target_on=town.today + timedelta(days=365),
        state=IndicatorState.AGREED,
        agreed_on=town.today - timedelta(days=650),
        is_fictitious=True,
        sort_key=sort_key(name),
    )


def _month_ends(today, count):
    first = today.replace(day=1)
    return [add_months(first, -number) - timedelta(days=1) for number in range(count)]


def _measurement(town, indicator, day):
    return Measurement(
        indicator=indicator,
        measured_on=day,
        value=Decimal(town.chance.randint(6500, 9000)) / 100,
        source=SOURCE,
        retrieved_on=town.today,
        is_fictitious=True,
        actor=town.account,
        recorded_at=town.now,
    )
