"""Forms about one consulted body: decline, more time, information missing, remind."""

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from coordination.domain.queries.consultee import readable_rows
from coordination.forms.rules import RuleForm, SeveralField
from coordination.forms.statement import DayField
from coordination.forms.text import LineField
from coordination.models import Consultee
from coordination.validators import validate_due_day


class DueDayField(DayField):
    """A day to answer by: not one that has been. ``today`` is set by the form."""

    def __init__(self, *, today=None, **kwargs):
        super().__init__(**kwargs)
        self.today = today

    def validate(self, value):
        super().validate(value)
        if value:
            validate_due_day(value, today=self.today)


def reason_field(label, *, what, limit, required, help_text=""):
    """Why something is done, in the words of whoever does it."""
    return LineField(
        label=label,
        what=what,
        limit=limit,
        widget=forms.Textarea,
        help_text=help_text,
        error_messages={"required": required},
    )


class DeclineForm(RuleForm):
    """The body declines to state an opinion."""

    field_of = {"missing": "reason"}

    reason = reason_field(
        _("Varför avstår ni?"),
        what=_("Skälet"),
        limit=2000,
        required=_("Skriv varför ni avstår. Avsändaren får läsa skälet."),
        help_text=_("En mening räcker. Avsändaren får läsa skälet."),
    )


class ExtensionForm(RuleForm):
    """Another day to answer by, and who agreed to it."""

    field_of = {"day_has_been": "due_on", "after_our_own": "due_on"}

    due_on = DueDayField(
        label=_("Ny svarsdag"),
        error_messages={"required": _("Välj vilken dag de ska ha svarat.")},
    )
    reason = reason_field(
        _("Varför flyttas dagen?"),
        what=_("Skälet"),
        limit=500,
        required=_("Skriv varför dagen flyttas. Skälet står kvar i historiken."),
        help_text=_("Skälet står i brevet till dem och i historiken."),
    )
    granted_by = LineField(
        label=_("Vem har beviljat det?"),
        what=_("Vem som beviljat"),
        limit=150,
        required=False,
        help_text=_("Lämna tomt om du själv har beviljat den nya dagen."),
    )

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["due_on"].today = today


class SeveralExtensionForm(ExtensionForm):
    """The same new day for several who have not answered."""

    consultees = SeveralField(
        Consultee.objects.none(),
        label=_("Vilka ska få den nya dagen?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kryssa i minst en som ska få en ny dag.")},
    )
    # For whom and to which day the calendars were looked at, before the days are moved.
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, offered, today, **kwargs):
        super().__init__(*args, today=today, **kwargs)
        several = self.fields["consultees"]
        several.queryset = readable_rows([each.pk for each in offered])
        several.label_from_instance = _name_and_day
        self.order_fields(["consultees"])

    @property
    def to_check(self) -> str:
        """What the calendars are to be looked at for: the new day and those who get it."""
        chosen = sorted(each.pk for each in self.cleaned_data["consultees"])
        return f"{self.cleaned_data['due_on'].isoformat()} {chosen}"

    @property
    def is_checked(self) -> bool:
        return self.cleaned_data["seen"] == self.to_check

    def facts(self) -> dict:
        """What ``extend_consultees`` is told."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def mark_checked(self):
        """Let the form that is shown next say that this was looked at."""
        self.data = self.data.copy()
        self.data["seen"] = self.to_check


def _name_and_day(consultee) -> str:
    """”Stadsbyggnadsnämnden: Kraftsamlande insatser (24 juni 2025)”."""
    day = date_format(consultee.due_on, "DATE_FORMAT")
    return f"{consultee.organization}: {consultee.referral} ({day})"


class PhoneCallForm(RuleForm):
    """A phone call about an answer."""

    field_of = {"day_to_come": "held_on"}

    spoken_with = LineField(
        label=_("Vem talade du med?"),
        what=_("Vem du talade med"),
        limit=150,
        error_messages={"required": _("Skriv vem du talade med.")},
    )
    held_on = DayField(
        label=_("När?"), error_messages={"required": _("Välj vilken dag ni talades vid.")}
    )
    said = reason_field(
        _("Vad sades?"),
        what=_("Vad som sades"),
        limit=2000,
        required=_("Skriv kort vad ni kom fram till."),
        help_text=_("Några ord räcker: vad de lovade, när svaret kommer, vad de behöver."),
    )


class IncompleteForm(RuleForm):
    """The answer was read, but something is missing."""

    field_of = {"day_has_been": "due_on", "after_our_own": "due_on"}

    reason = reason_field(
        _("Vad saknas?"),
        what=_("Det som saknas"),
        limit=2000,
        required=_("Skriv vad som saknas, så att de vet vad de ska komplettera med."),
        help_text=_("De får läsa det i ett brev."),
    )
    due_on = DueDayField(
        label=_("Komplettera senast"),
        error_messages={"required": _("Välj vilken dag kompletteringen ska vara inne.")},
    )

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["due_on"].today = today


class CompletionForm(RuleForm):
    """What was missing has come in."""

    reason = reason_field(
        _("Hur kom uppgifterna in?"),
        what=_("Hur uppgifterna kom in"),
        limit=500,
        required=_("Skriv hur uppgifterna kom in, till exempel i ett mejl den 4 juni."),
    )


class ReminderForm(RuleForm):
    """The words that a reminder by hand begins with."""

    note = LineField(
        label=_("Texten överst i brevet"),
        what=_("Texten"),
        limit=1000,
        required=False,
        widget=forms.Textarea,
        initial=_("Vi väntar på ert svar och behöver det för att komma vidare."),
        help_text=_(
            "Brevet hälsar först med mottagarens namn och slutar med ditt namn, din e-postadress och "
            "ditt telefonnummer. Under texten räknas det upp som personen är sen med."
        ),
    )
