"""Accounts: what one may do follows from the seats of the account's person, not from here."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from rest_framework.authtoken import admin as tokens

from coordination.admin.base import AuditedAdmin
from coordination.models import User

# A token is a way in. It is shown once, by ``manage.py api_token``, and never listed.
admin.site.unregister(tokens.TokenProxy)


class NewUserForm(AdminUserCreationForm):
    """A new account by its e-mail address."""

    class Meta:
        model = User
        fields = ["email", "person"]
        field_classes = {"email": forms.EmailField}

    def clean_email(self):
        return User.objects.normalize_email(self.cleaned_data["email"]).lower()


@admin.register(User)
class UserAdmin(AuditedAdmin, StockUserAdmin):
    """Who may sign in."""

    add_form = NewUserForm
    list_display = ["email", "person", "is_active", "is_staff"]
    list_filter = ["is_active", "is_staff"]
    list_select_related = ["person"]
    search_fields = ["email", "person__family_name"]
    ordering = ["email"]
    autocomplete_fields = ["person"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["email", "password", "person", "language"]}),
        (None, {"fields": ["is_active", "is_staff", "is_superuser"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "person", "usable_password", "password1", "password2"]})
    ]

    def has_delete_permission(self, request, obj=None):
        """An account is closed, not deleted: the trail names it."""
        return False
