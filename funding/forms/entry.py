"""Forms of a grant's page: report, correct, and say how far the project has come."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.forms.rules import RuleForm
from funding.enums import REPORTABLE_KINDS, EntryKind
from funding.forms.fields import AmountField, CountedForm, DayField, PlainTextField

HELP = {
    EntryKind.USED: _("en kostnad som är betald eller bokförd"),
    EntryKind.FORECAST: _("vad hela projektet väntas kosta"),
    EntryKind.RETURNED: _("pengar som nämnden lämnar tillbaka"),
    EntryKind.PAID: _("pengar som har betalats ut till mottagaren"),
}


class ReportForm(CountedForm):
    """Report on a grant: what kind of figure, how much, which day, on what ground."""

    field_of = {
        "amount_not_positive": "amount_ore",
        "amount_too_large": "amount_ore",
        "grant_exceeded": "amount_ore",
        "day_to_come": "booked_on",
        "before_grant": "booked_on",
        "project_stopped": "booked_on",
        "books_closed": "booked_on",
    }

    kind = forms.ChoiceField(
        label=_("Vad vill du rapportera?"),
        widget=forms.RadioSelect,
        initial=EntryKind.USED,
        error_messages={"required": _("Välj vad du vill rapportera.")},
    )
    amount_ore = AmountField(
        label=_("Belopp"),
        help_text=_("I kronor, till exempel 125 000 eller 1,5 mnkr."),
        error_messages={"required": _("Skriv beloppet i kronor.")},
    )
    booked_on = DayField(
        label=_("Dag"), error_messages={"required": _("Skriv vilken dag beloppet bokfördes.")}
    )
    document = PlainTextField(
        label=_("Underlag"),
        limit=200,
        help_text=_("Till exempel ”Faktura 4711” eller ”Verifikation 20250412”."),
        error_messages={"required": _("Skriv vilket underlag beloppet kommer från.")},
    )
    is_approximate = forms.BooleanField(label=_("Beloppet är ungefärligt (cirka)"), required=False)

    def __init__(self, *args, can_pay=False, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [*REPORTABLE_KINDS, *([EntryKind.PAID] if can_pay else [])]
        self.fields["kind"].choices = [(kind, f"{kind.label}: {HELP[kind]}") for kind in kinds]


class ReverseForm(RuleForm):
    """Take a mistaken row back, and say why."""

    field_of = {"missing": "reason"}

    reason = PlainTextField(
        label=_("Varför raden är fel"),
        limit=500,
        rows=3,
        error_messages={"required": _("Skriv varför raden är fel. Det syns i pengaboken.")},
    )


class CompleteForm(RuleForm):
    """The day the project was carried out."""

    field_of = {"day_to_come": "completed_on", "before_grant": "completed_on"}

    completed_on = DayField(
        label=_("Genomfört"),
        help_text=_("Senast sex månader efter den dagen ska uppföljningsrapporten vara inne."),
        error_messages={"required": _("Skriv vilken dag projektet blev klart.")},
    )


class CallOffForm(RuleForm):
    """Why the project will not be carried out."""

    reason = PlainTextField(
        label=_("Varför projektet inte genomförs"),
        limit=500,
        rows=3,
        error_messages={"required": _("Skriv varför projektet inte genomförs.")},
    )
