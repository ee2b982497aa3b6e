"""Forms of a memorandum: begun, written, proposed, put on its way, presented."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.domain.memorandum import TEXTS, Draft
from coordination.enums import Origin
from coordination.forms.lines import LinesField
from coordination.forms.people import PeopleRowsForm
from coordination.forms.rules import RuleForm, SeenField, SeveralField, choice_of
from coordination.forms.statement import DayField
from coordination.forms.text import LineField, RichTextField
from coordination.models import IncomingReferral, Matter, Organization, Referral, WrittenQuestion


class WayForm(RuleForm):
    """Which bodies take the memorandum up."""

    field_of = {"nobody_decides": "board", "body_twice": "board", "cannot_decide": "board"}

    drafting_committee = choice_of(
        Organization.objects.none(), _("Beredning"), required=None, empty=_("Ingen beredning")
    )
    board = choice_of(
        Organization.objects.none(),
        _("Nämnd eller styrelse"),
        required=_("Välj vem som beslutar."),
        empty=_("Välj nämnd eller styrelse"),
    )
    council = choice_of(
        Organization.objects.none(),
        _("Fullmäktige"),
        required=None,
        empty=_("Går inte till fullmäktige"),
    )

    def __init__(self, *args, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        for kind, rows in bodies.items():
            self.fields[kind].queryset = rows

    def bodies(self) -> list:
        """Those chosen, in the order of the way."""
        chosen = (
            self.cleaned_data.get(kind) for kind in ("drafting_committee", "board", "council")
        )
        return [body for body in chosen if body]


class NewMemorandumForm(WayForm):
    """What a memorandum begins with: its matter, what it answers, and its way."""

    field_of = {**WayForm.field_of, "no_question": "written_question", "foreign_matter": "matter"}

    matter = choice_of(
        Matter.objects.none(),
        _("Ärende"),
        required=_("Välj vilket ärende promemorian hör till."),
        empty=_("Välj ärende"),
    )
    title = LineField(
        label=_("Rubrik"),
        what=_("Rubriken"),
        limit=200,
        error_messages={"required": _("Skriv promemorians rubrik.")},
    )
    origin = forms.ChoiceField(
        label=_("Vad svarar promemorian på?"), choices=Origin.choices, widget=forms.RadioSelect
    )
    written_question = choice_of(
        WrittenQuestion.objects.none(), _("Skrivelse"), required=None, empty=_("Ingen skrivelse")
    )
    field_order = ["matter", "title", "origin", "written_question"]

    def __init__(self, *args, matters, written_questions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["matter"].queryset = matters
        self.fields["written_question"].queryset = written_questions

    def draft(self) -> Draft:
        """What the domain is told of its text."""
        chosen = self.cleaned_data
        question = chosen["written_question"]
        return Draft(
            title=chosen["title"],
            origin=chosen["origin"],
            written_question=question,
            background_html=question.introduction_html if question else "",
        )


class MemorandumForm(PeopleRowsForm):
    """Everything that a memorandum says."""

    row_label = _("Föredragande")
    field_of = {
        "presents_twice": "person_1",
        "no_question": "written_question",
        "too_many_annexes": "annexes",
        "not_a_division": "divisions",
    }

    title = LineField(
        label=_("Rubrik"),
        what=_("Rubriken"),
        limit=200,
        error_messages={"required": _("Skriv promemorians rubrik.")},
    )
    number = LineField(
        label=_("Promemorians nummer"),
        what=_("Numret"),
        limit=40,
        required=False,
        help_text=_("Till exempel PM 2025:14. Diarienumret står alltid med."),
    )
    origin = forms.ChoiceField(
        label=_("Vad svarar promemorian på?"), choices=Origin.choices, widget=forms.RadioSelect
    )
    written_question = choice_of(
        WrittenQuestion.objects.none(), _("Skrivelse"), required=None, empty=_("Ingen skrivelse")
    )
    referral = choice_of(
        Referral.objects.none(),
        _("Egen remissrunda"),
        required=None,
        empty=_("Ingen remissrunda"),
        help_text=_("Svaren i den ingår i remissammanställningen."),
    )
    incoming = choice_of(
        IncomingReferral.objects.none(),
        _("Inkommande remiss"),
        required=None,
        empty=_("Ingen inkommande remiss"),
        help_text=_("Den som promemorian bereder svaret på."),
    )
    origin_line = LineField(
        label=_("Rad under rubriken"),
        what=_("Raden"),
        limit=250,
        required=False,
        help_text=_("Till exempel ”Remiss från Kommunförbundet”."),
    )
    answer_by = DayField(label=_("Remisstid till"), required=False)
    divisions = SeveralField(
        Organization.objects.none(),
        label=_("Rotlar"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    background_html = RichTextField(label=_("Sammanfattning av ärendet"), required=False)
    preparation_html = RichTextField(label=_("Beredning"), required=False)
    views_html = RichTextField(label=_("Föredragandens synpunkter"), required=False)
    full_background_html = RichTextField(
        label=_("Ärendet i remissammanställningen"),
        required=False,
        help_text=_("Den längre texten, som inleder remissammanställningen."),
    )
    annexes = LinesField(label=_("Bilagor"), required=False, help_text=_("En bilaga på varje rad."))
    version = SeenField()

    def __init__(self, *args, divisions, written_questions, referrals, incoming, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["divisions"].queryset = divisions
        self.fields["written_question"].queryset = written_questions
        self.fields["referral"].queryset = referrals
        self.fields["incoming"].queryset = incoming

    def draft(self) -> Draft:
        """What the domain is told."""
        names = ("title", "number", "origin", "written_question", "referral", "incoming")
        chosen = self.cleaned_data
        return Draft(
            **{
                name: chosen[name]
                for name in (*names, "origin_line", "answer_by", "annexes", *TEXTS)
            },
            divisions=list(chosen["divisions"]),
            presenters=self.people(),
        )


class ProposalForm(RuleForm):
    """What is proposed, clause by clause."""

    field_of = {"missing": "clauses", "too_long": "clauses", "too_many_clauses": "clauses"}

    clauses = LinesField(
        label=_("Förslag till beslut"),
        help_text=_("En punkt på varje rad. De numreras i den ordningen."),
        error_messages={"required": _("Skriv minst en punkt.")},
    )


class PresentForm(RuleForm):
    """Where and when the presenters sign."""

    field_of = {"day_to_come": "signed_on"}

    place = LineField(
        label=_("Ort"),
        what=_("Orten"),
        limit=100,
        error_messages={"required": _("Skriv orten, så som den ska stå under texten.")},
    )
    signed_on = DayField(
        label=_("Datum"), error_messages={"required": _("Välj promemorians datum.")}
    )
