"""The four questions about what a decision granted, on any day."""

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from coordination.api.base import VisibleViewSet
from coordination.api.decision import DecisionFilter, DecisionRow
from coordination.api.shapes import Input, MatterNumber
from coordination.models import Decision
from evaluation.domain.queries.four_questions import four_answers, known_by_end_of
from funding.enums import EntryKind, ProjectState, SurplusReason


class Asked(Input):
    """The day that is asked about, and until when it must have been known: else the end of that day."""

    as_of = serializers.DateField(required=False)
    known_at = serializers.DateTimeField(required=False)


class SumsShape(serializers.Serializer):
    """The five figures in öre; null where there is none. ``approximate`` names those that are."""

    applied = serializers.IntegerField(allow_null=True)
    granted = serializers.IntegerField(allow_null=True)
    used = serializers.IntegerField(allow_null=True)
    forecast = serializers.IntegerField(allow_null=True)
    left = serializers.IntegerField(allow_null=True)
    approximate = serializers.ListField(child=serializers.CharField())


class IndicatorShape(serializers.Serializer):
    """An indicator with its latest value that was known; null where there was none."""

    name = serializers.CharField()
    value = serializers.CharField(allow_null=True)
    unit = serializers.CharField()
    period = serializers.CharField()
    source = serializers.CharField()
    is_reached = serializers.BooleanField(allow_null=True)


class ContributionShape(serializers.Serializer):
    """How a project contributed, in its body's own words; empty where it has not said."""

    statement = serializers.CharField()
    receipt = serializers.CharField()
    filed_on = serializers.DateField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    indicators = IndicatorShape(many=True)


class ReasonShape(serializers.Serializer):
    """Why so many öre were left over."""

    code = serializers.ChoiceField(SurplusReason.choices)
    text = serializers.CharField()
    amount_ore = serializers.IntegerField()


class DisposalShape(serializers.Serializer):
    """What has become of so many öre, by which decision."""

    kind = serializers.ChoiceField(EntryKind.choices)
    amount_ore = serializers.IntegerField()
    decision = serializers.CharField()


class ProjectShape(serializers.Serializer):
    """The four answers about one project."""

    grant = serializers.IntegerField(source="grant.pk")
    title = serializers.CharField(source="grant.title")
    recipient = serializers.CharField(source="grant.recipient.name")
    area = serializers.CharField(source="place")
    is_reported = serializers.BooleanField()
    state = serializers.ChoiceField(ProjectState.choices, source="account.state")
    state_on = serializers.DateField(source="account.state_on", allow_null=True)
    contribution = ContributionShape()
    sums = SumsShape(source="account.balance")
    ledger_rows = serializers.IntegerField(source="account.rows")
    booked_on = serializers.DateField(source="account.booked_on", allow_null=True)
    surplus_ore = serializers.IntegerField(source="account.surplus_ore")
    reasons = ReasonShape(source="account.reasons", many=True)
    unexplained_ore = serializers.IntegerField(source="account.unexplained_ore")
    disposals = DisposalShape(source="account.disposals", many=True)
    undecided_ore = serializers.IntegerField(source="account.undecided_ore")


class FourAnswersShape(serializers.Serializer):
    """The answers about a decision; what nobody has reported on is first."""

    decision = serializers.IntegerField(source="decision.pk")
    matter = MatterNumber(source="decision.matter")
    as_of = serializers.DateField()
    known_at = serializers.DateTimeField()
    source = serializers.SerializerMethodField()
    total = SumsShape()
    surplus_ore = serializers.IntegerField()
    unexplained_ore = serializers.IntegerField()
    undecided_ore = serializers.IntegerField()
    projects = ProjectShape(many=True)

    def get_source(self, _answers) -> str:
        return "ledger, project steps, follow-up reports, measurements"


class FourQuestionsViewSet(VisibleViewSet):
    """The decisions that granted money, in matters that the caller may see, and the answers about each."""

    model = Decision
    serializer_class = DecisionRow
    related = ("matter", "body")
    filterset_class = DecisionFilter

    def get_queryset(self):
        return super().get_queryset().filter(grants__isnull=False).distinct()

    def filter_queryset(self, queryset):
        """The list is filtered; the answers take a day and a moment instead."""
        return queryset if self.action == "answers" else super().filter_queryset(queryset)

    @extend_schema(
        parameters=[
            OpenApiParameter("as_of", str, description="A day; today if it is left out."),
            OpenApiParameter(
                "known_at", str, description="A moment; what was written down later is left out."
            ),
        ],
        responses=FourAnswersShape,
    )
    @action(detail=True)
    def answers(self, request, pk=None):
        """The four answers on a day, as they were known by its end or by another moment."""
        decision = self.get_object()
        sent = Asked(data=request.query_params.dict(), context=self.get_serializer_context())
        sent.is_valid(raise_exception=True)
        now = timezone.now()
        as_of = min(
            sent.validated_data.get("as_of", timezone.localdate(now)), timezone.localdate(now)
        )
        known_at = min(sent.validated_data.get("known_at") or known_by_end_of(as_of, now=now), now)
        found = four_answers(decision, as_of=as_of, known_at=known_at)
        return Response(FourAnswersShape(found).data)
