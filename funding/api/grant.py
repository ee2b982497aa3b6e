"""Grants: money that a body has decided on for a project."""

from django_filters import ChoiceFilter
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from coordination.api.base import CREATED, VisibleViewSet, takes
from coordination.api.filters import ApiFilter, FlagFilter, IdFilter
from coordination.api.shapes import Input, OrganizationName, Reason, Row, Visible
from coordination.enums import Role
from coordination.models import Organization
from funding.api.keys import KEY, key_of
from funding.api.moving import (
    DecidedInput,
    DispositionInput,
    ExemptionRow,
    ExplanationInput,
    ExplanationRow,
    RepurposeInput,
)
from funding.domain.deviation import plan_action
from funding.domain.exemption import exempt_grant
from funding.domain.project import call_off_project, complete_project, start_project
from funding.domain.surplus import decide_surplus, explain_surplus
from funding.domain.transfer import repurpose_grant
from funding.enums import ProjectState
from funding.models import EarlyAction, Grant


class GrantRow(Row):
    """A grant with its sums in öre: granted, used and returned."""

    recipient = OrganizationName()

    class Meta:
        model = Grant
        fields = [
            *("id", "round", "title", "recipient", "initiative", "area", "decision"),
            *(
                "granted_ore",
                "used_ore",
                "returned_ore",
                "kept_ore",
                "explained_ore",
                "paid_ore",
                "repurposed_ore",
                "exempt_ore",
            ),
            *("project_code", "is_approximate"),
            *("project_state", "completed_on", "reported_on", "is_fictitious"),
        ]


class ActionInput(Input):
    """What is done about a forecast that deviates, who sees to it, until when."""

    measure = serializers.CharField(max_length=2000)
    organization = Visible(Organization)
    role = serializers.ChoiceField(Role.choices)
    due_on = serializers.DateField()


class ActionRow(Row):
    """An early action."""

    class Meta:
        model = EarlyAction
        fields = [
            *("id", "grant", "deviation_ore", "measure", "organization", "role", "due_on"),
            *("done_on", "result"),
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

    @extend_schema(parameters=[KEY])
    @action(detail=True, methods=["post"])
    @takes(RepurposeInput)
    def repurpose(self, grant, **values):
        """Move what is left to another grant from the same source, once per key."""
        repurpose_grant(grant, actor=self.request.user, key=key_of(self.request), **values)

    @extend_schema(parameters=[KEY])
    @action(detail=True, methods=["post"])
    @takes(DecidedInput, status=CREATED, answers=ExemptionRow)
    def exempt(self, grant, **values):
        """Let more than what is granted be used, once per key."""
        made = exempt_grant(grant, actor=self.request.user, key=key_of(self.request), **values)
        return Response(ExemptionRow(made).data, status=CREATED)

    @extend_schema(parameters=[KEY])
    @action(detail=True, methods=["post"], url_path="explain-surplus")
    @takes(ExplanationInput, status=CREATED, answers=ExplanationRow)
    def explain_surplus(self, grant, **values):
        """Say why money was left over, once per key."""
        made = explain_surplus(grant, actor=self.request.user, key=key_of(self.request), **values)
        return Response(ExplanationRow(made).data, status=CREATED)

    @extend_schema(parameters=[KEY])
    @action(detail=True, methods=["post"], url_path="decide-surplus")
    @takes(DispositionInput)
    def decide_surplus(self, grant, **values):
        """Enter what a body has decided becomes of what is left, once per key."""
        decide_surplus(grant, actor=self.request.user, key=key_of(self.request), **values)

    @action(detail=True, methods=["post"], url_path="plan-action")
    @takes(ActionInput, status=CREATED, answers=ActionRow)
    def plan_action(self, grant, **values):
        """Say what is done about a forecast that deviates."""
        made = plan_action(grant, actor=self.request.user, **values)
        return Response(ActionRow(made).data, status=CREATED)
