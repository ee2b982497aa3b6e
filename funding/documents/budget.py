"""A budget table as a document: the sentence that says who decided, and the table (anatomy C8)."""

from dataclasses import dataclass

from coordination.documents.letterhead import Fact
from coordination.documents.look import sender_of
from coordination.documents.record import Record, iso, render_record
from funding.domain.queries.budget import BudgetView, budget_view, lead_of


@dataclass(frozen=True, kw_only=True)
class BudgetDocument(Record):
    """Everything that a budget table's file shows."""

    template = "documents/budget.html"
    doctype = "Budget"
    keywords = "budget, plan, drift, investeringar"

    caption: str
    lead: str
    view: BudgetView
    note: str = ""
    decided_on: str = ""
    reference: str = ""
    number: int = 1

    def facts(self) -> tuple[Fact, ...]:
        return (
            Fact("date", "Beslutad", self.decided_on),
            Fact("paragraph", "Paragraf", self.reference),
            Fact("version", "Version", str(self.number) if self.number > 1 else ""),
        )


def render_budget(table, *, at) -> bytes:
    """The file of a table: a draft until it is fixed, then the same bytes each time."""
    return render_record(budget_document(table, at=at))


def budget_document(table, *, at) -> BudgetDocument:
    """The values of a table as they are printed."""
    decision = table.decision
    return BudgetDocument(
        **sender_of(table.owner),
        registry_number=decision.matter.registry_number if decision else "",
        title=f"Budget {table.first_year} och plan {table.first_year + 1}–{table.first_year + 3}",
        caption=table.owner.name,
        established_at=table.fixed_at or at,
        is_draft=not table.is_fixed,
        lead=lead_of(table),
        view=budget_view(table),
        note=table.note,
        decided_on=iso(decision.decided_on) if decision else "",
        reference=decision.reference if decision else "",
        number=table.number,
    )
