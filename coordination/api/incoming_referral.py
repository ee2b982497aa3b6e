"""Referrals from outside: registered, sent out internally, answered."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from coordination.api.base import CREATED, VisibleViewSet, pdf_answer, takes
from coordination.api.filters import ApiFilter, FlagFilter, IdFilter, since, until
from coordination.api.formats import OrjsonRenderer, PdfRenderer
from coordination.api.referral import Asked, ReferralDetail, referrals_in_detail
from coordination.api.schema import AS_PDF
from coordination.api.shapes import Input, MatterNumber, PdfField, Row, Visible, find_visible
from coordination.domain.document import read_document
from coordination.domain.incoming_referral import (
    note_incoming_answered,
    register_incoming,
    send_out_internally,
)
from coordination.models import IncomingReferral, Matter, Organization


class IncomingRow(Row):
    """A referral that another body sends to us, and by when we answer."""

    matter = MatterNumber()

    class Meta:
        model = IncomingReferral
        fields = [
            *("id", "matter", "title", "sender_name", "sender_number", "memo_number"),
            *("received_on", "answer_by", "link", "document", "answered_on", "answered_how"),
        ]


class IncomingDetail(IncomingRow):
    """The same with what they ask. Its internal rounds are ``/referrals/?incoming=``."""

    class Meta(IncomingRow.Meta):
        fields = [*IncomingRow.Meta.fields, "question"]


class IncomingInput(Input):
    """What came in. Its full text is a link or a PDF; without a matter it gets one of its own."""

    receiver = Visible(Organization)
    title = serializers.CharField(max_length=200)
    sender_name = serializers.CharField(max_length=200)
    question = serializers.CharField(max_length=5000)
    received_on = serializers.DateField()
    answer_by = serializers.DateField()
    sender_number = serializers.CharField(max_length=60, required=False, allow_blank=True)
    memo_number = serializers.CharField(max_length=60, required=False, allow_blank=True)
    link = serializers.URLField(max_length=500, required=False, allow_blank=True)
    pdf = PdfField(required=False)
    registry_number = serializers.CharField(max_length=40, required=False, allow_blank=True)
    matter = Visible(Matter, required=False, allow_null=True)


class InternalRound(Input):
    """Who sends it on, what it asks, its earlier day, and whom it asks."""

    sender = Visible(Organization)
    question = serializers.CharField(max_length=5000)
    due_on = serializers.DateField()
    consultees = Asked(many=True, required=False, max_length=200)

    def validate_consultees(self, asked):
        """{body: its own day or None}"""
        days = {each["organization"]: each.get("due_on") for each in asked}
        bodies = find_visible(Organization, list(days), self.context)
        return {body: days[body.pk] for body in bodies}


class AnsweredInput(Input):
    """On which day and how we answered."""

    on = serializers.DateField()
    how = serializers.CharField(max_length=500)


class IncomingFilter(ApiFilter):
    """Referrals from outside by matter, day, and whether they wait for our answer."""

    matter = IdFilter()
    answer_by_since = since("answer_by")
    answer_by_until = until("answer_by")
    is_answered = FlagFilter(method="answered")

    def answered(self, incoming, name, wanted):
        return incoming.filter(answered_on__isnull=not wanted)


class IncomingReferralViewSet(VisibleViewSet):
    """Referrals from outside in matters that the caller may see."""

    model = IncomingReferral
    serializer_class = IncomingRow
    detail_class = IncomingDetail
    related = ("matter__organization", "document")
    filterset_class = IncomingFilter

    @takes(IncomingInput, status=CREATED)
    def create(self, *, receiver, **values):
        """Register a referral that came in; its day is watched from now on."""
        today = timezone.localdate()
        return register_incoming(receiver, actor=self.request.user, today=today, **values)

    @action(detail=True, methods=["post"], url_path="send-out")
    @takes(InternalRound, status=CREATED, answers=ReferralDetail)
    def send_out(self, incoming, **values):
        """Begin the internal round: a draft to our own bodies, with an earlier day."""
        today = timezone.localdate()
        draft = send_out_internally(incoming, actor=self.request.user, today=today, **values)
        shown = ReferralDetail(referrals_in_detail().get(pk=draft.pk))
        return Response(shown.data, status=CREATED)

    @action(detail=True, methods=["post"], url_path="answer", url_name="answer")
    @takes(AnsweredInput)
    def note_answered(self, incoming, **values):
        """Note when and how we answered."""
        today = timezone.localdate()
        note_incoming_answered(incoming, actor=self.request.user, today=today, **values)

    @extend_schema(responses=AS_PDF)
    @action(detail=True, renderer_classes=[PdfRenderer, OrjsonRenderer])
    def text(self, request, pk):
        """The full text as it came in; 404 where it is a link."""
        incoming = self.get_object()
        if incoming.document is None:
            raise NotFound
        return pdf_answer(read_document(incoming.document))
