"""Measurements: the figures of an indicator over time."""

from django_filters import ChoiceFilter
from rest_framework import serializers
from rest_framework.decorators import action

from coordination.api.base import CREATED, VisibleViewSet, takes
from coordination.api.filters import ApiFilter, FlagFilter, IdFilter, since, until
from coordination.api.shapes import Input, Row, Visible
from evaluation.domain.measurement import correct_measurement, record_measurement
from evaluation.enums import MeasurementStatus
from evaluation.models import Indicator, Measurement


class MeasurementRow(Row):
    """One figure for one period, as its source gives it. What is missing is not zero."""

    class Meta:
        model = Measurement
        fields = [
            *("id", "indicator", "measured_on", "comparison", "value", "status", "source"),
            *("retrieved_on", "corrects", "reason", "is_approximate", "is_fictitious"),
            "recorded_at",
        ]


class Figure(Input):
    """A value, or that it is missing, and where it comes from."""

    value = serializers.DecimalField(max_digits=16, decimal_places=4, allow_null=True)
    status = serializers.ChoiceField(MeasurementStatus.choices, required=False)
    source = serializers.CharField(max_length=200, required=False, allow_blank=True)


class MeasurementInput(Figure):
    """A new figure; ``measured_on`` is any day of its period."""

    indicator = Visible(Indicator)
    measured_on = serializers.DateField()
    retrieved_on = serializers.DateField(required=False, allow_null=True)
    comparison = serializers.CharField(max_length=60, required=False, allow_blank=True)
    is_approximate = serializers.BooleanField(required=False)


class Correction(Figure):
    """The right figure, and why the other one was wrong."""

    reason = serializers.CharField(max_length=300)


class MeasurementFilter(ApiFilter):
    """Figures by indicator, period and status."""

    indicator = IdFilter()
    status = ChoiceFilter(choices=MeasurementStatus.choices)
    measured_since = since("measured_on")
    measured_until = until("measured_on")
    is_current = FlagFilter("corrected_by", "isnull")


class MeasurementViewSet(VisibleViewSet):
    """Figures of the indicators that the caller may see. A row is added, and never changed."""

    model = Measurement
    serializer_class = MeasurementRow
    related = ("indicator__organization",)
    filterset_class = MeasurementFilter

    @takes(MeasurementInput, status=CREATED)
    def create(self, *, indicator, **values):
        """Enter the figure of a period, or that it is missing."""
        return record_measurement(indicator, actor=self.request.user, **values)

    @action(detail=True, methods=["post"])
    @takes(Correction, status=CREATED)
    def correct(self, measurement, **values):
        """Follow a wrong figure by the right one; the wrong one stays in the history."""
        return correct_measurement(measurement, actor=self.request.user, **values)
