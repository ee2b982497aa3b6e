"""Forms of the administration's pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.forms.rules import OurForm, RuleForm, choice_of, text_field
from coordination.models import Person


class InvitationForm(RuleForm):
    """Who gets an account."""

    field_of = dict.fromkeys(["no_address", "has_account", "email_taken"], "person")

    person = choice_of(
        Person.objects.none(),
        _("Vem ska få ett konto?"),
        required=_("Välj en person i listan."),
        help_text=_("Listan visar dem som har eller har haft ett uppdrag i kommunen."),
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people


class CloseAccountForm(RuleForm):
    """Why an account is closed."""

    reason = text_field(
        _("Varför stängs kontot?"),
        required=_("Skriv varför kontot stängs. Det syns i historiken."),
        max_length=500,
    )


class PeopleFilterForm(OurForm):
    """What the list of people is narrowed to."""

    q = forms.CharField(label=_("Sök på namn eller e-postadress"), required=False, max_length=100)
