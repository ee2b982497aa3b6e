"""Forms of a body's page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.forms.rules import RuleForm, line_field


class PhoneForm(RuleForm):
    """The telephone at which a person is reached."""

    field_of = {"invalid": "phone", "max_length": "phone"}

    phone = line_field(
        _("Telefon"),
        required=None,
        max_length=40,
        help_text=_("Till exempel 08-123 45 67. Lämna tomt för att ta bort numret."),
    )


class RenameForm(RuleForm):
    """Another name for a body."""

    field_of = {"too_long": "name"}

    name = forms.CharField(
        label=_("Namn"), max_length=200, error_messages={"required": _("Skriv det nya namnet.")}
    )
