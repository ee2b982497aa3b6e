"""Forms of a statement's pages: title and stance, one section's text, requests, review, sharing."""

from functools import partial

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coordination.enums import RequestKind, Stance
from coordination.forms.rules import RuleForm, SeenField, SeveralField, choice_of
from coordination.forms.text import LineField, RichTextField
from coordination.models import Organization, Person, User
from coordination.swedish import parse_date


class DayField(forms.DateField):
    """A day, typed or picked; what is wrong with it is said in the words of ``parse_date``."""

    widget = forms.DateInput

    def to_python(self, value):
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        return parse_date(value)


class DescriptionForm(RuleForm):
    """The statement's title and the body's stance."""

    field_of = {"unknown_stance": "stance"}

    title = LineField(
        label=_("Rubrik"),
        what=_("Rubriken"),
        limit=200,
        error_messages={"required": _("Skriv yttrandets rubrik.")},
    )
    stance = forms.ChoiceField(
        label=_("Nämndens ställning"),
        choices=[("", _("Inte bestämd än")), *Stance.choices],
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "Den blir beslutets första punkt i handlingen. Den kan ändras tills nämnden antar."
        ),
    )
    version = SeenField()


class CaseOfficerForm(RuleForm):
    """Who prepares the statement from now on."""

    field_of = {"not_an_official": "person"}

    person = choice_of(
        Person.objects.none(), _("Handläggare"), required=_("Välj vem som är handläggare.")
    )
    version = SeenField()

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = Person.objects.filter(pk__in=[person.pk for person in people])
        self.fields["person"].queryset = chosen.order_by("sort_key")


class SectionForm(RuleForm):
    """The text of Sammanfattning or Yttrande."""

    body = RichTextField(label=_("Text"), required=False)
    version = SeenField()


class SendBackForm(RuleForm):
    """What has to change before the statement can be adopted."""

    reason = LineField(
        label=_("Vad behöver ändras?"),
        what=_("Vad som behöver ändras"),
        limit=2000,
        help_text=_("Den som skriver ser din text i yttrandets historik."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Skriv vad som behöver ändras.")},
    )


def likely_first(bodies) -> list[tuple]:
    """Bodies as choices in two groups: those with a part in the matter, and the others."""
    groups = {
        _("Har del i ärendet"): [(body.pk, str(body)) for body in bodies if body.is_likely],
        _("Andra"): [(body.pk, str(body)) for body in bodies if not body.is_likely],
    }
    return [(title, choices) for title, choices in groups.items() if choices]


def _offered(empty_label, bodies) -> list[tuple]:
    return [("", empty_label), *likely_first(bodies)]


class RequestForm(RuleForm):
    """One thing that the statement asks for."""

    field_of = {
        "seat_without_group": "seat_for",
        "not_a_group": "groups",
        "foreign_group": "groups",
    }

    text = LineField(
        label=_("Önskemål"),
        what=_("Önskemålet"),
        limit=1000,
        help_text=_(
            "Ett önskemål i taget, så som det ska stå i handlingen. Var och ett får sitt svar."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv vad nämnden önskar.")},
    )
    kind = forms.ChoiceField(
        label=_("Vad det gäller"), choices=RequestKind.choices, widget=forms.RadioSelect
    )
    addressee = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("Riktas till"),
        empty_label=_("Välj vem som ska svara"),
        help_text=_("Den som ska svara. Remissens avsändare kan också svara."),
        error_messages={"required": _("Välj vem önskemålet riktas till.")},
    )
    when = LineField(
        label=_("Till när"),
        what=_("Till när"),
        limit=100,
        required=False,
        help_text=_(
            "Ett datum eller ett par ord, till exempel ”senast i september” eller ”efter ett år”."
        ),
    )
    seat_for = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("Vem ska få platsen?"),
        required=False,
        empty_label=_("Välj organisation"),
    )
    groups = SeveralField(
        Organization.objects.none(),
        label=_("I vilka grupper?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    version = SeenField()

    def __init__(self, *args, bodies, groups, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("addressee", "seat_for"):
            field = self.fields[name]
            field.queryset = bodies
            # Read where the form is shown; of what was sent only the chosen body is looked up.
            field.choices = partial(_offered, field.empty_label, bodies)
        self.fields["groups"].queryset = groups

    def clean(self):
        """Whose seat and which groups belong to a request for seats, and to no other."""
        cleaned = super().clean()
        if cleaned.get("kind") != RequestKind.SEAT:
            return {**cleaned, "seat_for": None, "groups": []}
        if "seat_for" in cleaned and not cleaned["seat_for"]:
            self.add_error("seat_for", _("Välj vem som ska få platsen."))
        if "groups" in cleaned and not cleaned["groups"]:
            self.add_error("groups", _("Välj minst en grupp."))
        return cleaned

    def facts(self) -> dict:
        """What ``add_request`` and ``edit_request`` are told."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class ShareForm(RuleForm):
    """Whom a draft is shown to, until when, and whether they may write in it."""

    field_of = {"day_has_been": "until"}

    email = forms.EmailField(
        label=_("E-postadress"),
        help_text=_("Adressen som personen loggar in med i Kraftsam."),
        error_messages={
            "required": _("Skriv e-postadressen till den du vill dela med."),
            "invalid": _("Skriv e-postadressen som namn@kommun.se."),
        },
    )
    until = DayField(
        label=_("Till och med"),
        error_messages={"required": _("Välj sista dagen som utkastet ska vara delat.")},
    )
    may_write = forms.BooleanField(label=_("Får också skriva i utkastet"), required=False)

    def clean_email(self):
        """The account behind the address."""
        email = self.cleaned_data["email"]
        found = User.objects.filter(email__iexact=email, is_active=True).first()
        if not found:
            raise ValidationError(
                _(
                    "Ingen loggar in med den adressen. Kontrollera stavningen, eller be "
                    "systemförvaltaren lägga upp ett konto."
                ),
                code="no_account",
            )
        self.cleaned_data["with_user"] = found
        return email

    def facts(self) -> dict:
        """What ``share_statement`` is told."""
        return {name: self.cleaned_data[name] for name in ("with_user", "until", "may_write")}
