"""Forms about one consulted body: decline, more time, information missing, remind."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.forms.rules import RuleForm
from coordination.forms.statement import DayField
from coordination.forms.text import LineField
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
    """Another day to answer by."""

    field_of = {"day_has_been": "due_on"}

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

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["due_on"].today = today


class IncompleteForm(RuleForm):
    """The answer was read, but something is missing."""

    field_of = {"day_has_been": "due_on"}

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
    """A greeting in a reminder by hand."""

    note = LineField(
        label=_("Hälsning i brevet"),
        what=_("Hälsningen"),
        limit=1000,
        required=False,
        widget=forms.Textarea,
        help_text=_("Står överst i brevet, med ditt namn under."),
    )
