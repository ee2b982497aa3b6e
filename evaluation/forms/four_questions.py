"""The day that the four questions are answered for."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.forms.rules import RuleForm
from funding.forms.fields import CountedForm, DayField


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

    def clean_per(self):
        """A day that has been; nobody knows the answers of a day to come."""
        day = self.cleaned_data["per"]
        if day and day > timezone.localdate():
            raise ValidationError(
                _("Dagen har inte varit än. Välj en dag till och med i dag."), code="day_to_come"
            )
        return day


class OrderForm(CountedForm, DayForm):
    """The same question, to be drawn up as a document once."""
