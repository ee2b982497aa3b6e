"""The form of a post in an initiative's financing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.forms.rules import choice_of
from coordination.models import Organization
from funding.domain.financing import Said
from funding.enums import FinancingKind
from funding.forms.fields import AmountField, DayField, PlainTextField
from initiatives.forms.programme import bodies_of
from initiatives.forms.versioned import VersionedForm

NAMES = ("kind", "year", "amount_ore", "is_approximate", "organization", "payer", "basis", "as_of")


class FinancingForm(VersionedForm):
    """A year's need, or whose money covers some of it."""

    field_of = {
        "year_unlikely": "year",
        "amount_not_positive": "amount_ore",
        "amount_too_large": "amount_ore",
        "day_to_come": "as_of",
        "payer_missing": "payer",
        "body_missing": "organization",
        "strange_body": "organization",
        "need_has_no_payer": "kind",
    }

    kind = forms.ChoiceField(
        label=_("Vad gäller posten?"),
        choices=FinancingKind.choices,
        initial=FinancingKind.NEEDED,
        widget=forms.RadioSelect,
        help_text=_(
            "Befintliga medel ryms i en nämnds budget. Nya medel tillförs, till exempel av "
            "kommunstyrelsen. Det som är beviljat i Kraftsam räknas in av sig självt."
        ),
        error_messages={"required": _("Välj vad posten gäller.")},
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
    amount_ore = AmountField(
        label=_("Belopp"),
        help_text=_("I kronor, till exempel 1 200 000 eller 1,2 mnkr."),
        error_messages={"required": _("Skriv hur mycket pengar posten gäller.")},
    )
    is_approximate = forms.BooleanField(label=_("Beloppet är ungefärligt (cirka)"), required=False)
    organization = choice_of(
        Organization.objects.none(),
        _("Vems pengar"),
        required=None,
        empty=_("Ingen (behovet, eller extern finansiering)"),
        help_text=_("Nämnden, förvaltningen eller bolaget som betalar."),
    )
    payer = PlainTextField(
        label=_("Extern finansiär"),
        limit=150,
        required=False,
        help_text=_("Till exempel regionen, en stiftelse eller EU."),
    )
    basis = PlainTextField(
        label=_("Underlag"),
        limit=200,
        help_text=_("Var det står, till exempel ”Nämndens budget 2025, § 14”."),
        error_messages={"required": _("Skriv var uppgiften står, så att den går att spåra.")},
    )
    as_of = DayField(
        label=_("Per den"),
        help_text=_("Den dag då uppgiften gällde."),
        error_messages={"required": _("Skriv vilken dag uppgiften gällde.")},
    )

    def __init__(self, *args, initiative, today, **kwargs):
        super().__init__(*args, **kwargs)
        home = initiative.programme.matter.municipality_id
        self.fields["organization"].queryset = bodies_of(home, today=today)

    def said(self) -> Said:
        """The post as the domain takes it."""
        return Said(**{name: self.cleaned_data[name] for name in NAMES})

    @classmethod
    def values_of(cls, obj) -> dict:
        return {name: getattr(obj, name) for name in NAMES}
