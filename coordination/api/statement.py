"""Statements: what a body answers."""

import re

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django_filters import ChoiceFilter
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.generics import get_object_or_404

from coordination import permissions
from coordination.api.base import CREATED, VisibleViewSet, pdf_answer, takes
from coordination.api.filters import ApiFilter, IdFilter
from coordination.api.formats import OrjsonRenderer, PdfRenderer
from coordination.api.schema import AS_PDF
from coordination.api.shapes import (
    Input,
    MatterNumber,
    OrganizationName,
    PersonName,
    Reason,
    Row,
    Version,
    Visible,
)
from coordination.documents.assembly import render_draft
from coordination.domain.adoption_check import Doubt
from coordination.domain.case_officer import name_case_officer
from coordination.domain.clerical_correction import REQUEST_LIMIT, correct_clerical_error
from coordination.domain.correction import REASON_LIMIT
from coordination.domain.document import read_document
from coordination.domain.official_report import sign_report
from coordination.domain.part_view import take_up_newer_text
from coordination.domain.receipt import keep_receipt
from coordination.domain.statement import (
    adopt_statement,
    approve_statement,
    describe_statement,
    dispatch_statement,
    send_back_statement,
    submit_statement,
    write_section,
)
from coordination.domain.statement_content import content_of
from coordination.enums import SectionKind, Stance, StatementState
from coordination.models import (
    Consultee,
    Decision,
    Document,
    Person,
    Request,
    SeparateOpinion,
    Statement,
    StatementSection,
)

PLACE = re.compile(r"[0-9]{1,4}")  # a request's place among the statement's


class ConsulteeName(Row):
    """Whose answer it is, and to which referral."""

    organization = OrganizationName()

    class Meta:
        model = Consultee
        fields = ["id", "referral", "organization"]


class StatementRow(Row):
    """A body's answer to a referral; from adoption on it never changes."""

    consultee = ConsulteeName()
    matter = MatterNumber()

    class Meta:
        model = Statement
        fields = [
            *("id", "consultee", "matter", "number", "title", "state", "stance"),
            *("referred_text", "approved_on", "dispatched_at", "version"),
        ]


class SectionRow(Row):
    """A part of the text, as clean HTML."""

    class Meta:
        model = StatementSection
        fields = ["kind", "html", "version", "updated_at"]


class RequestName(Row):
    """A request by number and text."""

    class Meta:
        model = Request
        fields = ["id", "position", "kind", "text"]


class OpinionRow(Row):
    """A separate opinion, remark or reservation, filed as an annex to the paragraph."""

    class Meta:
        model = SeparateOpinion
        fields = ["id", "kind", "letter", "title", "html"]


class AdoptedAs(Row):
    """The decision by which a statement was adopted."""

    class Meta:
        model = Decision
        fields = ["id", "decided_on", "paragraph", "immediate_approval"]


class DocumentRow(Row):
    """The stored document, by the hash of its bytes."""

    class Meta:
        model = Document
        fields = ["id", "title", "sha256", "size", "receipt_number", "drawn_up_at"]


class StatementDetail(StatementRow):
    """A statement with all it says."""

    author = PersonName()
    chair = PersonName()
    secretary = PersonName()
    signer = PersonName()
    decision = AdoptedAs()
    document = DocumentRow()
    sections = SectionRow(many=True)
    requests = RequestName(many=True)
    opinions = OpinionRow(many=True)

    class Meta(StatementRow.Meta):
        fields = [
            *StatementRow.Meta.fields,
            *("author", "chair", "secretary", "signer", "signed_on", "decision", "document"),
            *("sections", "requests", "opinions"),
        ]


RELATED = (
    *("matter", "author", "chair", "secretary", "signer", "decision", "document"),
    *("consultee__organization", "consultee__referral__matter", "consultee__referral__sender"),
)
# Summary before body, as in the document: the order in which the sections were made.
IN_ORDER = Prefetch("sections", queryset=StatementSection.objects.order_by("pk"))
PREFETCHED = (IN_ORDER, "requests", "opinions")


def statements_in_detail():
    """Statements with what ``StatementDetail`` shows."""
    return Statement.objects.select_related(*RELATED).prefetch_related(*PREFETCHED)


# --- What is taken -------------------------------------------------------------------------------


class StatementChange(Input):
    """Another title or stance; what is left out stays."""

    title = serializers.CharField(max_length=200, required=False)
    stance = serializers.ChoiceField(Stance.choices, required=False, allow_blank=True)
    version = Version()


class CaseOfficerInput(Input):
    """Who prepares the statement from now on; ``version`` is the statement's."""

    person = Visible(Person)
    version = Version()


class SectionInput(Input):
    """A section's text. It is cleaned to headings, paragraphs, lists and emphasis."""

    html = serializers.CharField(max_length=400_000, allow_blank=True)
    version = Version()


class AdoptionInput(Input):
    """What the secretary records after the meeting; ``confirmed`` says which doubts are answered."""

    decided_on = serializers.DateField()
    paragraph = serializers.IntegerField(min_value=1, max_value=9999)
    chair = Visible(Person)
    secretary = Visible(Person)
    stance = serializers.ChoiceField(Stance.choices, required=False, allow_blank=True)
    immediate_approval = serializers.BooleanField(required=False)
    dispatch = serializers.BooleanField(required=False)
    confirmed = serializers.ListField(
        child=serializers.ChoiceField(Doubt.choices), required=False, max_length=len(Doubt)
    )


class SigningInput(Input):
    """The report's stance, if it is another than the one chosen while it was written."""

    stance = serializers.ChoiceField(Stance.choices, required=False, allow_blank=True)


class ClericalInput(Input):
    """A clerical error put right; what is left out stands as it was adopted."""

    reason = serializers.CharField(max_length=REASON_LIMIT)
    title = serializers.CharField(max_length=200, required=False)
    sections = serializers.DictField(
        child=serializers.CharField(max_length=400_000),
        required=False,
        help_text="The section's text by its kind, summary or body.",
    )
    requests = serializers.DictField(
        child=serializers.CharField(max_length=REQUEST_LIMIT),
        required=False,
        help_text="The request's wording by its position.",
    )
    only_clerical = serializers.BooleanField(
        help_text="Certified: the correction does not change what the body decided."
    )

    def validate_sections(self, texts):
        if strangers := set(texts) - set(SectionKind.values):
            raise ValidationError(
                _("Avsnittet finns inte: %(kind)s") % {"kind": min(strangers)[:50]}
            )
        return texts

    def validate_requests(self, wordings):
        if strangers := [place for place in wordings if not PLACE.fullmatch(place)]:
            raise ValidationError(
                _("Önskemålet finns inte: %(place)s") % {"place": strangers[0][:50]}
            )
        return {int(place): text for place, text in wordings.items()}


class ApprovalInput(Input):
    """The day on which the minutes were approved."""

    on = serializers.DateField()


SECTION = OpenApiParameter("kind", enum=SectionKind.values, location=OpenApiParameter.PATH)


class StatementFilter(ApiFilter):
    """Statements by referral, body, state and stance."""

    referral = IdFilter("consultee__referral")
    organization = IdFilter("consultee__organization")
    matter = IdFilter()
    state = ChoiceFilter(choices=StatementState.choices)
    stance = ChoiceFilter(choices=Stance.choices)


class StatementViewSet(VisibleViewSet):
    """One's own body's statements in every state, and adopted ones in matters one has part in."""

    model = Statement
    part_rows = {StatementSection: SectionRow}
    serializer_class = StatementRow
    detail_class = StatementDetail
    related = RELATED
    prefetched = PREFETCHED
    filterset_class = StatementFilter

    @takes(StatementChange, may=permissions.can_write_statement)
    def partial_update(self, statement, *, version, **values):
        """Set the title and the body's stance."""
        said = {"title": statement.title, "stance": statement.stance} | values
        describe_statement(statement, actor=self.request.user, version=version, **said)

    @action(detail=True, methods=["post"], url_path="case-officer")
    @takes(CaseOfficerInput, may=permissions.can_keep_statement)
    def case_officer(self, statement, **values):
        """Name who prepares the statement."""
        today = timezone.localdate()
        name_case_officer(statement, actor=self.request.user, today=today, **values)

    @extend_schema(parameters=[SECTION])
    @action(detail=True, methods=["patch"], url_path="sections/(?P<kind>[a-z]+)")
    @takes(SectionInput, may=permissions.can_write_statement)
    def sections(self, statement, *, kind, html, version):
        """Save a section's text; 409 with both texts when someone saved in between."""
        section = get_object_or_404(
            StatementSection.objects.select_related("statement__consultee__organization"),
            statement=statement,
            kind=kind,
        )
        write_section(section, actor=self.request.user, html=html, version=version)

    @action(detail=True, methods=["post"])
    @takes(may=permissions.can_write_statement)
    def submit(self, statement):
        """Hand the draft over for review before the meeting."""
        submit_statement(statement, actor=self.request.user)

    @action(detail=True, methods=["post"], url_path="send-back")
    @takes(Reason, may=permissions.can_keep_statement)
    def send_back(self, statement, *, reason):
        """Return a statement under review to its writer."""
        send_back_statement(statement, actor=self.request.user, reason=reason)

    @action(detail=True, methods=["post"])
    @takes(AdoptionInput, may=permissions.can_keep_statement)
    def adopt(self, statement, **values):
        """Record that the body adopted the statement; from now on it is frozen."""
        adopt_statement(statement, actor=self.request.user, today=timezone.localdate(), **values)

    @action(detail=True, methods=["post"])
    @takes(SigningInput, may=permissions.can_sign_report)
    def sign(self, statement, **values):
        """Sign an administration's official report, as its head; from now on it is frozen."""
        sign_report(statement, actor=self.request.user, today=timezone.localdate(), **values)

    @action(detail=True, methods=["post"])
    @takes(ApprovalInput, may=permissions.can_keep_statement)
    def approve(self, statement, *, on):
        """Record that the minutes were approved."""
        approve_statement(statement, actor=self.request.user, on=on, today=timezone.localdate())

    @action(detail=True, methods=["post"], url_path="dispatch", url_name="dispatch")
    @takes(may=permissions.can_keep_statement)
    def send(self, statement):
        """Send the approved statement to whoever asked."""
        dispatch_statement(statement, actor=self.request.user)

    @action(detail=True, methods=["post"], url_path="correct-clerical-error")
    @takes(ClericalInput, may=permissions.can_certify_correction, status=CREATED)
    def correct_clerical(self, statement, *, title=None, sections=None, **values):
        """Put a clerical error right: a new version under the same paragraph, certified."""
        return correct_clerical_error(
            statement,
            actor=self.request.user,
            title=statement.title if title is None else title,
            texts=sections or {},
            **values,
        )

    @action(detail=True, methods=["post"], url_path="take-up-text")
    @takes(may=permissions.can_write_statement)
    def take_up_text(self, statement):
        """Answer the newest version of the referred text from now on."""
        take_up_newer_text(statement, actor=self.request.user)

    @extend_schema(responses=AS_PDF)
    @action(detail=True, renderer_classes=[PdfRenderer, OrjsonRenderer])
    def pdf(self, request, pk):
        """The document: the stored bytes once adopted, a watermarked draft until then."""
        statement = self.get_object()
        content = (
            read_document(statement.document)
            if statement.is_frozen
            else render_draft(content_of(statement), at=timezone.now())
        )
        return pdf_answer(content)

    @extend_schema(responses=AS_PDF)
    @action(detail=True, renderer_classes=[PdfRenderer, OrjsonRenderer])
    def receipt(self, request, pk):
        """The receipt of a sent statement, as it was stored."""
        statement = self.get_object()
        if statement.dispatched_at is None:
            raise NotFound(_("Yttrandet är inte skickat än. Kvittensen finns när det är skickat."))
        return pdf_answer(read_document(keep_receipt(statement)))
