"""Forms of a stage: what the body made of the memorandum, and the dissent there."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.domain.stage import RESULTS, Votes
from coordination.enums import OpinionKind
from coordination.forms.lines import LinesField
from coordination.forms.opinion import when
from coordination.forms.people import PeopleRowsForm
from coordination.forms.rules import RuleForm, SeenField, choice_of
from coordination.forms.statement import DayField
from coordination.forms.text import LineField, RichTextField
from coordination.models import Meeting, Organization, SeparateOpinion

MOST_SEATS = 999  # no body is larger


def _votes(label):
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=MOST_SEATS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class StageForm(RuleForm):
    """The result, its day and §, the clauses where they are the body's own, and the votes."""

    field_of = {
        "meeting_to_come": "held_on",
        "before_earlier_stage": "held_on",
        "meeting_cancelled": "held_on",
        "no_clauses": "clauses",
        "too_many_clauses": "clauses",
        "paragraph_missing": "paragraph",
        "paragraph_too_high": "paragraph",
        "paragraph_taken": "paragraph",
        "too_many_votes": "yes",
        "no_votes": "yes",
        "votes_against": "result",
    }

    result = forms.ChoiceField(
        label=_("Resultat"),
        choices=[(result.value, result.label) for result in RESULTS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vad organet beslutade.")},
    )
    held_on = DayField(
        label=_("Mötesdag"), error_messages={"required": _("Välj vilken dag mötet hölls.")}
    )
    paragraph = forms.IntegerField(
        label=_("Paragraf"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Skriv paragrafens nummer, till exempel 201."),
            "invalid": _("Skriv paragrafen som ett tal, till exempel 201."),
        },
    )
    clauses = LinesField(
        label=_("Egna punkter"),
        required=False,
        help_text=_(
            "Bara när organet ändrar förslaget: delvis godkänner, eller därutöver anför. "
            "En punkt på varje rad."
        ),
    )
    yes = _votes(_("Ja"))
    no = _votes(_("Nej"))
    abstained = _votes(_("Avstår"))

    final = forms.BooleanField(
        label=_("Resultatet stämmer med protokollet"),
        help_text=_("Det kan inte ändras när du har sparat. Reservationer läggs till innan."),
        error_messages={
            "required": _("Kryssa i att resultatet stämmer. Det kan inte ändras efteråt.")
        },
    )

    def __init__(self, *args, decides, **kwargs):
        super().__init__(*args, **kwargs)
        if decides:  # what a body decides stands under a § of its minutes
            self.fields["paragraph"].required = True
        else:
            del self.fields["paragraph"]

    def facts(self) -> dict:
        """What the domain is told; empty votes mean that nobody asked for a vote."""
        chosen = self.cleaned_data
        cast = [chosen.get(name) for name in ("yes", "no", "abstained")]
        some = any(votes is not None for votes in cast)
        return {
            "result": chosen["result"],
            "held_on": chosen["held_on"],
            "paragraph": chosen.get("paragraph"),
            "clauses": chosen["clauses"],
            "votes": Votes(*(votes or 0 for votes in cast)) if some else None,
        }


class StageOpinionForm(PeopleRowsForm):
    """A reservation or another opinion at a stage."""

    row_label = _("Lämnar in")
    field_of = {
        "unknown_kind": "kind",
        "nobody_signs": "person_1",
        "signed_twice": "person_1",
        "not_a_reservation": "clauses",
        "too_many_clauses": "clauses",
        "wrong_reference": "refers_to",
        "meeting_closed": "meeting",
        "foreign_meeting": "meeting",
        "took_no_part": "person_1",
    }

    kind = forms.ChoiceField(label=_("Slag"), choices=OpinionKind.choices, widget=forms.RadioSelect)
    refers_to = choice_of(
        SeparateOpinion.objects.none(),
        _("Med hänvisning till"),
        required=None,
        empty=_("Ingen tidigare reservation"),
    )
    meeting = choice_of(
        Meeting.objects.none(),
        _("Anmält på sammanträdet"),
        required=None,
        empty=_("Inte angivet"),
        help_text=_("En reservation anmäls innan sammanträdet är slut."),
    )
    proposal_lead = LineField(
        label=_("Motförslagets inledning"),
        what=_("Inledningen"),
        limit=300,
        required=False,
        help_text=_("Till exempel ”Vi föreslår att kommunstyrelsen beslutar följande.”"),
    )
    clauses = LinesField(
        label=_("Motförslag"),
        required=False,
        help_text=_("Det som reservanterna ville besluta i stället. En att-sats på varje rad."),
    )
    title = LineField(label=_("Rubrik"), what=_("Rubriken"), limit=200, required=False)
    body = RichTextField(label=_("Text"), required=False)
    version = SeenField()

    def __init__(self, *args, earlier, meetings, concurring=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings
        self.fields["meeting"].label_from_instance = when
        self.fields["refers_to"].queryset = earlier
        self.fields["concurring"] = forms.TypedMultipleChoiceField(
            label=_("Instämmer"),
            help_text=_("Kryssa i dem som instämmer i någon annans yttrande."),
            required=False,
            choices=sorted(self._people.items(), key=lambda each: each[1].party_label),
            coerce=lambda pk: self._people[int(pk)],
            widget=forms.CheckboxSelectMultiple,
        )
        self.initial.setdefault("concurring", [person.pk for person in concurring])

    def facts(self) -> dict:
        """What the domain is told."""
        names = ("kind", "refers_to", "meeting", "proposal_lead", "clauses", "title", "concurring")
        return {
            **{name: self.cleaned_data[name] for name in names},
            "html": self.cleaned_data["body"],
            "authors": self.people(),
        }


class SuggestionForm(RuleForm):
    """A suggestion lifted out of an opinion, so that it is followed."""

    field_of = {"missing": "text"}

    text = LineField(
        label=_("Medskick"),
        what=_("Medskicket"),
        limit=1000,
        widget=forms.Textarea,
        help_text=_("En mening som säger vad som ska göras. Den besvaras som ett önskemål."),
        error_messages={"required": _("Skriv vad som ska göras.")},
    )
    addressee = choice_of(
        Organization.objects.none(),
        _("Riktas till"),
        required=_("Välj vem som ska svara."),
    )

    def __init__(self, *args, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["addressee"].queryset = bodies
