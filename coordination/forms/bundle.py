"""Forms of a meeting's papers: which to take along in which order, and whom to share them with."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from coordination.domain.bundle import MOST_PARTS
from coordination.domain.meeting_paper import TITLE_LIMIT
from coordination.domain.share_link import RECIPIENT_LIMIT
from coordination.forms.rules import PDF_CODES, RuleForm, choice_of, day_field, line_field
from coordination.forms.text import LineField
from coordination.models import Matter


class BundleForm(RuleForm):
    """A tick and a place for each candidate; what is ticked goes along, by place."""

    def __init__(self, *args, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        self.candidates = candidates
        for place, each in enumerate(candidates, start=1):
            self.fields[f"take_{each.key}"] = forms.BooleanField(
                label=each.title, required=False, initial=each.is_proposed
            )
            self.fields[f"place_{each.key}"] = forms.IntegerField(
                label=_("Plats"), min_value=1, max_value=999, initial=place, required=False
            )

    def rows(self):
        """Each candidate with its two fields, for the page."""
        return [
            (each, self[f"take_{each.key}"], self[f"place_{each.key}"]) for each in self.candidates
        ]

    def clean(self):
        values = super().clean()
        if sum(values.get(f"take_{each.key}", False) for each in self.candidates) > MOST_PARTS:
            raise ValidationError(_("Högst 100 handlingar får plats."), code="too_many")
        return values

    def chosen(self):
        """The ticked candidates by place; those without one come last, as they stand on the page."""
        values = self.cleaned_data
        ticked = [each for each in self.candidates if values[f"take_{each.key}"]]
        return sorted(ticked, key=lambda each: values[f"place_{each.key}"] or MOST_PARTS * 10)


class MeetingPaperForm(RuleForm):
    """A PDF of the body's own, and the matter that it is kept in."""

    field_of = {
        **dict.fromkeys(PDF_CODES, "file"),
        "missing": "title",
        "foreign_matter": "matter",
    }

    title = LineField(
        label=_("Rubrik"),
        what=_("Rubriken"),
        limit=TITLE_LIMIT,
        help_text=_("Den står i innehållet, till exempel ”Kostnadskalkyl för torget”."),
        error_messages={"required": _("Skriv vad handlingen heter.")},
    )
    matter = choice_of(
        Matter.objects.none(), _("Ärende"), required=_("Välj vilket ärende handlingen hör till.")
    )
    file = forms.FileField(
        label=_("PDF-fil"),
        allow_empty_file=True,
        help_text=_("Högst 30 MB, utan lösenord, skript och bifogade filer."),
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
        error_messages={"required": _("Välj en PDF-fil.")},
    )

    def __init__(self, *args, matters, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["matter"].queryset = matters


class ShareLinkForm(RuleForm):
    """Whom a link is for, and until when."""

    field_of = {"too_long": "expires_on", "day_has_been": "expires_on"}

    recipient = line_field(
        _("Vem länken är till"),
        required=_("Skriv vem länken är till, så att du kan återkalla rätt länk."),
        max_length=RECIPIENT_LIMIT,
    )
    expires_on = day_field(
        _("Gäller till och med"),
        required=_("Välj hur länge länken gäller, högst 60 dagar."),
        help_text=_("Högst 60 dagar. Du kan återkalla länken när som helst."),
    )
