"""Memoranda with their stages, and written questions with their answers. They are read here."""

from django_filters import ChoiceFilter
from rest_framework import serializers

from coordination.api.base import VisibleViewSet
from coordination.api.filters import ApiFilter, IdFilter, since, until
from coordination.api.shapes import MatterNumber, OrganizationName, Row
from coordination.enums import MemorandumState, Origin
from coordination.models import DecisionClause, Memorandum, Question, Stage, WrittenQuestion


class ClauseRow(Row):
    """One numbered clause of what a stage proposes or decides."""

    class Meta:
        model = DecisionClause
        fields = ["number", "text"]


class StageRow(Row):
    """What a body made of the memorandum; votes are null where nobody asked for them."""

    body = OrganizationName()
    clauses = ClauseRow(many=True)

    class Meta:
        model = Stage
        fields = [
            *("id", "position", "kind", "body", "state", "result", "held_on", "decision"),
            *("votes_for", "votes_against", "votes_abstained", "clauses"),
        ]


class MemorandumRow(Row):
    """A memorandum on its way from presenters to decision."""

    matter = MatterNumber()

    class Meta:
        model = Memorandum
        fields = [
            *("id", "matter", "number", "title", "origin", "origin_line", "written_question"),
            *("referral", "answer_by", "signed_on", "state", "version"),
        ]


class MemorandumDetail(MemorandumRow):
    """A memorandum with its texts, presenters and stages."""

    presenters = serializers.StringRelatedField(many=True)
    divisions = OrganizationName(many=True)
    stages = StageRow(many=True)

    class Meta(MemorandumRow.Meta):
        fields = [
            *MemorandumRow.Meta.fields,
            *("presenters", "divisions", "background_html", "preparation_html", "views_html"),
            *("full_background_html", "place", "annexes", "stages"),
        ]


class MemorandumFilter(ApiFilter):
    """Memoranda by matter, state, origin and day."""

    matter = IdFilter()
    state = ChoiceFilter(choices=MemorandumState.choices)
    origin = ChoiceFilter(choices=Origin.choices)
    answer_by_since = since("answer_by")
    answer_by_until = until("answer_by")


class MemorandumViewSet(VisibleViewSet):
    """Memoranda that the caller may see: drafts only of one's own body."""

    model = Memorandum
    serializer_class = MemorandumRow
    detail_class = MemorandumDetail
    related = ("matter",)
    prefetched = ("presenters", "divisions", "stages__body", "stages__clauses")
    filterset_class = MemorandumFilter


class QuestionRow(Row):
    """One numbered question with its answer."""

    class Meta:
        model = Question
        fields = ["id", "number", "text", "answer_html", "answered_on", "answered_in", "version"]


class WrittenQuestionRow(Row):
    """What named politicians ask."""

    matter = MatterNumber()

    class Meta:
        model = WrittenQuestion
        fields = ["id", "matter", "registry_number", "title", "received_on", "version"]


class WrittenQuestionDetail(WrittenQuestionRow):
    """A written question with its authors, and each question with its answer."""

    authors = serializers.StringRelatedField(many=True)
    questions = QuestionRow(many=True)

    class Meta(WrittenQuestionRow.Meta):
        fields = [*WrittenQuestionRow.Meta.fields, "introduction_html", "authors", "questions"]


class WrittenQuestionFilter(ApiFilter):
    """Written questions by matter and day."""

    matter = IdFilter()
    received_since = since("received_on")
    received_until = until("received_on")


class WrittenQuestionViewSet(VisibleViewSet):
    """Written questions in matters that the caller may see."""

    model = WrittenQuestion
    serializer_class = WrittenQuestionRow
    detail_class = WrittenQuestionDetail
    related = ("matter",)
    prefetched = ("authors", "questions")
    filterset_class = WrittenQuestionFilter
