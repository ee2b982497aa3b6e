"""Forms whose rules live in the domain: what a rule refuses is shown where it can be put right."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coordination.forms.sentences import in_our_words
from coordination.validators import has_other_digits, validate_day, validate_one_line

PDF_REFUSALS = ("encrypted", "too_many_pages", "no_pages", "unreadable")
"""Why an uploaded PDF is not taken (``pdf_file.PdfRefused``)."""
PDF_CODES = (
    *("too_large", "not_pdf", "not_whole", "script", "embedded", "attached_already"),
    *PDF_REFUSALS,
)
"""Every refusal of an uploaded PDF that is kept as it is."""


def posted(request):
    """The input of a form that was sent; None when its page is only asked for."""
    return request.POST if request.method == "POST" else None


class OurForm(forms.Form):
    """A form that says in our own words what Django refuses: filters, confirmations, files."""

    def add_error(self, field, error):
        """Every refusal comes this way, so here Django's own sentences become ours."""
        super().add_error(field, in_our_words(error))


class RuleForm(OurForm):
    """A form that hands its values to a domain function.

    ``field_of`` says which field answers for which of the domain's error codes; what is not named
    there stands above the form.
    """

    field_of: dict[str, str] = {}

    result: Any = None

    def clean(self):
        """Days are likely ones, numbers are written 0–9, and what is asked for on one line is one."""
        values = super().clean()
        for name, value in list(values.items()):
            try:
                if isinstance(value, int | Decimal | date):
                    self._refuse_other_digits(name)
                if isinstance(value, date):
                    validate_day(value)
                elif isinstance(value, str) and self._is_line(name):
                    validate_one_line(value)
            except ValidationError as refused:
                self.add_error(name, refused)
        return values

    def _refuse_other_digits(self, name):
        typed = name in self.fields and not self.fields[name].widget.is_hidden
        if typed and has_other_digits(self[name].data):
            raise ValidationError(_("Skriv med siffrorna 0–9."), code="other_digits")

    def _is_line(self, name) -> bool:
        return name in self.fields and isinstance(self.fields[name].widget, forms.TextInput)

    def carries_out(self, act) -> bool:
        """Whether the form was sent, its input is valid and the rules let ``act`` go through.

        ``act`` takes the values; its answer is kept in ``result``. Else the errors are shown.
        """
        if not self.is_valid():
            return False
        try:
            self.result = act(self.cleaned_data)
        except ValidationError as refused:
            for error in ValidationError([refused]).error_list:
                self.add_error(self.field_of.get(error.code or ""), error)
            return False
        return True


def day_field(label, *, required=None, **options) -> forms.DateField:
    """A day in the calendar; ``required`` is the sentence shown when it is missing, None if it may be."""
    messages = {"invalid": _("Skriv datumet som år-månad-dag, till exempel 2025-06-30.")}
    if required:
        messages["required"] = required
    return forms.DateField(label=label, required=bool(required), error_messages=messages, **options)


def line_field(label, *, required, max_length, **options) -> forms.CharField:
    """A line of text; ``required`` is the sentence shown when it is missing."""
    return forms.CharField(
        label=label,
        max_length=max_length,
        required=bool(required),
        error_messages={"required": required or ""},
        **options,
    )


def text_field(label, *, required, max_length, **options) -> forms.CharField:
    """Running text in several lines."""
    return line_field(
        label, required=required, max_length=max_length, widget=forms.Textarea, **options
    )


def choice_of(rows, label, *, required, empty=None, **options) -> forms.ModelChoiceField:
    """One of the rows; ``required`` is the sentence shown when none is chosen, None if none may be."""
    return forms.ModelChoiceField(
        rows,
        label=label,
        required=bool(required),
        empty_label=empty or _("Välj"),
        error_messages={"required": required or ""},
        **options,
    )


class SeenField(forms.IntegerField):
    """What the writer had seen (hidden): a version, or the number of what was latest.

    Missing or unreadable it is ``UNSEEN``, which is no version: the rules then find a conflict of
    edits, and the page shows what is saved beside what was typed.
    """

    UNSEEN = 0
    widget = forms.HiddenInput
    _digits = re.compile(r"[0-9]{1,18}")

    def __init__(self, **options):
        super().__init__(**{"required": False, "localize": False, **options})

    def to_python(self, value):
        seen = str(self.UNSEEN if value is None else value).strip()
        return int(seen) if self._digits.fullmatch(seen) else self.UNSEEN

    def has_changed(self, initial, data):
        """Nobody types it."""
        return False


class SeveralField(forms.ModelMultipleChoiceField):
    """Several of a list. A number too large for any database is no choice, like every other stranger."""

    LONGEST_NUMBER = 18

    def _check_values(self, value):
        for chosen in value:
            if len(str(chosen)) > self.LONGEST_NUMBER:
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": str(chosen)[: self.LONGEST_NUMBER]},
                )
        return super()._check_values(value)
