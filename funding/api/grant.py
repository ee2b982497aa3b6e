"""Grants: money that a body has decided on for a project."""

from django_filters import ChoiceFilter

from coordination.api.base import VisibleViewSet
from coordination.api.filters import ApiFilter, FlagFilter, IdFilter
from coordination.api.shapes import OrganizationName, Row
from funding.enums import ProjectState
from funding.models import Grant


class GrantRow(Row):
    """A grant with its sums in öre: granted, used and returned."""

    recipient = OrganizationName()

    class Meta:
        model = Grant
        fields = [
            *("id", "round", "title", "recipient", "initiative", "area", "decision"),
            *("granted_ore", "used_ore", "returned_ore", "is_approximate"),
            *("project_state", "completed_on", "reported_on", "is_fictitious"),
        ]


class GrantFilter(ApiFilter):
    """Grants by round, recipient, what they pay for, decision and state."""

    round = IdFilter()
    source = IdFilter("round__source")
    recipient = IdFilter()
    initiative = IdFilter()
    area = IdFilter()
    decision = IdFilter()
    project_state = ChoiceFilter(choices=ProjectState.choices)
    is_unreported = FlagFilter("reported_on", "isnull")


class GrantViewSet(VisibleViewSet):
    """Grants to or from the caller's bodies, or in matters and initiatives the caller may see."""

    model = Grant
    serializer_class = GrantRow
    related = ("recipient",)
    filterset_class = GrantFilter
