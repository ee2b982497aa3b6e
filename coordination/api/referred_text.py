"""The text that is referred, version by version, and what statements say of its parts."""

from django_filters import ChoiceFilter
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound

from coordination.api.base import CREATED, NO_CONTENT, VisibleViewSet, pdf_answer, takes
from coordination.api.filters import ApiFilter, IdFilter
from coordination.api.formats import OrjsonRenderer, PdfRenderer
from coordination.api.referral import ReferralName
from coordination.api.schema import AS_PDF
from coordination.api.shapes import GREATEST, Input, PdfField, Row, Version, Visible
from coordination.domain.document import read_document
from coordination.domain.part_view import add_part_view, edit_part_view, remove_part_view
from coordination.domain.referred_text import refer_text, send_newer_text
from coordination.enums import PartViewKind, ReferralState, Stance
from coordination.models import PartView, Referral, ReferredPart, ReferredText, Statement


class PartRow(Row):
    """A part that an answer can point at: "4.5 Finansiering, s. 18-20"."""

    class Meta:
        model = ReferredPart
        fields = ["id", "heading", "title", "pages"]


class ReferredTextRow(Row):
    """One version of the text that a referral is about; once sent it never changes."""

    referral = ReferralName()

    class Meta:
        model = ReferredText
        fields = ["id", "referral", "number", "document", "what_changed", "sent_at"]


class ReferredTextDetail(ReferredTextRow):
    """A version with its text, where it is written here, and its parts."""

    parts = PartRow(many=True)

    class Meta(ReferredTextRow.Meta):
        fields = [*ReferredTextRow.Meta.fields, "html", "parts"]


class PartViewRow(Row):
    """What a statement says of one part: a comment, a correction or agreement."""

    part = PartRow()

    class Meta:
        model = PartView
        fields = ["id", "statement", "part", "position", "kind", "stance", "text", "version"]


# --- What is taken -------------------------------------------------------------------------------


class ReferredTextInput(Input):
    """A text, written or as PDF, and its parts one on each line.

    A draft's text takes the place of the one before; of a referral that is out it is a newer version,
    and ``what_changed`` is told to everyone who was asked.
    """

    referral = Visible(Referral)
    html = serializers.CharField(max_length=400_000, required=False, allow_blank=True)
    pdf = PdfField(required=False)
    parts = serializers.CharField(max_length=60_000, required=False, allow_blank=True)
    what_changed = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class PartViewWords(Input):
    """What is said of a part of the text that the statement answers."""

    part = serializers.IntegerField(min_value=1, max_value=GREATEST)
    kind = serializers.ChoiceField(PartViewKind.choices)
    text = serializers.CharField(max_length=5000, required=False, allow_blank=True)
    stance = serializers.ChoiceField(Stance.choices, required=False, allow_blank=True)

    def validate_part(self, number):
        texts = ReferredText.objects.visible_to(self.context["request"].user).values("pk")
        if part := ReferredPart.objects.filter(pk=number, text__in=texts).first():
            return part
        raise serializers.ValidationError(
            Visible.default_error_messages["does_not_exist"].format(pk_value=number),
            code="does_not_exist",
        )


class PartViewInput(PartViewWords):
    """A view on a part, in a draft."""

    statement = Visible(Statement)


class PartViewChange(PartViewWords):
    """Other words or another part; what is left out stays."""

    part = serializers.IntegerField(min_value=1, max_value=GREATEST, required=False)
    kind = serializers.ChoiceField(PartViewKind.choices, required=False)
    version = Version()


# --- The resources -------------------------------------------------------------------------------


class ReferredTextFilter(ApiFilter):
    """Versions of one referral's text."""

    referral = IdFilter()


class ReferredTextViewSet(VisibleViewSet):
    """The texts of referrals that the caller may see."""

    model = ReferredText
    serializer_class = ReferredTextRow
    detail_class = ReferredTextDetail
    related = ("referral", "document")
    prefetched = ("parts",)
    filterset_class = ReferredTextFilter

    @takes(ReferredTextInput, status=CREATED)
    def create(self, *, referral, what_changed="", **text):
        """Choose a draft's text, or send a newer version of the text that is out."""
        if referral.state == ReferralState.DRAFT:
            return refer_text(referral, actor=self.request.user, **text)
        return send_newer_text(referral, actor=self.request.user, what_changed=what_changed, **text)

    @extend_schema(responses=AS_PDF)
    @action(detail=True, renderer_classes=[PdfRenderer, OrjsonRenderer])
    def pdf(self, request, pk):
        """The stored file; 404 where the text is written here."""
        text = self.get_object()
        if text.document is None:
            raise NotFound
        return pdf_answer(read_document(text.document))


class PartViewFilter(ApiFilter):
    """Views by statement, part, referral, kind and stance."""

    statement = IdFilter()
    part = IdFilter()
    referral = IdFilter("statement__consultee__referral")
    kind = ChoiceFilter(choices=PartViewKind.choices)
    stance = ChoiceFilter(choices=Stance.choices)


class PartViewViewSet(VisibleViewSet):
    """What is said of parts, in statements that the caller may see."""

    model = PartView
    serializer_class = PartViewRow
    related = ("part", "statement__matter", "statement__consultee__organization")
    filterset_class = PartViewFilter

    @takes(PartViewInput, status=CREATED)
    def create(self, *, statement, **values):
        """Say something of one part, in a draft."""
        return add_part_view(statement, actor=self.request.user, **values)

    @takes(PartViewChange)
    def partial_update(self, view, *, version, **values):
        """Change a view in a draft; 409 with both when someone saved in between."""
        before = {name: getattr(view, name) for name in ("part", "kind", "text", "stance")}
        edit_part_view(view, actor=self.request.user, version=version, **(before | values))

    @takes(status=NO_CONTENT)
    def destroy(self, view):
        """Take a view out of a draft."""
        remove_part_view(view, actor=self.request.user)
