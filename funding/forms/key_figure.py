"""Forms of key figures: what a project is, how much of it, and figures to compare with."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.forms.rules import RuleForm
from coordination.models import Organization
from funding.domain.queries.source import managed_bodies
from funding.enums import ProjectType, QuantityUnit
from funding.forms.fields import AmountField, DayField, PlainTextField


class CountField(forms.IntegerField):
    """A whole number; ”12 000” is one too."""

    def __init__(self, **kwargs):
        attrs = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(localize=False, widget=forms.TextInput(attrs=attrs), **kwargs)

    def to_python(self, value):
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)


MISSING_COUNT = {
    "required": _("Skriv antalet."),
    "invalid": _("Skriv antalet med siffror, till exempel 40."),
}


class DescribeForm(RuleForm):
    """What kind of work a project is, and when it was to be done."""

    field_of = {"plan_is_set": "planned_on"}

    project_type = forms.ChoiceField(
        label=_("Slag av insats"),
        choices=[("", _("Välj slag")), *ProjectType.choices],
        help_text=_("Kostnader jämförs med andra projekt av samma slag."),
        error_messages={"required": _("Välj vad för slags insats projektet är.")},
    )
    planned_on = DayField(
        label=_("Ska vara klart enligt tidplanen"),
        required=False,
        help_text=_("Anges en gång. Dagen jämförs med när projektet blev klart."),
    )


class ExtentForm(RuleForm):
    """How much a project is of something."""

    field_of = {
        "quantity_out_of_range": "amount",
        "day_to_come": "counted_on",
        "hectares_measured": "unit",
    }

    amount = CountField(label=_("Antal"), error_messages=MISSING_COUNT)
    unit = forms.ChoiceField(
        label=_("Enhet"),
        choices=[choice for choice in QuantityUnit.choices if choice[0] != QuantityUnit.HECTARE],
    )
    counted_on = DayField(
        label=_("Räknat den"), error_messages={"required": _("Skriv vilken dag det räknades.")}
    )
    basis = PlainTextField(
        label=_("Källa"),
        limit=200,
        help_text=_("Till exempel slutbesiktningen eller deltagarlistan."),
        error_messages={"required": _("Skriv varifrån antalet kommer.")},
    )


class KeyFigureForm(RuleForm):
    """A cost and what it is shared out on."""

    field_of = {
        "quantity_out_of_range": "quantity",
        "amount_not_positive": "amount_ore",
        "amount_too_large": "amount_ore",
        "year_out_of_range": "year",
        "day_to_come": "counted_on",
    }

    owner = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("Vems nyckeltal"),
        empty_label=None,
        error_messages={"invalid_choice": _("Välj ett organ vars pengar du sköter.")},
    )
    name = PlainTextField(
        label=_("Namn"),
        limit=150,
        help_text=_("Till exempel ”Hyreskostnad per plats”."),
        error_messages={"required": _("Skriv vad nyckeltalet heter.")},
    )
    project_type = forms.ChoiceField(
        label=_("Referens för"),
        required=False,
        choices=[("", _("Ingen: det gäller verksamheten själv")), *ProjectType.choices],
        help_text=_("Genomförda projekt av det slaget jämförs med nyckeltalet."),
    )
    year = forms.IntegerField(
        label=_("År"),
        localize=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Skriv vilket år det gäller."),
            "invalid": _("Skriv året med fyra siffror, till exempel 2026."),
        },
    )
    amount_ore = AmountField(
        label=_("Kostnad"), error_messages={"required": _("Skriv kostnaden som delas.")}
    )
    quantity = CountField(label=_("Delat på"), error_messages=MISSING_COUNT)
    unit = forms.ChoiceField(label=_("Enhet"), choices=QuantityUnit.choices)
    counted_on = DayField(
        label=_("Per den"), error_messages={"required": _("Skriv vilken dag uppgiften gäller.")}
    )
    basis = PlainTextField(
        label=_("Källa"),
        limit=200,
        error_messages={"required": _("Skriv varifrån uppgiften kommer.")},
    )
    note = PlainTextField(
        label=_("Fotnot"),
        limit=500,
        required=False,
        rows=2,
        help_text=_("Till exempel att en modell har ändrats, så att åren inte går att jämföra."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = managed_bodies(user)
