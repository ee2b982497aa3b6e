"""Forms for what was left over: why, and what a body has decided becomes of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from funding.enums import Disposition, SurplusReason
from funding.forms.fields import AmountField, CountedForm, PlainTextField
from funding.forms.moving import DecidedForm
from funding.models import Grant


class ExplainForm(CountedForm):
    """Why so much was left over."""

    field_of = {
        "amount_not_positive": "amount_ore",
        "amount_too_large": "amount_ore",
        "surplus_exceeded": "amount_ore",
        "unknown_reason": "reason",
        "text_missing": "text",
    }

    amount_ore = AmountField(
        label=_("Belopp"),
        help_text=_("Har överskottet flera skäl, så ange dem ett i taget."),
        error_messages={"required": _("Skriv beloppet i kronor.")},
    )
    reason = forms.ChoiceField(
        label=_("Varför blev pengar över?"),
        choices=SurplusReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj ett skäl.")},
    )
    text = PlainTextField(
        label=_("Förklaring"),
        limit=1000,
        rows=3,
        required=False,
        help_text=_("Behövs vid annat skäl."),
    )


class DecideForm(DecidedForm):
    """What a body has decided becomes of what is left."""

    field_of = {
        **DecidedForm.field_of,
        "unexplained": "amount_ore",
        "no_disposition": "disposition",
        "other_grant_missing": "to",
    }

    disposition = forms.ChoiceField(
        label=_("Vad händer med pengarna?"),
        choices=Disposition.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vad som händer med pengarna.")},
    )
    to = forms.ModelChoiceField(
        Grant.objects.none(),
        label=_("Projekt som får pengarna"),
        empty_label=_("Välj projekt"),
        required=False,
        help_text=_("Bara när pengarna används till ett annat projekt."),
    )
    reason = PlainTextField(label=_("Anteckning"), limit=300, rows=2, required=False)
    field_order = ["key", "disposition", "to", "amount_ore", "decision", "reason"]

    def __init__(self, *args, grants, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = grants
