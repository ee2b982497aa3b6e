"""What several registrations share: who sees what, and that every change is in the audit trail."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from coordination.access import standing
from coordination.domain.audit import record


class AuditedAdmin(admin.ModelAdmin):
    """Every change is an event of the audit trail: who, what, which fields."""

    list_per_page = 50
    show_full_result_count = False

    def log_addition(self, request, obj, message):
        super().log_addition(request, obj, message)
        self._record("admin.added", request, obj)

    def log_change(self, request, obj, message):
        super().log_change(request, obj, message)
        self._record("admin.changed", request, obj, fields=", ".join(_fields_in(message)))

    def log_deletions(self, request, queryset):
        super().log_deletions(request, queryset)
        for obj in queryset:
            self._record("admin.deleted", request, obj)

    def _record(self, action, request, obj, **data):
        with transaction.atomic():
            record(action, actor=request.user, subject=obj, data={"object": str(obj), **data})


def _fields_in(message) -> list[str]:
    """The fields that the stock log names, which is a list of acts or a sentence."""
    if isinstance(message, str):
        return [message]
    return [str(name) for act in message for name in act.get("changed", {}).get("fields", ())]


class ScopedAdmin(AuditedAdmin):
    """Whoever runs the installation sees all; an administrator sees the own municipality's.

    Who is an administrator follows from seats, as everywhere, and not from rights kept here.
    """

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows if request.user.is_superuser else self.administered(rows, request.user)

    def administered(self, rows, user):
        """The rows that an administrator sees; none where the model does not say whose they are."""
        return rows.visible_to(user) if hasattr(rows, "visible_to") else rows.none()

    def has_module_permission(self, request):
        return super().has_module_permission(request) or administers(request.user)

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) or administers(request.user)


def administers(user) -> bool:
    """Whether an account may open the stock administration for its municipality."""
    return user.is_staff and bool(standing(user).administered_ids)


class ReadOnlyAdmin(ScopedAdmin):
    """Shown and searched, never changed: the rules that made it would be passed by."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class LastingAdmin(ScopedAdmin):
    """Added and corrected; never deleted, for history points at it.

    ``home`` leads from a row to its body, through which it belongs to a municipality.
    """

    home = "organization__"

    def administered(self, rows, user):
        mine = standing(user).administered_ids
        inside = {f"{self.home}municipality__in": mine}, {f"{self.home}pk__in": mine}
        return rows.filter(Q(**inside[0]) | Q(**inside[1]))

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """One points only at what one sees."""
        pointed_at = self.admin_site._registry.get(db_field.remote_field.model)
        if isinstance(pointed_at, ScopedAdmin) and not request.user.is_superuser:
            kwargs["queryset"] = pointed_at.get_queryset(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        """What is saved lies in one's own municipality afterwards, too."""
        super().save_model(request, obj, form, change)
        if not self.get_queryset(request).filter(pk=obj.pk).exists():
            raise PermissionDenied

    def has_add_permission(self, request):
        return super().has_add_permission(request) or administers(request.user)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) or administers(request.user)

    def has_delete_permission(self, request, obj=None):
        return False
