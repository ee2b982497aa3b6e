"""Money in the stock administration: shown only. The ledger is added to by the rules alone."""

from django.contrib import admin

from coordination.admin.base import ReadOnlyAdmin
from funding.models import Grant, LedgerEntry, Round, Source


@admin.register(Source)
class SourceAdmin(ReadOnlyAdmin):
    """Where money comes from."""

    list_display = ["name", "year", "owner", "frame_ore", "granted_ore"]
    list_select_related = ["owner"]
    search_fields = ["name"]


@admin.register(Round)
class RoundAdmin(ReadOnlyAdmin):
    """Occasions on which money is applied for and granted."""

    list_display = ["name", "source", "state", "opens_on", "closes_on"]
    list_filter = ["state"]
    list_select_related = ["source"]


@admin.register(Grant)
class GrantAdmin(ReadOnlyAdmin):
    """Grants with their sums."""

    list_display = ["title", "recipient", "granted_ore", "used_ore", "returned_ore"]
    list_select_related = ["recipient"]
    search_fields = ["title"]


@admin.register(LedgerEntry)
class LedgerEntryAdmin(ReadOnlyAdmin):
    """Every row behind every figure."""

    list_display = ["booked_on", "kind", "amount_ore", "grant", "document", "actor"]
    list_filter = ["kind"]
    list_select_related = ["grant", "actor__person"]
    search_fields = ["document"]
    date_hierarchy = "booked_on"
