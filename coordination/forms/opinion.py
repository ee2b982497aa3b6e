"""The form of a separate opinion: who files it, who concurs, and what it says."""

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.enums import OpinionKind
from coordination.forms.rules import RuleForm, SeenField, choice_of
from coordination.forms.text import LineField, RichTextField
from coordination.models import Meeting

ROWS, MORE_ROWS, MOST_ROWS = 3, 3, 60


class OpinionForm(RuleForm):
    """Kind, annex letter, title and text; rows for those who file it, boxes for those who concur.

    The rows are in the order of signing. ``people`` are those who may be chosen, and the boxes show
    them party by party. The text may come later than the names.
    """

    field_of = {
        "unknown_kind": "kind",
        "letter_taken": "letter",
        "letter_gap": "letter",
        "wrong_letter": "letter",
        "meeting_closed": "meeting",
        "foreign_meeting": "meeting",
        "took_no_part": "author_1",
        "nobody_signs": "author_1",
        "signed_twice": "author_1",
    }

    kind = forms.ChoiceField(
        label=gettext_lazy("Slag"), choices=OpinionKind.choices, widget=forms.RadioSelect
    )
    letter = forms.CharField(
        label=gettext_lazy("Bilagans bokstav"),
        help_text=gettext_lazy(
            "Bilagan heter efter paragrafen och bokstaven, till exempel § 201a."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Skriv bilagans bokstav, till exempel a.")},
    )
    meeting = choice_of(
        Meeting.objects.none(),
        gettext_lazy("Anmält på sammanträdet"),
        required=None,
        empty=gettext_lazy("Inte känt ännu"),
        help_text=gettext_lazy(
            "Det anmäls innan sammanträdet är avslutat. Texten kan komma senare."
        ),
    )
    title = LineField(
        label=gettext_lazy("Rubrik"),
        what=gettext_lazy("Rubriken"),
        limit=200,
        required=False,
        help_text=gettext_lazy("Står överst i bilagan. Utan rubrik står slaget där."),
    )
    body = RichTextField(label=gettext_lazy("Text"), required=False)
    version = SeenField()
    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, people, meetings, rows=ROWS, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = self._meetings = meetings
        self.fields["meeting"].label_from_instance = when
        self._people = {person.pk: person for person in people}
        self.row_count = min(max(rows, ROWS), MOST_ROWS)
        self.initial["rows"] = self.row_count
        for number in range(1, self.row_count + 1):
            self.fields[f"author_{number}"] = self._author(number)
        self.fields["concurring"] = self._concurring()

    def _author(self, number):
        return forms.TypedChoiceField(
            label=_("Lämnar in, rad %(number)s") % {"number": number},
            required=False,
            choices=[("", _("Ingen vald")), *self._people.items()],
            coerce=lambda pk: self._people[int(pk)],
            empty_value=None,
            widget=forms.Select(attrs={"class": "ds-input"}),
        )

    def _concurring(self):
        by_party = sorted(self._people.items(), key=lambda each: each[1].party_label)
        return forms.TypedMultipleChoiceField(
            label=_("Instämmer"),
            help_text=_("Kryssa i dem som instämmer i någon annans yttrande."),
            required=False,
            choices=by_party,
            coerce=lambda pk: self._people[int(pk)],
            widget=forms.CheckboxSelectMultiple,
        )

    @property
    def author_rows(self):
        return [self[f"author_{number}"] for number in range(1, self.row_count + 1)]

    def _authors(self):
        """Who was chosen, top row first; empty rows between them do not matter."""
        people = (self.cleaned_data.get(row.name) for row in self.author_rows)
        return [person for person in people if person]

    def _concurs(self):
        """Who concurs: those who stood there before in their order, then the new ones."""
        before = self.initial.get("concurring", [])
        rank = {pk: number for number, pk in enumerate(before)}
        return sorted(self.cleaned_data["concurring"], key=lambda p: rank.get(p.pk, len(rank)))

    def facts(self) -> dict:
        """What ``file_opinion`` and ``edit_opinion`` are told."""
        return {
            "kind": self.cleaned_data["kind"],
            "letter": self.cleaned_data["letter"],
            "title": self.cleaned_data["title"],
            "html": self.cleaned_data["body"],
            "meeting": self.cleaned_data["meeting"],
            "authors": self._authors(),
            "concurring": self._concurs(),
        }

    def with_more_rows(self) -> "OpinionForm":
        """The same form with what was typed and more rows; nothing is judged yet."""
        typed = {name: self[name].value() for name in self.fields}
        return OpinionForm(
            initial=typed,
            people=self._people.values(),
            meetings=self._meetings,
            rows=self.row_count + MORE_ROWS,
        )


def when(meeting) -> str:
    day = date_format(meeting.held_on, "j F Y")
    return _("%(day)s (avslutat)") % {"day": day} if meeting.closed_at else day


def people_of(authors, concurring) -> dict:
    """Initial values of the people of an opinion that exists."""
    rows = {f"author_{number}": person.pk for number, person in enumerate(authors, 1)}
    return {**rows, "concurring": [person.pk for person in concurring]}
