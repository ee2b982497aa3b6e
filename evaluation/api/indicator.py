"""Indicators: what is measured to see whether an effort helps."""

from django.utils import timezone
from django_filters import ChoiceFilter
from rest_framework import serializers
from rest_framework.decorators import action

from coordination.api.base import CREATED, VisibleViewSet, takes
from coordination.api.filters import ApiFilter, IdFilter
from coordination.api.shapes import Input, OrganizationName, Row, Visible
from coordination.models import Organization
from evaluation.domain.indicator import agree_indicator, define_indicator, edit_indicator
from evaluation.enums import Direction, IndicatorState, Period
from evaluation.models import Indicator
from initiatives.models import Initiative, Programme


class IndicatorRow(Row):
    """What is measured, from what level, to what target."""

    organization = OrganizationName()

    class Meta:
        model = Indicator
        fields = [
            *("id", "programme", "initiative", "organization", "name", "definition", "unit"),
            *("direction", "shows_complement", "period", "decimals", "source_name", "kolada_id"),
            *("baseline_value", "baseline_on", "target_value", "target_on"),
            *("state", "agreed_on", "version", "is_fictitious"),
        ]


class Level(serializers.DecimalField):
    """A level in the scale that is shown."""

    def __init__(self, **kwargs):
        super().__init__(max_digits=16, decimal_places=4, required=False, allow_null=True, **kwargs)


class IndicatorChange(Input):
    """Another definition, while it is only proposed; what is left out stays."""

    name = serializers.CharField(max_length=150, required=False)
    definition = serializers.CharField(max_length=2000, required=False)
    unit = serializers.CharField(max_length=40, required=False)
    direction = serializers.ChoiceField(Direction.choices, required=False)
    shows_complement = serializers.BooleanField(required=False)
    period = serializers.ChoiceField(Period.choices, required=False)
    decimals = serializers.IntegerField(min_value=0, max_value=4, required=False)
    source_name = serializers.CharField(max_length=200, required=False)
    kolada_id = serializers.RegexField(r"^[NU]\d{5}$", required=False, allow_blank=True)
    baseline_value = Level()
    baseline_on = serializers.DateField(required=False, allow_null=True)
    target_value = Level()
    target_on = serializers.DateField(required=False, allow_null=True)


class IndicatorInput(IndicatorChange):
    """A new indicator, of a programme, an initiative or a body's own work."""

    organization = Visible(Organization)
    programme = Visible(Programme, required=False, allow_null=True)
    initiative = Visible(Initiative, required=False, allow_null=True)
    name = serializers.CharField(max_length=150)
    definition = serializers.CharField(max_length=2000)
    unit = serializers.CharField(max_length=40)
    direction = serializers.ChoiceField(Direction.choices)
    source_name = serializers.CharField(max_length=200)


class IndicatorFilter(ApiFilter):
    """Indicators by what they belong to, who measures, and state."""

    programme = IdFilter()
    initiative = IdFilter()
    organization = IdFilter()
    state = ChoiceFilter(choices=IndicatorState.choices)


class IndicatorViewSet(VisibleViewSet):
    """Indicators of the caller's bodies, and of programmes and initiatives the caller may see."""

    model = Indicator
    serializer_class = IndicatorRow
    related = (
        *("organization", "programme__lead", "programme__convener", "programme__matter"),
        *("initiative__lead", "initiative__programme__matter"),
    )
    filterset_class = IndicatorFilter

    @takes(IndicatorInput, status=CREATED)
    def create(self, *, organization, **values):
        """Propose an indicator."""
        return define_indicator(organization, actor=self.request.user, **values)

    @takes(IndicatorChange)
    def partial_update(self, indicator, **values):
        """Change a definition that is not agreed yet."""
        before = {name: getattr(indicator, name) for name in IndicatorChange().fields}
        edit_indicator(indicator, actor=self.request.user, **(before | values))

    @action(detail=True, methods=["post"])
    @takes()
    def agree(self, indicator):
        """Lock the definition: those concerned agree on what is measured and how."""
        agree_indicator(indicator, actor=self.request.user, on=timezone.localdate())
