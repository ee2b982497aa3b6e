"""What the rules made: shown and searched, never changed here."""

from django.contrib import admin

from coordination.admin.base import ReadOnlyAdmin
from evaluation.models import AnswerSheet, FollowUpReport, Indicator, Measurement


@admin.register(Indicator)
class IndicatorAdmin(ReadOnlyAdmin):
    """Indicators by name."""

    list_display = ["name", "organization", "programme", "initiative", "unit", "state", "version"]
    list_filter = ["state", "period"]
    list_select_related = ["organization", "programme", "initiative"]
    search_fields = ["name", "kolada_id"]
    ordering = ["sort_key"]


@admin.register(Measurement)
class MeasurementAdmin(ReadOnlyAdmin):
    """Figures, the corrected ones too."""

    list_display = [
        *("indicator", "measured_on", "comparison", "value", "status", "source"),
        *("corrects", "actor", "recorded_at"),
    ]
    list_filter = ["status"]
    list_select_related = ["indicator", "corrects__indicator", "actor__person"]
    search_fields = ["indicator__name"]


@admin.register(FollowUpReport)
class FollowUpReportAdmin(ReadOnlyAdmin):
    """Follow-up reports by receipt."""

    list_display = ["__str__", "organization", "state", "due_on", "filed_at", "receipt_number"]
    list_filter = ["state"]
    list_select_related = ["organization", "grant", "initiative"]
    search_fields = ["receipt_number"]


@admin.register(AnswerSheet)
class AnswerSheetAdmin(ReadOnlyAdmin):
    """The four questions as documents, with how far they have come."""

    list_display = ["decision", "as_of", "state", "requested_by", "requested_at", "document"]
    list_filter = ["state"]
    list_select_related = ["decision__body", "requested_by__person", "document"]
    search_fields = ["decision__title"]
