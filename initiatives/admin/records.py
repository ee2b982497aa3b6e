"""What the rules made: shown and searched, never changed here."""

from django.contrib import admin

from coordination.admin.base import ReadOnlyAdmin
from initiatives.models import Initiative, ModelReview, Participation, Programme


@admin.register(Programme)
class ProgrammeAdmin(ReadOnlyAdmin):
    """Programmes by name."""

    list_display = ["name", "matter", "state", "lead", "convener", "starts_on", "ends_on"]
    list_filter = ["state"]
    list_select_related = ["matter", "lead", "convener"]
    search_fields = ["name", "matter__registry_number"]
    ordering = ["sort_key"]


@admin.register(Initiative)
class InitiativeAdmin(ReadOnlyAdmin):
    """Initiatives by name."""

    list_display = ["title", "programme", "state", "lead", "starts_on", "ends_on"]
    list_filter = ["state"]
    list_select_related = ["programme", "lead"]
    search_fields = ["title", "summary"]
    ordering = ["sort_key"]


@admin.register(Participation)
class ParticipationAdmin(ReadOnlyAdmin):
    """Who does what in initiatives."""

    list_display = ["initiative", "organization", "role", "since"]
    list_filter = ["role"]
    list_select_related = ["initiative", "organization"]
    search_fields = ["initiative__title", "organization__name"]


@admin.register(ModelReview)
class ModelReviewAdmin(ReadOnlyAdmin):
    """What the reviews of programmes' models found."""

    list_display = ["programme", "reviewed_on", "decision", "recorded_by"]
    list_select_related = ["programme", "decision__body", "recorded_by__person"]
