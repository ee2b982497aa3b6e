"""Follow-up in the stock administration: shown, changed on its own pages."""

from django.contrib import admin

from coordination.admin.base import ReadOnlyAdmin
from evaluation.models import FollowUpReport, Indicator, Measurement


@admin.register(Indicator)
class IndicatorAdmin(ReadOnlyAdmin):
    """What is measured."""

    list_display = ["name", "organization", "unit", "state", "version"]
    list_filter = ["state"]
    list_select_related = ["organization"]
    search_fields = ["name"]


@admin.register(Measurement)
class MeasurementAdmin(ReadOnlyAdmin):
    """Figures over time."""

    list_display = ["indicator", "measured_on", "comparison", "value", "status", "source"]
    list_filter = ["status"]
    list_select_related = ["indicator"]


@admin.register(FollowUpReport)
class FollowUpReportAdmin(ReadOnlyAdmin):
    """Follow-up reports, due and filed."""

    list_display = ["__str__", "organization", "due_on", "state", "filed_at"]
    list_filter = ["state"]
    list_select_related = ["organization", "initiative", "grant"]
