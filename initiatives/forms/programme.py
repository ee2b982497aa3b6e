"""Forms of a programme's facts, when it is new, edited or ended."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.access import standing
from coordination.enums import DECIDING_KINDS, GROUP_KINDS
from coordination.forms.rules import RuleForm, day_field, line_field, text_field
from coordination.models import Decision, Matter, Organization
from coordination.permissions import COORDINATING
from initiatives.forms.versioned import VersionedForm


def bodies_of(municipality_id, *, today):
    """The bodies of a municipality that can take part in something; groups are set up within it."""
    bodies = Organization.objects.filter(municipality=municipality_id).active(today)
    return bodies.exclude(kind__in=GROUP_KINDS).for_table()


def decisions_in(programme):
    """The decisions of a programme's matter."""
    return Decision.objects.filter(matter=programme.matter_id).select_related("body")


class ProgrammeFacts(RuleForm):
    """What a programme says of itself."""

    field_of = {
        "ends_before_start": "ends_on",
        "reason_missing": "reason",
        "owner": "lead",
        "mandate_elsewhere": "mandate",
    }

    name = line_field(_("Namn"), required=_("Skriv vad programmet heter."), max_length=200)
    aim = text_field(
        _("Syfte"),
        required=_("Skriv varför programmet finns, i en eller två meningar."),
        max_length=2000,
        help_text=_("Varför programmet finns, i en eller två meningar."),
    )
    goal = text_field(
        _("Mål"),
        required=_("Skriv vad programmet ska nå."),
        max_length=2000,
        help_text=_("Vad som ska vara uppnått när programmet är slut, så att det går att mäta."),
    )
    starts_on = day_field(_("Startar"), required=_("Välj vilken dag programmet startar."))
    ends_on = day_field(_("Slutar"))
    lead = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("Leder"),
        help_text=_("Oftast kommunstyrelsen."),
        error_messages={"required": _("Välj vem som leder programmet.")},
    )
    convener = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("Sammankallar och samordnar"),
        help_text=_("Oftast stadskontoret eller kommunkontoret."),
        error_messages={"required": _("Välj vem som sammankallar.")},
    )

    def __init__(self, *args, municipality_id, today, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("lead", "convener"):
            self.fields[name].queryset = bodies_of(municipality_id, today=today)


class NewProgrammeForm(ProgrammeFacts):
    """A new programme, in a matter that is open or in a new one."""

    matter = forms.ModelChoiceField(
        Matter.objects.none(),
        label=_("Ärende"),
        required=False,
        empty_label=_("Öppna ett nytt ärende"),
        help_text=_("Vilka som har del i ärendet avgör vilka som ser programmet."),
    )
    keeper = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("Diarium för ett nytt ärende"),
        help_text=_("Används bara om du öppnar ett nytt ärende."),
        required=False,
    )
    field_order = ["matter", "keeper"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        kept = bodies_kept_by(user)
        self.fields["matter"].queryset = (
            Matter.objects.visible_to(user)
            .filter(organization__in=kept)
            .order_by("-opened_on", "-pk")
        )
        self.fields["keeper"].queryset = kept.filter(kind__in=DECIDING_KINDS).for_table()

    def clean(self):
        values = super().clean()
        if not values.get("matter") and not values.get("keeper"):
            self.add_error("keeper", _("Välj ett ärende, eller i vilket diarium ett nytt öppnas."))
        return values


def bodies_kept_by(user):
    """The bodies whose matters the user keeps, as coordinator, secretary or registrar."""
    held = standing(user)
    if held.unlimited:
        return Organization.objects.all()
    kept = [pk for pk, roles in held.roles.items() if roles & COORDINATING]
    return Organization.objects.filter(pk__in=kept)


class ProgrammeForm(ProgrammeFacts, VersionedForm):
    """The facts of a programme that exists."""

    mandate = forms.ModelChoiceField(
        Decision.objects.none(),
        label=_("Beslutet som ger uppdraget"),
        required=False,
        empty_label=_("Inte antecknat"),
    )
    reason = line_field(
        _("Skäl"),
        required=None,
        max_length=500,
        help_text=_("Behövs om startdagen, den som leder eller den som sammankallar ändras."),
    )

    def __init__(self, *args, programme, **kwargs):
        super().__init__(
            *args,
            municipality_id=programme.matter.municipality_id,
            initial=self.values_of(programme) | {"version": programme.version},
            **kwargs,
        )
        self.fields["mandate"].queryset = decisions_in(programme)

    @classmethod
    def values_of(cls, obj) -> dict:
        names = ("name", "aim", "goal", "starts_on", "ends_on", "lead", "convener", "mandate")
        return {name: getattr(obj, name) for name in names}


class ConfirmForm(RuleForm):
    """Nothing to fill in: the act is confirmed by sending."""


class ReasonForm(RuleForm):
    """Why something ends."""

    reason = text_field(
        _("Skäl"), required=_("Skriv skälet. Det sparas i historiken."), max_length=2000
    )
