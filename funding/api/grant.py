"""Grants: money that a body has decided on for a project."""

from django_filters import ChoiceFilter
from rest_framework import serializers
from rest_framework.decorators import action

from coordination.api.base import VisibleViewSet, takes
from coordination.api.filters import ApiFilter, FlagFilter, IdFilter
from coordination.api.shapes import Input, OrganizationName, Reason, Row
from funding.domain.project import call_off_project, complete_project, start_project
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


class Completion(Input):
    """The day the project was carried out."""

    completed_on = serializers.DateField()


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
    related = ("recipient", "decision__matter", "round__source__owner")
    filterset_class = GrantFilter

    @action(detail=True, methods=["post"])
    @takes()
    def start(self, grant):
        """Say that the project is under way."""
        start_project(grant, actor=self.request.user)

    @action(detail=True, methods=["post"])
    @takes(Completion)
    def complete(self, grant, *, completed_on):
        """Say that the project is carried out; its follow-up report is owed from now on."""
        complete_project(grant, actor=self.request.user, completed_on=completed_on)

    @action(detail=True, methods=["post"], url_path="call-off")
    @takes(Reason)
    def call_off(self, grant, *, reason):
        """Say that the project will not be carried out."""
        call_off_project(grant, actor=self.request.user, reason=reason)
