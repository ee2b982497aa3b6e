"""Decisions, and what the minutes say of them."""

from django_filters import NumberFilter
from rest_framework import serializers
from rest_framework.decorators import action

from coordination import permissions
from coordination.api.base import VisibleViewSet, takes
from coordination.api.filters import ApiFilter, IdFilter, since, until
from coordination.api.shapes import (
    Input,
    MatterNumber,
    OrganizationName,
    PersonName,
    Row,
    VisibleList,
)
from coordination.domain.minutes_record import (
    MOST_MOTIONS,
    MOTION_LIMIT,
    PROCEDURE_LIMIT,
    write_minutes_record,
)
from coordination.models import Decision, MinutesRecord, Person


class DecisionRow(Row):
    """What a body decided at a meeting, under its paragraph (§). The amount is in öre."""

    matter = MatterNumber()
    body = OrganizationName()

    class Meta:
        model = Decision
        fields = [
            *("id", "matter", "body", "decided_on", "year", "paragraph", "title", "amount_ore"),
            *("is_preparatory", "immediate_approval", "recorded_at"),
        ]


class MinutesRow(Row):
    """What the minutes say beside the decision: motions, order of propositions, who approves."""

    motions = serializers.ListField(source="motion_lines", child=serializers.CharField())
    approvers = PersonName(many=True)

    class Meta:
        model = MinutesRecord
        fields = ["motions", "procedure", "approvers", "version"]


class DecisionDetail(DecisionRow):
    """A decision with its text, how it is financed, and its part of the minutes if it is written."""

    minutes_record = MinutesRow()

    class Meta(DecisionRow.Meta):
        fields = [*DecisionRow.Meta.fields, "text", "financing", "minutes_record"]


class MinutesInput(Input):
    """An item's part of the minutes, whole. ``version`` is the one that was read, 0 when none was."""

    motions = serializers.ListField(
        child=serializers.CharField(max_length=MOTION_LIMIT),
        required=False,
        max_length=MOST_MOTIONS,
    )
    procedure = serializers.CharField(max_length=PROCEDURE_LIMIT, required=False, allow_blank=True)
    approvers = VisibleList(Person, required=False)
    version = serializers.IntegerField(min_value=0, max_value=999_999_999)


def _keeps_minutes(user, decision) -> bool:
    return permissions.can_keep_minutes(user, decision.body)


class DecisionFilter(ApiFilter):
    """Decisions by matter, body, day and paragraph."""

    matter = IdFilter()
    body = IdFilter()
    year = NumberFilter(min_value=1900, max_value=9999)
    paragraph = NumberFilter(min_value=1, max_value=9999)
    decided_since = since("decided_on")
    decided_until = until("decided_on")


class DecisionViewSet(VisibleViewSet):
    """Decisions in matters that the caller may see."""

    model = Decision
    serializer_class = DecisionRow
    detail_class = DecisionDetail
    related = ("matter", "body__municipality", "meeting__organization", "minutes_record")
    prefetched = ("minutes_record__approvers",)
    part_rows = {MinutesRecord: MinutesRow}
    filterset_class = DecisionFilter

    @action(detail=True, methods=["post"])
    @takes(MinutesInput, may=_keeps_minutes)
    def minutes(self, decision, **values):
        """Write down what the minutes say of the item; 409 with both when someone saved in between."""
        write_minutes_record(decision, actor=self.request.user, **values)
