"""Forms about the referred text: which it is, and what is said of its parts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.enums import PartViewKind, Stance
from coordination.forms.rules import PDF_REFUSALS, RuleForm, SeenField, choice_of
from coordination.forms.text import LineField, RichTextField
from coordination.models import ReferredPart


class ReferredTextForm(RuleForm):
    """The text that is referred: a PDF or written, and its parts."""

    field_of = {
        "one_text": "file",
        "too_large": "file",
        "not_pdf": "file",
        "not_whole": "file",
        **dict.fromkeys(PDF_REFUSALS, "file"),
        "unreadable_part": "parts",
        "too_many_parts": "parts",
    }

    file = forms.FileField(
        label=_("PDF"),
        required=False,
        allow_empty_file=True,
        help_text=_("Högst 30 MB. Eller skriv texten här nedanför i stället."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )
    html = RichTextField(label=_("Texten"), required=False)
    parts = forms.CharField(
        label=_("Delar som svaren kan peka på"),
        required=False,
        max_length=60_000,
        widget=forms.Textarea,
        help_text=_(
            "En på varje rad, till exempel ”4.5 Finansiering, s. 18–20”. Lämnar du tomt blir det "
            "rubrikerna i den skrivna texten."
        ),
    )

    def values(self) -> dict:
        """What the domain takes: the file's bytes instead of the file."""
        chosen = dict(self.cleaned_data)
        file = chosen.pop("file")
        return {"pdf": file.read() if file else None, **chosen}


class NewerTextForm(ReferredTextForm):
    """A newer version, and what changed in it."""

    what_changed = LineField(
        label=_("Vad är ändrat sedan den förra versionen?"),
        what=_("Vad som är ändrat"),
        limit=2000,
        widget=forms.Textarea,
        help_text=_("Alla tillfrågade får läsa det i ett brev."),
        error_messages={"required": _("Skriv vad som är ändrat. Alla tillfrågade får läsa det.")},
    )
    field_order = ["what_changed", "file", "html", "parts"]


class PartViewForm(RuleForm):
    """What the body says of one part of the referred text."""

    field_of = {"missing": "text", "foreign_part": "part", "unknown_kind": "kind"}

    part = choice_of(
        ReferredPart.objects.none(), _("Vilken del gäller det?"), required=_("Välj en del.")
    )
    kind = forms.ChoiceField(
        label=_("Vad är det?"),
        choices=PartViewKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj synpunkt, rättelse eller instämmande.")},
    )
    text = forms.CharField(
        label=_("Synpunkten"),
        required=False,
        max_length=5000,
        widget=forms.Textarea,
        help_text=_("Vid en rättelse: skriv vad som står och vad det ska stå i stället."),
    )
    stance = forms.ChoiceField(
        label=_("Ställning till just den delen"),
        choices=[("", _("Ingen särskild")), *Stance.choices],
        required=False,
    )
    version = SeenField()

    def __init__(self, *args, parts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["part"].queryset = parts
