"""The form of a cost that an initiative is expected to lower."""

from django import forms
from django.utils.translation import gettext_lazy as _

from funding.domain.expected_saving import Expected
from funding.forms.fields import AmountField, DayField, PlainTextField
from initiatives.forms.versioned import VersionedForm

NAMES = ("year", "bearer", "amount_ore", "is_approximate", "rationale", "basis", "as_of")


class ExpectedSavingForm(VersionedForm):
    """Whose cost is expected to be how much lower in a year, and why."""

    field_of = {
        "year_unlikely": "year",
        "amount_not_positive": "amount_ore",
        "amount_too_large": "amount_ore",
        "day_to_come": "as_of",
    }

    year = forms.IntegerField(
        label=_("År"),
        localize=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Skriv vilket år kostnaden väntas bli lägre."),
            "invalid": _("Skriv året med fyra siffror, till exempel 2025."),
        },
    )
    bearer = PlainTextField(
        label=_("Vems kostnad"),
        limit=150,
        help_text=_(
            "Den som slipper kostnaden, till exempel en nämnd, regionen eller en myndighet."
        ),
        error_messages={"required": _("Skriv vems kostnad som väntas bli lägre.")},
    )
    amount_ore = AmountField(
        label=_("Lägre kostnad"),
        help_text=_("I kronor, till exempel 1 200 000 eller 1,2 mnkr."),
        error_messages={"required": _("Skriv hur mycket lägre kostnaden väntas bli.")},
    )
    is_approximate = forms.BooleanField(label=_("Beloppet är ungefärligt (cirka)"), required=False)
    rationale = PlainTextField(
        label=_("Varför blir kostnaden lägre?"),
        limit=1000,
        error_messages={"required": _("Skriv varför kostnaden väntas bli lägre.")},
    )
    basis = PlainTextField(
        label=_("Källa"),
        limit=200,
        help_text=_("Var beräkningen står, så att andra kan räkna om den."),
        error_messages={"required": _("Skriv var beräkningen står, så att den går att spåra.")},
    )
    as_of = DayField(
        label=_("Per den"),
        help_text=_("Den dag då bedömningen gjordes."),
        error_messages={"required": _("Skriv vilken dag bedömningen gjordes.")},
    )

    def said(self) -> Expected:
        """The judgement as the domain takes it."""
        return Expected(**{name: self.cleaned_data[name] for name in NAMES})

    @classmethod
    def values_of(cls, obj) -> dict:
        return {name: getattr(obj, name) for name in NAMES}
