"""Forms of a body's page."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RenameForm(forms.Form):
    """Another name for a body or an area."""

    name = forms.CharField(
        label=_("Namn"), max_length=200, error_messages={"required": _("Skriv det nya namnet.")}
    )


class MeetingForm(forms.Form):
    """A meeting in the calendar."""

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
