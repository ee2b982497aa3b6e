"""The follow-up report: one form, on one page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.forms.rules import RuleForm, SeenField
from funding.enums import SurplusReason
from funding.forms.fields import PlainTextField


class ReportForm(RuleForm):
    """What came of it, what it cost and what did not go as planned. Everything may wait in a draft."""

    field_of = {
        "result_missing": "final_result",
        "deviation_reason_missing": "deviation_reason",
        "surplus_reason_missing": "surplus_reason",
        "unknown_reason": "surplus_reason",
    }

    final_result = PlainTextField(
        label=_("Slutresultat"),
        limit=10_000,
        rows=6,
        required=False,
        help_text=_("Vad blev gjort, var och för vilka?"),
    )
    contribution = PlainTextField(
        label=_("Så bidrog det till målet"),
        limit=10_000,
        rows=4,
        required=False,
        help_text=_("Vad märks av, och hur vet ni det?"),
    )
    deviation_reason = PlainTextField(
        label=_("Varför utfallet avviker från det beviljade"),
        limit=5000,
        rows=3,
        required=False,
        help_text=_("Behövs när hela beloppet inte är använt."),
    )
    surplus_reason = forms.ChoiceField(
        label=_("Varför pengar blev kvar"),
        choices=[("", _("Inga pengar blev kvar")), *SurplusReason.choices],
        required=False,
    )
    deviation_in_execution = PlainTextField(
        label=_("Vad som inte blev som planerat"),
        limit=5000,
        rows=3,
        required=False,
        help_text=_("Tid, omfattning, samarbete. Lämna tomt om allt blev som planerat."),
    )
    version = SeenField()

    def __init__(self, *args, report, **kwargs):
        fields = ("version", *self.base_fields)
        kwargs.setdefault("initial", {name: getattr(report, name) for name in fields})
        super().__init__(*args, **kwargs)
