"""Indicators: what is measured to see whether an effort helps."""

from django_filters import ChoiceFilter

from coordination.api.base import VisibleViewSet
from coordination.api.filters import ApiFilter, IdFilter
from coordination.api.shapes import OrganizationName, Row
from evaluation.enums import IndicatorState
from evaluation.models import Indicator


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
    related = ("organization",)
    filterset_class = IndicatorFilter
