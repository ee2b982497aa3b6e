"""Requests in statements, and what becomes of them."""

from django_filters import ChoiceFilter
from rest_framework import serializers
from rest_framework.decorators import action

from coordination import permissions
from coordination.api.base import CREATED, NO_CONTENT, VisibleViewSet, takes
from coordination.api.filters import ApiFilter, FlagFilter, IdFilter
from coordination.api.shapes import Input, OrganizationName, Row, Version, Visible, VisibleList
from coordination.domain.request import add_request, answer_request, edit_request, remove_request
from coordination.enums import Outcome, RequestKind
from coordination.models import (
    Decision,
    Disposition,
    DispositionLink,
    Organization,
    Request,
    Statement,
)


class LinkRow(Row):
    """What an answer led to, under its name then."""

    class Meta:
        model = DispositionLink
        fields = ["subject_type", "subject_id", "label"]


class DispositionRow(Row):
    """What became of a request, with the reason and what it led to."""

    links = LinkRow(many=True)

    class Meta:
        model = Disposition
        fields = ["id", "outcome", "reason", "decision", "answered_at", "links"]


class RequestRow(Row):
    """One thing that a statement asks for, or that an opinion on a memorandum suggests."""

    addressee = OrganizationName()
    seat_for = OrganizationName()

    class Meta:
        model = Request
        fields = [
            *(
                "id",
                "statement",
                "opinion",
                "position",
                "kind",
                "text",
                "addressee",
                "when",
                "seat_for",
            ),
            "version",
        ]


class RequestDetail(RequestRow):
    """A request with the groups it names and its answers, the latest first."""

    groups = OrganizationName(many=True)
    dispositions = DispositionRow(many=True)

    class Meta(RequestRow.Meta):
        fields = [*RequestRow.Meta.fields, "groups", "dispositions"]


class RequestWords(Input):
    """What a request says, part by part."""

    text = serializers.CharField(max_length=1000, required=False)
    addressee = Visible(Organization, required=False)
    kind = serializers.ChoiceField(RequestKind.choices, required=False)
    when = serializers.CharField(max_length=100, required=False, allow_blank=True)
    seat_for = Visible(Organization, required=False, allow_null=True)
    groups = VisibleList(Organization, required=False)


class RequestChange(RequestWords):
    """Other words, addressee or seats; what is left out stays."""

    version = Version()


class RequestInput(RequestWords):
    """A new request in a draft. One for seats says whose they are and in which groups."""

    statement = Visible(Statement)
    text = serializers.CharField(max_length=1000)
    addressee = Visible(Organization)


class LinkInput(Input):
    """Something in the matter that the answer changed: its kind (seat, area, decision) and number."""

    subject_type = serializers.CharField(max_length=40)
    subject_id = serializers.IntegerField(min_value=1, max_value=2**62)


class AnswerInput(Input):
    """What becomes of the request, why, and what it led to.

    ``seen`` is the id of the latest answer when the caller read the request, 0 when it had none.
    """

    outcome = serializers.ChoiceField(Outcome.choices)
    reason = serializers.CharField(max_length=2000)
    decision = Visible(Decision, required=False, allow_null=True)
    links = LinkInput(many=True, required=False)
    seen = serializers.IntegerField(min_value=0, max_value=2**62, required=False)


class RequestFilter(ApiFilter):
    """Requests by statement, referral, kind, addressee and whether they are answered."""

    statement = IdFilter()
    referral = IdFilter("statement__consultee__referral")
    kind = ChoiceFilter(choices=RequestKind.choices)
    addressee = IdFilter()
    is_unanswered = FlagFilter(method="unanswered")

    def unanswered(self, requests, name, wanted):
        waiting = Request.objects.unanswered().values("pk")
        return requests.filter(pk__in=waiting) if wanted else requests.exclude(pk__in=waiting)


def _may_write(user, request) -> bool:
    """A request is changed by those who write its statement; what an opinion suggests is not."""
    return bool(request.statement) and permissions.can_write_statement(user, request.statement)


class RequestViewSet(VisibleViewSet):
    """Requests in statements that the caller may see."""

    model = Request
    part_rows = {Disposition: DispositionRow}
    serializer_class = RequestRow
    detail_class = RequestDetail
    related = (
        *("addressee", "seat_for", "statement__consultee__referral__sender"),
        "opinion__stage__memorandum__matter",
    )
    prefetched = ("groups", "dispositions__links")
    filterset_class = RequestFilter

    @takes(RequestInput, status=CREATED)
    def create(self, *, statement, **values):
        """Add a request to a draft statement."""
        return add_request(statement, actor=self.request.user, **values)

    @takes(RequestChange, may=_may_write)
    def partial_update(self, request, *, version, **values):
        """Change a request in a draft; 409 with both when someone saved in between."""
        before = {name: getattr(request, name) for name in ("text", "addressee", "kind", "when")}
        before |= {"seat_for": request.seat_for, "groups": list(request.groups.all())}
        edit_request(request, actor=self.request.user, version=version, **(before | values))

    @takes(may=_may_write, status=NO_CONTENT)
    def destroy(self, request):
        """Take a request out of a draft."""
        remove_request(request, actor=self.request.user)

    @action(detail=True, methods=["post"], url_path="answer", url_name="answer")
    @takes(AnswerInput, may=permissions.can_answer_request)
    def dispose(self, request, *, links=(), **values):
        """Say what became of a request; 409 with both when someone answered after what was seen."""
        pairs = [(each["subject_type"], each["subject_id"]) for each in links]
        answer_request(request, actor=self.request.user, links=pairs, **values)
