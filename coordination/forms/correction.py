"""Forms of what can follow an adoption: a correction, a signed copy."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.domain.clerical_correction import REQUEST_LIMIT
from coordination.domain.signed_copy import REASON_LIMIT
from coordination.enums import SectionKind
from coordination.forms.consultee import reason_field
from coordination.forms.rules import PDF_CODES, RuleForm
from coordination.forms.text import LineField, RichTextField


class CorrectionForm(RuleForm):
    """Why an adopted statement is corrected."""

    field_of = {"missing": "reason"}

    reason = reason_field(
        _("Vad är fel?"),
        what=_("Skälet"),
        limit=500,
        required=_("Skriv vad som är fel. Skälet står vid båda versionerna."),
        help_text=_("Skälet står vid båda versionerna och i historiken."),
    )


class ClericalCorrectionForm(RuleForm):
    """The text with its clerical errors put right; certified once the differences have been seen."""

    field_of = {"missing": "reason", "not_certified": "only_clerical"}

    reason = reason_field(
        _("Vilket skrivfel rättas?"),
        what=_("Skälet"),
        limit=500,
        required=_("Skriv vilket skrivfel du rättar. Det står i den rättade handlingen."),
        help_text=_("Till exempel: fel årtal i första stycket. Det står i den rättade handlingen."),
    )
    title = LineField(
        label=_("Rubrik"),
        what=_("Rubriken"),
        limit=200,
        error_messages={"required": _("Skriv yttrandets rubrik.")},
    )
    summary = RichTextField(label=SectionKind.SUMMARY.label, required=False)
    body = RichTextField(label=SectionKind.BODY.label, required=False)
    only_clerical = forms.BooleanField(
        label=_("Jag intygar att rättelsen inte ändrar vad nämnden beslutade"), required=False
    )

    def __init__(self, *args, requests, **kwargs):
        super().__init__(*args, **kwargs)
        for asked in requests:
            self.fields[f"request_{asked.position}"] = LineField(
                label=_("Önskemål %(number)s") % {"number": asked.position},
                what=_("Önskemålet"),
                limit=REQUEST_LIMIT,
                initial=asked.text,
                widget=forms.Textarea,
                error_messages={
                    "required": _("Skriv önskemålet. En rättelse tar inte bort något.")
                },
            )
        self.places = [asked.position for asked in requests]

    @property
    def request_fields(self) -> list:
        """The wording of each request, in order."""
        return [self[f"request_{place}"] for place in self.places]

    def corrected(self) -> dict:
        """Title, the sections' text by kind and the requests' wording by place."""
        said = self.cleaned_data
        return {
            "title": said["title"],
            "texts": {kind: said[kind] for kind in SectionKind},
            "requests": {place: said[f"request_{place}"] for place in self.places},
        }


class SignedCopyForm(RuleForm):
    """A PDF that was signed elsewhere."""

    field_of = {**dict.fromkeys(PDF_CODES, "file"), "text_differs": "reason", "missing": "reason"}

    file = forms.FileField(
        label=_("PDF-fil"),
        allow_empty_file=True,
        help_text=_("Högst 30 MB, utan lösenord, skript och bifogade filer."),
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
        error_messages={"required": _("Välj den undertecknade PDF-filen.")},
    )
    reason = LineField(
        label=_("Varför filen sparas fast texten är en annan"),
        what=_("Skälet"),
        limit=REASON_LIMIT,
        required=False,
        help_text=_(
            "Behövs bara när filens text inte är handlingens, till exempel när den är inskannad."
        ),
    )
