"""Forms of indicators and their figures."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.access import standing
from coordination.forms.rules import RuleForm
from coordination.models import Organization
from evaluation.enums import Direction, MeasurementStatus, Period
from evaluation.permissions import MEASURING
from funding.forms.fields import DayField, PlainTextField
from initiatives.models import Initiative, Programme

DECIMALS = [(str(number), str(number)) for number in range(5)]
NOT_A_NUMBER = _("Skriv värdet med siffror och decimalkomma, till exempel 9,6.")


class ValueField(forms.DecimalField):
    """A figure as people write it: 9,6 or −1 250."""

    def __init__(self, **kwargs):
        messages = {
            "invalid": NOT_A_NUMBER,
            "max_digits": _("Värdet är för stort. Kontrollera siffran och enheten."),
            "max_decimal_places": _("Värdet har för många decimaler. Avrunda till högst fyra."),
            "max_whole_digits": _("Värdet är för stort. Kontrollera siffran och enheten."),
        }
        super().__init__(
            localize=True,
            max_digits=16,
            decimal_places=4,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            error_messages=messages | kwargs.pop("error_messages", {}),
            **kwargs,
        )

    def to_python(self, value):
        if isinstance(value, str):
            value = value.replace("\N{MINUS SIGN}", "-")
        return super().to_python(value)


class IndicatorForm(RuleForm):
    """Say what is measured, how, from what level and to what target."""

    field_of = {
        "value_too_large": "target_value",
        "too_many_decimals": "target_value",
        "not_a_share": "target_value",
    }

    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Ansvarar för mätningen"), empty_label=None
    )
    programme = forms.ModelChoiceField(
        Programme.objects.none(),
        label=_("Program"),
        required=False,
        empty_label=_("Inget program"),
    )
    initiative = forms.ModelChoiceField(
        Initiative.objects.none(),
        label=_("Insats"),
        required=False,
        empty_label=_("Ingen insats"),
        help_text=_("Välj program eller insats, inte båda."),
    )
    name = PlainTextField(
        label=_("Namn"),
        limit=150,
        help_text=_("Till exempel ”Unga som arbetar eller studerar”."),
        error_messages={"required": _("Skriv vad indikatorn heter.")},
    )
    definition = PlainTextField(
        label=_("Definition"),
        limit=2000,
        rows=3,
        help_text=_("Vilka räknas, och hur? Skriv så att någon annan kan räkna likadant."),
        error_messages={"required": _("Skriv hur indikatorn räknas.")},
    )
    unit = PlainTextField(
        label=_("Enhet"),
        limit=40,
        error_messages={"required": _("Skriv enheten, till exempel procent.")},
    )
    decimals = forms.TypedChoiceField(
        label=_("Decimaler"), choices=DECIMALS, coerce=int, initial="1"
    )
    direction = forms.ChoiceField(
        label=_("Åt vilket håll?"), choices=Direction.choices, widget=forms.RadioSelect
    )
    period = forms.ChoiceField(label=_("Mäts"), choices=Period.choices)
    source_name = PlainTextField(
        label=_("Källa"),
        limit=200,
        help_text=_("Till exempel ”Kolada N02797” eller ”Trygghetsmätningen”."),
        error_messages={"required": _("Skriv varifrån värdena kommer.")},
    )
    kolada_id = forms.RegexField(
        r"^[NU]\d{5}$",
        label=_("Nyckeltal i Kolada"),
        required=False,
        help_text=_("Till exempel N02797."),
        error_messages={"invalid": _("Skriv numret som i Kolada, till exempel N02797.")},
    )
    shows_complement = forms.BooleanField(
        label=_("Visa 100 minus källans värde"),
        required=False,
        help_text=_("När källan räknar tvärtom: andelen som inte arbetar eller studerar."),
    )
    baseline_value = ValueField(label=_("Utgångsvärde"), required=False)
    baseline_on = DayField(label=_("Utgångsvärdet gäller"), required=False)
    target_value = ValueField(label=_("Målvärde"), required=False)
    target_on = DayField(label=_("Målet ska vara nått"), required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = measured_bodies(user)
        self.fields["programme"].queryset = Programme.objects.visible_to(user).for_table()
        self.fields["initiative"].queryset = Initiative.objects.visible_to(user).for_table()

    def clean(self):
        values = super().clean()
        if values.get("programme") and values.get("initiative"):
            self.add_error("initiative", _("Välj antingen ett program eller en insats."))
        return values


def measured_bodies(user):
    """The bodies for which the user may define indicators."""
    held = standing(user)
    bodies = Organization.objects.visible_to(user).for_table()
    if held.unlimited:
        return bodies
    return bodies.filter(pk__in=[pk for pk in held.roles if held.holds(MEASURING, pk)])


class FigureForm(RuleForm):
    """A figure, or that there is none."""

    field_of = {
        "value_too_large": "value",
        "too_many_decimals": "value",
        "not_a_share": "value",
        "value_or_missing": "value",
        "period_not_over": "measured_on",
        "retrieved_to_come": "retrieved_on",
    }

    value = ValueField(label=_("Värde"), required=False)
    status = forms.ChoiceField(
        label=_("Uppgift"),
        choices=MeasurementStatus.choices,
        initial=MeasurementStatus.MEASURED,
        help_text=_("En uppgift som saknas är inte noll."),
    )
    source = PlainTextField(
        label=_("Källa"), limit=200, error_messages={"required": _("Skriv varifrån värdet kommer.")}
    )


class MeasurementForm(FigureForm):
    """Enter the figure of a period."""

    measured_on = DayField(
        label=_("Avser"),
        help_text=_("En dag i perioden. Värdet gäller hela perioden."),
        error_messages={"required": _("Skriv en dag i den period som värdet gäller.")},
    )
    comparison = PlainTextField(
        label=_("Jämförelse"),
        limit=60,
        required=False,
        help_text=_("Tomt för det egna värdet. Annars vems värdet är, till exempel Riket."),
    )
    retrieved_on = DayField(
        label=_("Hämtat"),
        initial=timezone.localdate,
        error_messages={"required": _("Skriv vilken dag värdet hämtades ur källan.")},
    )
    is_approximate = forms.BooleanField(label=_("Värdet är ungefärligt (cirka)"), required=False)


class CorrectionForm(FigureForm):
    """Follow a wrong figure by the right one."""

    reason = PlainTextField(
        label=_("Varför värdet rättas"),
        limit=300,
        rows=2,
        error_messages={"required": _("Skriv varför värdet rättas. Det syns i historiken.")},
    )
