"""The posts of initiatives' financing: what is needed, and who pays besides what is granted."""

from django_filters import ChoiceFilter, NumberFilter
from rest_framework import serializers

from coordination.api.base import CREATED, NO_CONTENT, VisibleViewSet, takes
from coordination.api.filters import ApiFilter, IdFilter
from coordination.api.shapes import Input, OrganizationName, Row, Version, Visible
from coordination.models import Organization
from funding.domain.financing import Said, add_financing, change_financing, remove_financing
from funding.enums import FinancingKind
from funding.models import FinancingItem
from initiatives.models import Initiative

SAID = ("year", "kind", "amount_ore", "basis", "as_of", "organization", "payer", "is_approximate")


class FinancingRow(Row):
    """A year's need, or whose money covers some of it, in öre."""

    organization = OrganizationName()

    class Meta:
        model = FinancingItem
        fields = ["id", "initiative", *SAID, "updated_at", "is_fictitious", "version"]


class FinancingChange(Input):
    """What the post says instead; what is left out stays."""

    year = serializers.IntegerField(min_value=1900, max_value=9999, required=False)
    kind = serializers.ChoiceField(FinancingKind.choices, required=False)
    amount_ore = serializers.IntegerField(required=False)
    basis = serializers.CharField(max_length=200, required=False)
    as_of = serializers.DateField(required=False)
    organization = Visible(Organization, required=False, allow_null=True)
    payer = serializers.CharField(max_length=150, required=False, allow_blank=True)
    is_approximate = serializers.BooleanField(required=False)
    version = Version()


class FinancingInput(FinancingChange):
    """A new post."""

    initiative = Visible(Initiative)
    year = serializers.IntegerField(min_value=1900, max_value=9999)
    kind = serializers.ChoiceField(FinancingKind.choices)
    amount_ore = serializers.IntegerField()
    basis = serializers.CharField(max_length=200)
    as_of = serializers.DateField()
    version = None


class FinancingFilter(ApiFilter):
    """Posts by initiative, year and kind."""

    initiative = IdFilter()
    year = NumberFilter(min_value=1900, max_value=9999)
    kind = ChoiceFilter(choices=FinancingKind.choices)


class FinancingViewSet(VisibleViewSet):
    """The financing posts of the initiatives that the caller may see."""

    model = FinancingItem
    serializer_class = FinancingRow
    related = (
        "organization",
        "initiative__lead",
        "initiative__programme__matter__organization",
        "initiative__programme__convener",
    )
    filterset_class = FinancingFilter

    @takes(FinancingInput, status=CREATED)
    def create(self, *, initiative, **values):
        """Say what an initiative needs, or who pays; said twice in the same words it is one post."""
        return add_financing(initiative, actor=self.request.user, said=Said(**values))

    @takes(FinancingChange)
    def partial_update(self, item, *, version, **values):
        """Say something else in a post."""
        before = {name: getattr(item, name) for name in SAID}
        said = Said(**(before | values))
        change_financing(item, actor=self.request.user, said=said, version=version)

    @takes(status=NO_CONTENT)
    def destroy(self, item):
        """Take a post away; it stays in the initiative's history."""
        remove_financing(item, actor=self.request.user)
