"""Programmes: joint efforts that several bodies carry out."""

from django_filters import CharFilter, ChoiceFilter

from coordination.api.area import AreaName
from coordination.api.base import VisibleViewSet
from coordination.api.filters import ApiFilter, IdFilter
from coordination.api.shapes import MatterNumber, OrganizationName, Row
from coordination.swedish import fold
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
    related = ("matter", "lead", "convener")
    prefetched = ("areas", "groups")
    filterset_class = ProgrammeFilter
