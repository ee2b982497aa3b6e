"""The ledger: every row behind every figure."""

from django_filters import ChoiceFilter
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action

from coordination.api.base import CREATED, VisibleViewSet, takes
from coordination.api.filters import ApiFilter, IdFilter, since, until
from coordination.api.shapes import Input, Reason, Row, Visible
from funding.api.keys import KEY, key_of
from funding.domain.entry import (
    record_forecast,
    record_payment,
    record_return,
    record_spending,
)
from funding.domain.reversal import reverse_entry
from funding.enums import EntryKind
from funding.models import Grant, LedgerEntry

RECORD = {
    EntryKind.USED: record_spending,
    EntryKind.RETURNED: record_return,
    EntryKind.FORECAST: record_forecast,
    EntryKind.PAID: record_payment,
}


class LedgerEntryRow(Row):
    """One row in the ledger: what changed, by how many öre, on what ground."""

    class Meta:
        model = LedgerEntry
        fields = [
            *("id", "kind", "funding_source", "round", "grant", "amount_ore", "booked_on"),
            *("document", "note", "decision", "reverses", "counterpart", "batch"),
            *("is_approximate", "recorded_at"),
        ]


class LedgerEntryInput(Input):
    """What has been used of a grant, given back, or is expected to be used in all."""

    grant = Visible(Grant)
    kind = serializers.ChoiceField(
        [(kind.value, kind.label) for kind in RECORD], default=EntryKind.USED
    )
    amount_ore = serializers.IntegerField()
    booked_on = serializers.DateField()
    document = serializers.CharField(max_length=200)
    is_approximate = serializers.BooleanField(required=False)


class LedgerEntryFilter(ApiFilter):
    """Rows by kind, by what they belong to and by day."""

    kind = ChoiceFilter(choices=EntryKind.choices)
    source = IdFilter("funding_source")
    round = IdFilter()
    grant = IdFilter()
    decision = IdFilter()
    booked_since = since("booked_on")
    booked_until = until("booked_on")


class LedgerEntryViewSet(VisibleViewSet):
    """Rows of the grants that the caller may see. A row is added, and never changed."""

    model = LedgerEntry
    serializer_class = LedgerEntryRow
    related = ("grant__recipient", "grant__round__source__owner", "funding_source__owner")
    filterset_class = LedgerEntryFilter

    @extend_schema(parameters=[KEY])
    @takes(LedgerEntryInput, status=CREATED)
    def create(self, *, kind, grant, **values):
        """Report on a grant, once per key; 409 when the key was used for something else."""
        return RECORD[kind](grant, actor=self.request.user, key=key_of(self.request), **values)

    @action(detail=True, methods=["post"])
    @takes(Reason, status=CREATED)
    def reverse(self, entry, *, reason):
        """Take a mistaken row back with a new row of the opposite amount."""
        return reverse_entry(entry, actor=self.request.user, reason=reason)
