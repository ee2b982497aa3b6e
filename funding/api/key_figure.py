"""Key figures: entered ones, costs per unit of completed projects, and the portfolio's own."""

from django_filters import ChoiceFilter, NumberFilter
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from coordination.api.base import CREATED, VisibleViewSet, takes
from coordination.api.filters import ApiFilter, IdFilter
from coordination.api.shapes import Input, OrganizationName, Row, Visible
from coordination.models import Organization
from funding.domain.key_figure import enter_key_figure
from funding.domain.queries.key_figure import BODY, PROGRAMME, YEAR, portfolio, unit_costs
from funding.enums import ProjectType, QuantityUnit
from funding.models import KeyFigure

# What the portfolio is told by, as the API says it.
BY = {"year": YEAR, "body": BODY, "programme": PROGRAMME}


class KeyFigureRow(Row):
    """A cost, what it is shared out on, and the key figure that follows, in whole kronor."""

    owner = OrganizationName()
    kronor_per_unit = serializers.IntegerField()

    class Meta:
        model = KeyFigure
        fields = [
            *("id", "owner", "name", "project_type", "year", "amount_ore", "quantity", "unit"),
            *("kronor_per_unit", "basis", "counted_on", "note", "is_fictitious"),
        ]


class KeyFigureInput(Input):
    """A new key figure; with a kind of project it is a reference for projects of that kind."""

    owner = Visible(Organization)
    name = serializers.CharField(max_length=150)
    project_type = serializers.ChoiceField(ProjectType.choices, required=False, allow_blank=True)
    year = serializers.IntegerField(min_value=1900, max_value=9999)
    amount_ore = serializers.IntegerField()
    quantity = serializers.IntegerField()
    unit = serializers.ChoiceField(QuantityUnit.choices)
    basis = serializers.CharField(max_length=200)
    counted_on = serializers.DateField()
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)


class ReferenceShape(serializers.Serializer):
    """What a cost is compared with."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    year = serializers.IntegerField()
    kronor_per_unit = serializers.IntegerField(source="kronor")


class UnitCostShape(serializers.Serializer):
    """What completed projects of a kind have cost per unit; null where there is no reference."""

    project_type = serializers.ChoiceField(ProjectType.choices)
    unit = serializers.ChoiceField(QuantityUnit.choices)
    projects = serializers.IntegerField()
    used_ore = serializers.IntegerField()
    quantity = serializers.IntegerField()
    kronor_per_unit = serializers.IntegerField(source="kronor")
    reference = ReferenceShape(allow_null=True)
    deviation_percent = serializers.IntegerField(allow_null=True)


class PortfolioShape(serializers.Serializer):
    """How completed projects kept budget, forecast and time plan, in per cent; null where unknown."""

    name = serializers.CharField()
    completed = serializers.IntegerField()
    adherence_percent = serializers.IntegerField(source="adherence", allow_null=True)
    accuracy_percent = serializers.IntegerField(source="accuracy", allow_null=True)
    punctuality_percent = serializers.IntegerField(source="punctuality", allow_null=True)


class By(Input):
    """What the portfolio is told by."""

    by = serializers.ChoiceField(list(BY), required=False, default="year")


class KeyFigureFilter(ApiFilter):
    """Key figures by owner, year, kind of project and unit."""

    owner = IdFilter()
    year = NumberFilter(min_value=1900, max_value=9999)
    project_type = ChoiceFilter(choices=ProjectType.choices)
    unit = ChoiceFilter(choices=QuantityUnit.choices)


class KeyFigureViewSet(VisibleViewSet):
    """The key figures of the caller's municipality, and what its projects have come to."""

    model = KeyFigure
    serializer_class = KeyFigureRow
    related = ("owner",)
    filterset_class = KeyFigureFilter

    def get_queryset(self):
        return super().get_queryset().with_kronor()

    def in_detail(self, queryset):
        return super().in_detail(queryset).with_kronor()

    @takes(KeyFigureInput, status=CREATED)
    def create(self, *, owner, **values):
        """Enter a cost and what it is shared out on; the key figure is computed."""
        return enter_key_figure(owner, actor=self.request.user, **values)

    @extend_schema(responses=UnitCostShape(many=True), filters=False)
    @action(detail=False, url_path="unit-costs", pagination_class=None)
    def unit_costs(self, request):
        """Costs per unit of the completed projects that the caller may see, by kind."""
        return Response(UnitCostShape(unit_costs(request.user), many=True).data)

    @extend_schema(
        parameters=[OpenApiParameter("by", str, enum=list(BY), description="Year if left out.")],
        responses=PortfolioShape(many=True),
        filters=False,
    )
    @action(detail=False, pagination_class=None)
    def portfolio(self, request):
        """How the completed projects that the caller may see kept budget, forecast and time plan."""
        sent = By(data=request.query_params.dict(), context=self.get_serializer_context())
        sent.is_valid(raise_exception=True)
        rows = portfolio(request.user, BY[sent.validated_data["by"]])
        return Response(PortfolioShape(rows, many=True).data)
