"""Forms of an initiative: the facts, its states, who takes part, and the list's filter."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.forms.rules import (
    OurForm,
    RuleForm,
    SeveralField,
    choice_of,
    day_field,
    line_field,
    text_field,
)
from coordination.models import Area, Organization
from initiatives import permissions
from initiatives.enums import InitiativeState, ParticipationRole
from initiatives.forms.programme import bodies_of
from initiatives.forms.versioned import VersionedForm


class InitiativeForm(VersionedForm):
    """What an initiative says of itself."""

    field_of = {"ends_before_start": "ends_on", "reason_missing": "reason"}

    title = line_field(_("Namn"), required=_("Skriv vad insatsen heter."), max_length=200)
    summary = line_field(
        _("I en mening"),
        required=_("Skriv i en mening vad insatsen gör."),
        max_length=250,
        help_text=_("Så att den som inte känner till insatsen förstår vad den gör."),
    )
    description = text_field(_("Beskrivning"), required=None, max_length=10000)
    lead = choice_of(
        Organization.objects.none(),
        _("Leder"),
        required=_("Välj vem som leder insatsen."),
    )
    starts_on = day_field(_("Startar"))
    ends_on = day_field(_("Slutar"))
    areas = SeveralField(
        Area.objects.none(),
        label=_("Områden"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    groups = SeveralField(
        Organization.objects.none(),
        label=_("Grupper"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, programme, user, today, initiative=None, **kwargs):
        super().__init__(*args, **kwargs)
        leads = bodies_of(programme.matter.municipality_id, today=today)
        if not permissions.can_manage_programme(user, programme):
            leads = leads.filter(pk__in=permissions.bodies_spoken_for(user))
        self.fields["lead"].queryset = leads
        self.fields["areas"].queryset = areas_within(programme, initiative, today=today)
        self.fields["groups"].queryset = programme.matter.groups.for_table()

    @classmethod
    def values_of(cls, obj) -> dict:
        names = ("title", "summary", "description", "lead", "starts_on", "ends_on")
        lists = {"areas": list(obj.areas.all()), "groups": list(obj.groups.all())}
        return {name: getattr(obj, name) for name in names} | lists


def areas_within(programme, initiative, *, today):
    """The programme's areas and their parts (all of the municipality's while it has none), and those
    that the initiative has already."""
    pointed_out = programme.area_links.values("area")
    near = Q(pk__in=pointed_out) | Q(parent__in=pointed_out)
    areas = Area.objects.filter(municipality=programme.matter.municipality_id)
    chosen = areas.current(today).filter(near) if pointed_out.exists() else areas.current(today)
    kept = initiative.areas.values("pk") if initiative else Area.objects.none().values("pk")
    return areas.filter(Q(pk__in=chosen.values("pk")) | Q(pk__in=kept)).for_table()


class EditInitiativeForm(InitiativeForm):
    """The facts of an initiative that exists."""

    reason = line_field(
        _("Skäl"),
        required=None,
        max_length=500,
        help_text=_(
            "Behövs om startdagen eller slutdagen ändras. Den gamla dagen blir kvar i historiken."
        ),
    )

    def __init__(self, *args, initiative, **kwargs):
        super().__init__(
            *args,
            programme=initiative.programme,
            initiative=initiative,
            initial=self.values_of(initiative) | {"version": initiative.version},
            **kwargs,
        )


class StartForm(RuleForm):
    """The day the work began."""

    field_of = {"day_to_come": "on", "ends_before_start": "on"}

    on = day_field(_("Startdag"), required=_("Välj vilken dag arbetet började."))


class CompleteForm(RuleForm):
    """The day the work was carried through."""

    field_of = {"day_to_come": "on", "ends_before_start": "on"}

    on = day_field(_("Sista dagen"), required=_("Välj vilken dag insatsen blev klar."))


class IncorporateForm(RuleForm):
    """How the work goes on."""

    reason = text_field(
        _("Hur fortsätter arbetet?"),
        required=_("Skriv vem som fortsätter med vad, i sin ordinarie verksamhet."),
        max_length=2000,
        help_text=_("Vem som fortsätter med vad, i sin ordinarie verksamhet."),
    )


class StopForm(RuleForm):
    """Why the initiative is stopped."""

    reason = text_field(
        _("Varför stoppas insatsen?"),
        required=_("Skriv varför insatsen stoppas."),
        max_length=2000,
        help_text=_("Skälet visas på insatsens sida, så att andra kan lära av det."),
    )


class JoinForm(RuleForm):
    """A new part in an initiative."""

    organization = choice_of(
        Organization.objects.none(),
        _("Vem ska medverka?"),
        required=_("Välj en nämnd, en förvaltning eller ett bolag."),
    )
    role = forms.ChoiceField(
        label=_("Roll"),
        choices=[
            (role.value, role.label) for role in ParticipationRole if role != ParticipationRole.LEAD
        ],
    )
    since = day_field(_("Från och med"), required=_("Välj från vilken dag."))

    def __init__(self, *args, initiative, user, today, **kwargs):
        super().__init__(*args, **kwargs)
        bodies = bodies_of(initiative.programme.matter.municipality_id, today=today)
        if not permissions.can_steer_initiative(user, initiative):
            bodies = bodies.filter(pk__in=permissions.bodies_spoken_for(user))
        self.fields["organization"].queryset = bodies


def number_of(label) -> forms.TypedChoiceField:
    """One of the rows that the list has, by number."""
    return forms.TypedChoiceField(label=label, required=False, coerce=int, empty_value=None)


class InitiativeFilterForm(OurForm):
    """What the list of initiatives is narrowed to. Wrong values narrow nothing."""

    q = forms.CharField(label=_("Sök i namn och mening"), required=False, max_length=100)
    omrade = number_of(_("Område"))
    leder = number_of(_("Leder"))
    program = number_of(_("Program"))
    lage = forms.ChoiceField(
        required=False, choices=[("", ""), *InitiativeState.choices], widget=forms.HiddenInput
    )

    def __init__(self, *args, options, programme=None, **kwargs):
        super().__init__(*args, **kwargs)
        for name, found in (
            ("omrade", options.areas),
            ("leder", options.leads),
            ("program", options.programmes),
        ):
            self.fields[name].choices = [("", _("Alla")), *found.items()]
        if programme:
            del self.fields["program"]

    def narrowing(self) -> dict:
        """The valid values, by the names of the read."""
        self.is_valid()
        values = self.cleaned_data
        return {
            "text": values.get("q", ""),
            "area": values.get("omrade"),
            "lead": values.get("leder"),
            "programme": values.get("program"),
        }

    @property
    def state(self) -> InitiativeState | None:
        value = self.cleaned_data.get("lage")
        return InitiativeState(value) if value else None
