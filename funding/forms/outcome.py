"""Forms of outcome in many rows: the table with its columns, the month's forecasts, early actions."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coordination.enums import Role
from coordination.forms.rules import OurForm, RuleForm
from coordination.models import Organization
from coordination.swedish import format_kr
from funding.enums import IMPORTED_KINDS, EntryKind
from funding.forms.fields import AmountField, CountedForm, DayField, PlainTextField
from funding.imports.columns import Meaning
from funding.imports.sheet import Sheet, read_file, read_pasted

ABOUT = {
    EntryKind.USED: _("det som är bokfört, en rad per verifikation eller månad"),
    EntryKind.FORECAST: _("vad varje projekt väntas kosta i allt, en rad per projekt"),
}


class OutcomeForm(CountedForm):
    """A table from the finance system: pasted or as a file, for a body, of outcome or forecasts.

    A file that has been read stands in ``table`` from then on, so that it is sent once.
    """

    organization = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("Rapporterar för"),
        empty_label=None,
        error_messages={"required": _("Välj vem du rapporterar för.")},
    )
    kind = forms.ChoiceField(
        label=_("Vad tabellen visar"),
        choices=lambda: [(kind, f"{kind.label}: {ABOUT[kind]}") for kind in IMPORTED_KINDS],
        widget=forms.RadioSelect,
        initial=EntryKind.USED,
    )
    table = forms.CharField(
        label=_("Klistra in tabellen"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("Markera i Excel, med rubrikraden, kopiera och klistra in här."),
    )
    file = forms.FileField(
        label=_("Eller ladda upp en fil"),
        required=False,
        allow_empty_file=True,
        help_text=_("Excel (.xlsx) eller .csv, högst 5 MB och 10 000 rader. Filen går före."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
    )
    file_name = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    sheet: Sheet | None = None

    def __init__(self, *args, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = bodies

    def clean(self):
        values = super().clean()
        upload, text = values.get("file"), values.get("table", "")
        if not upload and not text.strip():
            self.add_error("table", _("Klistra in tabellen eller välj en fil."))
            return values
        try:
            self.sheet = read_file(upload.name, upload.read()) if upload else read_pasted(text)
        except ValidationError as refused:
            self.add_error("file" if upload else "table", refused)
            return values
        if upload:
            values["file_name"] = upload.name[:200]
        return values


class ColumnForm(OurForm):
    """Which heading means what; prefilled with what the program thinks."""

    def __init__(self, *args, columns, **kwargs):
        super().__init__(*args, prefix="kolumn", **kwargs)
        headings = [(heading, heading) for heading in columns.headings]
        for meaning in Meaning:
            position = columns.positions.get(meaning)
            self.fields[meaning.value] = forms.ChoiceField(
                label=meaning.label,
                choices=[("", _("Finns inte")), *headings],
                required=False,
                initial=columns.headings[position] if position is not None else "",
            )


class UndoForm(RuleForm):
    """Why a whole batch is taken back."""

    reason = PlainTextField(
        label=_("Varför inläsningen ångras"),
        limit=500,
        rows=3,
        error_messages={"required": _("Skriv varför. Det syns i pengaboken.")},
    )


class ForecastsForm(CountedForm):
    """The month's forecasts: one amount to a project."""

    field_of = {"day_to_come": "booked_on", "books_closed": "booked_on"}

    booked_on = DayField(
        label=_("Prognosen gäller per"), error_messages={"required": _("Skriv vilken dag.")}
    )
    document = PlainTextField(
        label=_("Underlag"),
        limit=200,
        error_messages={"required": _("Skriv vad prognosen bygger på.")},
    )

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.grants = {f"grant_{row.grant.pk}": row.grant for row in rows}
        for name, row in zip(self.grants, rows, strict=True):
            self.fields[name] = AmountField(
                label=row.grant.title,
                required=False,
                initial=row.forecast_ore,
                help_text=_about(row),
            )

    @property
    def amounts(self):
        """The fields of the projects, in the order of the page."""
        return [self[name] for name in self.grants]

    def forecasts(self) -> dict:
        """{grant: öre} for every amount that was filled in."""
        said = self.cleaned_data
        return {grant: said[name] for name, grant in self.grants.items() if said[name] is not None}


def _about(row) -> str:
    """What is known of a project when its forecast is given."""
    text = gettext("Beviljat %(granted)s, använt %(used)s.") % {
        "granted": format_kr(row.grant.disposable_ore),
        "used": format_kr(row.grant.used_ore),
    }
    if not row.is_asked:
        text += " " + gettext("Omgången begär ingen prognos varje månad. Lämna en om något ändras.")
    if row.deviates:
        text += " " + gettext("Förra prognosen avviker från det beviljade.")
    return text


class ActionForm(RuleForm):
    """What is done about a deviation, who sees to it, until when."""

    field_of = {"day_has_been": "due_on", "year_unlikely": "due_on"}

    measure = PlainTextField(
        label=_("Åtgärd"),
        limit=2000,
        rows=4,
        help_text=_("Skriv vad som görs, så att den som läser om ett år förstår."),
        error_messages={"required": _("Skriv vad som ska göras.")},
    )
    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Ansvarig"), empty_label=None
    )
    role = forms.ChoiceField(label=_("Roll"), choices=Role.choices, initial=Role.CASE_OFFICER)
    due_on = DayField(
        label=_("Senast"), error_messages={"required": _("Skriv när åtgärden ska vara gjord.")}
    )

    def __init__(self, *args, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = bodies


class FinishActionForm(RuleForm):
    """What an early action gave."""

    result = PlainTextField(
        label=_("Vad åtgärden gav"),
        limit=500,
        rows=3,
        error_messages={"required": _("Skriv vad åtgärden gav.")},
    )


class CodeForm(RuleForm):
    """The project's number in the finance system."""

    field_of = {"too_long": "code"}

    code = forms.CharField(
        label=_("Projektnummer"),
        max_length=40,
        required=False,
        help_text=_("Så som det står i er ekonomi, till exempel 41207. Tomt: matcha på namnet."),
    )
