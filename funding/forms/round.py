"""Forms of rounds: open one, record its decision, enter what was granted."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.enums import GROUP_KINDS
from coordination.forms.rules import OurForm, RuleForm
from coordination.models import Area, Decision, Matter, Organization
from funding.domain.grant import Award, Rejection
from funding.domain.granting_decision import matters_for
from funding.domain.mandate import deciding_bodies, recipients_of
from funding.forms.fields import AmountField, CountedForm, DayField, PlainTextField
from funding.forms.moving import offer
from funding.models import Source
from funding.permissions import MANAGING
from initiatives.models import Initiative

ROWS = 3  # blank lines in the form; ”Fler rader” adds as many
MOST_ROWS = 60


class RoundForm(RuleForm):
    """Open a round for a source's money."""

    field_of = {"closes_before_open": "closes_on"}

    source = forms.ModelChoiceField(
        Source.objects.none(),
        label=_("Vilka pengar"),
        empty_label=None,
        error_messages={"required": _("Välj vilka pengar omgången gäller.")},
    )
    name = PlainTextField(
        label=_("Namn"),
        limit=150,
        help_text=_("Till exempel ”Trygghetsmedel våren 2025”."),
        error_messages={"required": _("Skriv vad omgången heter.")},
    )
    purpose = PlainTextField(
        label=_("Vad pengarna är till för"), limit=2000, rows=3, required=False
    )
    opens_on = DayField(
        label=_("Första ansökningsdag"),
        error_messages={"required": _("Välj från vilken dag det går att söka.")},
    )
    closes_on = DayField(
        label=_("Sista ansökningsdag"),
        error_messages={"required": _("Välj till och med vilken dag det går att söka.")},
    )
    opening_time = forms.TimeField(
        label=_("Öppnar klockan"),
        required=False,
        help_text=_("Tomt: hela dagen."),
        error_messages={"invalid": _("Skriv klockslaget som 08:00.")},
    )
    closing_time = forms.TimeField(
        label=_("Stänger klockan"),
        required=False,
        help_text=_("Tomt: hela dagen."),
        error_messages={"invalid": _("Skriv klockslaget som 16:00.")},
    )
    assessed_by = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("Grupp som bedömer"),
        required=False,
        empty_label=_("Bara vi som sköter pengarna"),
        help_text=_("En grupp av tjänstemän bedömer och föreslår. Den beslutar aldrig."),
    )
    forecast_day = forms.IntegerField(
        label=_("Prognos varje månad senast den"),
        required=False,
        localize=False,
        min_value=1,
        max_value=28,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("En dag mellan 1 och 28. Tomt: ingen prognos begärs."),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Skriv en dag mellan 1 och 28.")
        ),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        sources = Source.objects.managed_by(user, MANAGING)
        self.fields["source"].queryset = sources.for_table()
        self.fields["assessed_by"].queryset = Organization.objects.filter(
            kind__in=sorted(GROUP_KINDS),
            municipality__in=sources.order_by().values("municipality"),
            dissolved_on__isnull=True,
        ).for_table()


class ApplicationsForm(CountedForm):
    """What was applied for in a round beside what was granted, as one sum."""

    field_of = {
        "amount_not_positive": "amount_ore",
        "amount_too_large": "amount_ore",
        "day_to_come": "booked_on",
        "books_closed": "booked_on",
    }

    amount_ore = AmountField(
        label=_("Sökt belopp"), error_messages={"required": _("Skriv hur mycket som söktes.")}
    )
    booked_on = DayField(
        label=_("Dag"), error_messages={"required": _("Skriv vilken dag summan gäller.")}
    )
    document = PlainTextField(
        label=_("Underlag"),
        limit=200,
        help_text=_("Till exempel ”Sammanställning av avslagna ansökningar”."),
        error_messages={"required": _("Skriv var summan står.")},
    )
    is_approximate = forms.BooleanField(label=_("Beloppet är ungefärligt (cirka)"), required=False)


class DecisionForm(RuleForm):
    """Record the decision to grant, as the minutes have it."""

    field_of = {
        "meeting_to_come": "decided_on",
        "meeting_cancelled": "decided_on",
        "decided_before_close": "decided_on",
        "paragraph_missing": "paragraph",
        "paragraph_taken": "paragraph",
        "financing_missing": "financing",
        "frame_exceeded": "amount_ore",
        "not_their_money": "body",
        "amount_not_positive": "amount_ore",
        "amount_too_large": "amount_ore",
    }

    matter = forms.ModelChoiceField(
        Matter.objects.none(),
        label=_("Ärende"),
        empty_label=None,
        help_text=_("Finns inte ärendet här, så be registratorn att öppna det."),
        error_messages={"required": _("Välj i vilket ärende beslutet fattades.")},
    )
    body = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("Vem som beslutade"),
        empty_label=None,
        error_messages={"required": _("Välj vem som beslutade.")},
    )
    decided_on = DayField(
        label=_("Beslutsdag"), error_messages={"required": _("Skriv vilken dag beslutet fattades.")}
    )
    paragraph = forms.IntegerField(
        label=_("Paragraf"),
        localize=False,
        min_value=1,
        max_value=99_999,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Skriv paragrafens nummer, till exempel 77."),
            "invalid": _("Skriv bara paragrafens nummer, till exempel 77."),
            "min_value": _("Skriv paragrafens nummer, till exempel 77."),
            "max_value": _("Så höga paragrafer finns inte. Kontrollera numret."),
        },
    )
    amount_ore = AmountField(
        label=_("Beslutat belopp"),
        help_text=_("Bidragen under beslutet kan inte bli mer än så."),
        error_messages={"required": _("Skriv hur mycket som beslutades.")},
    )
    text = PlainTextField(
        label=_("Vad som beslutades"),
        limit=20_000,
        rows=4,
        error_messages={"required": _("Skriv vad som beslutades.")},
    )
    financing = PlainTextField(
        label=_("Finansiering"),
        limit=2000,
        rows=2,
        help_text=_(
            "Ett beslut om utgifter ska säga hur det betalas (kommunallagen 11 kap. 15 §)."
        ),
        error_messages={"required": _("Skriv hur beslutet ska finansieras.")},
    )

    def __init__(self, *args, user, funding_round, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["matter"].queryset = matters_for(funding_round.source.owner, user)
        self.fields["body"].queryset = deciding_bodies(funding_round.source.owner).for_table()


class GrantingForm(CountedForm):
    """Which decision the grants rest on; the lines stand in a formset beside it."""

    field_of = dict.fromkeys(
        (
            *("financing_missing", "not_their_money", "preparatory", "decision_exceeded"),
            *("decided_before_close", "amount_missing"),
        ),
        "decision",
    )

    decision = forms.ModelChoiceField(
        Decision.objects.none(),
        label=_("Beslut"),
        empty_label=_("Välj beslut"),
        error_messages={
            "required": _("Välj beslutet som bidragen vilar på."),
            "invalid_choice": _("Välj ett av besluten i listan."),
        },
    )

    def __init__(self, *args, decisions, fitting, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self.fields["decision"], decisions, fitting=fitting)


class CloseForm(RuleForm):
    """End the time to apply; before its last moment only with a reason."""

    field_of = {"reason_missing": "reason"}

    reason = PlainTextField(
        label=_("Varför stänger ni i förtid?"),
        limit=500,
        rows=3,
        required=False,
        help_text=_("De som har utkast får läsa det."),
    )


class Choices:
    """Bodies, areas and initiatives to choose from, fetched once for all the lines of the form."""

    def __init__(self, user, owner):
        own = recipients_of(owner).filter(pk__in=Organization.objects.visible_to(user))
        self.bodies = {str(body.pk): body for body in own.for_table()}
        self.areas = {
            str(area.pk): area
            for area in Area.objects.visible_to(user).filter(ended_on__isnull=True).for_table()
        }
        self.initiatives = {
            str(row.pk): row for row in Initiative.objects.visible_to(user).for_table()
        }


def _options(rows, empty):
    return [("", empty), *((pk, str(row)) for pk, row in rows.items())]


class AwardForm(OurForm):
    """One line: a project, who receives the money, and how much."""

    title = PlainTextField(
        label=_("Projekt"),
        limit=200,
        error_messages={"required": _("Skriv vad projektet heter.")},
    )
    recipient = forms.ChoiceField(
        label=_("Mottagare"),
        error_messages={"required": _("Välj vilken nämnd eller förvaltning som får pengarna.")},
    )
    initiative = forms.ChoiceField(label=_("Insats"), required=False)
    area = forms.ChoiceField(label=_("Område"), required=False)
    applied_ore = AmountField(label=_("Sökt belopp"), required=False)
    amount_ore = AmountField(
        label=_("Beviljat belopp"), required=False, help_text=_("Tomt vid avslag.")
    )
    reason = PlainTextField(label=_("Skäl vid avslag"), limit=1000, required=False)
    is_approximate = forms.BooleanField(label=_("Ungefärligt (cirka)"), required=False)

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = choices
        self.fields["recipient"].choices = _options(choices.bodies, _("Välj mottagare"))
        self.fields["initiative"].choices = _options(choices.initiatives, _("Ingen insats"))
        self.fields["area"].choices = _options(choices.areas, _("Inget område"))

    def clean(self):
        """A line grants an amount or refuses with a reason: one of them, not both."""
        said = super().clean()
        if "amount_ore" in self.errors:
            return said
        if said.get("amount_ore") is None and not said.get("reason"):
            self.add_error(
                "amount_ore", _("Skriv hur mycket som beviljas, eller skälet till avslaget.")
            )
        elif said.get("amount_ore") is not None and said.get("reason"):
            self.add_error("reason", _("Ta bort skälet, eller beloppet om det är ett avslag."))
        return said

    @property
    def refuses(self) -> bool:
        return bool(self.cleaned_data["reason"])

    def rejection(self) -> Rejection:
        """A line that refuses, as the domain takes it."""
        said = self.cleaned_data
        return Rejection(
            title=said["title"],
            applicant=self.rows.bodies[said["recipient"]],
            reason=said["reason"],
            applied_ore=said["applied_ore"],
        )

    def award(self) -> Award:
        """A line that grants, as the domain takes it."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        return Award(
            **said
            | {
                "recipient": self.rows.bodies[said["recipient"]],
                "initiative": self.rows.initiatives.get(said["initiative"]),
                "area": self.rows.areas.get(said["area"]),
            }
        )


class AwardFormSetBase(forms.BaseFormSet):
    """The lines of a decision; empty ones are skipped, at least one is filled in."""

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, form_kwargs={"choices": choices}, **kwargs)

    def clean(self):
        if not any(form.has_changed() for form in self.forms):
            raise forms.ValidationError(_("Fyll i minst ett bidrag."), code="no_awards")

    def awards(self) -> list[Award]:
        return [form.award() for form in self.forms if form.has_changed() and not form.refuses]

    def rejections(self) -> list[Rejection]:
        return [form.rejection() for form in self.forms if form.has_changed() and form.refuses]


AwardFormSet = forms.formset_factory(
    AwardForm, formset=AwardFormSetBase, extra=ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)
