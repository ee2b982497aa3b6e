"""The form of a separate opinion: who files it, who concurs, and what it says."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.enums import OpinionKind
from coordination.forms.rules import RuleForm
from coordination.forms.text import LineField, RichTextField

ROWS, MORE_ROWS, MOST_ROWS = 6, 4, 60
AUTHOR, CONCURRING = "author", "concurring"


class OpinionForm(RuleForm):
    """Kind, annex letter, title and text, and rows of people whose order is that of signing.

    ``people`` are those who may be chosen. The text may come later than the names.
    """

    field_of = {
        "unknown_kind": "kind",
        "letter_taken": "letter",
        "wrong_letter": "letter",
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
    title = LineField(
        label=gettext_lazy("Rubrik"),
        what=gettext_lazy("Rubriken"),
        limit=200,
        required=False,
        help_text=gettext_lazy("Står överst i bilagan. Utan rubrik står slaget där."),
    )
    body = RichTextField(label=gettext_lazy("Text"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, people, rows=ROWS, **kwargs):
        super().__init__(*args, **kwargs)
        self._people = {person.pk: person for person in people}
        self.row_count = min(max(rows, ROWS), MOST_ROWS)
        self.initial["rows"] = self.row_count
        for number in range(1, self.row_count + 1):
            self._add_row(AUTHOR, number, _("Lämnar in, rad %(number)s"))
            self._add_row(CONCURRING, number, _("Instämmer, rad %(number)s"))

    def _add_row(self, group, number, label):
        self.fields[f"{group}_{number}"] = forms.TypedChoiceField(
            label=label % {"number": number},
            required=False,
            choices=[("", _("Ingen vald")), *self._people.items()],
            coerce=lambda pk: self._people[int(pk)],
            empty_value=None,
            widget=forms.Select(attrs={"class": "ds-input"}),
        )

    @property
    def author_rows(self):
        return self._rows(AUTHOR)

    @property
    def concurring_rows(self):
        return self._rows(CONCURRING)

    def _rows(self, group):
        return [self[f"{group}_{number}"] for number in range(1, self.row_count + 1)]

    def _chosen(self, group):
        """Who was chosen, top row first; empty rows between them do not matter."""
        people = (self.cleaned_data.get(row.name) for row in self._rows(group))
        return [person for person in people if person]

    def facts(self) -> dict:
        """What ``file_opinion`` and ``edit_opinion`` are told."""
        return {
            "kind": self.cleaned_data["kind"],
            "letter": self.cleaned_data["letter"],
            "title": self.cleaned_data["title"],
            "html": self.cleaned_data["body"],
            "authors": self._chosen(AUTHOR),
            "concurring": self._chosen(CONCURRING),
        }

    def with_more_rows(self) -> "OpinionForm":
        """The same form with what was typed and more rows; nothing is judged yet."""
        typed = {name: self[name].value() for name in self.fields}
        return OpinionForm(
            initial=typed, people=self._people.values(), rows=self.row_count + MORE_ROWS
        )


def rows_for(authors, concurring) -> dict:
    """Initial values of the rows of an opinion that exists."""
    return {
        f"{group}_{number}": person.pk
        for group, people in ((AUTHOR, authors), (CONCURRING, concurring))
        for number, person in enumerate(people, 1)
    }
