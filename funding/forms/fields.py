"""Fields for money, days and plain text, whose refusals say what to do; and forms that count once."""

import uuid
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.forms.rules import RuleForm
from coordination.swedish import format_kr, parse_amount, parse_date
from coordination.validators import validate_plain_text

NBSP = "\N{NO-BREAK SPACE}"
ORE_PER_KRONA = 100
LONGEST_KEY = 64


class AmountField(forms.CharField):
    """An amount as people write it (”1 234 567,50”, ”1,5 mnkr”), in whole öre."""

    def __init__(self, **kwargs):
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value):
        text = self.to_python(value)
        if text in self.empty_values:
            self.validate(text)
            return None
        return parse_amount(text)

    def prepare_value(self, value):
        if not isinstance(value, int):
            return value
        return format_kr(value, with_ore=bool(value % ORE_PER_KRONA)).removesuffix(f"{NBSP}kr")


class DayField(forms.DateField):
    """A day, written 2025-06-30 or 30 juni 2025."""

    widget = forms.DateInput

    def to_python(self, value):
        if isinstance(value, date) or value in self.empty_values:
            return super().to_python(value)
        return parse_date(value)


class PlainTextField(forms.CharField):
    """Text that will be stored and printed: what cannot be is refused by the field."""

    def __init__(self, *, limit, rows=None, **kwargs):
        if rows:
            kwargs["widget"] = forms.Textarea(attrs={"rows": rows})
        super().__init__(**kwargs)
        self.limit = limit

    def clean(self, value):
        text = self.to_python(value)
        if text in self.empty_values:
            self.validate(text)
            return ""
        return validate_plain_text(text, what=str(self.label), limit=self.limit)


class CountedForm(RuleForm):
    """A form with a key of its own from when it is opened: sent twice, it counts once."""

    key = forms.RegexField(
        rf"^[\w-]{{1,{LONGEST_KEY}}}$",
        widget=forms.HiddenInput,
        initial=lambda: uuid.uuid4().hex,
        error_messages={
            "required": _("Formuläret är för gammalt. Ladda om sidan och fyll i det på nytt."),
            "invalid": _("Formuläret är skadat. Ladda om sidan och fyll i det på nytt."),
        },
    )
