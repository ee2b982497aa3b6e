"""Forms of funding sources and their frames."""

from dataclasses import fields

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.forms.rules import RuleForm
from coordination.models import Organization
from funding.domain.queries.source import managed_bodies
from funding.domain.source import Terms
from funding.enums import MoneyPurpose, MoneyUse, SourceKind
from funding.forms.fields import AmountField, CountedForm, DayField, PlainTextField
from funding.models import Source
from initiatives.forms.versioned import VersionedForm


class FrameForm(CountedForm):
    """How much there is in a source, and where that is said."""

    field_of = {
        "amount_not_positive": "frame_ore",
        "amount_too_large": "frame_ore",
        "below_granted": "frame_ore",
        "same_frame": "frame_ore",
        "year_out_of_range": "year",
    }

    frame_ore = AmountField(
        label=_("Ram"),
        help_text=_("I kronor, till exempel 80 000 000 eller 80 mnkr."),
        error_messages={"required": _("Skriv hur mycket pengar källan har.")},
    )
    basis = PlainTextField(
        label=_("Varifrån ramen kommer"),
        limit=200,
        help_text=_("Till exempel ”Kommunfullmäktiges budget 2025, § 312”."),
        error_messages={"required": _("Skriv varifrån ramen kommer, så att den går att spåra.")},
    )


TERMS = [term.name for term in fields(Terms)]


class TermsForm(RuleForm):
    """What holds for a source's money besides how much it is."""

    field_of = {
        "expiry_missing": "expires_on",
        "percent_out_of_range": "co_financing_percent",
        "finances_itself": "co_finances",
        "amount_not_positive": "two_persons_above_ore",
        "amount_too_large": "two_persons_above_ore",
    }

    purpose = forms.ChoiceField(
        label=_("Verksamhet eller förvaltning"),
        choices=MoneyPurpose.choices,
        initial=MoneyPurpose.ACTIVITY,
        widget=forms.RadioSelect,
        help_text=_(
            "Verksamhetsmedel betalar det som görs. Förvaltningsmedel betalar lokalen, "
            "samordnaren och uppföljningen bakom."
        ),
    )
    expires_on = DayField(
        label=_("Sista dag att använda pengarna"),
        required=False,
        help_text=_("Krävs för öronmärkt eget kapital."),
    )
    co_financing_percent = forms.IntegerField(
        label=_("Krav på medfinansiering, procent"),
        required=False,
        localize=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("100 betyder att kommunen lägger lika mycket som bidraget."),
        error_messages={"invalid": _("Skriv procenten med siffror, till exempel 100.")},
    )
    co_finances = forms.ModelChoiceField(
        Source.objects.none(),
        label=_("Medfinansierar källan"),
        required=False,
        empty_label=_("Ingen annan källa"),
    )
    deviation_percent = forms.IntegerField(
        label=_("Kräv en åtgärd när prognosen avviker mer än, procent"),
        initial=10,
        localize=False,
        min_value=0,
        max_value=100,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Skriv en procent, till exempel 10."),
            "invalid": _("Skriv procenten med siffror, till exempel 10."),
            "min_value": _("Skriv en andel mellan 0 och 100 procent."),
            "max_value": _("Skriv en andel mellan 0 och 100 procent."),
        },
    )
    two_persons_above_ore = AmountField(
        label=_("Kräv två personer över"),
        required=False,
        help_text=_("Den som har antecknat beslutet för då inte också in bidragen."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["co_finances"].queryset = Source.objects.visible_to(user).for_table()

    def terms(self) -> Terms:
        """The terms as the domain takes them."""
        return Terms(**{name: self.cleaned_data[name] for name in TERMS})


class EditTermsForm(VersionedForm, TermsForm):
    """The terms of a source that exists; two people at once are told of each other."""

    @classmethod
    def values_of(cls, obj) -> dict:
        return {name: getattr(obj, name) for name in TERMS}


class SourceForm(FrameForm, TermsForm):
    """Open a source of money."""

    field_of = FrameForm.field_of | TermsForm.field_of | {"amount_not_positive": "frame_ore"}

    owner = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("Vems pengar"),
        empty_label=None,
        error_messages={"invalid_choice": _("Välj ett organ vars pengar du sköter.")},
    )
    name = PlainTextField(
        label=_("Namn"),
        limit=150,
        error_messages={"required": _("Skriv vad källan heter.")},
    )
    year = forms.IntegerField(
        label=_("År"),
        localize=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Skriv vilket år pengarna gäller."),
            "invalid": _("Skriv året med fyra siffror, till exempel 2025."),
        },
    )
    kind = forms.ChoiceField(label=_("Slag av pengar"), choices=SourceKind.choices)
    use = forms.ChoiceField(
        label=_("Pengarna är till för"), choices=MoneyUse.choices, widget=forms.RadioSelect
    )
    is_approximate = forms.BooleanField(label=_("Ramen är ungefärlig (cirka)"), required=False)

    field_order = ["key", "owner", "name", "year", "kind", "use", "frame_ore", "is_approximate"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["owner"].queryset = managed_bodies(user)

    def source(self) -> dict:
        """What is said, as the domain takes it: the terms as one."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in TERMS}
        return said | {"terms": self.terms()}


class BooksForm(RuleForm):
    """Close the books until and including a day."""

    field_of = {"day_to_come": "through", "books_closed": "through"}

    through = DayField(
        label=_("Stäng till och med"),
        error_messages={"required": _("Skriv till och med vilken dag böckerna stängs.")},
    )
