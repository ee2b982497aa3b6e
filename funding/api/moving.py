"""What moves money by decision, as the API takes it."""

from rest_framework import serializers

from coordination.api.shapes import Input, Row, Visible
from coordination.models import Decision
from funding.enums import Disposition, SurplusReason
from funding.models import Exemption, Explanation, Grant, Source


class DecidedInput(Input):
    """So much, by which decision, and why."""

    amount_ore = serializers.IntegerField()
    decision = Visible(Decision)
    reason = serializers.CharField(max_length=300)


class TransferInput(DecidedInput):
    """Part of a frame, to another source."""

    to = Visible(Source)


class RepurposeInput(DecidedInput):
    """What is left of a grant, to another one from the same source."""

    to = Visible(Grant)


class ExplanationInput(Input):
    """Why so much of an ended project's money was left over."""

    amount_ore = serializers.IntegerField()
    reason = serializers.ChoiceField(SurplusReason.choices)
    text = serializers.CharField(max_length=1000, required=False, allow_blank=True)


class DispositionInput(Input):
    """What a body has decided becomes of what is left; ``to`` where another grant gets it."""

    disposition = serializers.ChoiceField(Disposition.choices)
    amount_ore = serializers.IntegerField()
    decision = Visible(Decision)
    to = Visible(Grant, required=False)
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True)


class ExplanationRow(Row):
    """Why money was left over."""

    class Meta:
        model = Explanation
        fields = ["id", "grant", "amount_ore", "reason", "text", "explained_on", "recorded_at"]


class ExemptionRow(Row):
    """A decided exception from a cap."""

    class Meta:
        model = Exemption
        fields = [
            "id",
            "funding_source",
            "grant",
            "amount_ore",
            "reason",
            "decision",
            "recorded_at",
        ]
