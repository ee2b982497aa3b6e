"""Forms of a municipality's own rules for dates, and of its working days."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.date_rules import DateRule
from coordination.enums import Roll
from coordination.forms.rules import RuleForm
from coordination.forms.statement import DayField
from coordination.forms.text import LineField


def count_field(label, **options):
    """A number of months or days, nought if it is left out."""
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=3650,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        **options,
    )


class DeadlineRuleForm(RuleForm):
    """How far after its event a kind of date falls, and what a day off does."""

    field_of = {"far": "months"}

    months = count_field(_("Månader"))
    days = count_field(_("Dagar"))
    working_days = count_field(_("Arbetsdagar"))
    roll = forms.ChoiceField(label=_("Om det är en ledig dag"), choices=Roll.choices)

    def clean(self):
        values = super().clean()
        if not self.errors and not any(
            values.get(name) for name in ("months", "days", "working_days")
        ):
            self.add_error(
                "months", _("Skriv minst en månad eller dag. Annars blir det ingen tid.")
            )
        return values

    def rule(self, values) -> DateRule:
        """The values as a rule."""
        return DateRule(
            months=values["months"] or 0,
            days=values["days"] or 0,
            working_days=values["working_days"] or 0,
            roll=Roll(values["roll"]),
        )

    @staticmethod
    def values_of(rule) -> dict:
        """A rule as the form's first values."""
        return {
            "months": rule.months or None,
            "days": rule.days or None,
            "working_days": rule.working_days or None,
            "roll": rule.roll,
        }


class WorkingDayRoutineForm(RuleForm):
    """Whether the offices close on klämdagar and on days that end at 14."""

    bridge_days_off = forms.BooleanField(
        label=_("Stängt på klämdagar"),
        required=False,
        help_text=_(
            "En arbetsdag mellan två lediga dagar, som fredagen efter Kristi himmelsfärdsdag."
        ),
    )
    half_days_off = forms.BooleanField(
        label=_("Stängt på dagar som slutar klockan 14"),
        required=False,
        help_text=_("Skärtorsdagen, trettondagsafton, valborgsmässoafton och allhelgonaafton."),
    )


class MunicipalDayForm(RuleForm):
    """A day that the municipality closes, or keeps open."""

    field_of = {"unique": "day", "missing": "note", "too_long": "note", "year_unlikely": "day"}

    day = DayField(label=_("Dag"), error_messages={"required": _("Välj vilken dag det gäller.")})
    is_open = forms.TypedChoiceField(
        label=_("Kommunen har"),
        choices=[("", _("stängt")), ("1", _("öppet"))],
        required=False,
        coerce=bool,
        empty_value=False,  # type: ignore[arg-type]  # the stubs know of texts only
    )
    note = LineField(
        label=_("Varför?"),
        what=_("Förklaringen"),
        limit=120,
        error_messages={"required": _("Skriv varför, till exempel ”Utbildningsdag”.")},
    )
