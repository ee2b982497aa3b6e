"""The decision table as an annex to the decision (beslutsbilaga): a proposal until the body decides."""

from dataclasses import dataclass

from coordination.documents.letterhead import Fact
from coordination.documents.look import sender_of
from coordination.documents.record import Record, iso, render_record
from coordination.swedish import format_kr
from funding.domain.priority import NAME

TEMPLATE_VERSION = "decision-annex-1"


@dataclass(frozen=True)
class AnnexLine:
    """One row: rank, project, who, how many take part, points, sum, and what is proposed."""

    rank: str
    title: str
    lead: str
    joined: str
    points: str
    applied: str
    running: str
    verdict: str


@dataclass(frozen=True, kw_only=True)
class DecisionAnnex(Record):
    """Everything that the annex shows."""

    template = "documents/decision_annex.html"
    doctype = "Beslutsbilaga"
    keywords = "beslutsbilaga, rangordning, bidrag"

    lead: str
    chosen: str
    frame: str
    left: str
    proposed: tuple[AnnexLine, ...]
    others: tuple[AnnexLine, ...]
    criteria: tuple[tuple[str, int], ...]
    rule: str = NAME

    def facts(self) -> tuple[Fact, ...]:
        return (Fact("date", "Datum", iso(self.established_at.date())),)


def render_annex(funding_round, table, *, at) -> bytes:
    """The file. Raises a ``DocumentError``."""
    return render_record(annex_document(funding_round, table, at=at))


def annex_document(funding_round, table, *, at) -> DecisionAnnex:
    """The values of the annex, from the table as it is ticked."""
    source = funding_round.source
    owner = source.owner.serves or source.owner
    return DecisionAnnex(
        **sender_of(owner),
        registry_number="",
        title=f"Rangordnade ansökningar: {funding_round.name}",
        lead=(
            f"Förslag till fördelning av {source.name} {source.year}. "
            "Tjänstemännen föreslår, och det ansvariga organet beslutar."
        ),
        established_at=at,
        is_draft=True,
        chosen=format_kr(table.chosen_ore),
        frame=format_kr(table.frame_ore),
        left=format_kr(table.left_ore),
        proposed=tuple(_line(line) for line in table.lines if line.ticked),
        others=tuple(_line(line) for line in table.lines if not line.ticked),
        criteria=tuple(funding_round.criteria.values_list("name", "weight")),
    )


def _line(line) -> AnnexLine:
    row = line.row
    return AnnexLine(
        rank=str(row.rank or "–"),
        title=row.title,
        lead=row.lead,
        joined=f"{row.taking_part} av {row.affected}",
        points=row.points_text,
        applied=format_kr(row.applied_ore),
        running=format_kr(line.running_ore) if line.running_ore is not None else "–",
        verdict=line.reason or ("Föreslås" if line.ticked else "Föreslås inte"),
    )
