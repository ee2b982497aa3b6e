"""Forms of a body's page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.forms.rules import RuleForm


class RenameForm(RuleForm):
    """Another name for a body."""

    field_of = {"too_long": "name"}

    name = forms.CharField(
        label=_("Namn"), max_length=200, error_messages={"required": _("Skriv det nya namnet.")}
    )
