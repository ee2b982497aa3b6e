"""Forms that judge an application: the gate and each criterion, conflicts, pairs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.forms.rules import RuleForm
from coordination.forms.text import LineField
from coordination.models import Person
from funding.models import Application


def rationale_field(label):
    return LineField(
        label=label,
        what=_("Motiveringen"),
        limit=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AssessmentForm(RuleForm):
    """The whole judgement of one application: what is left empty waits."""

    passed = forms.ChoiceField(
        label=_("Är projektet långsiktigt?"),
        choices=[("ja", _("Ja, det drivs vidare")), ("nej", _("Nej, det tar slut med pengarna"))],
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Ett villkor: det som inte är långsiktigt rangordnas inte."),
    )
    passed_why = rationale_field(_("Motivering"))

    def __init__(self, *args, criteria, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = list(criteria)
        for each in self.criteria:
            levels = enumerate(each.levels, start=1)
            self.fields[f"level_{each.pk}"] = forms.TypedChoiceField(
                label=each.name,
                choices=[(number, f"{number}. {text}") for number, text in levels],
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
                help_text=each.question,
            )
            self.fields[f"why_{each.pk}"] = rationale_field(_("Motivering"))

    def clean(self):
        """A level and its reason belong together."""
        said = super().clean()
        self._both(said, "passed", "passed_why")
        for each in self.criteria:
            self._both(said, f"level_{each.pk}", f"why_{each.pk}")
        return said

    def _both(self, said, level, why):
        if said.get(level) and not said.get(why) and why not in self.errors:
            self.add_error(why, _("Skriv varför. Motiveringen visas för alla som ser ansökan."))
        if said.get(why) and not said.get(level) and level not in self.errors:
            self.add_error(level, _("Välj det alternativ som motiveringen gäller."))

    def pairs(self):
        """Each criterion with its two fields, for the page."""
        return [(each, self[f"level_{each.pk}"], self[f"why_{each.pk}"]) for each in self.criteria]

    def judgements(self):
        """Each criterion that was judged, with level and reason."""
        said = self.cleaned_data
        return [
            (each, said[f"level_{each.pk}"], said[f"why_{each.pk}"])
            for each in self.criteria
            if said[f"level_{each.pk}"]
        ]


class ConflictForm(RuleForm):
    """Who may not judge an application, and why."""

    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Vem"),
        empty_label=_("Välj"),
        error_messages={"required": _("Välj vem det gäller.")},
    )
    reason = LineField(
        label=_("Skäl"),
        what=_("Skälet"),
        limit=500,
        error_messages={"required": _("Skriv varför personen är jävig.")},
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


class ExclusionForm(RuleForm):
    """Another application that cannot be granted together with this one, and why."""

    other = forms.ModelChoiceField(
        Application.objects.none(),
        label=_("Den andra ansökan"),
        empty_label=_("Välj"),
        error_messages={"required": _("Välj vilken ansökan det gäller.")},
    )
    reason = LineField(
        label=_("Skäl"),
        what=_("Skälet"),
        limit=300,
        help_text=_("Till exempel att båda vill bygga om samma plats."),
        error_messages={"required": _("Skriv varför båda inte kan beviljas.")},
    )

    def __init__(self, *args, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = others
