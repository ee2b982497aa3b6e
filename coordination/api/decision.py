"""Decisions."""

from django_filters import NumberFilter

from coordination.api.base import VisibleViewSet
from coordination.api.filters import ApiFilter, IdFilter, since, until
from coordination.api.shapes import MatterNumber, OrganizationName, Row
from coordination.models import Decision


class DecisionRow(Row):
    """What a body decided at a meeting, under its paragraph (§). The amount is in öre."""

    matter = MatterNumber()
    body = OrganizationName()

    class Meta:
        model = Decision
        fields = [
            *("id", "matter", "body", "decided_on", "year", "paragraph", "title", "amount_ore"),
            *("is_preparatory", "immediate_approval", "recorded_at"),
        ]


class DecisionDetail(DecisionRow):
    """A decision with its text and how it is financed."""

    class Meta(DecisionRow.Meta):
        fields = [*DecisionRow.Meta.fields, "text", "financing"]


class DecisionFilter(ApiFilter):
    """Decisions by matter, body, day and paragraph."""

    matter = IdFilter()
    body = IdFilter()
    year = NumberFilter(min_value=1900, max_value=9999)
    paragraph = NumberFilter(min_value=1, max_value=9999)
    decided_since = since("decided_on")
    decided_until = until("decided_on")


class DecisionViewSet(VisibleViewSet):
    """Decisions in matters that the caller may see."""

    model = Decision
    serializer_class = DecisionRow
    detail_class = DecisionDetail
    related = ("matter", "body")
    filterset_class = DecisionFilter
