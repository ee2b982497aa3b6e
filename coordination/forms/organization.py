"""Forms of a body's page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.forms.rules import RuleForm


class RenameForm(RuleForm):
    """Another name for a body."""

    field_of = {"too_long": "name"}

    name = forms.CharField(
        label=_("Namn"), max_length=200, error_messages={"required": _("Skriv det nya namnet.")}
    )


class MeetingForm(RuleForm):
    """A meeting in the calendar."""

    field_of = {"day_taken": "held_on"}

    held_on = forms.DateField(
        label=_("Datum"),
        help_text=_("Skriv som 2025-06-30."),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": _("Välj vilken dag nämnden sammanträder."),
            "invalid": _("Skriv datumet som år-månad-dag, till exempel 2025-06-30."),
        },
    )
    starts_at = forms.TimeField(
        label=_("Klockan"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
        error_messages={"invalid": _("Skriv klockslaget som 13:00.")},
    )
    papers_due_on = forms.DateField(
        label=_("Handlingarna ska vara inne"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("Skriv datumet som år-månad-dag, till exempel 2025-06-23.")},
    )
