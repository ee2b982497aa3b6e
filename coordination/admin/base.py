"""What several registrations share."""

from django.contrib import admin


class ReadOnlyAdmin(admin.ModelAdmin):
    """Shown and searched, never changed: the rules that made it would be passed by."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class LastingAdmin(admin.ModelAdmin):
    """Added and corrected; never deleted, for history points at it."""

    list_per_page = 50
    show_full_result_count = False

    def has_delete_permission(self, request, obj=None):
        return False
