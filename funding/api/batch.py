"""Outcome in many rows, straight from a finance system."""

from django_filters import ChoiceFilter
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action

from coordination.api.base import CREATED, VisibleViewSet, takes
from coordination.api.filters import ApiFilter, IdFilter
from coordination.api.shapes import Input, OrganizationName, Reason, Row, Visible
from coordination.models import Organization
from funding.api.keys import KEY, key_of
from funding.domain.batch import MOST_ROWS, OutcomeLine, record_batch, undo_batch
from funding.enums import IMPORTED_KINDS
from funding.models import Grant, OutcomeBatch

KINDS = [(kind.value, kind.label) for kind in IMPORTED_KINDS]


class OutcomeBatchRow(Row):
    """A table of outcome or forecasts that a body has sent in."""

    organization = OrganizationName()

    class Meta:
        model = OutcomeBatch
        fields = [
            *("id", "organization", "kind", "file_name", "row_count", "skipped_count"),
            *("total_ore", "recorded_at", "undone_at", "undo_reason"),
        ]


class OutcomeLineInput(Input):
    """One row: which grant, how much, which day, on what ground."""

    grant = serializers.IntegerField()
    amount_ore = serializers.IntegerField()
    booked_on = serializers.DateField()
    document = serializers.CharField(max_length=200)


class OutcomeBatchInput(Input):
    """A table of outcome: all of it is booked, or nothing."""

    organization = Visible(Organization)
    kind = serializers.ChoiceField(KINDS)
    lines = OutcomeLineInput(many=True, max_length=MOST_ROWS)

    def validate(self, attrs):
        """The grants are looked up in one statement; a stranger is refused as any unknown number."""
        said = super().validate(attrs)
        grants = Grant.objects.visible_to(self.context["request"].user).in_bulk(
            {line["grant"] for line in said["lines"]}
        )
        unknown = [line["grant"] for line in said["lines"] if line["grant"] not in grants]
        if unknown:
            raise serializers.ValidationError({"lines": [f"grant {unknown[0]}"]})
        said["lines"] = [
            OutcomeLine(number=number, **line | {"grant": grants[line["grant"]]})
            for number, line in enumerate(said["lines"], start=1)
        ]
        return said


class OutcomeBatchFilter(ApiFilter):
    """Batches by who sent them in and what they hold."""

    organization = IdFilter()
    kind = ChoiceFilter(choices=KINDS)


class OutcomeBatchViewSet(VisibleViewSet):
    """What the caller's bodies have sent in."""

    model = OutcomeBatch
    serializer_class = OutcomeBatchRow
    related = ("organization",)
    filterset_class = OutcomeBatchFilter

    @extend_schema(parameters=[KEY])
    @takes(OutcomeBatchInput, status=CREATED)
    def create(self, *, organization, **values):
        """Book a table of outcome or forecasts, once per key."""
        return record_batch(
            organization, actor=self.request.user, key=key_of(self.request), **values
        )

    @action(detail=True, methods=["post"])
    @takes(Reason)
    def undo(self, batch, *, reason):
        """Take the whole batch back by rows that reverse its rows."""
        undo_batch(batch, actor=self.request.user, reason=reason)
