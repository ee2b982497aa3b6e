"""Forms of written questions: what came in, and the answer to each question."""

from django.utils.translation import gettext_lazy as _

from coordination.forms.lines import LinesField
from coordination.forms.people import PeopleRowsForm
from coordination.forms.rules import RuleForm, SeenField, choice_of
from coordination.forms.statement import DayField
from coordination.forms.text import LineField, RichTextField
from coordination.models import Matter, Statement


class WrittenQuestionForm(PeopleRowsForm):
    """A written question as it came in: who asks, when, what."""

    row_label = _("Skribent")
    field_of = {
        "no_author": "person_1",
        "signed_twice": "person_1",
        "no_question": "questions",
        "too_many_questions": "questions",
        "day_to_come": "received_on",
    }

    title = LineField(
        label=_("Rubrik"),
        what=_("Rubriken"),
        limit=200,
        error_messages={"required": _("Skriv skrivelsens rubrik.")},
    )
    registry_number = LineField(
        label=_("Handlingens nummer"),
        what=_("Handlingens nummer"),
        limit=40,
        required=False,
        help_text=_("Numret i diariet, till exempel KS 2025/12-1."),
    )
    received_on = DayField(
        label=_("Kom in"), error_messages={"required": _("Välj dagen då skrivelsen kom in.")}
    )
    introduction = RichTextField(
        label=_("Inledning"),
        required=False,
        help_text=_("Det som skribenterna skriver före frågorna."),
    )
    questions = LinesField(
        label=_("Frågor"),
        help_text=_("En fråga på varje rad. De numreras i den ordningen."),
        error_messages={"required": _("Skriv minst en fråga.")},
    )
    version = SeenField()

    def facts(self) -> dict:
        """What the domain is told."""
        names = ("title", "registry_number", "received_on", "introduction", "questions")
        return {
            **{name: self.cleaned_data[name] for name in names},
            "authors": self.people(),
        }


class NewWrittenQuestionForm(WrittenQuestionForm):
    """One that is not registered yet: also in which matter."""

    matter = choice_of(
        Matter.objects.none(),
        _("Ärende"),
        required=_("Välj vilket ärende skrivelsen hör till."),
        empty=_("Välj ärende"),
    )

    def __init__(self, *args, matters, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["matter"].queryset = matters


class AnswerQuestionForm(RuleForm):
    """The answer to one question, and the report it is taken from."""

    field_of = {"empty_answer": "answer", "foreign_report": "answered_in"}

    answer = RichTextField(label=_("Svar"), required=False)
    on = DayField(
        label=_("Besvarad"), error_messages={"required": _("Välj dagen då frågan besvarades.")}
    )
    answered_in = choice_of(
        Statement.objects.none(),
        _("Svaret står i"),
        required=None,
        empty=_("Inget utlåtande"),
        help_text=_("Undertecknade utlåtanden i samma ärende."),
    )
    version = SeenField()

    def __init__(self, *args, reports, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answered_in"].queryset = reports
