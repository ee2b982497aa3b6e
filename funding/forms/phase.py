"""Forms of a project's phases, and of the day on which its money ends."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coordination.forms.rules import RuleForm, choice_of
from coordination.models import Decision
from funding.enums import PhaseKind
from funding.forms.fields import DayField
from funding.models import Grant, ProjectPhase

DAY_MISSING = {"required": _("Välj en dag.")}


class PhaseForm(RuleForm):
    """When a phase is, and what it waits for."""

    field_of = {
        "ends_before_start": "ends_on",
        "strange_phase": "waits_for",
        "phases_in_circle": "waits_for",
    }

    phase = forms.ChoiceField(
        label=_("Fas"),
        choices=[("", _("Välj fas")), *PhaseKind.choices],
        help_text=_("Finns fasen redan ändras dess dagar."),
        error_messages={"required": _("Välj vilken fas det gäller.")},
    )
    starts_on = DayField(label=_("Från"), error_messages=DAY_MISSING)
    ends_on = DayField(label=_("Till"), error_messages=DAY_MISSING)
    waits_for = choice_of(
        ProjectPhase.objects.none(),
        _("Väntar på"),
        required=None,
        empty=_("Ingen annan fas"),
        help_text=_("En fas i det här eller ett annat projekt som måste bli klar först."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        seen = Grant.objects.visible_to(user).values("pk")
        rows = ProjectPhase.objects.filter(grant__in=seen).select_related("grant")
        self.fields["waits_for"].queryset = rows.order_by("grant__title", "starts_on", "pk")


class FundingEndForm(RuleForm):
    """Until when the money is meant to last, and the decision that goes on."""

    field_of = {
        "ends_before_decision": "funding_ends_on",
        "year_unlikely": "funding_ends_on",
        "strange_decision": "follow_on",
    }

    funding_ends_on = DayField(label=_("Pengarna ska räcka till och med"), required=False)
    follow_on = choice_of(
        Decision.objects.none(),
        _("Följdbeslut"),
        required=None,
        empty=_("Inget beslut ännu"),
        help_text=_("Det senare beslut i ärendet som säger hur projektet fortsätter."),
    )

    def __init__(self, *args, user, grant, **kwargs):
        super().__init__(*args, **kwargs)
        later = Decision.objects.visible_to(user).filter(
            matter=grant.decision.matter, decided_on__gte=grant.decision.decided_on
        )
        rows = later.exclude(pk=grant.decision_id).select_related("body")
        self.fields["follow_on"].queryset = rows.order_by("-decided_on", "-pk")
