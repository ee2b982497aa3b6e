"""Forms about places in groups: add one, fill it, leave it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coordination.enums import GROUP_KINDS, Role
from coordination.forms.rules import RuleForm, choice_of, day_field, line_field
from coordination.models import Organization, Person

ROLES_IN_GROUPS = (
    Role.MEMBER,
    Role.CHAIR,
    Role.VICE_CHAIR,
    Role.SUBSTITUTE,
    Role.SECRETARY,
    Role.COORDINATOR,
)

MOST_SEATS = 32767


class FillSeatForm(RuleForm):
    """Someone who is known at the represented body, or a new person with an address."""

    field_of = {"email": "email", "email_taken": "email"}

    person = choice_of(
        Person.objects.none(),
        _("Vem ska ha platsen?"),
        required=None,
        empty=_("Någon som inte finns i listan"),
    )
    given_name = line_field(_("Förnamn"), required=None, max_length=100)
    family_name = line_field(_("Efternamn"), required=None, max_length=100)
    email = forms.CharField(
        label=_("E-postadress"),
        max_length=254,
        required=False,
        help_text=_("Dit skickas kallelser och påminnelser."),
        widget=forms.EmailInput,
    )
    # What is asked for depends on the choice above, so no field says that it is optional: clean() does.
    valid_from = day_field(_("Från och med"))

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people

    def clean(self):
        values = super().clean()
        wanted = {"valid_from": _("Välj från vilken dag platsen är tillsatt.")}
        if not values.get("person"):
            wanted |= {
                "given_name": _("Skriv personens förnamn, eller välj någon i listan."),
                "family_name": _("Skriv personens efternamn."),
                "email": _("Skriv personens e-postadress."),
            }
        for name, message in wanted.items():
            if not values.get(name) and name not in self.errors:
                self.add_error(name, ValidationError(message, code="missing"))
        return values


class SeatForm(RuleForm):
    """A new place in a group. ``seen`` is how many it had: a second click adds nothing."""

    seen = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=MOST_SEATS
    )
    role = forms.ChoiceField(
        label=_("Roll"), choices=[(role.value, role.label) for role in ROLES_IN_GROUPS]
    )
    on_behalf_of = choice_of(
        Organization.objects.none(),
        _("Företräder"),
        required=None,
        empty=_("Ingen särskild"),
        help_text=_("Förvaltningen, nämnden eller bolaget som platsen tillhör."),
    )
    title = line_field(
        _("Benämning"),
        required=None,
        max_length=100,
        help_text=_("Om platsen kallas något annat än rollen, till exempel ”processledare”."),
    )
    required = forms.BooleanField(
        label=_("Platsen måste vara tillsatt"),
        required=False,
        initial=True,
        help_text=_("Då visas den som ledig tills någon har den."),
    )

    def __init__(self, *args, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on_behalf_of"].queryset = bodies


class LeaveSeatForm(RuleForm):
    """The last day of someone's time in a seat."""

    field_of = {"before_start": "last_day"}

    last_day = day_field(_("Sista dagen"), required=_("Välj vilken dag som är den sista."))


class GroupForm(RuleForm):
    """A new steering, working or reference group."""

    kind = forms.ChoiceField(
        label=_("Slag av grupp"),
        choices=[(kind.value, kind.label) for kind in sorted(GROUP_KINDS, reverse=True)],
        help_text=_("En grupp förbereder och föreslår. Beslut fattas av nämnden eller styrelsen."),
    )
    name = line_field(_("Namn"), required=_("Skriv vad gruppen heter."), max_length=200)
    founded_on = day_field(_("Inrättad"), required=_("Välj vilken dag gruppen inrättas."))
