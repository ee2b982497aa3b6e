"""Forms that move money by decision: between frames, between grants, and past a cap."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coordination.models import Decision
from coordination.swedish import format_kr
from funding.forms.fields import AmountField, CountedForm, PlainTextField
from funding.models import Grant, Source


class DecidedForm(CountedForm):
    """So much, by which decision, and why."""

    field_of = {
        "amount_not_positive": "amount_ore",
        "amount_too_large": "amount_ore",
        "frame_exceeded": "amount_ore",
        "grant_exceeded": "amount_ore",
        "financing_missing": "decision",
        "not_their_money": "decision",
        "preparatory": "decision",
        "decision_missing": "decision",
        "granting_decision": "decision",
        "decided_before_end": "decision",
        "decision_exceeded": "amount_ore",
        "project_ended": "to",
        "other_source": "to",
        "same_place": "to",
    }

    amount_ore = AmountField(
        label=_("Belopp"),
        help_text=_("I kronor, till exempel 125 000 eller 1,5 mnkr."),
        error_messages={"required": _("Skriv beloppet i kronor.")},
    )
    decision = forms.ModelChoiceField(
        Decision.objects.none(),
        label=_("Beslut"),
        empty_label=_("Välj beslut"),
        error_messages={
            "required": _("Välj beslutet. Utan beslut flyttas inga pengar."),
            "invalid_choice": _("Välj ett av besluten i listan."),
        },
    )
    reason = PlainTextField(
        label=_("Varför"),
        limit=300,
        rows=3,
        error_messages={"required": _("Skriv varför. Det syns i pengaboken.")},
    )

    def __init__(self, *args, decisions, fitting=None, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self.fields["decision"], decisions, fitting=decisions if fitting is None else fitting)


class TransferForm(DecidedForm):
    """Move part of a frame to another source."""

    to = forms.ModelChoiceField(
        Source.objects.none(),
        label=_("Till källan"),
        empty_label=_("Välj källa"),
        error_messages={"required": _("Välj vart pengarna går.")},
    )
    field_order = ["key", "to", "amount_ore", "decision", "reason"]

    def __init__(self, *args, sources, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = sources


class RepurposeForm(DecidedForm):
    """Move what is left of a grant to another one from the same source."""

    to = forms.ModelChoiceField(
        Grant.objects.none(),
        label=_("Till bidraget"),
        empty_label=_("Välj bidrag"),
        error_messages={"required": _("Välj vilket bidrag som får pengarna.")},
    )
    field_order = ["key", "to", "amount_ore", "decision", "reason"]

    def __init__(self, *args, grants, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = grants


def decision_label(decision) -> str:
    """A decision as a choice: who, when, § and about what, and how much of it is left."""
    said = f"{decision.body} {decision.decided_on} {decision.reference}: {decision.title}"
    left = getattr(decision, "left_ore", None)
    return (
        said
        if left is None
        else gettext("%(decision)s, %(left)s återstår")
        % {
            "decision": said,
            "left": format_kr(left),
        }
    )


def offer(field, decisions, *, fitting) -> None:
    """Let a field take any of the decisions, whose misfit the rule explains, and offer those that fit."""
    field.queryset = decisions
    field.choices = [("", field.empty_label), *((row.pk, decision_label(row)) for row in fitting)]
