"""Forms of what belongs to a programme: mandate, areas, who takes part, review of the model."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coordination.enums import DECIDING_KINDS, PartyRole
from coordination.forms.rules import (
    RuleForm,
    SeveralField,
    choice_of,
    day_field,
    line_field,
    text_field,
)
from coordination.models import Area, Decision, Organization
from initiatives.forms.programme import bodies_of, decisions_in


class MandateForm(RuleForm):
    """The decision that gives a programme its mandate."""

    field_of = {
        "meeting_to_come": "decided_on",
        "paragraph_missing": "paragraph",
        "cannot_decide": "body",
        "unique_together": "paragraph",
    }

    body = choice_of(
        Organization.objects.none(),
        _("Vem beslutade?"),
        required=_("Välj organet som fattade beslutet."),
    )
    decided_on = day_field(_("Beslutsdag"), required=_("Välj vilken dag beslutet fattades."))
    paragraph = forms.IntegerField(
        label=_("Paragraf"),
        min_value=1,
        error_messages={
            "required": _("Skriv paragrafens nummer, till exempel 189."),
            "invalid": _("Skriv bara paragrafens nummer, till exempel 189."),
            "min_value": _("Paragrafens nummer är 1 eller högre."),
        },
    )
    title = line_field(_("Rubrik"), required=_("Skriv beslutets rubrik."), max_length=200)
    text = text_field(_("Beslut"), required=_("Skriv vad som beslutades."), max_length=20000)

    def __init__(self, *args, programme, today, **kwargs):
        super().__init__(*args, **kwargs)
        bodies = bodies_of(programme.matter.municipality_id, today=today)
        self.fields["body"].queryset = bodies.filter(kind__in=DECIDING_KINDS)


class AssignmentForm(RuleForm):
    """A task that the mandate gives to a body."""

    receiver = choice_of(
        Organization.objects.none(),
        _("Vem får uppdraget?"),
        required=_("Välj vem som får uppdraget."),
    )
    text = text_field(_("Uppdrag"), required=_("Skriv vad som ska göras."), max_length=2000)
    due_on = day_field(_("Klart senast"))

    def __init__(self, *args, programme, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["receiver"].queryset = bodies_of(programme.matter.municipality_id, today=today)


class AreasForm(RuleForm):
    """Which areas the programme concerns."""

    areas = SeveralField(
        Area.objects.none(),
        label=_("Områden"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ett område som du tar bort blir kvar på de insatser som redan har det."),
    )
    since = day_field(
        _("Nya områden gäller från"), required=_("Välj från vilken dag områdena är utpekade.")
    )
    decision = choice_of(
        Decision.objects.none(),
        _("Beslut om nya områden"),
        required=None,
        empty=_("Inget beslut antecknat"),
    )

    def __init__(self, *args, programme, today, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = programme.area_links.values("area")
        ended = Q(ended_on__lte=today)
        self.fields["areas"].queryset = (
            Area.objects.filter(municipality=programme.matter.municipality_id)
            .exclude(ended & ~Q(pk__in=chosen))
            .for_table()
        )
        self.fields["decision"].queryset = decisions_in(programme)
        self.initial.setdefault("areas", programme.areas.all())


class PartyForm(RuleForm):
    """A new part in the programme's matter."""

    organization = choice_of(
        Organization.objects.none(),
        _("Vem ska medverka?"),
        required=_("Välj en nämnd, en förvaltning eller ett bolag."),
    )
    role = forms.ChoiceField(
        label=_("Roll"),
        choices=[
            (role.value, role.label)
            for role in (
                PartyRole.SPECIAL_RESPONSIBILITY,
                PartyRole.CONTRIBUTING,
                PartyRole.CONSULTED,
            )
        ],
    )
    since = day_field(_("Från och med"), required=_("Välj från vilken dag."))
    decision = choice_of(
        Decision.objects.none(),
        _("Enligt beslut"),
        required=None,
        empty=_("Inget beslut antecknat"),
    )

    def __init__(self, *args, programme, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = bodies_of(
            programme.matter.municipality_id, today=today
        )
        self.fields["decision"].queryset = decisions_in(programme)


class ModelReviewForm(RuleForm):
    """What the review of the model found (M-28)."""

    field_of = {"day_to_come": "reviewed_on"}

    reviewed_on = day_field(_("Dag"), required=_("Välj vilken dag översynen blev klar."))
    organisation = text_field(
        _("Stöder organisationen målet?"),
        required=_("Skriv om nämnderna, grupperna och samordningen hjälper er att nå målet."),
        max_length=5000,
        help_text=_("Roller, styrgrupp, arbetsgrupp och samordning: vad hjälper, vad är i vägen?"),
    )
    financing = text_field(
        _("Stöder finansieringen målet?"),
        required=_("Skriv om pengarna och sättet att fördela dem hjälper er att nå målet."),
        max_length=5000,
        help_text=_("Nya pengar, befintliga budgetar och hur de fördelas."),
    )
    decision = choice_of(
        Decision.objects.none(),
        _("Beslut med anledning av översynen"),
        required=None,
        empty=_("Inget beslut antecknat"),
    )

    def __init__(self, *args, programme, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions_in(programme)
