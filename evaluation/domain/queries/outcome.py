"""The financial outcome of what is reported on, from the ledger. Read by reports and their pages."""

from dataclasses import dataclass
from datetime import date

from funding.domain.queries.balance import balance_of
from funding.models import Grant


@dataclass(frozen=True)
class Outcome:
    """What was granted and used on a day; None where there is no money in it."""

    as_of: date
    granted_ore: int | None
    used_ore: int | None
    returned_ore: int = 0
    is_approximate: bool = False

    @property
    def surplus_ore(self) -> int:
        """Granted and not used, whether given back or not (överskott)."""
        return (self.granted_ore or 0) - (self.used_ore or 0)

    @property
    def differs(self) -> bool:
        return self.surplus_ore != 0


def outcome_of(report, *, as_of) -> Outcome:
    """The sums of the report's grant, or of all grants of its initiative. One statement."""
    chosen = {"pk": report.grant_id} if report.grant_id else {"initiative": report.initiative_id}
    found = balance_of(Grant.objects.filter(**chosen), as_of=as_of)
    return Outcome(
        as_of=as_of,
        granted_ore=found.granted,
        used_ore=found.used,
        returned_ore=found.returned,
        is_approximate=bool(found.approximate),
    )
