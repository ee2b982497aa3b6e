"""The form of an item's part of the minutes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.forms.lines import LinesField
from coordination.forms.rules import RuleForm, SeenField, SeveralField
from coordination.models import Person


class MinutesRecordForm(RuleForm):
    """Motions, order of propositions and approvers of one item."""

    field_of = {"not_there": "approvers", "too_many_motions": "motions"}

    motions = LinesField(
        label=_("Yrkanden"),
        required=False,
        help_text=_("Ett på varje rad, med vem som yrkar: Maja Ek (M) yrkar avslag."),
    )
    procedure = forms.CharField(
        label=_("Propositionsordning och omröstning"),
        required=False,
        widget=forms.Textarea,
        help_text=_("I vilken ordning ordföranden ställde proposition, och vad nämnden beslutade."),
    )
    approvers = SeveralField(
        Person.objects.none(),
        label=_("Justerare"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    version = SeenField()

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["approvers"]
        field.queryset = Person.objects.filter(pk__in=[person.pk for person in people])
