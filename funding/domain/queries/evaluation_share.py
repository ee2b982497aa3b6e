"""How much of the money that is used goes to evaluation (S-52), with the rows behind."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _

from funding.domain.queries.ledger import FOR_EVALUATION
from funding.domain.queries.strip import EVALUATION, ledger_url
from funding.enums import EntryKind
from funding.models import Grant, LedgerEntry

TENTHS = 1000  # a whole, in tenths of a per cent


@dataclass(frozen=True)
class EvaluationShare:
    """What a round's grants, or all, have used, and how much of it for evaluation."""

    name: str
    used_ore: int
    evaluation_ore: int
    url: str  # the ledger rows that were for evaluation

    @property
    def percent(self) -> Decimal | None:
        """The share in per cent with one decimal, halves up; None where nothing is used."""
        if not self.used_ore:
            return None
        tenths = (2 * TENTHS * self.evaluation_ore + self.used_ore) // (2 * self.used_ore)
        return Decimal(tenths).scaleb(-1)


def evaluation_shares(user) -> list[EvaluationShare]:
    """All that one may see first, then the rounds that have paid for evaluation. Two statements."""
    spent = _spent(user)
    used = _used(user)
    if not any(used.values()):
        return []
    total = EvaluationShare(
        _("Alla omgångar"), sum(used.values()), sum(ore for _name, ore in spent.values()), _rows()
    )
    return [
        total,
        *(
            EvaluationShare(name, used.get(pk, 0), ore, _rows(round=pk))
            for pk, (name, ore) in spent.items()
        ),
    ]


def _used(user) -> dict[int, int]:
    rows = Grant.objects.visible_to(user).order_by().values_list("round")
    return dict(rows.annotate(Sum("used_ore")))


def _spent(user) -> dict[int, tuple[str, int]]:
    rows = LedgerEntry.objects.visible_to(user).filter(FOR_EVALUATION, kind=EntryKind.USED)
    sums = rows.order_by("round__name", "round").values_list("round", "round__name")
    return {pk: (name, ore) for pk, name, ore in sums.annotate(Sum("amount_ore"))}


def _rows(**of) -> str:
    address = ledger_url(**of, figure="used")
    return f"{address}&{EVALUATION}=1"
