"""Forms of what follows the meeting: adoption and approval."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from coordination.enums import Stance
from coordination.forms.rules import OurForm, RuleForm
from coordination.forms.statement import DayField
from coordination.models import Person

OTHER_DAY = "annan"
_PROPOSED = _(
    "Förslag: vanlig justering kan bli klar först efter svarsdagen. Kryssa i om nämnden justerade "
    "paragrafen omedelbart. Den ska då ha lagts fram skriftligt på mötet."
)
_NO_MEETINGS = _(
    "Inget möte har hållits sedan remissen skickades, och bara hållna möten visas här. "
    "Skriv en annan dag."
)


class AdoptionForm(RuleForm):
    """What the secretary records after the meeting: when, under which §, who led and who wrote."""

    either_of = ("meeting", "other_day")

    field_of = {
        "meeting_to_come": "meeting",
        "meeting_cancelled": "meeting",
        "paragraph_missing": "paragraph",
        "paragraph_too_high": "paragraph",
        "paragraph_taken": "paragraph",
        "no_stance": "stance",
        "chair_without_seat": "chair",
        "secretary_without_seat": "secretary",
        "not_approved": "dispatch",
        "no_quorum": "meeting",
        "chair_absent": "chair",
    }

    meeting = forms.ChoiceField(
        label=_("Möte"),
        help_text=_(
            "Välj ett möte eller skriv en annan dag. Här visas bara möten som har hållits sedan "
            "remissen skickades, det senaste först."
        ),
        error_messages={"required": _("Välj vilket möte som antog yttrandet.")},
    )
    other_day = DayField(
        label=_("Annan mötesdag"),
        required=False,
        help_text=_("Bara om mötet inte finns i listan. Du får bekräfta dagen i nästa steg."),
    )
    paragraph = forms.IntegerField(
        label=_("Paragraf"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Skriv paragrafens nummer, till exempel 201."),
            "invalid": _("Skriv paragrafen som ett tal, till exempel 201."),
        },
    )
    chair = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Ordförande"),
        empty_label=_("Välj vem som ledde mötet"),
        error_messages={"required": _("Välj vem som ledde mötet.")},
    )
    secretary = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Sekreterare"),
        empty_label=_("Välj mötets sekreterare"),
        error_messages={"required": _("Välj mötets sekreterare.")},
    )
    stance = forms.ChoiceField(
        label=_("Nämndens ställning"),
        choices=Stance.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj nämndens ställning.")},
    )
    immediate_approval = forms.BooleanField(
        label=_("Paragrafen justeras omedelbart"), required=False
    )
    dispatch = forms.BooleanField(label=_("Skicka direkt"), required=False)
    # The fingerprint of the text that was looked through on the check page.
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args, meetings, members, officials, addressee, proposes_immediate=False, **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.fields["meeting"].choices = [
            ("", _("Välj möte")),
            *((meeting.held_on.isoformat(), _when(meeting)) for meeting in meetings),
            (OTHER_DAY, _("En annan dag")),
        ]
        self.fields["meeting"].required = False  # see clean_meeting
        self._has_no_meetings = not meetings
        if not meetings:
            self.fields["meeting"].help_text = _NO_MEETINGS
        self.fields["chair"].queryset = members
        self.fields["secretary"].queryset = officials
        if proposes_immediate:
            self.fields["immediate_approval"].help_text = _PROPOSED
        self.fields["dispatch"].label = _("Skicka till %(body)s direkt") % {"body": addressee}

    def clean_meeting(self):
        """A day written below is enough: the meeting need not be chosen as another day as well."""
        chosen = self.cleaned_data["meeting"]
        if chosen:
            return chosen
        if self.data.get(self.add_prefix("other_day"), "").strip() or self._has_no_meetings:
            return OTHER_DAY
        raise ValidationError(self.fields["meeting"].error_messages["required"], code="required")

    def clean(self):
        """The day of the meeting, and what hangs together with immediate approval."""
        cleaned = super().clean()
        other = cleaned.get("meeting") == OTHER_DAY
        if other:
            day_codes = ("meeting_to_come", "meeting_cancelled")
            self.field_of = {**self.field_of, **dict.fromkeys(day_codes, "other_day")}
        if other and not cleaned.get("other_day") and "other_day" not in self.errors:
            self.add_error("other_day", _("Skriv vilken dag mötet hölls."))
        if cleaned.get("dispatch") and not cleaned.get("immediate_approval"):
            self.add_error(
                "dispatch",
                _(
                    "Yttrandet kan skickas direkt bara om paragrafen justeras omedelbart. Kryssa i båda, "
                    "eller skicka när protokollet är justerat."
                ),
            )
        return cleaned

    @property
    def decided_on(self):
        """The meeting's day, as it was chosen or typed."""
        chosen = self.cleaned_data["meeting"]
        if chosen == OTHER_DAY:
            return self.cleaned_data["other_day"]
        return DayField().clean(chosen)

    def facts(self) -> dict:
        """What ``adopt_statement`` is told."""
        names = (
            "paragraph",
            "chair",
            "secretary",
            "stance",
            "immediate_approval",
            "dispatch",
            "seen",
        )
        return {"decided_on": self.decided_on, **{name: self.cleaned_data[name] for name in names}}


class ConfirmationForm(OurForm):
    """What the secretary says is right although it looks like a slip; without questions, nothing."""

    confirmed = forms.MultipleChoiceField(
        label=_("Bekräfta först"),
        help_text=_("Kryssa i om det stämmer. Annars ändrar du uppgifterna."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        self._asked = {question.doubt.value: question.text for question in questions}
        self.fields["confirmed"].choices = list(self._asked.items())

    def clean_confirmed(self):
        """Every question is answered, or the one that is not is named."""
        confirmed = self.cleaned_data["confirmed"]
        left = [text for doubt, text in self._asked.items() if doubt not in confirmed]
        if left:
            raise ValidationError(
                [_("Du har inte kryssat i: %(question)s") % {"question": text} for text in left]
            )
        return confirmed


def _when(meeting) -> str:
    day = date_format(meeting.held_on, "j F Y")
    if not meeting.starts_at:
        return day
    return _("%(day)s, klockan %(time)s") % {
        "day": day,
        "time": meeting.starts_at.strftime("%H.%M"),
    }


class ApprovalForm(RuleForm):
    """The day on which the minutes were approved."""

    field_of = {"wrong_day": "on"}

    on = DayField(
        label=_("Justerat"),
        help_text=_("Dagen då protokollet justerades."),
        error_messages={"required": _("Skriv vilken dag protokollet justerades.")},
    )
