"""Forms of a body's calendar."""

from datetime import date, time

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coordination.domain.meeting_import import MeetingRow
from coordination.forms.consultee import reason_field
from coordination.forms.rules import RuleForm
from coordination.forms.statement import DayField
from coordination.forms.text import LineField

CHECKED_WITHIN = 6 * 60 * 60  # seconds for which a file that was looked at can be saved


class MeetingForm(RuleForm):
    """A meeting in the calendar."""

    field_of = {
        "day_taken": "held_on",
        "papers_after_meeting": "papers_due_on",
        "control_character": "note",
    }

    held_on = DayField(
        label=_("Datum"), error_messages={"required": _("Välj vilken dag nämnden sammanträder.")}
    )
    starts_at = forms.TimeField(
        label=_("Klockan"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
        error_messages={"invalid": _("Skriv klockslaget som 13:00.")},
    )
    papers_due_on = DayField(
        label=_("Handlingarna ska vara inne"),
        required=False,
        help_text=_("Tomt fält: nämndens mötesrutin ger dagen, om det finns en."),
    )
    note = forms.CharField(
        label=_("Anmärkning"),
        required=False,
        max_length=200,
        help_text=_("Till exempel ”heldag” eller ”extra sammanträde”."),
    )


class MoveForm(MeetingForm):
    """Another day, hour or day for the papers, with the reason."""

    field_of = {**MeetingForm.field_of, "missing": "reason"}

    reason = reason_field(
        _("Varför ändras sammanträdet?"),
        what=_("Skälet"),
        limit=500,
        required=_("Skriv varför sammanträdet ändras. Skälet syns i historiken."),
        help_text=_("Skälet syns i historiken."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["papers_due_on"].help_text = _("Räkna om dagen om sammanträdet flyttas.")


class CancelForm(RuleForm):
    """Why a meeting is called off."""

    field_of = {"missing": "reason"}

    reason = reason_field(
        _("Varför ställs sammanträdet in?"),
        what=_("Skälet"),
        limit=500,
        required=_("Skriv varför sammanträdet ställs in. Skälet syns i kalendern."),
        help_text=_("Till exempel ”för få ärenden”. Skälet syns i kalendern."),
    )


class RoutineForm(RuleForm):
    """How many working days before a meeting its papers must be in."""

    field_of = {"working_days": "working_days"}

    working_days = forms.IntegerField(
        label=_("Arbetsdagar före sammanträdet"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Helger, röda dagar och aftnar räknas inte."),
        error_messages={
            "required": _("Skriv antalet arbetsdagar, till exempel 8."),
            "invalid": _("Skriv antalet arbetsdagar som ett heltal, till exempel 8."),
        },
    )
    substitutes_may_file = forms.BooleanField(
        label=_("Ersättare som inte tjänstgör får lämna särskilt yttrande"),
        required=False,
        help_text=_("Nämndens egna regler. En reservation lämnas alltid av den som har deltagit."),
    )
    names_by_party = forms.BooleanField(
        label=_("Skriv partiet en gång för flera namn"),
        required=False,
        help_text=_("”A och B (båda M) och C (FP)” i stället för partiet efter varje namn."),
    )


class BreakForm(RuleForm):
    """A period in which the body does not meet."""

    field_of = {"days_in_order": "ends_on", "missing": "title", "too_long": "title"}

    title = LineField(
        label=_("Vad är det för uppehåll?"),
        what=_("Namnet på uppehållet"),
        limit=80,
        initial=_("Sommaruppehåll"),
        error_messages={"required": _("Skriv vad uppehållet heter.")},
    )
    starts_on = DayField(
        label=_("Första dagen"), error_messages={"required": _("Välj uppehållets första dag.")}
    )
    ends_on = DayField(
        label=_("Sista dagen"), error_messages={"required": _("Välj uppehållets sista dag.")}
    )


class CalendarFileForm(RuleForm):
    """A file with the body's meetings; ``rows`` holds what is in it."""

    file = forms.FileField(
        label=_("Fil"),
        allow_empty_file=True,
        help_text=_(
            "Kalender (.ics) eller Excel (.xlsx), högst 1 MB och 500 sammanträden. "
            "I Excel: rubrikerna Datum, Tid, Handlingar senast och Anmärkning, i valfri ordning."
        ),
        widget=forms.FileInput(attrs={"accept": ".ics,.xlsx,text/calendar"}),
        error_messages={"required": _("Välj en fil.")},
    )

    rows: list[MeetingRow]

    def clean_file(self):
        from coordination.imports.meeting import read_meetings  # loads the readers

        self.rows = read_meetings(self.cleaned_data["file"].read())
        return self.cleaned_data["file"]


class CheckedRowsForm(RuleForm):
    """What was looked at: the file's rows, signed so that what is saved is what was shown."""

    rows = forms.CharField(widget=forms.HiddenInput)
    keep = forms.MultipleChoiceField(required=False)

    def __init__(self, *args, salt, **kwargs):
        super().__init__(*args, **kwargs)
        self.salt = salt

    @staticmethod
    def packed(rows, *, salt) -> str:
        """Rows as the form's hidden field carries them."""
        facts = [
            [
                row.place,
                row.held_on.isoformat(),
                row.starts_at.isoformat() if row.starts_at else "",
                row.papers_due_on.isoformat() if row.papers_due_on else "",
                row.note,
                row.uid,
                row.is_cancelled,
            ]
            for row in rows
        ]
        return signing.dumps(facts, salt=salt, compress=True)

    def clean_rows(self) -> list[MeetingRow]:
        try:
            facts = signing.loads(self.cleaned_data["rows"], salt=self.salt, max_age=CHECKED_WITHIN)
        except signing.BadSignature:
            raise ValidationError(
                _("Det var för länge sedan filen lästes. Välj filen igen."), code="expired"
            ) from None
        self.fields["keep"].choices = [(str(at), "") for at in range(len(facts))]
        return [_unpacked(each) for each in facts]

    def chosen(self) -> list[MeetingRow]:
        """The rows that were left ticked."""
        kept = set(self.cleaned_data["keep"])
        return [row for at, row in enumerate(self.cleaned_data["rows"]) if str(at) in kept]


def _unpacked(fact) -> MeetingRow:
    place, held_on, starts_at, papers_due_on, note, uid, is_cancelled = fact
    return MeetingRow(
        place,
        date.fromisoformat(held_on),
        time.fromisoformat(starts_at) if starts_at else None,
        date.fromisoformat(papers_due_on) if papers_due_on else None,
        note,
        uid,
        is_cancelled,
    )
