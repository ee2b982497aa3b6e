"""Rounds, and the grants that a decision gives in one."""

from django.utils.translation import gettext as _
from django_filters import ChoiceFilter
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from coordination.api.base import CREATED, VisibleViewSet, takes
from coordination.api.filters import ApiFilter, IdFilter, since, until
from coordination.api.shapes import Input, Row, Visible
from coordination.models import Area, Decision, Organization
from funding.api.entry import LedgerEntryRow
from funding.api.grant import GrantRow
from funding.api.keys import KEY, key_of
from funding.domain.grant import Award, Rejection, grant_funds
from funding.domain.round import close_round, open_round, record_applications
from funding.enums import RoundState
from funding.models import Application, Grant, Round, Source
from initiatives.models import Initiative

MOST_AWARDS = 200


class RoundRow(Row):
    """An occasion on which a source's money is applied for and granted."""

    class Meta:
        model = Round
        fields = [
            *("id", "source", "name", "purpose", "opens_on", "closes_on", "decided_on", "state"),
            *("forecast_day", "is_fictitious"),
        ]


class RoundInput(Input):
    """A new round."""

    source = Visible(Source)
    name = serializers.CharField(max_length=150)
    purpose = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    opens_on = serializers.DateField()
    closes_on = serializers.DateField()
    forecast_day = serializers.IntegerField(
        min_value=1, max_value=28, required=False, allow_null=True
    )


class AwardInput(Input):
    """One line of a decision: an application, or a project and who receives the money; how much.

    In a round with applications every line names one, which says the rest.
    """

    application = Visible(Application, required=False)
    title = serializers.CharField(max_length=200, required=False)
    recipient = Visible(Organization, required=False)
    amount_ore = serializers.IntegerField()
    applied_ore = serializers.IntegerField(required=False, allow_null=True)
    initiative = Visible(Initiative, required=False, allow_null=True)
    area = Visible(Area, required=False, allow_null=True)
    is_approximate = serializers.BooleanField(required=False)


class RejectionInput(Input):
    """One line of a decision that refuses: an application, or a project and who asked; why not."""

    application = Visible(Application, required=False)
    title = serializers.CharField(max_length=200, required=False)
    applicant = Visible(Organization, required=False)
    reason = serializers.CharField(max_length=1000)
    applied_ore = serializers.IntegerField(required=False, allow_null=True)


class GrantingInput(Input):
    """A decision with every grant and refusal it gives: all are entered, or none."""

    decision = Visible(Decision)
    awards = AwardInput(many=True, max_length=MOST_AWARDS)
    rejections = RejectionInput(many=True, max_length=MOST_AWARDS, required=False)

    def validate_awards(self, awards):
        return [_line(Award, award, ("title", "recipient")) for award in awards]

    def validate_rejections(self, rejections):
        return [_line(Rejection, each, ("title", "applicant")) for each in rejections]


def _line(kind, said, needed):
    """A line about an application holds what the application says; else it says that itself."""
    application = said.pop("application", None)
    if application is None:
        if missing := [name for name in needed if name not in said]:
            words = {name: [_("Ange det, eller en ansökan.")] for name in missing}
            raise serializers.ValidationError(words)
        return kind(**said)
    if twice := said.keys() & {*needed, "applied_ore", "initiative", "area"}:
        words = {name: [_("Det står i ansökan. Ta bort det.")] for name in sorted(twice)}
        raise serializers.ValidationError(words)
    return kind.of(application, **said)


class Granted(serializers.Serializer):
    """The grants that were entered."""

    grants = GrantRow(many=True)


class ApplicationsInput(Input):
    """What was applied for beside what was granted, as one sum."""

    amount_ore = serializers.IntegerField()
    booked_on = serializers.DateField()
    document = serializers.CharField(max_length=200)
    is_approximate = serializers.BooleanField(required=False)


class ClosingInput(Input):
    """Why a round closes before its time; not needed afterwards."""

    reason = serializers.CharField(max_length=500, required=False)


class RoundFilter(ApiFilter):
    """Rounds by source, state and day."""

    source = IdFilter()
    state = ChoiceFilter(choices=RoundState.choices)
    decided_since = since("decided_on")
    decided_until = until("decided_on")


class RoundViewSet(VisibleViewSet):
    """Rounds of the caller's bodies' money, and those with a grant the caller may see."""

    model = Round
    serializer_class = RoundRow
    related = ("source__owner",)
    filterset_class = RoundFilter

    @takes(RoundInput, status=CREATED)
    def create(self, *, source, **values):
        """Open a round for a source's money."""
        return open_round(source, actor=self.request.user, **values)

    @action(detail=True, methods=["post"])
    @takes(ClosingInput)
    def close(self, funding_round, **values):
        """End the time to apply; before it is out, with a reason."""
        close_round(funding_round, actor=self.request.user, **values)

    @extend_schema(parameters=[KEY])
    @action(detail=True, methods=["post"])
    @takes(GrantingInput, status=CREATED, answers=Granted)
    def grant(self, funding_round, **values):
        """Enter every grant of a decision, once per key."""
        grants = grant_funds(
            funding_round, actor=self.request.user, key=key_of(self.request), **values
        )
        entered = Grant.objects.filter(pk__in=[grant.pk for grant in grants])
        shown = entered.select_related("recipient").order_by("pk")
        return Response(Granted({"grants": shown}).data, status=CREATED)

    @extend_schema(parameters=[KEY])
    @action(detail=True, methods=["post"])
    @takes(ApplicationsInput, status=CREATED, answers=LedgerEntryRow)
    def applications(self, funding_round, **values):
        """Book what was applied for beside what was granted, once per key."""
        entry = record_applications(
            funding_round, actor=self.request.user, key=key_of(self.request), **values
        )
        return Response(LedgerEntryRow(entry).data, status=CREATED)
