"""Forms in which someone says how they want to be reminded."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.enums import ReminderDelivery
from coordination.forms.rules import RuleForm, choice_of, day_field


class PreferencesForm(RuleForm):
    """A choice for each kind of date; those of the law are not here. ``rows`` are the kinds."""

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        for row in rows:
            self.fields[row.kind.code] = forms.ChoiceField(
                label=row.kind.label,
                choices=ReminderDelivery.choices,
                initial=row.delivery,
                help_text=" ".join(row.sentences) if row.is_own else "",
            )


class AbsenceForm(RuleForm):
    """From when to when someone is away, and who is reminded meanwhile."""

    field_of = {"wrong_order": "last_day", "overlap": "first_day", "own_stand_in": "stand_in"}

    first_day = day_field(_("Borta från och med"), required=_("Välj din första dag borta."))
    last_day = day_field(_("Till och med"), required=_("Välj din sista dag borta."))
    stand_in = choice_of(
        None,
        _("Vem får påminnelserna i stället?"),
        required=None,
        empty=_("Ingen: breven väntar tills jag är tillbaka"),
        help_text=_("Det som följer av lag skickas även om ingen ersätter dig."),
    )

    def __init__(self, *args, colleagues, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stand_in"].queryset = colleagues
