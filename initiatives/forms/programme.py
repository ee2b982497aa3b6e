"""Forms of a programme's facts, when it is new, edited or ended."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.access import standing
from coordination.enums import DECIDING_KINDS, GROUP_KINDS
from coordination.forms.rules import RuleForm, choice_of, day_field, line_field, text_field
from coordination.models import Decision, Matter, Organization
from coordination.permissions import COORDINATING
from coordination.swedish import body_in_sentence
from initiatives.forms.versioned import VersionedForm

NEW_MATTER = "ny-"


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
    lead = choice_of(
        Organization.objects.none(),
        _("Leder"),
        required=_("Välj vem som leder programmet."),
        help_text=_("Oftast kommunstyrelsen."),
    )
    convener = choice_of(
        Organization.objects.none(),
        _("Sammankallar och samordnar"),
        required=_("Välj vem som sammankallar."),
        help_text=_("Oftast stadskontoret eller kommunkontoret."),
    )

    def __init__(self, *args, municipality_id, today, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("lead", "convener"):
            self.fields[name].queryset = bodies_of(municipality_id, today=today)


class NewProgrammeForm(ProgrammeFacts):
    """A new programme, in a matter that is open or in a new one."""

    matter = forms.ChoiceField(
        label=_("Ärende"),
        help_text=_("Den som har del i ärendet ser programmet."),
        error_messages={"required": _("Välj i vilket ärende programmet inrättas.")},
    )
    field_order = ["matter"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        kept = bodies_kept_by(user)
        self.matters = {
            str(matter.pk): matter
            for matter in Matter.objects.filter(organization__in=kept).order_by("-opened_on", "-pk")
        }
        self.keepers = {
            f"{NEW_MATTER}{body.pk}": body
            for body in kept.filter(kind__in=DECIDING_KINDS).for_table()
        }
        new = _("Nytt ärende hos %(body)s")
        self.fields["matter"].choices = [
            ("", _("Välj")),
            *(
                (key, new % {"body": body_in_sentence(body.name)})
                for key, body in self.keepers.items()
            ),
            *self.matters.items(),
        ]

    def clean(self):
        """The matter, or the body (``keeper``) in whose registry a new one is opened."""
        values = super().clean()
        chosen = values.get("matter")
        return values | {"matter": self.matters.get(chosen), "keeper": self.keepers.get(chosen)}


def bodies_kept_by(user):
    """The bodies whose matters the user keeps, as coordinator, secretary or registrar."""
    held = standing(user)
    if held.unlimited:
        return Organization.objects.all()
    kept = [pk for pk, roles in held.roles.items() if roles & COORDINATING]
    return Organization.objects.filter(pk__in=kept)


class ProgrammeForm(ProgrammeFacts, VersionedForm):
    """The facts of a programme that exists."""

    mandate = choice_of(
        Decision.objects.none(),
        _("Beslutet som ger uppdraget"),
        required=None,
        empty=_("Inte antecknat"),
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
