"""Forms of a compilation: its introduction, and one quote at a time."""

from django.utils.translation import gettext_lazy as _

from coordination.forms.rules import RuleForm, SeenField
from coordination.forms.text import RichTextField


class IntroductionForm(RuleForm):
    """What the matter is about."""

    html = RichTextField(label=_("Ärendet"), required=False)
    version = SeenField()


class QuoteForm(RuleForm):
    """The wording that is printed instead of the body's own."""

    field_of = {"missing": "html"}

    html = RichTextField(
        label=_("Text i sammanställningen"),
        error_messages={"required": _("Skriv texten, eller återställ nämndens egna ord.")},
    )
    version = SeenField()
