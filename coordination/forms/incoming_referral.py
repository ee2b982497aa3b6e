"""Forms about referrals from outside: registered, sent out internally, answered."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.domain.incoming_referral import described
from coordination.forms.consultee import DueDayField
from coordination.forms.rules import PDF_REFUSALS, RuleForm, choice_of
from coordination.forms.statement import DayField
from coordination.forms.text import LineField
from coordination.models import Organization


class IncomingForm(RuleForm):
    """Who asks us what, and by when."""

    field_of = {
        "no_text": "link",
        "invalid": "link",
        "too_large": "file",
        "not_pdf": "file",
        "not_whole": "file",
        **dict.fromkeys(PDF_REFUSALS, "file"),
        "day_to_come": "received_on",
        "days_reversed": "answer_by",
        "unique": "registry_number",
    }

    receiver = choice_of(
        Organization.objects.none(), _("Till"), required=_("Välj vem som ska svara.")
    )
    title = LineField(
        label=_("Rubrik"),
        what=_("Rubriken"),
        limit=200,
        error_messages={"required": _("Skriv remissens rubrik.")},
    )
    sender_name = LineField(
        label=_("Från"),
        what=_("Avsändaren"),
        limit=200,
        error_messages={"required": _("Skriv vem som har skickat remissen.")},
    )
    sender_number = LineField(
        label=_("Deras diarienummer"),
        what=_("Avsändarens diarienummer"),
        limit=60,
        required=False,
    )
    memo_number = LineField(
        label=_("Promemorians nummer"),
        what=_("Promemorians nummer"),
        limit=60,
        required=False,
        help_text=_("Till exempel Ds 2025:4 eller PM 2014:134."),
    )
    registry_number = LineField(
        label=_("Vårt diarienummer"),
        what=_("Vårt diarienummer"),
        limit=40,
        required=False,
        help_text=_("Lämna tomt så tas nästa nummer i serien."),
    )
    received_on = DayField(
        label=_("Kom in"), error_messages={"required": _("Välj vilken dag remissen kom in.")}
    )
    answer_by = DayField(
        label=_("Vi ska svara senast"),
        error_messages={"required": _("Välj vilken dag vi ska ha svarat.")},
    )
    question = LineField(
        label=_("Vad vill de veta?"),
        what=_("Vad de vill veta"),
        limit=5000,
        widget=forms.Textarea,
        error_messages={"required": _("Skriv vad de vill ha svar på.")},
    )
    link = forms.URLField(
        label=_("Länk till hela texten"),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": _("Skriv hela adressen, till exempel https://www.example.se/")},
    )
    file = forms.FileField(
        label=_("Eller hela texten som PDF"),
        required=False,
        allow_empty_file=True,
        help_text=_("Högst 30 MB."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    def __init__(self, *args, receivers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["receiver"].queryset = receivers

    def values(self) -> dict:
        """What the domain takes: the file's bytes instead of the file."""
        chosen = dict(self.cleaned_data)
        file = chosen.pop("file")
        return {"pdf": file.read() if file else None, **chosen}


class InternalRoundForm(RuleForm):
    """The internal round: who sends it, what it asks, and its earlier day."""

    field_of = {"day_has_been": "due_on", "after_our_own": "due_on"}

    sender = choice_of(
        Organization.objects.none(), _("Avsändare"), required=_("Välj vem som skickar ut remissen.")
    )
    question = LineField(
        label=_("Vad ska svaret handla om?"),
        what=_("Det som svaret ska handla om"),
        limit=5000,
        widget=forms.Textarea,
        error_messages={"required": _("Skriv vad svaret ska handla om.")},
    )
    due_on = DueDayField(
        label=_("Svara oss senast"),
        error_messages={"required": _("Välj vilken dag vi behöver svaren.")},
    )

    def __init__(self, *args, senders, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sender"].queryset = senders
        self.fields["due_on"].today = today


class AnsweredForm(RuleForm):
    """When and how we answered."""

    field_of = {"unlikely_day": "on", "no_answer": "answer", "missing": "how"}

    answer = forms.ChoiceField(label=_("Vårt svar"), required=False)
    on = DayField(label=_("När?"), error_messages={"required": _("Välj vilken dag vi svarade.")})
    how = LineField(
        label=_("Hur?"),
        what=_("Hur vi svarade"),
        limit=500,
        required=False,
        help_text=_(
            "Till exempel ”Yttrande, kommunstyrelsen § 15”. Lämna tomt om du har valt svaret ovan."
        ),
    )

    def __init__(self, *args, answers, **kwargs):
        super().__init__(*args, **kwargs)
        self._answers = {f"{each._meta.model_name}-{each.pk}": each for each in answers}
        choices = [("", _("Inget av dem, jag skriver själv"))]
        choices += [(key, described(each)) for key, each in self._answers.items()]
        self.fields["answer"].choices = choices

    def clean_answer(self):
        """The statement or memorandum that was chosen; None when the answer is in words only."""
        return self._answers.get(self.cleaned_data["answer"])
