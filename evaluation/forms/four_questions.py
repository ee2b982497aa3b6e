"""The day that the four questions are answered for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.forms.rules import RuleForm
from funding.forms.fields import DayField


class DayForm(RuleForm):
    """A day, and whether what was written down afterwards counts."""

    per = DayField(
        label=_("Uppgifter per"),
        required=False,
        help_text=_("Till exempel 2025-06-30. Lämna tomt för i dag."),
    )
    kant = forms.BooleanField(
        label=_("Ta med det som antecknats senare om tiden fram till dess"), required=False
    )
