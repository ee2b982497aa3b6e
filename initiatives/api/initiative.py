"""Initiatives: the units of joint work in a programme."""

from django.db.models import Prefetch
from django.utils import timezone
from django_filters import ChoiceFilter
from rest_framework import serializers
from rest_framework.decorators import action

from coordination.api.area import AreaName
from coordination.api.base import CREATED, VisibleViewSet, takes
from coordination.api.filters import ApiFilter, IdFilter
from coordination.api.shapes import (
    Input,
    MatterNumber,
    OrganizationName,
    Reason,
    Row,
    Version,
    Visible,
    VisibleList,
)
from coordination.models import Area, Matter, Organization
from initiatives.api.programme import Words
from initiatives.domain.initiative import edit_initiative, propose_initiative
from initiatives.domain.initiative_state import (
    complete_initiative,
    incorporate_initiative,
    resume_initiative,
    start_initiative,
    stop_initiative,
)
from initiatives.domain.participation import join_initiative
from initiatives.enums import InitiativeState, ParticipationRole
from initiatives.models import Initiative, Participation, Programme


class ParticipationRow(Row):
    """A body's part in an initiative."""

    organization = OrganizationName()

    class Meta:
        model = Participation
        fields = ["organization", "role", "since"]


class InitiativeRow(Row):
    """A joint initiative: who leads it, when, and how far it has come."""

    lead = OrganizationName()
    matter = MatterNumber()

    class Meta:
        model = Initiative
        fields = [
            *("id", "programme", "matter", "title", "summary", "lead", "starts_on", "ends_on"),
            *("state", "completed_on", "is_fictitious", "version"),
        ]


class InitiativeDetail(InitiativeRow):
    """An initiative with its areas, groups and participants."""

    areas = AreaName(many=True)
    groups = OrganizationName(many=True)
    participations = ParticipationRow(many=True)

    class Meta(InitiativeRow.Meta):
        fields = [
            *InitiativeRow.Meta.fields,
            *("description", "stopped_reason", "areas", "groups", "participations"),
        ]


class InitiativeChange(Input):
    """Other facts; what is left out stays. Another first or last day needs a reason."""

    title = serializers.CharField(max_length=200, required=False)
    summary = serializers.CharField(max_length=250, required=False)
    description = serializers.CharField(max_length=10_000, required=False, allow_blank=True)
    lead = Visible(Organization, required=False)
    areas = VisibleList(Area, required=False)
    groups = VisibleList(Organization, required=False)
    starts_on = serializers.DateField(required=False, allow_null=True)
    ends_on = serializers.DateField(required=False, allow_null=True)
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True)
    version = Version()


class InitiativeInput(InitiativeChange):
    """A new initiative in a programme."""

    programme = Visible(Programme)
    matter = Visible(Matter, required=False, allow_null=True)
    title = serializers.CharField(max_length=200)
    summary = serializers.CharField(max_length=250)
    lead = Visible(Organization)
    reason = None
    version = None


class Day(Input):
    """The day on which it happened."""

    on = serializers.DateField()


class Joining(Input):
    """Who takes part, in which role, from when on."""

    organization = Visible(Organization)
    role = serializers.ChoiceField(
        [role for role in ParticipationRole.choices if role[0] != ParticipationRole.LEAD]
    )
    since = serializers.DateField()


class InitiativeFilter(ApiFilter):
    """Initiatives by programme, who leads or takes part, area, state and words."""

    programme = IdFilter()
    lead = IdFilter()
    participant = IdFilter(method="joined_by")
    area = IdFilter("areas")
    state = ChoiceFilter(choices=InitiativeState.choices)
    words = Words()

    def joined_by(self, initiatives, name, number):
        joined = Participation.objects.filter(organization=number)
        return initiatives.filter(pk__in=joined.values("initiative"))


class InitiativeViewSet(VisibleViewSet):
    """Initiatives that a body of the caller's takes part in, and those of programmes one may see."""

    model = Initiative
    serializer_class = InitiativeRow
    detail_class = InitiativeDetail
    related = ("programme__matter__organization", "programme__convener", "lead", "matter")
    prefetched = ("areas", "participations__organization")
    filterset_class = InitiativeFilter

    def in_detail(self, queryset):
        """With the groups that the caller may see: they follow the programme's matter."""
        groups = Organization.objects.visible_to(self.request.user).for_table()
        return super().in_detail(queryset).prefetch_related(Prefetch("groups", groups))

    @takes(InitiativeInput, status=CREATED)
    def create(self, *, programme, **values):
        """Propose an initiative, led by a body that takes part from today."""
        return propose_initiative(
            programme, actor=self.request.user, today=timezone.localdate(), **values
        )

    @takes(InitiativeChange)
    def partial_update(self, initiative, *, version, **values):
        """Change what an initiative says of itself."""
        names = ("title", "summary", "description", "lead", "starts_on", "ends_on")
        before = {name: getattr(initiative, name) for name in names}
        before |= {"areas": initiative.areas.all(), "groups": initiative.groups.all()}
        edit_initiative(
            initiative,
            actor=self.request.user,
            version=version,
            today=timezone.localdate(),
            **(before | values),
        )

    @action(detail=True, methods=["post"])
    @takes(Day)
    def start(self, initiative, *, on):
        """Say that the work began; somebody must carry out and somebody follow up."""
        start_initiative(initiative, actor=self.request.user, on=on, today=timezone.localdate())

    @action(detail=True, methods=["post"])
    @takes(Day)
    def complete(self, initiative, *, on):
        """Say that it was carried through; its follow-up is owed from now on."""
        today = timezone.localdate()
        complete_initiative(initiative, actor=self.request.user, on=on, today=today)

    @action(detail=True, methods=["post"])
    @takes(Reason)
    def incorporate(self, initiative, *, reason):
        """Say how the work goes on in the bodies' ordinary work."""
        incorporate_initiative(initiative, actor=self.request.user, reason=reason)

    @action(detail=True, methods=["post"])
    @takes(Reason)
    def stop(self, initiative, *, reason):
        """End it before its time, and say why."""
        stop_initiative(initiative, actor=self.request.user, reason=reason)

    @action(detail=True, methods=["post"])
    @takes()
    def resume(self, initiative):
        """Take a stopped initiative up again, as planned."""
        resume_initiative(initiative, actor=self.request.user, today=timezone.localdate())

    @action(detail=True, methods=["post"])
    @takes(Joining)
    def join(self, initiative, *, organization, role, since):
        """Name who takes part; its people see the initiative from now on."""
        join_initiative(initiative, organization, actor=self.request.user, role=role, since=since)
