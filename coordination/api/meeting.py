"""Meetings: a body's calendar, who was there, and who was disqualified from what."""

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404

from coordination.api.base import VisibleViewSet, takes
from coordination.api.filters import ApiFilter, IdFilter, since, until
from coordination.api.shapes import (
    Input,
    OrganizationName,
    PersonName,
    Row,
    Visible,
)
from coordination.domain.attendance import Present, attendance_seen, record_attendance
from coordination.domain.recusal import record_recusal, remove_recusal
from coordination.models import Attendance, Decision, Meeting, Person, Recusal, Statement


class AttendanceRow(Row):
    """Somebody who was there; a substitute who serves for nobody named sits on a vacant place."""

    person = PersonName()
    serving_for = PersonName()

    class Meta:
        model = Attendance
        fields = ["person", "role", "serving_for", "from_paragraph", "until_paragraph"]


class RecusalRow(Row):
    """Somebody who took no part in an item. The reason stands on the body's own page only."""

    person = PersonName()

    class Meta:
        model = Recusal
        fields = ["id", "person", "statement", "decision"]


class MeetingRow(Row):
    """A meeting in a body's calendar; a cancelled one keeps its day."""

    organization = OrganizationName()

    class Meta:
        model = Meeting
        fields = [
            *("id", "organization", "held_on", "starts_at", "papers_due_on", "note"),
            *("closed_at", "cancelled_at", "cancelled_reason"),
        ]


class MeetingDetail(MeetingRow):
    """A meeting with who was there. ``attendance_seen`` goes back with a new list: 409 if it changed."""

    attendances = AttendanceRow(many=True)
    recusals = RecusalRow(many=True)
    attendance_seen = serializers.SerializerMethodField()

    class Meta(MeetingRow.Meta):
        fields = [*MeetingRow.Meta.fields, "attendances", "recusals", "attendance_seen"]

    def get_attendance_seen(self, meeting) -> str:
        return attendance_seen(meeting)


# --- What is taken -------------------------------------------------------------------------------


class PresentInput(Input):
    """Somebody who was there; ``serves`` and ``serving_for`` are asked of substitutes.

    Who was there in several ways, one after the other, is named once for each.
    """

    person = Visible(Person)
    serves = serializers.BooleanField(required=False)
    serving_for = Visible(Person, required=False, allow_null=True)
    from_paragraph = serializers.IntegerField(
        min_value=1, max_value=999_999, required=False, allow_null=True
    )
    until_paragraph = serializers.IntegerField(
        min_value=1, max_value=999_999, required=False, allow_null=True
    )


class AttendanceInput(Input):
    """Everybody who was there: the whole list, in place of what was written before."""

    present = PresentInput(many=True, max_length=200)
    seen = serializers.CharField(max_length=20_000, required=False, allow_blank=True)


class RecusalInput(Input):
    """Who was disqualified, why, and from which item: a statement to adopt, or a decision."""

    person = Visible(Person)
    statement = Visible(Statement, required=False)
    decision = Visible(Decision, required=False)
    reason = serializers.CharField(max_length=500)

    def validate(self, values):
        items = [values.pop(name) for name in ("statement", "decision") if name in values]
        if len(items) != 1:
            raise serializers.ValidationError(
                _("Ange ett yttrande eller ett beslut, inte båda."), code="one_item"
            )
        return {**values, "item": items[0]}


RECUSAL = OpenApiParameter("recusal", OpenApiTypes.INT, location=OpenApiParameter.PATH)


class MeetingFilter(ApiFilter):
    """Meetings by body and day."""

    organization = IdFilter()
    held_since = since("held_on")
    held_until = until("held_on")


class MeetingViewSet(VisibleViewSet):
    """The meetings of bodies that the caller may see."""

    model = Meeting
    serializer_class = MeetingRow
    detail_class = MeetingDetail
    related = ("organization__municipality",)
    prefetched = ("attendances__person", "attendances__serving_for", "recusals__person")
    filterset_class = MeetingFilter

    @action(detail=True, methods=["post"])
    @takes(AttendanceInput)
    def attendance(self, meeting, *, present, seen=None):
        """Write down who was there, and which substitutes served for whom."""
        record_attendance(
            meeting,
            actor=self.request.user,
            present=[Present(**each) for each in present],
            today=timezone.localdate(),
            seen=seen,
        )

    @action(detail=True, methods=["post"])
    @takes(RecusalInput)
    def recusals(self, meeting, **values):
        """Write down that somebody was disqualified from an item."""
        record_recusal(meeting, actor=self.request.user, **values)

    @extend_schema(parameters=[RECUSAL])
    @action(detail=True, methods=["delete"], url_path="recusals/(?P<recusal>[0-9]{1,18})")
    @takes()
    def remove_recusal(self, meeting, *, recusal):
        """Take a recusal that was written by mistake back."""
        rows = Recusal.objects.select_related(
            "meeting__organization__municipality", "statement", "decision", "person"
        )
        found = get_object_or_404(rows, meeting=meeting, pk=recusal)
        remove_recusal(found, actor=self.request.user)
