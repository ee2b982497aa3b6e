"""Funding sources and their frames."""

from django_filters import ChoiceFilter, NumberFilter
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action

from coordination.api.base import CREATED, VisibleViewSet, takes
from coordination.api.filters import ApiFilter, IdFilter
from coordination.api.shapes import Input, OrganizationName, Row, Visible
from coordination.models import Decision, Organization
from funding.api.keys import KEY, key_of
from funding.domain.source import change_frame, open_source
from funding.enums import MoneyUse, SourceKind
from funding.models import Source


class SourceRow(Row):
    """A source of money with its frame and what is granted of it, in öre."""

    owner = OrganizationName()

    class Meta:
        model = Source
        fields = [
            *("id", "owner", "name", "year", "kind", "use", "basis", "frame_ore", "granted_ore"),
            *("is_approximate", "is_fictitious"),
        ]


class FrameInput(Input):
    """How much there is, and where that is said."""

    frame_ore = serializers.IntegerField()
    basis = serializers.CharField(max_length=200)
    decision = Visible(Decision, required=False, allow_null=True)


class SourceInput(FrameInput):
    """A new source with its frame."""

    owner = Visible(Organization)
    name = serializers.CharField(max_length=150)
    year = serializers.IntegerField(min_value=1900, max_value=9999)
    kind = serializers.ChoiceField(SourceKind.choices)
    use = serializers.ChoiceField(MoneyUse.choices)
    is_approximate = serializers.BooleanField(required=False)


class SourceFilter(ApiFilter):
    """Sources by owner, year and kind."""

    owner = IdFilter()
    year = NumberFilter(min_value=1900, max_value=9999)
    kind = ChoiceFilter(choices=SourceKind.choices)
    use = ChoiceFilter(choices=MoneyUse.choices)


class SourceViewSet(VisibleViewSet):
    """Sources of the caller's bodies, and those that pay a grant the caller may see."""

    model = Source
    serializer_class = SourceRow
    related = ("owner",)
    filterset_class = SourceFilter

    @extend_schema(parameters=[KEY])
    @takes(SourceInput, status=CREATED)
    def create(self, *, owner, **values):
        """Open a source; its frame is the first row in the ledger."""
        return open_source(owner, actor=self.request.user, key=key_of(self.request), **values)

    @extend_schema(parameters=[KEY])
    @action(detail=True, methods=["post"])
    @takes(FrameInput)
    def frame(self, source, **values):
        """Give the source another frame, never below what is granted."""
        change_frame(source, actor=self.request.user, key=key_of(self.request), **values)
