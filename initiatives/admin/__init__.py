"""Programmes and initiatives in the stock administration: shown, changed on their own pages."""

from django.contrib import admin

from coordination.admin.base import ReadOnlyAdmin
from initiatives.models import Initiative, ModelReview, Participation, Programme


@admin.register(Programme)
class ProgrammeAdmin(ReadOnlyAdmin):
    """Joint efforts."""

    list_display = ["name", "matter", "state", "starts_on", "ends_on"]
    list_filter = ["state"]
    list_select_related = ["matter"]
    search_fields = ["name"]


@admin.register(Initiative)
class InitiativeAdmin(ReadOnlyAdmin):
    """Initiatives in every state."""

    list_display = ["title", "programme", "lead", "state", "starts_on", "ends_on"]
    list_filter = ["state"]
    list_select_related = ["programme", "lead"]
    search_fields = ["title"]


@admin.register(Participation)
class ParticipationAdmin(ReadOnlyAdmin):
    """Who takes part in what."""

    list_display = ["initiative", "organization", "role", "since"]
    list_select_related = ["initiative", "organization"]


@admin.register(ModelReview)
class ModelReviewAdmin(ReadOnlyAdmin):
    """Reviews of programmes' models."""

    list_display = ["programme", "reviewed_on", "decision"]
    list_select_related = ["programme", "decision__body"]
