"""Funding sources and their frames."""

from django_filters import ChoiceFilter, NumberFilter
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from coordination.api.base import CREATED, VisibleViewSet, takes
from coordination.api.filters import ApiFilter, IdFilter
from coordination.api.shapes import Input, OrganizationName, Row, Version, Visible
from coordination.models import Decision, Organization
from funding.api.keys import KEY, key_of
from funding.api.moving import DecidedInput, ExemptionRow, TransferInput
from funding.domain.exemption import exempt_source
from funding.domain.source import Terms, change_frame, close_books, open_source, set_terms
from funding.domain.transfer import transfer_frame
from funding.enums import MoneyPurpose, MoneyUse, SourceKind
from funding.models import Source


class SourceRow(Row):
    """A source of money with its frame and what is granted of it, in öre."""

    owner = OrganizationName()

    class Meta:
        model = Source
        fields = [
            *("id", "owner", "name", "year", "kind", "use", "basis", "frame_ore", "granted_ore"),
            *("purpose", "expires_on", "co_financing_percent", "co_finances", "deviation_percent"),
            *("exempt_ore", "two_persons_above_ore", "books_closed_on"),
            *("is_approximate", "is_fictitious", "version"),
        ]


class FrameInput(Input):
    """How much there is, and where that is said."""

    frame_ore = serializers.IntegerField()
    basis = serializers.CharField(max_length=200)
    decision = Visible(Decision, required=False, allow_null=True)


class SourceInput(FrameInput):
    """A new source with its frame."""

    owner = Visible(Organization)
    name = serializers.CharField(max_length=150)
    year = serializers.IntegerField(min_value=1900, max_value=9999)
    kind = serializers.ChoiceField(SourceKind.choices)
    use = serializers.ChoiceField(MoneyUse.choices)
    is_approximate = serializers.BooleanField(required=False)


class TermsInput(Input):
    """What holds for a source's money besides how much it is."""

    purpose = serializers.ChoiceField(MoneyPurpose.choices)
    expires_on = serializers.DateField(required=False, allow_null=True)
    co_financing_percent = serializers.IntegerField(required=False, allow_null=True)
    co_finances = Visible(Source, required=False, allow_null=True)
    deviation_percent = serializers.IntegerField(required=False)
    two_persons_above_ore = serializers.IntegerField(required=False, allow_null=True)
    version = Version()


class BooksInput(Input):
    """Until and including which day the books are closed."""

    through = serializers.DateField()


class SourceFilter(ApiFilter):
    """Sources by owner, year and kind."""

    owner = IdFilter()
    year = NumberFilter(min_value=1900, max_value=9999)
    kind = ChoiceFilter(choices=SourceKind.choices)
    use = ChoiceFilter(choices=MoneyUse.choices)


class SourceViewSet(VisibleViewSet):
    """Sources of the caller's bodies, and those that pay a grant the caller may see."""

    model = Source
    serializer_class = SourceRow
    related = ("owner",)
    filterset_class = SourceFilter

    @extend_schema(parameters=[KEY])
    @takes(SourceInput, status=CREATED)
    def create(self, *, owner, **values):
        """Open a source; its frame is the first row in the ledger."""
        return open_source(owner, actor=self.request.user, key=key_of(self.request), **values)

    @extend_schema(parameters=[KEY])
    @action(detail=True, methods=["post"])
    @takes(FrameInput)
    def frame(self, source, **values):
        """Give the source another frame, never below what is granted."""
        change_frame(source, actor=self.request.user, key=key_of(self.request), **values)

    @extend_schema(parameters=[KEY])
    @action(detail=True, methods=["post"])
    @takes(TransferInput)
    def transfer(self, source, **values):
        """Move part of the frame to another source, once per key."""
        transfer_frame(source, actor=self.request.user, key=key_of(self.request), **values)

    @extend_schema(parameters=[KEY])
    @action(detail=True, methods=["post"])
    @takes(DecidedInput, status=CREATED, answers=ExemptionRow)
    def exempt(self, source, **values):
        """Let more than the frame be granted, once per key."""
        made = exempt_source(source, actor=self.request.user, key=key_of(self.request), **values)
        return Response(ExemptionRow(made).data, status=CREATED)

    @action(detail=True, methods=["post"])
    @takes(TermsInput)
    def terms(self, source, *, version, **values):
        """Change what holds for the source's money; what is left out falls back to its default."""
        set_terms(source, actor=self.request.user, terms=Terms(**values), version=version)

    @action(detail=True, methods=["post"], url_path="close-books")
    @takes(BooksInput)
    def close_books(self, source, *, through):
        """Close the books until and including a day; they are never opened again."""
        close_books(source, actor=self.request.user, through=through)
