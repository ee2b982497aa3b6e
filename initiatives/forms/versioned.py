"""Forms that notice when two people edit the same thing."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.exceptions import EditConflict
from coordination.forms.rules import RuleForm, SeenField


@dataclass(frozen=True)
class Difference:
    """One field in which what somebody else saved differs from what is in this form."""

    label: str
    theirs: str
    mine: str


class VersionedForm(RuleForm):
    """A form over an object with a ``version``. When somebody else saved first, both texts are shown,
    nothing is overwritten, and saving again is a choice made with open eyes.
    """

    version = SeenField()
    differences: tuple[Difference, ...] = ()

    def carries_out(self, act) -> bool:
        try:
            return super().carries_out(act)
        except EditConflict as conflict:
            self._show(conflict.theirs)
            return False

    def _show(self, theirs):
        said = {
            name: (self._words(name, value), self._words(name, self.cleaned_data[name]))
            for name, value in self.values_of(theirs).items()
        }
        self.differences = tuple(
            Difference(str(self.fields[name].label), saved, mine)
            for name, (saved, mine) in said.items()
            if saved != mine
        )
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = theirs.version

    @classmethod
    def values_of(cls, obj) -> dict:
        """What the object holds, by field."""
        raise NotImplementedError

    def _words(self, name, value):
        """A value as the reader knows it: a choice by its label, an amount as it is typed."""
        field = self.fields[name]
        if isinstance(value, bool):
            return str(_("Ja") if value else _("Nej"))
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            value = dict(field.choices).get(value, value)
        elif isinstance(value, int):
            value = field.prepare_value(value)
        return _words(value)


def _words(value) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple) or hasattr(value, "all"):
        return ", ".join(sorted(map(str, value)))
    return str(value)
