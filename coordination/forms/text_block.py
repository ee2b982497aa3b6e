"""Forms for a body's text blocks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.forms.rules import RuleForm, choice_of
from coordination.forms.text import LineField, RichTextField
from coordination.models import Organization


class NewTextBlockForm(RuleForm):
    """A wording to keep: whose, under which name."""

    field_of = {"empty_text": "html", "text_block_title_once": "title", "unique_together": "title"}

    organization = choice_of(
        Organization.objects.none(), _("Nämnd"), required=_("Välj nämnden som textblocket tillhör.")
    )
    title = LineField(
        label=_("Namn"),
        what=_("Namnet"),
        limit=120,
        help_text=_("Så att du hittar det, till exempel ”Barnets bästa”."),
        error_messages={"required": _("Ge textblocket ett namn.")},
    )
    html = RichTextField(label=_("Text"), required=False)

    def __init__(self, *args, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = bodies


class TextBlockForm(RuleForm):
    """A new wording of a text block."""

    field_of = {"empty_text": "html"}

    html = RichTextField(label=_("Text"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)
