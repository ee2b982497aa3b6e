"""Forms for the reminder rules and the words of the letters."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.domain.reminder_policy import Step
from coordination.enums import ReminderAudience, ReminderPause
from coordination.forms.rules import OurForm, RuleForm, SeenField, line_field, text_field

BEFORE, AFTER = "fore", "efter"
EMPTY_ROWS = 2


class StepForm(OurForm):
    """One step: how many days before or after, to whom, and how often again. An empty one is none."""

    days = forms.IntegerField(
        label=_("Dagar"),
        required=False,
        min_value=0,
        max_value=365,
        error_messages={
            "invalid": _("Skriv ett antal dagar, till exempel 7."),
            "min_value": _("Skriv antalet dagar utan minus, och välj före eller efter."),
            "max_value": _("Ett steg ligger som längst ett år bort."),
        },
    )
    side = forms.ChoiceField(
        label=_("När"),
        choices=((BEFORE, _("före eller på dagen")), (AFTER, _("efter dagen"))),
        required=False,
    )
    audience = forms.ChoiceField(label=_("Till"), choices=ReminderAudience.choices, required=False)
    every = forms.IntegerField(
        label=_("Upprepa var … dag"),
        required=False,
        min_value=1,
        max_value=365,
        error_messages={
            "invalid": _("Skriv ett antal dagar, eller lämna tomt."),
            "min_value": _("Skriv minst 1, eller lämna tomt."),
        },
    )

    def step(self) -> Step | None:
        """The step as the rule keeps it; None for an empty row."""
        days = self.cleaned_data.get("days")
        if days is None:
            return None
        after = self.cleaned_data["side"] == AFTER
        return Step(
            days if after else -days,
            self.cleaned_data["every"],
            self.cleaned_data["audience"] or ReminderAudience.OWNER,
        )

    @classmethod
    def initial_of(cls, step) -> dict:
        return {
            "days": abs(step.offset),
            "side": AFTER if step.offset > 0 else BEFORE,
            "audience": step.audience,
            "every": step.every,
        }


StepFormSet = forms.formset_factory(StepForm, extra=EMPTY_ROWS, max_num=20, absolute_max=20)


class SeenForm(RuleForm):
    """A form that notices that somebody else saved first: both are shown, and saving again is a choice."""

    is_stale = False

    def add_error(self, field, error):
        super().add_error(field, error)
        self.is_stale = self.is_stale or getattr(error, "code", "") == "stale"

    def see(self, version) -> None:
        """What is saved now has been shown: saving again replaces it."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = version


class RuleSettingsForm(SeenForm):
    """When a kind's reminders rest, and when one is too old to send."""

    field_of = {"law_does_not_rest": "pause"}

    pause = forms.ChoiceField(
        label=_("När vilar påminnelserna?"),
        choices=ReminderPause.choices,
        help_text=_("Det som skulle ha kommit före dagen kommer tidigare, det andra senare."),
    )
    too_old_after_days = forms.IntegerField(
        label=_("Efter hur många dagar är en missad påminnelse för gammal?"),
        min_value=1,
        max_value=365,
        help_text=_("Äldre skickas inte. De visas i listan över det som inte skickades."),
        error_messages={"required": _("Skriv ett antal dagar, till exempel 30.")},
    )
    version = SeenField()


class TextForm(SeenForm):
    """The municipality's own words in a reminder."""

    field_of = {"subject": "subject", "opening": "opening"}

    subject = line_field(
        _("Ämnesrad"), required=_("Skriv vad som ska stå på ämnesraden."), max_length=150
    )
    opening = text_field(
        _("Inledning"),
        required=_("Skriv hur brevet ska börja."),
        max_length=1000,
        help_text=_("Därefter räknar Kraftsam upp vad det gäller, med dag och länk."),
    )
    version = SeenField()
