"""People chosen row by row, in the order in which they sign, without JavaScript."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from coordination.forms.rules import RuleForm

ROWS, MORE_ROWS, MOST_ROWS = 3, 3, 60


def row_count(request, default) -> int:
    """How many rows the posted form had, or those that are needed from the start."""
    try:
        return int(request.POST["rows"])
    except (KeyError, ValueError):
        return default


class PeopleRowsForm(RuleForm):
    """A form with numbered rows of people; empty rows between them do not matter.

    ``people`` are those who may be chosen, ``chosen`` those who stand there already.
    """

    row_label: Any = ""  # often a lazily translated text

    def __init__(self, *args, people, chosen=(), rows=0, **kwargs):
        super().__init__(*args, **kwargs)
        self._people = {person.pk: person for person in [*people, *chosen]}
        self.row_count = min(max(rows, len(chosen), ROWS), MOST_ROWS)
        self.fields["rows"] = forms.IntegerField(widget=forms.HiddenInput, required=False)
        self.initial["rows"] = self.row_count
        for number in range(1, self.row_count + 1):
            self.fields[f"person_{number}"] = self._row(number)
        for number, person in enumerate(chosen, 1):
            self.initial.setdefault(f"person_{number}", person.pk)

    def _row(self, number):
        return forms.TypedChoiceField(
            label=_("%(who)s, rad %(number)s") % {"who": self.row_label, "number": number},
            required=False,
            choices=[("", _("Ingen vald")), *self._people.items()],
            coerce=lambda pk: self._people[int(pk)],
            empty_value=None,
            widget=forms.Select(attrs={"class": "ds-input"}),
        )

    @property
    def person_rows(self):
        return [self[f"person_{number}"] for number in range(1, self.row_count + 1)]

    def people(self) -> list:
        """Who was chosen, top row first."""
        chosen = (self.cleaned_data.get(row.name) for row in self.person_rows)
        return [person for person in chosen if person]

    def with_more_rows(self):
        """The same input in a form with more rows; nothing is judged yet."""
        self.data = {**self.data.dict(), "rows": str(self.row_count + MORE_ROWS)}
        for number in range(self.row_count + 1, self.row_count + MORE_ROWS + 1):
            self.fields[f"person_{number}"] = self._row(number)
        self.row_count += MORE_ROWS
        self.full_clean = self._judge_nothing
        return self

    def _judge_nothing(self):
        self._errors = forms.utils.ErrorDict()
        self.cleaned_data = {}
