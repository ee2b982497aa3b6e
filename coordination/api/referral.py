"""Referrals and those who are asked."""

from django.utils import timezone
from django_filters import ChoiceFilter
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from coordination import permissions
from coordination.api.base import CREATED, NO_CONTENT, VisibleViewSet, takes
from coordination.api.filters import ApiFilter, FlagFilter, IdFilter, since, until
from coordination.api.shapes import (
    GREATEST,
    Input,
    MatterNumber,
    OrganizationName,
    Reason,
    Row,
    Version,
    Visible,
    find_visible,
)
from coordination.api.statement import StatementDetail, statements_in_detail
from coordination.domain.phone_call import note_phone_call
from coordination.domain.referral import (
    accept_completion,
    close_referral,
    decline_referral,
    delete_draft,
    draft_referral,
    edit_referral,
    extend_consultee,
    find_incomplete,
    recall_referral,
    reopen_referral,
    send_referral,
)
from coordination.domain.statement import start_statement
from coordination.enums import ConsulteeState, ReferralState
from coordination.models import Consultee, Matter, Organization, Referral


class ReferralName(Row):
    """A referral by number and title."""

    class Meta:
        model = Referral
        fields = ["id", "title"]


class ConsulteeRow(Row):
    """A body that is asked, with its own last day to answer."""

    referral = ReferralName()
    organization = OrganizationName()

    class Meta:
        model = Consultee
        fields = [
            *("id", "referral", "organization", "due_on", "state"),
            *("declined_reason", "finished_on"),
        ]


class ReferralRow(Row):
    """What bodies are asked to state their opinion on, and by when."""

    matter = MatterNumber()
    sender = OrganizationName()

    class Meta:
        model = Referral
        fields = [
            *("id", "matter", "sender", "incoming", "title", "due_on", "state"),
            *("sent_at", "receipt_number", "version"),
        ]


class ReferralDetail(ReferralRow):
    """A referral with what is asked, and of whom."""

    consultees = ConsulteeRow(many=True)

    class Meta(ReferralRow.Meta):
        fields = [*ReferralRow.Meta.fields, "question", "background", "consultees"]


RELATED = ("matter__organization", "sender")
PREFETCHED = ("consultees__organization",)


def referrals_in_detail():
    """Referrals with what ``ReferralDetail`` shows."""
    return Referral.objects.select_related(*RELATED).prefetch_related(*PREFETCHED)


# --- What is taken -------------------------------------------------------------------------------


class Asked(Input):
    """A body to ask; without a day of its own it has the referral's."""

    organization = serializers.IntegerField(min_value=1, max_value=GREATEST)
    due_on = serializers.DateField(required=False, allow_null=True)


class ReferralChange(Input):
    """A draft's new texts, day or consultees; what is left out stays."""

    title = serializers.CharField(max_length=200, required=False)
    question = serializers.CharField(max_length=5000, required=False)
    background = serializers.CharField(max_length=200_000, required=False, allow_blank=True)
    due_on = serializers.DateField(required=False)
    consultees = Asked(many=True, required=False, max_length=200)
    version = Version()

    def validate_consultees(self, asked):
        """{body: its own day or None}"""
        days = {each["organization"]: each.get("due_on") for each in asked}
        bodies = find_visible(Organization, list(days), self.context)
        return {body: days[body.pk] for body in bodies}


class ReferralInput(ReferralChange):
    """A new draft."""

    matter = Visible(Matter)
    sender = Visible(Organization)
    title = serializers.CharField(max_length=200)
    question = serializers.CharField(max_length=5000)
    due_on = serializers.DateField()
    version = None


class Extension(Input):
    """Another last day, why, and who granted it (the caller unless said)."""

    due_on = serializers.DateField()
    reason = serializers.CharField(max_length=500)
    granted_by = serializers.CharField(max_length=150, required=False, allow_blank=True)


class Missing(Input):
    """What is missing in an answer, and by when it is to come; without a day as soon as can be."""

    reason = serializers.CharField(max_length=2000)
    due_on = serializers.DateField(required=False)


class Call(Input):
    """A phone call: with whom, when, what was said."""

    spoken_with = serializers.CharField(max_length=150)
    held_on = serializers.DateField()
    said = serializers.CharField(max_length=2000)


class Beginning(Input):
    """The number in the body's own registry; without one the next in its series is taken."""

    registry_number = serializers.CharField(max_length=40, required=False, allow_blank=True)


# --- The resources -------------------------------------------------------------------------------


class ReferralFilter(ApiFilter):
    """Referrals by matter, sender, the referral from outside they are a round of, state and day."""

    matter = IdFilter()
    sender = IdFilter()
    incoming = IdFilter()
    state = ChoiceFilter(choices=ReferralState.choices)
    due_since = since("due_on")
    due_until = until("due_on")


class ReferralViewSet(VisibleViewSet):
    """Those sent in matters that the caller may see, and the drafts of bodies the caller writes for."""

    model = Referral
    serializer_class = ReferralRow
    detail_class = ReferralDetail
    related = RELATED
    prefetched = PREFETCHED
    filterset_class = ReferralFilter

    @takes(ReferralInput, status=CREATED)
    def create(self, *, matter, **values):
        """Write a referral that is not sent yet."""
        today = timezone.localdate()
        return draft_referral(matter, actor=self.request.user, today=today, **values)

    @takes(ReferralChange, may=permissions.can_edit_referral)
    def partial_update(self, referral, *, version, **values):
        """Change a draft; what is left out stays as it was."""
        asked = referral.consultees.select_related("organization")
        before = {
            "title": referral.title,
            "question": referral.question,
            "background": referral.background,
            "due_on": referral.due_on,
            "consultees": {each.organization: each.due_on for each in asked},
        }
        return edit_referral(
            referral,
            actor=self.request.user,
            today=timezone.localdate(),
            version=version,
            **(before | values),
        )

    @takes(status=NO_CONTENT)
    def destroy(self, referral):
        """Throw away a draft that was never sent."""
        delete_draft(referral, actor=self.request.user)

    @action(detail=True, methods=["post"])
    @takes()
    def send(self, referral):
        """Send the referral to all its consultees at once."""
        send_referral(referral, actor=self.request.user)

    @action(detail=True, methods=["post"])
    @takes(Reason, may=permissions.can_steer_referral)
    def recall(self, referral, *, reason):
        """Take a sent referral back; everyone who was asked is told."""
        recall_referral(referral, actor=self.request.user, reason=reason)

    @action(detail=True, methods=["post"])
    @takes(may=permissions.can_steer_referral)
    def close(self, referral):
        """End a referral when nobody more is waited for."""
        close_referral(referral, actor=self.request.user)

    @action(detail=True, methods=["post"])
    @takes(Reason, may=permissions.can_steer_referral)
    def reopen(self, referral, *, reason):
        """Wait for answers again after all, with the reason."""
        reopen_referral(referral, actor=self.request.user, reason=reason)


class ConsulteeFilter(ApiFilter):
    """Consultees by referral, body, state and day."""

    referral = IdFilter()
    organization = IdFilter()
    state = ChoiceFilter(choices=ConsulteeState.choices)
    due_since = since("due_on")
    due_until = until("due_on")
    is_late = FlagFilter(method="late")

    def late(self, consultees, name, wanted):
        late = Consultee.objects.late(timezone.localdate()).values("pk")
        return consultees.filter(pk__in=late) if wanted else consultees.exclude(pk__in=late)


def _may_steer(user, consultee) -> bool:
    """More time, and what was found of the answer, are the sender's to say."""
    return permissions.can_steer_referral(user, consultee.referral)


class ConsulteeViewSet(VisibleViewSet):
    """Those who are asked, in referrals that the caller may see."""

    model = Consultee
    serializer_class = ConsulteeRow
    related = ("referral__matter", "referral__sender", "organization")
    filterset_class = ConsulteeFilter

    @action(detail=True, methods=["post"])
    @takes(Reason, may=permissions.can_answer_referral)
    def decline(self, consultee, *, reason):
        """Say that the body declines to state an opinion."""
        decline_referral(consultee, actor=self.request.user, reason=reason)

    @action(detail=True, methods=["post"])
    @takes(Extension, may=_may_steer)
    def extend(self, consultee, **given):
        """Give the body more time, or less."""
        today = timezone.localdate()
        extend_consultee(consultee, actor=self.request.user, today=today, **given)

    @action(detail=True, methods=["post"], url_path="find-incomplete")
    @takes(Missing, may=_may_steer)
    def find_incomplete(self, consultee, **given):
        """Say that the answer was read but information is missing."""
        today = timezone.localdate()
        find_incomplete(consultee, actor=self.request.user, today=today, **given)

    @action(detail=True, methods=["post"])
    @takes(Reason, may=_may_steer)
    def complete(self, consultee, *, reason):
        """Say that what was missing has come in."""
        accept_completion(consultee, actor=self.request.user, reason=reason)

    @action(detail=True, methods=["post"], url_path="note-call")
    @takes(Call, may=_may_steer)
    def note_call(self, consultee, **given):
        """Note a phone call about the answer."""
        note_phone_call(consultee, actor=self.request.user, **given)

    @action(detail=True, methods=["post"])
    @takes(Beginning, may=permissions.can_answer_referral, status=CREATED, answers=StatementDetail)
    def start(self, consultee, *, registry_number=""):
        """Begin the body's statement; starting twice gives the draft that is there."""
        begun = start_statement(
            consultee,
            actor=self.request.user,
            today=timezone.localdate(),
            registry_number=registry_number,
        )
        shown = StatementDetail(statements_in_detail().get(pk=begun.pk))
        return Response(shown.data, status=CREATED)
