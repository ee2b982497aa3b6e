"""The receipt of a statement that was sent (kvittens): one page that proves when, and what."""

from dataclasses import dataclass

from coordination.documents.letterhead import Fact
from coordination.documents.record import Record

TEMPLATE_VERSION = "statement_receipt-1"


@dataclass(frozen=True, kw_only=True)
class StatementReceiptDocument(Record):
    """Everything that the receipt shows; the same page for the body that sent and the one that asked."""

    template = "documents/statement_receipt.html"
    doctype = "Kvittens"
    keywords = "kvittens, yttrande, remiss"

    addressee: str
    referral: str
    decision: str
    sent_at: str
    due_on: str
    days_late: int
    registered_as: str
    sha256: str
    version: int = 1

    def facts(self) -> tuple[Fact, ...]:
        return (Fact("date", "Skickat", self.sent_at[:10]), Fact("to", "Till", self.addressee))

    @property
    def in_time(self) -> str:
        """The answer to the one question that the page is opened with."""
        return "Nej" if self.days_late else "Ja"

    @property
    def verdict(self) -> str:
        """”Yttrandet kom i tid.” or how late it came."""
        if not self.days_late:
            return "Yttrandet kom i tid."
        days = "1 dag" if self.days_late == 1 else f"{self.days_late} dagar"
        return f"Yttrandet kom {days} efter svarsdagen."
