"""Factories of follow-up."""

from datetime import date, datetime
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from evaluation import enums, models
from tests.factories.coordination import MatterFactory, OrganizationFactory, UserFactory
from tests.factories.funding import GrantFactory


class IndicatorFactory(DjangoModelFactory):
    """A yearly share with a baseline of 88 and a target of 92."""

    class Meta:
        model = models.Indicator

    organization = factory.SubFactory(OrganizationFactory)
    name = factory.Sequence(lambda n: f"Indikator {n}")
    definition = "Andelen av alla invånare 16–24 år."
    unit = "procent"
    direction = enums.Direction.HIGHER
    source_name = "Kolada"
    baseline_value = Decimal("88.0")
    baseline_on = date(2020, 12, 31)
    target_value = Decimal("92.0")
    target_on = date(2028, 12, 31)


class MeasurementFactory(DjangoModelFactory):
    class Meta:
        model = models.Measurement

    indicator = factory.SubFactory(IndicatorFactory)
    measured_on = factory.Sequence(lambda n: date(1980 + n % 45, 12, 31))
    value = Decimal("90.4")
    source = "Kolada"
    retrieved_on = date(2025, 2, 1)
    actor = factory.SubFactory(UserFactory)
    recorded_at = timezone.make_aware(datetime(2025, 2, 1, 9, 0))  # noqa: DTZ001  (made aware here)


class FollowUpReportFactory(DjangoModelFactory):
    """A report that is owed on a grant."""

    class Meta:
        model = models.FollowUpReport

    grant = factory.SubFactory(GrantFactory)
    organization = factory.SelfAttribute("grant.recipient")
    matter = factory.SubFactory(MatterFactory)
    completed_on = date(2025, 3, 31)
    due_on = date(2025, 9, 30)
