"""Applications: begun, written, consented to, submitted and judged, as the pages do it."""

from django.utils.translation import gettext as _
from django_filters import ChoiceFilter
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action

from coordination.api.base import CREATED, NO_CONTENT, VisibleViewSet, takes
from coordination.api.filters import ApiFilter, IdFilter
from coordination.api.shapes import Input, OrganizationName, PdfField, Reason, Row, Version, Visible
from coordination.models import Area, Organization, Person
from funding.api.keys import KEY, key_of
from funding.domain.application import (
    copy_application,
    describe_application,
    start_application,
    submit_application,
    withdraw_application,
)
from funding.domain.application_content import content_of
from funding.domain.application_writing import (
    set_body,
    set_share,
    write_part,
)
from funding.domain.assessment import (
    check_gate,
    exclude_pair,
    record_conflict,
    score_application,
)
from funding.domain.consent import ask_for_consents, give_consent
from funding.domain.dialogue import add_dialogue
from funding.domain.ledger import fingerprint
from funding.domain.participation import leave_application
from funding.enums import ApplicationState, Financing, PartKind
from funding.models import (
    Application,
    ApplicationBody,
    ApplicationPart,
    ApplicationShare,
    Criterion,
    Round,
    Score,
    Source,
)
from initiatives.models import Initiative


class ApplicationRow(Row):
    """What bodies ask a round for together, with its sums in öre."""

    lead = OrganizationName()

    class Meta:
        model = Application
        fields = [
            *("id", "round", "number", "title", "summary", "lead", "initiative", "area", "state"),
            *("cost_ore", "applied_ore", "financed_ore", "submitted_at", "fingerprint"),
            *("version", "is_fictitious"),
        ]


class BodyRow(Row):
    """A body that is affected, and whether it takes part."""

    organization = OrganizationName()

    class Meta:
        model = ApplicationBody
        fields = ["id", "organization", "takes_part", "contribution"]


class ApplicationPartRow(Row):
    """The text of a part."""

    class Meta:
        model = ApplicationPart
        fields = ["id", "kind", "html", "version", "updated_at"]


class ShareRow(Row):
    """A body's share of the cost in a year."""

    organization = OrganizationName()

    class Meta:
        model = ApplicationShare
        fields = ["id", "organization", "financing", "source", "year", "amount_ore"]


class ScoreRow(Row):
    """How far the application meets a criterion, and why; earlier ones are not current."""

    class Meta:
        model = Score
        fields = ["id", "criterion", "level", "rationale", "recorded_at", "is_current"]


class ApplicationDetail(ApplicationRow):
    """An application with its bodies, texts, shares and scores."""

    bodies = BodyRow(many=True)
    parts = ApplicationPartRow(many=True)
    shares = ShareRow(many=True)
    scores = ScoreRow(many=True)
    # SHA-256 over the text as it is now: what a consent says that it has seen.
    content_fingerprint = serializers.SerializerMethodField()

    class Meta(ApplicationRow.Meta):
        fields = [
            *ApplicationRow.Meta.fields,
            *("bodies", "parts", "shares", "scores", "content_fingerprint"),
        ]

    def get_content_fingerprint(self, application) -> str:
        return fingerprint(content_of(application))


class StartInput(Input):
    """A new application in an open round."""

    round = Visible(Round)
    lead = Visible(Organization)
    title = serializers.CharField(max_length=200)
    initiative = Visible(Initiative, required=False, allow_null=True)
    area = Visible(Area, required=False, allow_null=True)


class DescribeInput(Input):
    """The project in short, and its whole cost."""

    title = serializers.CharField(max_length=200)
    summary = serializers.CharField(max_length=250, allow_blank=True)
    cost_ore = serializers.IntegerField()
    initiative = Visible(Initiative, required=False, allow_null=True)
    area = Visible(Area, required=False, allow_null=True)
    version = Version()


class PartInput(Input):
    """The text of one part."""

    kind = serializers.ChoiceField(PartKind.choices)
    html = serializers.CharField(allow_blank=True)
    version = Version()


class BodyInput(Input):
    """A body that is affected."""

    organization = Visible(Organization)
    takes_part = serializers.BooleanField()
    contribution = serializers.CharField(max_length=300, required=False, allow_blank=True)


class ShareInput(Input):
    """What a body applies for, or pays itself, in a year."""

    organization = Visible(Organization)
    financing = serializers.ChoiceField(Financing.choices)
    year = serializers.IntegerField()
    amount_ore = serializers.IntegerField()
    source = Visible(Source, required=False, allow_null=True)


class DialogueInput(Input):
    """A dialogue with a district committee."""

    organization = Visible(Organization)
    held_on = serializers.DateField()
    evidence = serializers.CharField(max_length=300)
    pdf = PdfField(required=False)


class ConsentInput(Input):
    """Which body consents, and to which text: its SHA-256 ``content_fingerprint`` of the application."""

    organization = Visible(Organization)
    fingerprint_seen = serializers.CharField(max_length=64)
    basis = serializers.CharField(required=False, max_length=200)


class LeaveInput(Input):
    """Which body steps back, and why."""

    organization = Visible(Organization)
    reason = serializers.CharField(max_length=300)


class CopyInput(Input):
    """Which open round to copy into."""

    into = Visible(Round)


class GateInput(Input):
    """Whether the application is long-term, and why."""

    passed = serializers.BooleanField()
    rationale = serializers.CharField(max_length=2000)


class ScoreInput(Input):
    """How far the application meets a criterion, and why."""

    criterion = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    level = serializers.IntegerField()
    rationale = serializers.CharField(max_length=2000)


class ConflictInput(Input):
    """Who may not judge, and why."""

    person = Visible(Person)
    reason = serializers.CharField(max_length=500)


class PairInput(Input):
    """Another application that cannot be granted together with this one."""

    other = Visible(Application)
    reason = serializers.CharField(max_length=300)


class ApplicationFilter(ApiFilter):
    """Applications by round, lead and state."""

    round = IdFilter()
    lead = IdFilter()
    state = ChoiceFilter(choices=ApplicationState.choices)


class ApplicationViewSet(VisibleViewSet):
    """The caller's bodies' own applications, and the received ones of rounds that the caller judges."""

    model = Application
    serializer_class = ApplicationRow
    detail_class = ApplicationDetail
    related = ("round__source__owner", "lead")
    prefetched = ("bodies__organization", "parts", "shares__organization", "scores")
    part_rows = {ApplicationPart: ApplicationPartRow}
    filterset_class = ApplicationFilter

    @extend_schema(parameters=[KEY])
    @takes(StartInput, status=CREATED)
    def create(self, **values):
        """Begin an application on behalf of a body, once per key."""
        begun = {"actor": self.request.user, "key": key_of(self.request)}
        return start_application(values.pop("round"), **begun, **values)

    @takes(DescribeInput)
    def partial_update(self, application, **values):
        """Set the project in short."""
        return describe_application(application, actor=self.request.user, **values)

    @action(detail=True, methods=["post"], url_path="part")
    @takes(PartInput)
    def write(self, application, *, kind, **values):
        """Write the text of a part."""
        part = _found(application.parts.filter(kind=kind), "kind")
        part.application = application
        write_part(part, actor=self.request.user, **values)

    @action(detail=True, methods=["post"])
    @takes(BodyInput)
    def body(self, application, **values):
        """Say that a body is affected, and whether it takes part."""
        set_body(application, actor=self.request.user, **values)

    @action(detail=True, methods=["post"])
    @takes(ShareInput)
    def share(self, application, **values):
        """Set a body's share in a year."""
        set_share(application, actor=self.request.user, **values)

    @action(detail=True, methods=["post"])
    @takes(DialogueInput)
    def dialogue(self, application, **values):
        """Write down a dialogue with a district committee."""
        add_dialogue(application, actor=self.request.user, **values)

    @action(detail=True, methods=["post"], url_path="ask-for-consents")
    @takes()
    def ask(self, application):
        """Ask everyone who takes part for consent."""
        ask_for_consents(application, actor=self.request.user)

    @action(detail=True, methods=["post"])
    @takes(ConsentInput)
    def consent(self, application, **values):
        """Consent on a body's behalf to just the text that was read."""
        give_consent(application, actor=self.request.user, **values)

    @action(detail=True, methods=["post"])
    @takes(LeaveInput, status=NO_CONTENT)
    def leave(self, application, **values):
        """Step back on behalf of a body that takes part and does not lead."""
        leave_application(application, actor=self.request.user, **values)

    @action(detail=True, methods=["post"])
    @takes()
    def submit(self, application):
        """Submit the application; a second time gives the same number."""
        return submit_application(application, actor=self.request.user)

    @action(detail=True, methods=["post"])
    @takes(Reason)
    def withdraw(self, application, **values):
        """Take the whole application back: the lead."""
        return withdraw_application(application, actor=self.request.user, **values)

    @extend_schema(parameters=[KEY])
    @action(detail=True, methods=["post"])
    @takes(CopyInput, status=CREATED)
    def copy(self, application, *, into):
        """Begin a new application with what this one said, once per key."""
        key = key_of(self.request)
        return copy_application(application, actor=self.request.user, into=into, key=key)

    @action(detail=True, methods=["post"])
    @takes(GateInput)
    def gate(self, application, **values):
        """Say whether it is long-term."""
        check_gate(application, actor=self.request.user, **values)

    @action(detail=True, methods=["post"])
    @takes(ScoreInput)
    def score(self, application, *, criterion, **values):
        """Score a criterion, with the reason."""
        found = _found(
            Criterion.objects.filter(round=application.round_id, pk=criterion), "criterion"
        )
        score_application(application, actor=self.request.user, criterion=found, **values)

    @action(detail=True, methods=["post"])
    @takes(ConflictInput)
    def conflict(self, application, **values):
        """Write down who may not judge it."""
        record_conflict(application, actor=self.request.user, **values)

    @action(detail=True, methods=["post"])
    @takes(PairInput)
    def exclude(self, application, **values):
        """Write down another that cannot be granted together with it."""
        exclude_pair(application, actor=self.request.user, **values)


def _found(rows, name):
    """The one row, or an error by the field that named it."""
    found = rows.first()
    if found is None:
        raise serializers.ValidationError({name: [_("Det finns inte i den här ansökan.")]})
    return found
