"""The form with which a request is answered."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.enums import Outcome
from coordination.forms.consultee import reason_field
from coordination.forms.rules import RuleForm


class AnswerForm(RuleForm):
    """What became of one request, and why."""

    field_of = {"unknown_outcome": "outcome"}

    outcome = forms.ChoiceField(
        label=_("Svar"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vad svaret blir.")},
    )
    reason = reason_field(
        _("Skäl"),
        what=_("Skälet"),
        limit=2000,
        required=_("Skriv skälet. Den som har önskat får läsa det."),
        help_text=_("Den som har önskat får läsa det i ett brev."),
    )


class AnswerInListForm(AnswerForm):
    """The same among several: left empty, the request waits. What is missing is said by number."""

    def __init__(self, *args, number, **kwargs):
        super().__init__(*args, empty_permitted=True, use_required_attribute=False, **kwargs)
        missing = {
            "outcome": _("Önskemål %(number)s: välj vad svaret blir."),
            "reason": _("Önskemål %(number)s: skriv skälet. Den som har önskat får läsa det."),
        }
        for name, sentence in missing.items():
            self.fields[name].error_messages["required"] = sentence % {"number": number}
