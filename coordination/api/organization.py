"""Bodies."""

from django_filters import ChoiceFilter

from coordination.api.base import VisibleViewSet
from coordination.api.filters import ApiFilter, IdFilter
from coordination.api.shapes import MatterNumber, OrganizationName, Row
from coordination.enums import OrganizationKind
from coordination.models import Organization


class OrganizationRow(Row):
    """A body: municipality, council, committee, administration, group …"""

    municipality = OrganizationName()
    parent = OrganizationName()
    serves = OrganizationName()
    matter = MatterNumber()

    class Meta:
        model = Organization
        fields = [
            *("id", "name", "short_name", "kind", "municipality", "parent", "serves", "matter"),
            *("municipality_code", "email", "founded_on", "dissolved_on", "is_fictitious"),
        ]


class OrganizationFilter(ApiFilter):
    """Bodies by form and by where they belong."""

    kind = ChoiceFilter(choices=OrganizationKind.choices)
    municipality = IdFilter()
    parent = IdFilter()
    serves = IdFilter()
    matter = IdFilter()


class OrganizationViewSet(VisibleViewSet):
    """Bodies of one's municipality and of the outside world; groups with their matter."""

    model = Organization
    serializer_class = OrganizationRow
    related = ("municipality", "parent", "serves", "matter")
    filterset_class = OrganizationFilter
