"""Forms of budget tables: sixteen figures, the paste that fills them, and the decision that fixes them."""

from collections.abc import Iterator

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coordination.forms.rules import RuleForm
from coordination.models import Decision, Organization
from coordination.swedish import mnkr_in_table, parse_amount
from funding.domain.budget import ROWS, Amounts, amounts_of, check_figure
from funding.domain.queries.source import managed_bodies
from funding.enums import BUDGET_PARTS, BUDGET_YEARS, BudgetSide
from funding.forms.fields import PlainTextField
from initiatives.forms.versioned import VersionedForm


class FigureField(forms.CharField):
    """A figure of the table in mnkr (”1 578,9”), in whole öre; another unit can be written out."""

    def __init__(self, *, side, **kwargs):
        attrs = {"inputmode": "decimal", "autocomplete": "off", "size": 9}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)
        self.side = side

    def clean(self, value):
        text = self.to_python(value)
        if text in self.empty_values:
            self.validate(text)
            return None
        has_unit = any(sign.isalpha() for sign in text)
        return check_figure(self.side, parse_amount(text if has_unit else f"{text} mnkr"))

    def prepare_value(self, value):
        return mnkr_in_table(value) if isinstance(value, int) else value


class FiguresForm(VersionedForm):
    """The figures of a table, row by row, and the footnote."""

    note = PlainTextField(
        label=_("Fotnot"),
        limit=500,
        required=False,
        rows=2,
        help_text=_("Till exempel att en modell har ändrats sedan förra budgeten."),
    )
    table = forms.CharField(
        label=_("Klistra in tabellen ur Excel"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=_("Markera hela tabellen med rubriker, kopiera, klistra in och fyll i rutorna."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for use, part, *labels in BUDGET_PARTS:
            for side, row in zip(BudgetSide, labels, strict=True):
                for number in range(BUDGET_YEARS):
                    about = gettext("%(part)s, %(row)s, år %(number)s")
                    label = about % {"part": part, "row": row, "number": number + 1}
                    self._add_figure(use, side, number, label)

    def _add_figure(self, use, side, number, label):
        missing = _("Skriv ett belopp i mnkr, eller 0.")
        field = FigureField(side=side, label=label, error_messages={"required": missing})
        if side == BudgetSide.IN:
            field.initial = 0
        self.fields[figure_name(use, side, number)] = field

    def parts(self) -> Iterator[tuple]:
        """The table's parts with their rows of fields, as the page lays them out."""
        for use, part, *labels in BUDGET_PARTS:
            rows = [
                (label, [self[figure_name(use, side, number)] for number in range(BUDGET_YEARS)])
                for side, label in zip(BudgetSide, labels, strict=True)
            ]
            yield part, rows

    def amounts(self) -> Amounts:
        """The figures as the domain takes them."""
        said = self.cleaned_data
        return {
            (use, side): [said[figure_name(use, side, number)] for number in range(BUDGET_YEARS)]
            for use, side in ROWS
        }

    @classmethod
    def values_of(cls, obj) -> dict:
        return initial_of(amounts_of(obj)) | {"note": obj.note}


class BudgetForm(FiguresForm):
    """A new table: whose, and from which year."""

    field_of = {"year_out_of_range": "first_year"}

    owner = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("Vems budget"),
        empty_label=None,
        error_messages={"invalid_choice": _("Välj ett organ vars pengar du sköter.")},
    )
    first_year = forms.IntegerField(
        label=_("Budgetår"),
        localize=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Skriv vilket år budgeten gäller."),
            "invalid": _("Skriv året med fyra siffror, till exempel 2026."),
        },
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = managed_bodies(user)


class FixForm(RuleForm):
    """The decision that fixes a table."""

    field_of = {
        "decision_missing": "decision",
        "preparatory": "decision",
        "not_their_money": "decision",
        "cannot_decide": "decision",
    }

    decision = forms.ModelChoiceField(
        Decision.objects.none(),
        label=_("Beslut"),
        empty_label=_("Välj beslutet"),
        error_messages={"required": _("Välj beslutet som fastställer budgeten.")},
    )

    def __init__(self, *args, decisions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions


def figure_name(use, side, number) -> str:
    """The name of a figure's field: ”operating_out_1”."""
    return f"{use}_{side}_{number}"


def initial_of(amounts) -> dict:
    """The fields' values for figures; what could not be read is left out."""
    return {
        figure_name(use, side, number): ore
        for (use, side), row in amounts.items()
        for number, ore in enumerate(row)
        if ore is not None
    }
