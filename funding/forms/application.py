"""Forms of an application: begin it, describe it, write its parts, its bodies, shares and dialogues."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.access import standing
from coordination.enums import OrganizationKind
from coordination.forms.rules import PDF_REFUSALS, RuleForm
from coordination.forms.text import LineField, RichTextField
from coordination.models import Area, Organization
from funding.enums import APPLYING, Financing
from funding.forms.fields import AmountField, CountedForm, DayField
from funding.models import Round
from funding.permissions import APPLICANTS
from initiatives.models import Initiative


def bodies_that_may_take_part(owner):
    """Bodies of the owner's municipality, groups left out."""
    return Organization.objects.filter(
        municipality=owner.home_id, matter__isnull=True, dissolved_on__isnull=True
    ).for_table()


def title_field():
    return LineField(
        label=_("Projektets namn"),
        what=_("Projektets namn"),
        limit=200,
        error_messages={"required": _("Skriv vad projektet heter.")},
    )


def number_field(label, *, required, invalid):
    return forms.IntegerField(
        label=label,
        localize=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": required, "invalid": invalid},
    )


class StartForm(CountedForm):
    """Begin an application: for which body, what it is called, for which initiative."""

    title = title_field()
    lead = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("Huvudsökande"),
        empty_label=None,
        help_text=_("Nämnden som söker för allas räkning och får beslutet."),
        error_messages={"required": _("Välj vilken nämnd som söker.")},
    )
    initiative = forms.ModelChoiceField(
        Initiative.objects.none(),
        label=_("Insats"),
        required=False,
        empty_label=_("Ingen insats"),
        help_text=_("Insatsens medverkande följer med som berörda."),
    )

    def __init__(self, *args, user, funding_round, tried, **kwargs):
        super().__init__(*args, **kwargs)
        bodies = bodies_that_may_take_part(funding_round.source.owner)
        self.fields["lead"].queryset = bodies if tried else acted_for(user, bodies)
        self.fields["initiative"].queryset = Initiative.objects.visible_to(user).open().for_table()


def acted_for(user, bodies):
    """Those of the bodies for which the user may write applications."""
    held = standing(user)
    return bodies if held.unlimited else bodies.filter(pk__in=held.bodies_as(APPLICANTS))


class DescribeForm(RuleForm):
    """The project in short, and its whole cost."""

    field_of = {"amount_not_positive": "cost_ore", "amount_too_large": "cost_ore"}

    title = title_field()
    summary = LineField(
        label=_("Projektet i en mening"), what=_("Meningen"), limit=250, required=False
    )
    cost_ore = AmountField(
        label=_("Hela kostnaden"),
        help_text=_("Alla år, alla nämnder. Andelarna ska tillsammans bli lika mycket."),
        error_messages={"required": _("Skriv vad projektet kostar.")},
    )
    initiative = forms.ModelChoiceField(
        Initiative.objects.none(), label=_("Insats"), required=False, empty_label=_("Ingen insats")
    )
    area = forms.ModelChoiceField(
        Area.objects.none(), label=_("Område"), required=False, empty_label=_("Inget område")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["initiative"].queryset = Initiative.objects.visible_to(user).for_table()
        self.fields["area"].queryset = (
            Area.objects.visible_to(user).filter(ended_on__isnull=True).for_table()
        )


class PartForm(RuleForm):
    """The text of one part."""

    body = RichTextField(label=_("Text"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class BodyForm(RuleForm):
    """A body that is affected, whether it takes part, and what it then does."""

    field_of = {"strange_body": "organization", "has_share": "takes_part"}

    organization = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("Nämnd eller förvaltning"),
        empty_label=_("Välj"),
        error_messages={"required": _("Välj vilken nämnd eller förvaltning det gäller.")},
    )
    takes_part = forms.BooleanField(label=_("Deltar i projektet"), required=False, initial=True)
    contribution = LineField(
        label=_("Vad den gör"),
        what=_("Vad nämnden gör"),
        limit=300,
        required=False,
        help_text=_("Till exempel ”Bygger belysningen och sköter den”."),
    )

    def __init__(self, *args, owner, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = bodies_that_may_take_part(owner)


class ShareForm(RuleForm):
    """What a body applies for, or pays itself, in a year."""

    field_of = {
        "takes_no_part": "organization",
        "year_unlikely": "year",
        "amount_not_positive": "amount_ore",
        "amount_too_large": "amount_ore",
    }

    organization = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("Nämnd eller förvaltning"),
        empty_label=None,
        error_messages={"required": _("Välj vems andel det är.")},
    )
    financing = forms.ChoiceField(
        label=_("Finansiering"), choices=Financing.choices, widget=forms.RadioSelect
    )
    year = number_field(
        _("År"), required=_("Skriv vilket år andelen gäller."), invalid=_("Skriv året med siffror.")
    )
    amount_ore = AmountField(
        label=_("Belopp"), error_messages={"required": _("Skriv hur stor andelen är.")}
    )

    def __init__(self, *args, application, **kwargs):
        super().__init__(*args, **kwargs)
        joined = application.bodies.filter(takes_part=True).values("organization")
        self.fields["organization"].queryset = Organization.objects.filter(
            pk__in=joined
        ).for_table()


class DialogueForm(RuleForm):
    """A dialogue with a district committee, and where it can be read."""

    field_of = {
        "day_to_come": "held_on",
        "no_district_committee": "organization",
        **dict.fromkeys(
            ("too_large", "not_pdf", "not_whole", "script", "embedded", *PDF_REFUSALS), "file"
        ),
    }

    organization = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("Stadsdelsnämnd"),
        empty_label=_("Välj"),
        error_messages={"required": _("Välj vilken stadsdelsnämnd ni talade med.")},
    )
    held_on = DayField(label=_("Dag"), error_messages={"required": _("Skriv vilken dag det var.")})
    evidence = LineField(
        label=_("Underlag"),
        what=_("Underlaget"),
        limit=300,
        help_text=_("Var dialogen står att läsa, till exempel protokoll, paragraf eller dnr."),
        error_messages={"required": _("Skriv var dialogen står att läsa.")},
    )
    file = forms.FileField(
        label=_("Anteckningarna som PDF"),
        required=False,
        allow_empty_file=True,
        help_text=_("Högst 30 MB, utan lösenord, skript och bifogade filer."),
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )

    def __init__(self, *args, owner, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = bodies_that_may_take_part(owner).filter(
            kind=OrganizationKind.DISTRICT_COMMITTEE
        )


class CopyForm(CountedForm):
    """Which open round an earlier application is copied into."""

    into = forms.ModelChoiceField(
        Round.objects.none(),
        label=_("Omgång"),
        empty_label=None,
        error_messages={"required": _("Välj vilken omgång ni vill söka i.")},
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        rounds = Round.objects.visible_to(user).filter(state__in=APPLYING)
        self.fields["into"].queryset = rounds.for_table()


class ConsentForm(RuleForm):
    """What lets the reader speak for the body, beside the text that was read."""

    field_of = {"too_long": "basis"}

    basis = LineField(
        label=_("Stöd för samtycket"),
        what=_("Stödet"),
        limit=200,
        required=False,
        help_text=_("Nämndens beslut eller delegation, till exempel ”§ 45, 12 maj 2026”."),
    )
    fingerprint = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class ReasonForm(RuleForm):
    """Why it is done."""

    reason = LineField(
        label=_("Skäl"),
        what=_("Skälet"),
        limit=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv varför.")},
    )
