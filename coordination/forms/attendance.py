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
    """From and to which § somebody was there: ”201–205”, ”–205”, ”206–”; empty means all the time."""

    def clean(self, value):
        text = super().clean(value).strip()
        if not text:
            return None, None
        found = _SPAN.fullmatch(text)
        if not found or not any(found.groups()):
            raise ValidationError(
                _("Skriv paragraferna som 201–205, –205 eller 206–."), code="span"
            )
        first, last, only = (int(number) if number else None for number in found.groups())
        return (only, only) if only else (first, last)


class AttendanceForm(RuleForm):
    """A tick for each member, a choice for each substitute, and the paragraphs of who was not all there.

    ``roster`` is who could be there; ``attendances`` what is written already.
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
        for person in self._substitutes.values():
            self.fields[f"as_{person.pk}"] = self._as(person)
        for person in self._everyone():
            self.fields[f"span_{person.pk}"] = SpanField(
                label=_("Paragrafer för %(person)s") % {"person": person},
                required=False,
                widget=forms.TextInput(attrs={"class": "ds-input", "autocomplete": "off"}),
            )
        self._show(attendances)

    def _everyone(self):
        return [*self._members.values(), *self._substitutes.values()]

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

    def _show(self, attendances):
        for each in attendances:
            pk = each.person_id
            if pk in self._members:
                self.initial[f"here_{pk}"] = True
            elif each.role == AttendanceRole.SUBSTITUTE:
                self.initial[f"as_{pk}"] = each.role
            else:
                self.initial[f"as_{pk}"] = str(each.serving_for_id or VACANT)
            if each.from_paragraph or each.until_paragraph:
                self.initial[f"span_{pk}"] = (
                    f"{each.from_paragraph or ''}–{each.until_paragraph or ''}"
                )

    @property
    def member_rows(self):
        return [(p, self[f"here_{p.pk}"], self[f"span_{p.pk}"]) for p in self._members.values()]

    @property
    def substitute_rows(self):
        return [(p, self[f"as_{p.pk}"], self[f"span_{p.pk}"]) for p in self._substitutes.values()]

    def present(self) -> list[Present]:
        """What ``record_attendance`` is told."""
        values = self.cleaned_data
        there = [p for p in self._members.values() if values[f"here_{p.pk}"]]
        there += [p for p in self._substitutes.values() if values[f"as_{p.pk}"]]
        return [self._present(person) for person in there]

    def _present(self, person) -> Present:
        first, last = self.cleaned_data[f"span_{person.pk}"]
        chosen = self.cleaned_data.get(f"as_{person.pk}", "")
        return Present(
            person,
            serves=chosen not in ("", AttendanceRole.SUBSTITUTE),
            serving_for=self._members.get(int(chosen)) if chosen.isdigit() else None,
            from_paragraph=first,
            until_paragraph=last,
        )


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
