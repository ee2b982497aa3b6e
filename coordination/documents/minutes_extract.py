"""The minutes extract (protokollsutdrag): one item of a meeting, as it is sent on (anatomy C6).

It holds what minutes must hold of an item (kommunallagen 5 kap. 66–67 §§): who served, what was
proposed and in which order put to the vote, votes and results, the decision, who did not take part,
and reservations.
"""

from dataclasses import dataclass
from datetime import date

from coordination.documents.letterhead import Fact
from coordination.documents.memorandum import Dissent
from coordination.documents.record import Record, iso
from coordination.documents.themes import Theme, split_themes
from coordination.swedish import running_date

TEMPLATE_VERSION = "minutes_extract-2"
WEEKDAYS = ("måndagen", "tisdagen", "onsdagen", "torsdagen", "fredagen", "lördagen", "söndagen")


@dataclass(frozen=True, kw_only=True)
class MinutesExtractDocument(Record):
    """Everything that the extract of one item shows."""

    template = "documents/minutes_extract.html"
    doctype = "Protokollsutdrag"
    keywords = "protokoll, beslut"

    held_on: date
    paragraph: str = ""  # "18", without the sign
    protocol_number: str = ""
    approved_on: date | None = None
    is_approved_at_once: bool = False
    posted_on: date | None = None
    approvers: tuple[str, ...] = ()
    serving: tuple[str, ...] = ()
    substitutes: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()  # recused: did not take part in this item
    background_html: str = ""
    motions: tuple[str, ...] = ()
    procedure: str = ""  # order of propositions, votes and result
    clauses: tuple[str, ...] = ()
    decision_text: str = ""
    financing: str = ""
    dissents: tuple[Dissent, ...] = ()
    chair: str = ""
    secretary: str = ""

    def facts(self) -> tuple[Fact, ...]:
        return (
            Fact("date", "Sammanträde", iso(self.held_on)),
            Fact("minutes", "Protokoll nr", self.protocol_number),
            Fact("paragraph", "Paragraf", f"§ {self.paragraph}" if self.paragraph else ""),
        )

    @property
    def item_heading(self) -> str:
        return f"§ {self.paragraph} {self.title}" if self.paragraph else self.title

    @property
    def meeting_line(self) -> str:
        """”Utdrag ur protokoll fört vid sammanträde onsdagen den 17 juni 2015”."""
        weekday = WEEKDAYS[self.held_on.weekday()]
        return f"Utdrag ur protokoll fört vid sammanträde {weekday} {running_date(self.held_on)}"

    @property
    def approval_line(self) -> str:
        if self.is_approved_at_once:
            return "Paragrafen är omedelbart justerad"
        return f"Justerat {running_date(self.approved_on)}" if self.approved_on else "Inte justerat"

    @property
    def notice_line(self) -> str:
        return f"Anslaget {running_date(self.posted_on)}" if self.posted_on else ""

    @property
    def background(self) -> list[Theme]:
        return split_themes(self.background_html)
