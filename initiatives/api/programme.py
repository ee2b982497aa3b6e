"""Programmes: joint efforts that several bodies carry out."""

from django.utils import timezone
from django_filters import CharFilter, ChoiceFilter
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
)
from coordination.models import Decision, Matter, Organization
from coordination.swedish import fold
from initiatives.domain.programme import (
    edit_programme,
    end_programme,
    establish_programme,
    start_programme,
)
from initiatives.enums import ProgrammeState
from initiatives.models import Programme


class ProgrammeRow(Row):
    """A joint effort: its goal, when it runs, who leads and who convenes."""

    matter = MatterNumber()
    lead = OrganizationName()
    convener = OrganizationName()

    class Meta:
        model = Programme
        fields = [
            *("id", "matter", "name", "aim", "goal", "starts_on", "ends_on", "lead", "convener"),
            *("mandate", "state", "is_fictitious", "version"),
        ]


class ProgrammeDetail(ProgrammeRow):
    """A programme with its areas and groups."""

    areas = AreaName(many=True)
    groups = OrganizationName(many=True)

    class Meta(ProgrammeRow.Meta):
        fields = [*ProgrammeRow.Meta.fields, "areas", "groups"]


class ProgrammeChange(Input):
    """Other facts; what is left out stays. Another start, lead or convener needs a reason."""

    name = serializers.CharField(max_length=200, required=False)
    aim = serializers.CharField(max_length=2000, required=False)
    goal = serializers.CharField(max_length=2000, required=False)
    starts_on = serializers.DateField(required=False)
    ends_on = serializers.DateField(required=False, allow_null=True)
    lead = Visible(Organization, required=False)
    convener = Visible(Organization, required=False)
    mandate = Visible(Decision, required=False, allow_null=True)
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True)
    version = Version()


class ProgrammeInput(ProgrammeChange):
    """A new programme in a matter."""

    matter = Visible(Matter)
    name = serializers.CharField(max_length=200)
    aim = serializers.CharField(max_length=2000)
    goal = serializers.CharField(max_length=2000)
    starts_on = serializers.DateField()
    lead = Visible(Organization)
    convener = Visible(Organization)
    reason = None
    version = None


class Words(CharFilter):
    """By words in names and descriptions; capitals and accents do not matter."""

    def __init__(self):
        super().__init__("search_text", "contains", max_length=100)

    def filter(self, qs, value):
        return super().filter(qs, fold(value) if value else value)


class ProgrammeFilter(ApiFilter):
    """Programmes by matter, who leads, state and words."""

    matter = IdFilter()
    lead = IdFilter()
    state = ChoiceFilter(choices=ProgrammeState.choices)
    words = Words()


class ProgrammeViewSet(VisibleViewSet):
    """Programmes whose matter the caller may see."""

    model = Programme
    serializer_class = ProgrammeRow
    detail_class = ProgrammeDetail
    related = ("matter__organization", "lead", "convener", "mandate")
    prefetched = ("areas", "groups")
    filterset_class = ProgrammeFilter

    @takes(ProgrammeInput, status=CREATED)
    def create(self, *, matter, **values):
        """Set up a programme; the review of its model is owed one year after the start."""
        today = timezone.localdate()
        return establish_programme(matter, actor=self.request.user, today=today, **values)

    @takes(ProgrammeChange)
    def partial_update(self, programme, *, version, **values):
        """Change what a programme says of itself."""
        names = ("name", "aim", "goal", "starts_on", "ends_on", "lead", "convener", "mandate")
        before = {name: getattr(programme, name) for name in names}
        edit_programme(
            programme,
            actor=self.request.user,
            version=version,
            today=timezone.localdate(),
            **(before | values),
        )

    @action(detail=True, methods=["post"])
    @takes()
    def start(self, programme):
        """Say that the programme is under way."""
        start_programme(programme, actor=self.request.user)

    @action(detail=True, methods=["post"])
    @takes(Reason)
    def end(self, programme, *, reason):
        """Say that the programme has ended, and why."""
        end_programme(programme, actor=self.request.user, reason=reason)
