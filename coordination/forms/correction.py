"""Forms of what can follow an adoption: a correction, a signed copy."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.forms.consultee import reason_field
from coordination.forms.rules import RuleForm


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


class SignedCopyForm(RuleForm):
    """A PDF that was signed elsewhere."""

    field_of = dict.fromkeys(
        (
            "too_large",
            "not_pdf",
            "not_whole",
            "encrypted",
            "script",
            "embedded",
            "attached_already",
        ),
        "file",
    )

    file = forms.FileField(
        label=_("PDF-fil"),
        allow_empty_file=True,
        help_text=_("Högst 30 MB, utan lösenord, skript och bifogade filer."),
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
        error_messages={"required": _("Välj den undertecknade PDF-filen.")},
    )
