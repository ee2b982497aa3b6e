"""The form of a body's letterhead."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.enums import LetterheadLayout
from coordination.forms.rules import RuleForm


class LetterheadForm(RuleForm):
    """Logo, colour, lines and layout."""

    field_of = {"colour": "accent", "lines": "lines", "logo": "logo", "too_long": "lines"}

    layout = forms.ChoiceField(
        label=_("Uppställning"), choices=LetterheadLayout.choices, widget=forms.RadioSelect
    )
    accent = forms.CharField(
        label=_("Färg"),
        max_length=20,
        help_text=_("På rubriker och linjer. Skriv # och sex tecken, till exempel #12405a."),
        error_messages={"required": _("Skriv färgen, till exempel #12405a.")},
    )
    lines = forms.CharField(
        label=_("Rader under namnet"),
        required=False,
        widget=forms.Textarea,
        help_text=_("Högst tre rader om 60 tecken, till exempel avdelning och telefon."),
    )
    logo = forms.FileField(
        label=_("Logotyp"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".svg,.png"}),
        help_text=_("SVG eller PNG, högst 100 kB. Bara former och färger sparas."),
    )
    remove_logo = forms.BooleanField(label=_("Ta bort logotypen"), required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, has_logo=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_logo:
            del self.fields["remove_logo"]

    def clean_logo(self):
        handed_in = self.cleaned_data["logo"]
        return handed_in.read() if handed_in else None

    def clean_version(self):
        return self.cleaned_data["version"] or 0
