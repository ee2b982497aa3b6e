"""What moves money by decision, as the API takes it."""

from rest_framework import serializers

from coordination.api.shapes import Input, Row, Visible
from coordination.models import Decision
from funding.models import Exemption, Grant, Source


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
