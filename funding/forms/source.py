"""Forms of funding sources and their frames."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.models import Organization
from funding.domain.queries.source import managed_bodies
from funding.enums import MoneyUse, SourceKind
from funding.forms.fields import AmountField, CountedForm, PlainTextField


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


class SourceForm(FrameForm):
    """Open a source of money."""

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
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = managed_bodies(user)
