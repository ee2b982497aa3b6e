"""Follow-up reports: written in drafts, filed once."""

from django_filters import ChoiceFilter
from rest_framework import serializers
from rest_framework.decorators import action

from coordination.api.base import VisibleViewSet, takes
from coordination.api.filters import ApiFilter, FlagFilter, IdFilter, since, until
from coordination.api.shapes import Input, MatterNumber, OrganizationName, Row, Version
from evaluation.domain.report import file_report, write_report
from evaluation.enums import ReportState
from evaluation.models import FollowUpReport
from funding.enums import SurplusReason


class FollowUpReportRow(Row):
    """A report that is owed or filed, on an initiative or a grant. Amounts are in öre."""

    organization = OrganizationName()
    matter = MatterNumber()

    class Meta:
        model = FollowUpReport
        fields = [
            *("id", "initiative", "grant", "organization", "matter", "completed_on", "due_on"),
            *("state", "granted_ore", "outcome_ore", "surplus_reason", "filed_at"),
            *("receipt_number", "version"),
        ]


class FollowUpReportDetail(FollowUpReportRow):
    """A report with its texts."""

    class Meta(FollowUpReportRow.Meta):
        fields = [
            *FollowUpReportRow.Meta.fields,
            *("final_result", "contribution", "deviation_reason", "deviation_in_execution"),
        ]


class FollowUpReportChange(Input):
    """What is written; what is left out stays. The figures come from the ledger."""

    final_result = serializers.CharField(max_length=10_000, required=False, allow_blank=True)
    contribution = serializers.CharField(max_length=10_000, required=False, allow_blank=True)
    deviation_reason = serializers.CharField(max_length=5000, required=False, allow_blank=True)
    surplus_reason = serializers.ChoiceField(
        SurplusReason.choices, required=False, allow_blank=True
    )
    deviation_in_execution = serializers.CharField(
        max_length=5000, required=False, allow_blank=True
    )
    version = Version()


class FollowUpReportFilter(ApiFilter):
    """Reports by what they are on, who reports, state and day."""

    grant = IdFilter()
    initiative = IdFilter()
    organization = IdFilter()
    state = ChoiceFilter(choices=ReportState.choices)
    is_owed = FlagFilter("filed_at", "isnull")
    due_since = since("due_on")
    due_until = until("due_on")


class FollowUpReportViewSet(VisibleViewSet):
    """Reports of the caller's bodies, and on initiatives and grants the caller may see."""

    model = FollowUpReport
    serializer_class = FollowUpReportRow
    detail_class = FollowUpReportDetail
    related = (
        *("organization", "matter", "grant__decision__body", "grant__round"),
        "initiative__programme__convener",
    )
    filterset_class = FollowUpReportFilter

    @takes(FollowUpReportChange)
    def partial_update(self, report, **values):
        """Save a draft."""
        write_report(report, actor=self.request.user, **values)

    @action(detail=True, methods=["post"])
    @takes(FollowUpReportChange)
    def file(self, report, **values):
        """File the report: the ledger's figures as they are now, and a receipt."""
        file_report(report, actor=self.request.user, **values)
