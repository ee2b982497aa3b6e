"""Forms of dates to keep: the list's filter, a date of one's own, moving and finishing, subscriptions."""

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from coordination.date_rules import DateRule
from coordination.domain.queries.deadline import ALL, BODIES, DONE, LATE, MINE, OPEN, kind_options
from coordination.enums import Role, Roll
from coordination.exceptions import EditConflict
from coordination.forms.consultee import reason_field
from coordination.forms.meeting import CalendarFileForm
from coordination.forms.rules import OurForm, RuleForm, SeenField, choice_of
from coordination.forms.statement import DayField
from coordination.forms.text import LineField
from coordination.models import Deadline, Organization

KEEPERS = (
    *(Role.SECRETARY, Role.CASE_OFFICER, Role.COORDINATOR, Role.REGISTRAR),
    *(Role.HEAD, Role.CONTROLLER, Role.CHAIR),
)
RECURRENCES = (
    ("", _("Nej")),
    ("1", _("Varje månad")),
    ("3", _("Varje kvartal")),
    ("6", _("Varje halvår")),
    ("12", _("Varje år")),
    ("24", _("Vartannat år")),
    ("36", _("Vart tredje år")),
)
BEFORE, AFTER = "before", "after"
UNITS = (
    ("days", _("dagar")),
    ("working_days", _("arbetsdagar")),
    ("weeks", _("veckor")),
    ("months", _("månader")),
    ("years", _("år")),
)
DAYS_IN_A_WEEK, MONTHS_IN_A_YEAR = 7, 12


class DateFilterForm(OurForm):
    """What the list of dates is narrowed to. Wrong values narrow nothing."""

    visa = forms.ChoiceField(required=False, choices=[(code, code) for code in (MINE, BODIES, ALL)])
    slag = forms.ChoiceField(label=_("Slag"), required=False)
    organ = forms.TypedChoiceField(
        label=_("Ansvarig"), required=False, coerce=int, empty_value=None
    )
    lage = forms.ChoiceField(
        label=_("Läge"),
        required=False,
        choices=[(OPEN, _("Öppna")), (LATE, _("Försenade")), (DONE, _("Klara"))],
    )

    def __init__(self, data, *, bodies):
        super().__init__(data)
        self.fields["slag"].choices = [("", _("Alla slag")), *kind_options()]
        self.fields["organ"].choices = [("", _("Alla")), *bodies]

    def narrowing(self) -> dict:
        """The valid values, by the names of the read."""
        self.is_valid()
        values = self.cleaned_data
        return {
            "kind": values.get("slag", ""),
            "body": values.get("organ"),
            "state": values.get("lage", OPEN),
        }

    def in_words(self) -> list[str]:
        """What is chosen, as the page calls it: ”Slag: Yttranden”."""
        self.is_valid()
        return [
            f"{field.label}: {dict(field.choices).get(self.cleaned_data[name])}"
            for name, field in self.fields.items()
            if field.label and self.cleaned_data.get(name)
        ]


class PlanDateForm(RuleForm):
    """A date of a body's own: on a day, coming back, or counted from another date."""

    either_of = ("due_on", "source", "every_months")  # the last always says something, if only no
    field_of = {
        "day_has_been": "due_on",
        "year_unlikely": "due_on",
        "source": "source",
        "far": "number",
        "reckoned_has_been": "number",
        "series_of_reckoned": "every_months",
        "missing": "title",
        "too_long": "title",
    }

    title = LineField(
        label=_("Vad ska vara klart?"),
        what=_("Vad som ska göras"),
        limit=200,
        error_messages={"required": _("Skriv vad som ska vara klart.")},
    )
    organization = choice_of(
        Organization.objects.none(),
        _("Vem ansvarar?"),
        required=_("Välj vem som ansvarar."),
    )
    role = forms.ChoiceField(
        label=_("Vilken roll påminns?"),
        choices=[(role.value, role.label) for role in KEEPERS],
        initial=Role.SECRETARY,
        help_text=_("Den som har rollen när det är dags. Annars den som träder in."),
    )
    due_on = DayField(
        label=_("Dag"),
        required=False,
        help_text=_("Lämna tomt om dagen räknas från ett annat datum."),
    )
    every_months = forms.TypedChoiceField(
        label=_("Återkommer"), choices=RECURRENCES, required=False, coerce=int, empty_value=None
    )
    until = DayField(label=_("Till och med"), required=False)
    how = forms.ChoiceField(
        label=_("Om det är en ledig dag"), choices=Roll.choices, initial=Roll.NONE
    )
    source = choice_of(
        Deadline.objects.none(),
        _("Räkna från datumet"),
        required=None,
        empty=_("Inget: dagen står ovan"),
    )
    number = forms.IntegerField(
        label=_("Antal"),
        required=False,
        min_value=0,
        max_value=3650,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    unit = forms.ChoiceField(label=_("Räknat i"), choices=UNITS, required=False)
    side = forms.ChoiceField(
        label=_("Före eller efter"),
        choices=[(BEFORE, _("före datumet")), (AFTER, _("efter datumet"))],
        required=False,
    )
    least = forms.IntegerField(
        label=_("Minst så många arbetsdagar emellan"),
        required=False,
        min_value=0,
        max_value=250,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Så att en lång helg inte äter upp tiden."),
    )
    note = forms.CharField(
        label=_("Anmärkning"),
        required=False,
        max_length=500,
        widget=forms.Textarea,
        help_text=_("Till exempel var underlaget finns."),
    )

    def __init__(self, *args, bodies, sources, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = bodies
        self.fields["source"].queryset = sources
        self.fields["source"].label_from_instance = _dated

    def clean(self):
        values = super().clean()
        if self.errors:
            return values
        source, day = values.get("source"), values.get("due_on")
        if not source and not day:
            self.add_error("due_on", _("Välj en dag, eller ett datum att räkna från."))
        if source and values.get("number") is None:
            self.add_error("number", _("Skriv hur långt före eller efter datumet."))
        if source and day:
            self.add_error("due_on", _("Välj antingen en dag eller ett datum att räkna från."))
        return values

    def facts(self, values) -> dict:
        """The values as ``plan_date`` takes them."""
        source = values["source"]
        names = ("title", "role", "note", "due_on", "every_months", "until")
        return {name: values[name] for name in names} | {
            "how": Roll(values["how"]),
            "source": source,
            "rule": self._rule(values) if source else None,
        }

    def _rule(self, values) -> DateRule:
        number = values["number"] * (-1 if values["side"] != AFTER else 1)
        unit = values["unit"] or "days"
        return DateRule(
            months={"months": number, "years": number * MONTHS_IN_A_YEAR}.get(unit, 0),
            days={"days": number, "weeks": number * DAYS_IN_A_WEEK}.get(unit, 0),
            working_days=number if unit == "working_days" else 0,
            roll=Roll(values["how"]),
            least=values["least"] or 0,
        )


def _dated(deadline) -> str:
    """Told apart by its body: seven bodies may owe the same on one day."""
    return f"{date_format(deadline.due_on, 'DATE_FORMAT')} · {deadline.organization} · {deadline.title}"


class MoveDateForm(RuleForm):
    """Another day for a date, with the reason."""

    field_of = {
        "missing": "reason",
        "too_long": "reason",
        "day_has_been": "to",
        "year_unlikely": "to",
        "same_day": "to",
        "day_off": "to",
    }
    is_off = False

    version = SeenField()
    to = DayField(label=_("Ny dag"), error_messages={"required": _("Välj den nya dagen.")})
    reason = reason_field(
        _("Varför flyttas datumet?"),
        what=_("Skälet"),
        limit=500,
        required=_("Skriv varför datumet flyttas. Skälet syns i historiken."),
        help_text=_(
            "Skälet syns i historiken och i brevet till den som bevakar datumet. "
            "Datum som räknas från det här flyttas med."
        ),
    )
    is_meant = forms.BooleanField(
        label=_("Dagen ska gälla fast den är ledig"), required=False, initial=False
    )

    def carries_out(self, act) -> bool:
        """Somebody else's move is shown, and from then on counts as seen."""
        try:
            return super().carries_out(act)
        except EditConflict as conflict:
            self.add_error("to", _said_of(conflict.theirs))
            self.data = self.data.copy()
            self.data[self.add_prefix("version")] = conflict.theirs.version
            return False

    def add_error(self, field, error):
        """A day off is asked about once somebody has chosen one."""
        super().add_error(field, error)
        self.is_off = self.is_off or getattr(error, "code", "") == "day_off"


def _said_of(deadline):
    """What somebody else did to a date meanwhile."""
    move = deadline.moves.select_related("actor").first()
    if move is None:
        return _("Datumet ändrades medan du skrev. Läs det och flytta igen om din dag ska gälla.")
    return _(
        "%(who)s flyttade dagen till %(day)s medan du skrev. Flytta igen om din dag ska gälla."
    ) % {"who": move.actor or _("Kraftsam"), "day": date_format(deadline.due_on, "DATE_FORMAT")}


class FinishDateForm(RuleForm):
    """How a date was kept."""

    field_of = {"missing": "by", "too_long": "by"}

    by = LineField(
        label=_("Hur blev det klart?"),
        what=_("Hur det blev klart"),
        limit=250,
        error_messages={"required": _("Skriv hur det blev klart.")},
        help_text=_("Till exempel ”beslut § 112” eller ”skickat till ekonomiavdelningen”."),
    )


class WithdrawDateForm(RuleForm):
    """Why nobody owes a date any more."""

    field_of = {"missing": "reason", "too_long": "reason"}

    reason = reason_field(
        _("Varför behövs det inte längre?"),
        what=_("Skälet"),
        limit=250,
        required=_("Skriv varför det inte behövs. Skälet syns i historiken."),
        help_text=_("Skälet syns i historiken. Återkommande datum slutar återkomma."),
    )


class DateFileForm(CalendarFileForm):
    """A calendar file with a body's dates; ``rows`` holds what is in it."""

    organization = choice_of(
        Organization.objects.none(),
        _("Vems datum är det?"),
        required=_("Välj vem som ansvarar för datumen."),
    )
    role = forms.ChoiceField(
        label=_("Vilken roll påminns?"),
        choices=[(role.value, role.label) for role in KEEPERS],
        initial=Role.SECRETARY,
    )

    def __init__(self, *args, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = bodies
        self.fields["file"].help_text = _(
            "Kalender (.ics), högst 1 MB och 500 händelser: budgetprocessen, bokslutet, årshjulet."
        )
        self.fields["file"].widget.attrs["accept"] = ".ics,text/calendar"

    def clean_file(self):
        from coordination.imports.meeting_ics import read_calendar  # loads the reader

        self.rows = read_calendar(self.cleaned_data["file"].read())
        return self.cleaned_data["file"]


class FeedForm(RuleForm):
    """A subscription: whose dates, and where it will be used."""

    either_of = ("organization",)  # its first line, one's own, is an answer too
    field_of = {"missing": "name", "too_long": "name"}

    organization = choice_of(
        Organization.objects.none(),
        _("Vilka datum?"),
        required=None,
        empty=_("Mina egna"),
    )
    name = LineField(
        label=_("Var ska den användas?"),
        what=_("Namnet"),
        limit=80,
        error_messages={"required": _("Skriv var den ska användas, till exempel ”Min telefon”.")},
        help_text=_("Så att du vet vilken du återkallar: ”Min telefon”, ”Outlook på jobbet”."),
    )

    def __init__(self, *args, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = bodies
