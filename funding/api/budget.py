"""Budget tables: a year's budget and three years of plan, as a draft and as decided."""

from django_filters import NumberFilter
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action

from coordination.api.base import CREATED, VisibleViewSet, takes
from coordination.api.filters import ApiFilter, IdFilter
from coordination.api.shapes import Input, OrganizationName, Row, Version, Visible
from coordination.models import Decision, Organization
from funding import permissions
from funding.domain.budget import (
    ROWS,
    amounts_of,
    change_budget,
    enter_budget,
    fix_budget,
    revise_budget,
)
from funding.domain.queries.budget import nets_of
from funding.enums import BUDGET_YEARS, BudgetSide, MoneyUse
from funding.models import BudgetTable


class BudgetRow(Row):
    """A body's budget in one version; without a decision it is a draft."""

    owner = OrganizationName()

    class Meta:
        model = BudgetTable
        fields = [
            *("id", "owner", "first_year", "number", "note", "decision", "fixed_at"),
            *("is_fictitious", "version"),
        ]


class FiguresShape(serializers.Serializer):
    """A row of the table: its part, out or in, and öre for each of the four years."""

    use = serializers.ChoiceField(MoneyUse.choices)
    side = serializers.ChoiceField(BudgetSide.choices)
    amounts_ore = serializers.ListField(child=serializers.IntegerField())


class NetShape(serializers.Serializer):
    """What a part's rows make together, computed: öre for each of the four years."""

    use = serializers.ChoiceField(MoneyUse.choices)
    amounts_ore = serializers.ListField(child=serializers.IntegerField())


class BudgetDetail(BudgetRow):
    """A table with its figures and the nets that follow from them."""

    figures = serializers.SerializerMethodField()
    nets = serializers.SerializerMethodField()

    class Meta(BudgetRow.Meta):
        fields = [*BudgetRow.Meta.fields, "figures", "nets"]

    @extend_schema_field(FiguresShape(many=True))
    def get_figures(self, table):
        amounts = amounts_of(table)
        return [
            {"use": use, "side": side, "amounts_ore": list(amounts[use, side])}
            for use, side in ROWS
        ]

    @extend_schema_field(NetShape(many=True))
    def get_nets(self, table):
        return [
            {"use": use, "amounts_ore": list(net)}
            for use, net in nets_of(amounts_of(table)).items()
        ]


class FiguresInput(Input):
    """A row of the table; revenues below zero, in whole hundred thousands of kronor."""

    use = serializers.ChoiceField(MoneyUse.choices)
    side = serializers.ChoiceField(BudgetSide.choices)
    amounts_ore = serializers.ListField(
        child=serializers.IntegerField(), min_length=BUDGET_YEARS, max_length=BUDGET_YEARS
    )


class BudgetFigures(Input):
    """The table's rows, each once; a row that is left out is missing."""

    figures = FiguresInput(many=True, max_length=len(ROWS))
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)

    def validate_figures(self, figures):
        return {(row["use"], row["side"]): row["amounts_ore"] for row in figures}


class BudgetInput(BudgetFigures):
    """A new table, as a draft."""

    owner = Visible(Organization)
    first_year = serializers.IntegerField(min_value=1900, max_value=9999)


class BudgetChange(BudgetFigures):
    """A draft's other figures."""

    version = Version()


class FixInput(Input):
    """The decision that fixes a draft."""

    decision = Visible(Decision)


class BudgetFilter(ApiFilter):
    """Tables by owner and first year."""

    owner = IdFilter()
    first_year = NumberFilter(min_value=1900, max_value=9999)


def may_manage(user, table) -> bool:
    """Whether the money whose plan this is is the user's to manage."""
    return permissions.can_manage_money(user, table.owner)


class BudgetTableViewSet(VisibleViewSet):
    """Tables of the caller's bodies, and those that are decided in the caller's municipality."""

    model = BudgetTable
    serializer_class = BudgetRow
    detail_class = BudgetDetail
    related = ("owner",)
    prefetched = ("lines",)
    filterset_class = BudgetFilter

    @takes(BudgetInput, status=CREATED)
    def create(self, *, owner, figures, **values):
        """Enter a body's budget and plan as a draft."""
        return enter_budget(owner, actor=self.request.user, amounts=figures, **values)

    @takes(BudgetChange, may=may_manage)
    def partial_update(self, table, *, figures, version, note=None):
        """Change a draft; a note that is left out stays."""
        note = table.note if note is None else note
        said = {"amounts": figures, "note": note, "version": version}
        change_budget(table, actor=self.request.user, **said)

    @action(detail=True, methods=["post"])
    @takes(FixInput, may=may_manage)
    def fix(self, table, *, decision):
        """Fix a draft by a decision; it never changes again."""
        fix_budget(table, actor=self.request.user, decision=decision)

    @action(detail=True, methods=["post"])
    @takes(may=may_manage, status=CREATED)
    def revise(self, table):
        """Begin the next version of a table that is fixed, with the same figures."""
        return revise_budget(table, actor=self.request.user)
