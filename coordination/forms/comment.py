"""Forms for internal comments on a draft."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.domain.comment import LONGEST, LONGEST_QUOTE
from coordination.enums import SectionKind
from coordination.forms.rules import RuleForm
from coordination.forms.text import LineField


class CommentForm(RuleForm):
    """A comment on a section, perhaps on certain words."""

    field_of = {"quote_not_found": "quote"}

    section = forms.ChoiceField(
        label=_("Avsnitt"),
        choices=SectionKind.choices,
        widget=forms.RadioSelect,
        initial=SectionKind.BODY,
    )
    quote = forms.CharField(
        label=_("Gäller orden"),
        required=False,
        max_length=LONGEST_QUOTE,
        help_text=_("Kopiera orden ur texten, så hittar den som skriver."),
    )
    text = LineField(
        label=_("Synpunkt"),
        what=_("Synpunkten"),
        limit=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Skriv din synpunkt.")},
    )


class ReplyForm(RuleForm):
    """An answer to a comment."""

    text = LineField(
        label=_("Svar"),
        what=_("Svaret"),
        limit=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv ditt svar.")},
    )
