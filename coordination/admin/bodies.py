"""Bodies, people and seats: what an installation begins with."""

from django.contrib import admin
from django.db.models import Q

from coordination.access import standing
from coordination.admin.base import LastingAdmin
from coordination.admin.forms import MeetingForm
from coordination.models import Meeting, Membership, Organization, Person, Seat


@admin.register(Organization)
class OrganizationAdmin(LastingAdmin):
    """Bodies of every form."""

    home = ""
    list_display = ["name", "kind", "municipality", "founded_on", "dissolved_on"]
    list_filter = ["kind"]
    list_select_related = ["municipality"]
    search_fields = ["name", "short_name"]
    autocomplete_fields = ["parent", "municipality", "serves"]
    raw_id_fields = ["matter"]
    ordering = ["sort_key"]


@admin.register(Person)
class PersonAdmin(LastingAdmin):
    """People who hold seats, or are about to."""

    list_display = ["family_name", "given_name", "party_label", "email"]
    search_fields = ["family_name", "given_name", "email"]
    ordering = ["sort_key"]

    def administered(self, rows, user):
        """Those who serve the municipality, and those who have no seat yet."""
        served = Person.objects.served_in(standing(user).administered_ids).values("pk")
        return rows.filter(Q(pk__in=served) | Q(memberships__isnull=True, user__isnull=True))


@admin.register(Seat)
class SeatAdmin(LastingAdmin):
    """Places in bodies."""

    list_display = ["organization", "role", "title", "on_behalf_of", "valid_from", "valid_until"]
    list_filter = ["role"]
    list_select_related = ["organization", "on_behalf_of"]
    search_fields = ["organization__name", "title"]
    autocomplete_fields = ["organization", "on_behalf_of"]
    raw_id_fields = ["requested_in"]


@admin.register(Membership)
class MembershipAdmin(LastingAdmin):
    """Who fills which seat, from when to when."""

    home = "seat__organization__"
    list_display = ["person", "seat", "valid_from", "valid_until"]
    list_select_related = ["person", "seat__organization"]
    search_fields = ["person__family_name", "seat__organization__name"]
    autocomplete_fields = ["person", "seat"]


@admin.register(Meeting)
class MeetingAdmin(LastingAdmin):
    """The bodies' meetings; one that has decided keeps its day and body."""

    form = MeetingForm
    list_display = ["organization", "held_on", "starts_at", "papers_due_on"]
    list_select_related = ["organization"]
    date_hierarchy = "held_on"
    autocomplete_fields = ["organization"]
