"""Compilations of a referral's answers: gathered, edited, fixed."""

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404

from coordination.api.base import CREATED, VisibleViewSet, pdf_answer, takes
from coordination.api.filters import ApiFilter, FlagFilter, IdFilter
from coordination.api.formats import OrjsonRenderer, PdfRenderer
from coordination.api.referral import ReferralName
from coordination.api.schema import AS_PDF
from coordination.api.shapes import Input, Row, Version, Visible
from coordination.api.statement import ConsulteeName
from coordination.documents.compilation import compilation_document
from coordination.documents.record import render_record
from coordination.domain.compilation import (
    edit_quote,
    fix_compilation,
    gather_answers,
    introduce_compilation,
    restore_quote,
    start_compilation,
)
from coordination.domain.document import read_document
from coordination.models import Compilation, CompilationQuote, Referral, Statement


class QuotedStatement(Row):
    """Whose answer is quoted."""

    consultee = ConsulteeName()

    class Meta:
        model = Statement
        fields = ["id", "consultee"]


class QuoteRow(Row):
    """What one body said: its own words as adopted, and the edited ones, if any, which are printed."""

    statement = QuotedStatement()

    class Meta:
        model = CompilationQuote
        fields = [
            *("id", "statement", "position", "original_html", "edited_html", "version"),
        ]


class CompilationRow(Row):
    """A compilation (remissammanställning) of a referral's answers; once fixed it never changes."""

    referral = ReferralName()

    class Meta:
        model = Compilation
        fields = ["id", "referral", "number", "fixed_at", "document", "version"]


class CompilationDetail(CompilationRow):
    """A compilation with its introduction and quotes, in the order of the document."""

    quotes = QuoteRow(many=True)

    class Meta(CompilationRow.Meta):
        fields = [*CompilationRow.Meta.fields, "introduction_html", "quotes"]


class CompilationInput(Input):
    """Of which referral the answers are put together."""

    referral = Visible(Referral)


class IntroductionInput(Input):
    """What the matter is about. It is cleaned to headings, paragraphs, lists and emphasis."""

    introduction_html = serializers.CharField(max_length=400_000, allow_blank=True)
    version = Version()


class QuoteInput(Input):
    """The wording that is printed instead of the body's own."""

    html = serializers.CharField(max_length=400_000)
    version = Version()


QUOTE = OpenApiParameter("quote", OpenApiTypes.INT, location=OpenApiParameter.PATH)
QUOTE_PATH = "quotes/(?P<quote>[0-9]{1,18})"


class CompilationFilter(ApiFilter):
    """Compilations by referral, and whether they stand fast."""

    referral = IdFilter()
    is_fixed = FlagFilter(method="fixed")

    def fixed(self, compilations, name, wanted):
        return compilations.filter(fixed_at__isnull=not wanted)


class CompilationViewSet(VisibleViewSet):
    """Drafts of bodies one sends referrals for, and fixed ones in matters one has part in."""

    model = Compilation
    part_rows = {CompilationQuote: QuoteRow}
    serializer_class = CompilationRow
    detail_class = CompilationDetail
    related = (
        *("referral__matter__organization", "referral__sender__municipality"),
        *("document", "fixed_by__person"),
    )
    prefetched = ("quotes__statement__consultee__organization",)
    filterset_class = CompilationFilter

    @takes(CompilationInput, status=CREATED)
    def create(self, *, referral):
        """Begin a compilation with every answer there is."""
        return start_compilation(referral, actor=self.request.user)

    @takes(IntroductionInput)
    def partial_update(self, compilation, *, introduction_html, version):
        """Write what the matter is about; 409 with both when someone saved in between."""
        introduce_compilation(
            compilation, actor=self.request.user, html=introduction_html, version=version
        )

    @action(detail=True, methods=["post"])
    @takes()
    def gather(self, compilation):
        """Take in the answers that have come since the draft was begun."""
        gather_answers(compilation, actor=self.request.user)

    @extend_schema(parameters=[QUOTE])
    @action(detail=True, methods=["patch"], url_path=QUOTE_PATH)
    @takes(QuoteInput)
    def quotes(self, compilation, *, quote, html, version):
        """Print another wording than the body's own; the document says that it is edited."""
        found = self._quote(compilation, quote)
        edit_quote(found, actor=self.request.user, html=html, version=version)

    @extend_schema(parameters=[QUOTE])
    @action(detail=True, methods=["post"], url_path=f"{QUOTE_PATH}/restore")
    @takes()
    def restore_quote(self, compilation, *, quote):
        """Print the body's own words again."""
        restore_quote(self._quote(compilation, quote), actor=self.request.user)

    def _quote(self, compilation, number):
        rows = CompilationQuote.objects.select_related(
            "compilation__referral__sender", "statement__consultee__organization"
        )
        return get_object_or_404(rows, compilation=compilation, pk=number)

    @action(detail=True, methods=["post"])
    @takes()
    def fix(self, compilation):
        """Fix the compilation: its file is drawn up and stored, and nothing changes after."""
        fix_compilation(compilation, actor=self.request.user)

    @extend_schema(responses=AS_PDF)
    @action(detail=True, renderer_classes=[PdfRenderer, OrjsonRenderer])
    def pdf(self, request, pk):
        """The document: the stored bytes once fixed, a marked draft until then."""
        found = self.get_object()
        if found.is_fixed:
            return pdf_answer(read_document(found.document))
        return pdf_answer(render_record(compilation_document(found, at=timezone.localtime())))
