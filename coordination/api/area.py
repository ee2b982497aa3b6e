"""Geographic areas and their boundaries."""

import orjson
from django.utils import timezone
from django.utils.translation import gettext as _
from django_filters import ChoiceFilter
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from coordination.api.base import CREATED, VisibleViewSet, takes
from coordination.api.errors import InvalidProblem
from coordination.api.filters import ApiFilter, DayFilter, FlagFilter, IdFilter
from coordination.api.formats import GeoJsonRenderer, OrjsonRenderer
from coordination.api.schema import READING_AS_JSON, FeatureCollection
from coordination.api.shapes import Input, MatterNumber, OrganizationName, Row, Visible
from coordination.domain.area import create_area, end_area, rename_area, set_boundary
from coordination.enums import AreaKind
from coordination.models import Area, AreaVersion, Decision, Matter, Organization


class AreaName(Row):
    """An area by number and name."""

    class Meta:
        model = Area
        fields = ["id", "name"]


class AreaRow(Row):
    """An area: a focus area, a district …"""

    municipality = OrganizationName()
    parent = AreaName()
    matter = MatterNumber()

    class Meta:
        model = Area
        fields = [
            *("id", "name", "kind", "municipality", "parent", "matter"),
            *("description", "ended_on", "is_fictitious"),
        ]


class BoundaryRow(Row):
    """A boundary, valid from a day by a decision, as GeoJSON in WGS 84."""

    geometry = serializers.SerializerMethodField()

    class Meta:
        model = AreaVersion
        fields = [
            *("id", "geometry", "west", "south", "east", "north", "hectares", "source_crs"),
            *("valid_from", "decision", "reason", "is_sketch", "created_at"),
        ]

    @extend_schema_field({"type": "object", "additionalProperties": True})
    def get_geometry(self, version):
        return orjson.loads(version.geometry)


class AreaDetail(AreaRow):
    """An area with the boundary in force today and all its boundaries, the latest first."""

    boundary = serializers.SerializerMethodField()
    versions = BoundaryRow(many=True)

    class Meta(AreaRow.Meta):
        fields = [*AreaRow.Meta.fields, "boundary", "versions"]

    @extend_schema_field(
        {"type": ["integer", "null"], "description": "Number, among versions, of the one in force."}
    )
    def get_boundary(self, area):
        return area.version_id


class AreaInput(Input):
    """A new area, yet without a boundary."""

    municipality = Visible(Organization)
    name = serializers.CharField(max_length=120)
    kind = serializers.ChoiceField(AreaKind.choices)
    parent = Visible(Area, required=False, allow_null=True)
    matter = Visible(Matter, required=False, allow_null=True)
    description = serializers.CharField(max_length=2000, required=False, allow_blank=True)

    def validate(self, values):
        for name in ("parent", "matter"):
            other = values.get(name)
            if other and other.municipality_id != values["municipality"].pk:
                raise serializers.ValidationError({name: [_("Välj något i samma kommun.")]})
        return values


class AreaChange(Input):
    """Another name or description."""

    name = serializers.CharField(max_length=120, required=False)
    description = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class AreaEnd(Input):
    """From when the area is no longer used, and why."""

    on = serializers.DateField()
    reason = serializers.CharField(max_length=500)


class BoundaryInput(Input):
    """A boundary as GeoJSON, in WGS 84 or SWEREF 99 TM."""

    geometry = serializers.JSONField()
    valid_from = serializers.DateField()
    decision = Visible(Decision, required=False, allow_null=True)
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True)
    is_sketch = serializers.BooleanField(required=False)

    def validate_geometry(self, geometry):
        from coordination.geometry import read_geojson  # loads the geometry libraries

        return read_geojson(orjson.dumps(geometry))


class AreaFilter(ApiFilter):
    """Areas by kind and by where they belong."""

    kind = ChoiceFilter(choices=AreaKind.choices)
    municipality = IdFilter()
    parent = IdFilter()
    matter = IdFilter()
    current_on = DayFilter(method="exist_on")
    is_sketch = FlagFilter("versions__is_sketch", distinct=True)

    def exist_on(self, areas, name, day):
        return areas.current(day)


class AreaViewSet(VisibleViewSet):
    """Areas of the caller's municipality, with their boundaries over time."""

    model = Area
    serializer_class = AreaRow
    detail_class = AreaDetail
    related = ("municipality", "parent", "matter")
    prefetched = ("versions",)
    filterset_class = AreaFilter

    def in_detail(self, queryset):
        return super().in_detail(queryset).with_boundary(timezone.localdate())

    @takes(AreaInput, status=CREATED)
    def create(self, *, municipality, **values):
        """Register an area, yet without a boundary."""
        return create_area(municipality, actor=self.request.user, **values)

    @takes(AreaChange)
    def partial_update(self, area, *, name="", description=None):
        """Give an area another name or description; the history keeps the old one."""
        rename_area(area, actor=self.request.user, name=name or area.name, description=description)

    @action(detail=True, methods=["post"])
    @takes(BoundaryInput, status=CREATED)
    def boundaries(self, area, *, geometry, **values):
        """Give an area a boundary from a day on; earlier boundaries stay as they were."""
        set_boundary(area, actor=self.request.user, boundary=geometry, **values)

    @action(detail=True, methods=["post"])
    @takes(AreaEnd)
    def end(self, area, *, on, reason):
        """Say that an area is no longer used from a day on."""
        end_area(area, actor=self.request.user, on=on, reason=reason)

    @extend_schema(
        filters=True,
        responses={
            (200, "application/geo+json", "application/json"): FeatureCollection,
            (400, "application/json"): InvalidProblem,
            **READING_AS_JSON,
        },
    )
    @action(detail=False, renderer_classes=[GeoJsonRenderer, OrjsonRenderer])
    def geojson(self, request):
        """A page of areas with the boundary in force today, as GeoJSON."""
        areas = self.filter_queryset(
            self.model.objects.visible_to(request.user).with_boundary(timezone.localdate())
        )
        page = self.paginate_queryset(areas.values("id", "name", "kind", "version_id"))
        boundaries = dict(
            AreaVersion.objects.filter(pk__in=[row["version_id"] for row in page]).values_list(
                "pk", "geometry"
            )
        )
        return Response(
            {
                "type": "FeatureCollection",
                "next": self.paginator.get_next_link(),
                "previous": self.paginator.get_previous_link(),
                "features": [_feature(row, boundaries.get(row["version_id"])) for row in page],
            }
        )


def _feature(row, geometry):
    """One area; its boundary is written as it is stored, without being read."""
    return {
        "type": "Feature",
        "id": row["id"],
        "geometry": orjson.Fragment(geometry) if geometry else None,
        "properties": {"name": row["name"], "kind": row["kind"]},
    }
