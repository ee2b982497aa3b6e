"""Lists written one to a line: questions, clauses, annexes. Pasted numbers and dashes fall away."""

import re

from django import forms

_MARK = re.compile(r"^\s*(?:\d{1,2}[.)]|[-–•])\s+")


class LinesField(forms.CharField):
    """A text area whose lines are the rows of a list; a pasted ”1.” or ”–” is not part of the row."""

    widget = forms.Textarea

    def prepare_value(self, value):
        return value if value is None or isinstance(value, str) else "\n".join(value)

    def to_python(self, value):
        lines = (_MARK.sub("", line).strip() for line in (value or "").splitlines())
        return [line for line in lines if line]

    def has_changed(self, initial, data):
        return self.to_python(data) != list(initial or [])
