"""The form with which a request is answered."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.enums import Outcome
from coordination.forms.consultee import reason_field
from coordination.forms.rules import RuleForm, SeenField


class AnswerForm(RuleForm):
    """What became of one request, why, and what the answer led to."""

    field_of = {"unknown_outcome": "outcome", "unknown_link": "links"}

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

    links = forms.ChoiceField(
        label=_("Vad ändrades?"),
        required=False,
        help_text=_("Välj det som svaret ledde till, om det finns i ärendet."),
        error_messages={"invalid_choice": _("Välj i listan, eller lämna tomt.")},
    )

    has_conflict = False

    seen = SeenField()  # the latest answer when the page was read

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["links"].choices = [("", _("Inget att länka till")), *choices]

    def clean_links(self) -> list[tuple[str, int]]:
        """As the rules take it: kind and number."""
        code, _sep, pk = self.cleaned_data["links"].partition(":")
        return [(code, int(pk))] if pk else []

    def answered_meanwhile(self, theirs) -> None:
        """Keep what was typed beside what somebody else answered; to save again is to have seen it."""
        self.has_conflict = True
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = theirs.pk
        self.add_error(
            None,
            _(
                "Någon annan svarade medan du skrev: ”%(outcome)s. %(reason)s” Ditt svar står kvar. "
                "Spara igen om ditt ska gälla."
            )
            % {"outcome": theirs.get_outcome_display(), "reason": theirs.reason},
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
