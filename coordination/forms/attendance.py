"""Forms of a meeting's page: who was there, and who was disqualified."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.domain.attendance import Present
from coordination.enums import AttendanceRole
from coordination.forms.consultee import reason_field
from coordination.forms.rules import RuleForm

VACANT = "vakant"
_SPAN = re.compile(r"(?:§+\s*)?(\d{1,6})?\s*[–-]\s*(\d{1,6})?|(?:§+\s*)?(\d{1,6})")


class SpanField(forms.CharField):
    """From and to which § somebody was there: ”201–205”, ”–205, 209–”; empty means all the time."""

    def clean(self, value):
        text = super().clean(value).strip()
        if not text:
            return [(None, None)]
        return [self._span(part.strip()) for part in text.split(",")]

    def _span(self, text):
        found = _SPAN.fullmatch(text)
        if not found or not any(found.groups()):
            raise ValidationError(
                _("Skriv paragraferna som 201–205, –205 eller 206–."), code="span"
            )
        first, last, only = (int(number) if number else None for number in found.groups())
        return (only, only) if only else (first, last)


class AttendanceForm(RuleForm):
    """A tick for each member, a choice for each substitute, and the paragraphs of who was not all there.

    ``roster`` is who could be there; ``attendances`` what is written already. A substitute has two
    choices, one after the other: for who begins to serve during the meeting.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, roster, attendances=(), **kwargs):
        super().__init__(*args, **kwargs)
        self._members = {person.pk: person for person in roster.members}
        self._substitutes = {person.pk: person for person in roster.substitutes}
        self._vacant = roster.vacant
        for person in self._members.values():
            self.fields[f"here_{person.pk}"] = forms.BooleanField(
                label=str(person),
                required=False,
                widget=forms.CheckboxInput(attrs={"class": "ds-input"}),
            )
            self.fields[f"span_{person.pk}"] = self._span(person)
        self._ways = _ways_of(attendances)
        for person in self._substitutes.values():
            for key in self._keys(person):
                self.fields[f"as_{key}"] = self._as(person)
                self.fields[f"span_{key}"] = self._span(person)
        self._show()

    def _keys(self, person) -> list[str]:
        """Names of a substitute's choices: ”7” and ”7_2”, and more for who changed more often."""
        choices = max(2, len(self._ways.get(person.pk, ())))
        return [str(person.pk), *(f"{person.pk}_{n}" for n in range(2, choices + 1))]

    def _span(self, person):
        return SpanField(
            label=_("Paragrafer för %(person)s") % {"person": person},
            required=False,
            max_length=200,
            widget=forms.TextInput(attrs={"class": "ds-input", "autocomplete": "off"}),
        )

    def _as(self, person):
        choices = [
            ("", _("Frånvarande")),
            (AttendanceRole.SUBSTITUTE.value, _("Närvarande, tjänstgör inte")),
            *(
                (str(pk), _("Tjänstgör för %(member)s") % {"member": m})
                for pk, m in self._members.items()
            ),
        ]
        if self._vacant:
            choices.append((VACANT, _("Tjänstgör på vakant plats")))
        return forms.ChoiceField(
            label=_("%(person)s, ersättare") % {"person": person},
            choices=choices,
            required=False,
            widget=forms.Select(attrs={"class": "ds-input"}),
        )

    def _show(self):
        for pk, ways in self._ways.items():
            if pk in self._members:
                self.initial[f"here_{pk}"] = True
                self.initial[f"span_{pk}"] = _written([row for way in ways.values() for row in way])
            elif pk in self._substitutes:
                keys = self._keys(self._substitutes[pk])
                for key, (chosen, rows) in zip(keys, ways.items(), strict=False):
                    self.initial[f"as_{key}"] = chosen
                    self.initial[f"span_{key}"] = _written(rows)

    @property
    def member_rows(self):
        return [(p, self[f"here_{p.pk}"], self[f"span_{p.pk}"]) for p in self._members.values()]

    @property
    def substitute_rows(self):
        """Each substitute with the first choice, and the choices of what followed after it."""
        return [
            (person, *self._choice(str(person.pk)), [self._choice(key) for key in later])
            for person in self._substitutes.values()
            for _first, *later in [self._keys(person)]
        ]

    def _choice(self, key):
        return self[f"as_{key}"], self[f"span_{key}"]

    def present(self) -> list[Present]:
        """What ``record_attendance`` is told."""
        values = self.cleaned_data
        members = [
            Present(person, from_paragraph=first, until_paragraph=last)
            for person in self._members.values()
            if values[f"here_{person.pk}"]
            for first, last in values[f"span_{person.pk}"]
        ]
        substitutes = [
            self._present(person, values[f"as_{key}"], span)
            for person in self._substitutes.values()
            for key in self._keys(person)
            if values[f"as_{key}"]
            for span in values[f"span_{key}"]
        ]
        return members + substitutes

    def _present(self, person, chosen, span) -> Present:
        return Present(
            person,
            serves=chosen != AttendanceRole.SUBSTITUTE,
            serving_for=self._members.get(int(chosen)) if chosen.isdigit() else None,
            from_paragraph=span[0],
            until_paragraph=span[1],
        )


def _ways_of(attendances) -> dict:
    """{person: {how they were there: the rows of it}}, each in the meeting's order."""
    ways: dict = {}
    for each in sorted(attendances, key=lambda row: row.from_paragraph or 0):
        served = str(each.serving_for_id or VACANT)
        chosen = served if each.role == AttendanceRole.SERVING_SUBSTITUTE else each.role
        ways.setdefault(each.person_id, {}).setdefault(chosen, []).append(each)
    return ways


def _written(rows) -> str:
    """”201–205, 209–”; empty for somebody who was there all the time."""
    spans = [(row.from_paragraph, row.until_paragraph) for row in rows]
    return ", ".join(f"{first or ''}–{last or ''}" for first, last in spans if first or last)


class RecusalForm(RuleForm):
    """Who was disqualified, from what, and why."""

    field_of = {
        "missing": "reason",
        "recused_already": "person",
        "no_seat": "person",
        "adopted": "item",
    }

    person = forms.TypedChoiceField(
        label=gettext_lazy("Vem var jävig?"),
        error_messages={"required": gettext_lazy("Välj vem som var jävig.")},
    )
    item = forms.TypedChoiceField(
        label=gettext_lazy("I vilket ärende?"),
        error_messages={"required": gettext_lazy("Välj ärendet.")},
    )
    reason = reason_field(
        gettext_lazy("Varför?"),
        what=gettext_lazy("Skälet"),
        limit=500,
        required=gettext_lazy("Skriv varför personen var jävig. Det står i protokollet."),
        help_text=gettext_lazy(
            "Till exempel ”sitter i föreningens styrelse”. Skälet står i protokollet."
        ),
    )

    def __init__(self, *args, people, items, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = {str(person.pk): person for person in people}
        at_hand = {f"{each._meta.model_name}-{each.pk}": each for each in items}
        self._offer("person", chosen, _("Välj person"))
        self._offer("item", at_hand, _("Välj ärende"))

    def _offer(self, name, rows, empty):
        self.fields[name].choices = [("", empty), *((key, str(row)) for key, row in rows.items())]
        self.fields[name].coerce = rows.__getitem__
