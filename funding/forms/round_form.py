"""Forms of what a round asks for: instructions, parts, criteria."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.forms.rules import RuleForm
from coordination.forms.text import LineField, RichTextField
from funding.enums import PartKind
from funding.models import Round

LEVEL_HELP = {
    1: _("Det lägsta: vad gör att en ansökan bara når hit?"),
    5: _("Det högsta: vad krävs för att nå ända hit?"),
}


class InstructionsForm(RuleForm):
    """The next version of the instructions."""

    field_of = {"instructions_missing": "html"}

    html = RichTextField(label=_("Anvisningar"), required=False)


class PartsForm(RuleForm):
    """Which parts an application must have, each with its guidance."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for kind in PartKind:
            self.fields[kind] = forms.BooleanField(label=kind.label, required=False)
            self.fields[f"{kind}_guidance"] = LineField(
                label=_("Vägledning"), what=_("Vägledningen"), limit=500, required=False
            )

    def pairs(self):
        """Each part with its two fields, for the page."""
        return [(self[kind], self[f"{kind}_guidance"]) for kind in PartKind]

    def chosen(self) -> dict[str, str]:
        said = self.cleaned_data
        return {kind: said[f"{kind}_guidance"] for kind in PartKind if said[kind]}


class CriterionForm(RuleForm):
    """A criterion: its name, question, weight and five levels in words."""

    field_of = {"weight_out_of_range": "weight"}

    name = LineField(
        label=_("Namn"),
        what=_("Namnet"),
        limit=100,
        error_messages={"required": _("Skriv vad kriteriet heter.")},
    )
    question = LineField(
        label=_("Fråga till den som bedömer"), what=_("Frågan"), limit=300, required=False
    )
    weight = forms.IntegerField(
        label=_("Vikt"),
        localize=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        initial=1,
        error_messages={
            "required": _("Skriv en vikt mellan 1 och 100."),
            "invalid": _("Skriv en vikt mellan 1 och 100."),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for number in range(1, 6):
            self.fields[f"level_{number}"] = LineField(
                label=_("Nivå %(number)s") % {"number": number},
                what=_("Nivå %(number)s") % {"number": number},
                limit=300,
                help_text=LEVEL_HELP.get(number, ""),
                error_messages={"required": _("Beskriv nivån med ord.")},
            )

    def levels(self):
        """The five fields of the levels, for the page."""
        return [self[f"level_{number}"] for number in range(1, 6)]

    def facts(self) -> dict:
        """What ``add_criterion`` is told."""
        said = self.cleaned_data
        return {
            "name": said["name"],
            "question": said["question"],
            "weight": said["weight"],
            "levels": [said[f"level_{number}"] for number in range(1, 6)],
        }


class EarlierRoundForm(RuleForm):
    """Which earlier round to begin from."""

    earlier = forms.ModelChoiceField(
        Round.objects.none(),
        label=_("Tidigare omgång"),
        empty_label=None,
        error_messages={"required": _("Välj vilken omgång ni vill utgå från.")},
    )

    def __init__(self, *args, rounds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["earlier"].queryset = rounds
