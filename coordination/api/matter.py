"""Matters."""

from django_filters import CharFilter

from coordination.api.base import VisibleViewSet
from coordination.api.filters import ApiFilter, FlagFilter, IdFilter, since, until
from coordination.api.shapes import OrganizationName, Row
from coordination.models import Matter, MatterParty


class PartyRow(Row):
    """A body's part in a matter."""

    organization = OrganizationName()

    class Meta:
        model = MatterParty
        fields = ["organization", "role", "since", "acknowledged_on"]


class MatterRow(Row):
    """A matter in a body's registry."""

    organization = OrganizationName()

    class Meta:
        model = Matter
        fields = [
            *("id", "organization", "registry_number", "title"),
            *("opened_on", "closed_on", "is_fictitious"),
        ]


class MatterDetail(MatterRow):
    """A matter with those who have part in it."""

    parties = PartyRow(many=True)

    class Meta(MatterRow.Meta):
        fields = [*MatterRow.Meta.fields, "parties"]


class MatterFilter(ApiFilter):
    """Matters by registry, number and day."""

    organization = IdFilter()
    registry_number = CharFilter(max_length=40)
    opened_since = since("opened_on")
    opened_until = until("opened_on")
    is_open = FlagFilter("closed_on", "isnull")


class MatterViewSet(VisibleViewSet):
    """Matters that a body of the caller's owns or is a party to."""

    model = Matter
    serializer_class = MatterRow
    detail_class = MatterDetail
    related = ("organization",)
    prefetched = ("parties__organization",)
    filterset_class = MatterFilter
