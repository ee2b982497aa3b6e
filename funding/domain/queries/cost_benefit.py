"""What an initiative costs against what it is expected to spare: the cost/benefit statement (S-56).

The cost is what has been decided: grants less what was given back or kept, and what bodies pay beside
them. The lower costs are judgements. Nothing here is read by the ranking of applications.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from funding.domain.queries.financing import covered_by, decided_money
from funding.models import ExpectedSaving, Grant


@dataclass(frozen=True)
class Balance:
    """A year's, or all years', cost and expected lower cost, in öre."""

    cost_ore: int = 0
    spared_ore: int = 0
    is_approximate: bool = False

    @property
    def net_ore(self) -> int:
        """What is expected to remain; below zero while it costs more than it spares."""
        return self.spared_ore - self.cost_ore

    def plus(self, *, cost=0, spared=0, approximate=False) -> "Balance":
        """With more counted in."""
        return replace(
            self,
            cost_ore=self.cost_ore + cost,
            spared_ore=self.spared_ore + spared,
            is_approximate=self.is_approximate or approximate,
        )


@dataclass(frozen=True)
class CostBenefit:
    """The statement: year by year, in all, and what stands behind the figures."""

    years: Sequence[tuple[int, Balance]]
    total: Balance
    used_ore: int
    savings: Sequence[ExpectedSaving]
    grants: Sequence[Grant]

    @property
    def is_empty(self) -> bool:
        return not self.years


def cost_benefit(initiative) -> CostBenefit:
    """The statement of an initiative that the reader has been found to see. Three statements."""
    grants, shares = decided_money(initiative)
    savings = list(initiative.expected_savings.select_related("updated_by__person").for_table())
    said = [
        *((each.round.source.year, _cost_of(each)) for each in grants),
        *((each.year, {"cost": each.amount_ore}) for each in shares),
        *(
            (each.year, {"spared": each.amount_ore, "approximate": each.is_approximate})
            for each in savings
        ),
    ]
    years: dict[int, Balance] = {}
    total = Balance()
    for year, amounts in said:
        years[year] = years.get(year, Balance()).plus(**amounts)
        total = total.plus(**amounts)
    return CostBenefit(
        years=sorted(years.items()),
        total=total,
        used_ore=sum(grant.used_ore for grant in grants),
        savings=savings,
        grants=grants,
    )


def _cost_of(grant) -> dict:
    return {"cost": covered_by(grant), "approximate": grant.is_approximate}
