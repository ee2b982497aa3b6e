"""The decision table as an annex to the decision (beslutsbilaga): a proposal until the body decides."""

from dataclasses import dataclass

from coordination.documents.letterhead import Fact
from coordination.documents.look import sender_of
from coordination.documents.record import Record, iso, render_record
from coordination.swedish import format_kr, join_names, running_date
from funding.domain.priority import NAME

TEMPLATE_VERSION = "decision-annex-2"


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
    summary: tuple[tuple[str, str], ...]
    proposed: tuple[AnnexLine, ...]
    others: tuple[AnnexLine, ...]
    criteria: tuple[tuple[str, int], ...]
    is_decided: bool = False
    rule: str = NAME

    def facts(self) -> tuple[Fact, ...]:
        return (Fact("date", "Datum", iso(self.established_at.date())),)


def render_annex(funding_round, table, *, at) -> bytes:
    """The file. Raises a ``DocumentError``."""
    return render_record(annex_document(funding_round, table, at=at))


def annex_document(funding_round, table, *, at) -> DecisionAnnex:
    """The values of the annex, from the table as it is ticked."""
    source = funding_round.source
    return DecisionAnnex(
        **_about(funding_round),
        title=f"Rangordnade ansökningar: {funding_round.name}",
        lead=(
            f"Förslag till fördelning av {source.name} {source.year}. "
            "Tjänstemännen föreslår, och det ansvariga organet beslutar."
        ),
        established_at=at,
        is_draft=True,
        summary=(
            ("Föreslås", format_kr(table.chosen_ore)),
            ("Att fördela", format_kr(table.frame_ore)),
            ("Kvar", format_kr(table.left_ore)),
        ),
        proposed=tuple(_line(line) for line in table.lines if line.ticked),
        others=tuple(_line(line) for line in table.lines if not line.ticked),
    )


def render_decided_annex(funding_round, decided, *, at) -> bytes:
    """The file once the body has decided. Raises a ``DocumentError``."""
    return render_record(decided_annex_document(funding_round, decided, at=at))


def decided_annex_document(funding_round, decided, *, at) -> DecisionAnnex:
    """The values of the annex as it was decided: who got how much, who got nothing and why."""
    source = funding_round.source
    decisions = join_names([_decision(each) for each in decided.decisions])
    return DecisionAnnex(
        **_about(funding_round),
        title=f"Beslutade ansökningar: {funding_round.name}",
        lead=f"Fördelning av {source.name} {source.year} enligt beslut av {decisions}.",
        established_at=at,
        summary=(
            ("Sökt", format_kr(decided.applied_ore)),
            ("Beviljat", _kronor(decided.granted_ore, decided.is_approximate)),
        ),
        proposed=tuple(_decided_line(line) for line in decided.granted),
        others=tuple(_decided_line(line) for line in decided.refused),
        is_decided=True,
    )


def _about(funding_round) -> dict:
    """Who sends it, and by what it was judged."""
    owner = funding_round.source.owner
    return {
        **sender_of(owner.serves or owner),
        "registry_number": "",
        "criteria": tuple(funding_round.criteria.values_list("name", "weight")),
    }


def _decision(decision) -> str:
    said = f"{decision.body} {running_date(decision.decided_on)}"
    return f"{said}, {decision.reference}" if decision.reference else said


def _kronor(ore, is_approximate) -> str:
    return f"cirka {format_kr(ore)}" if is_approximate else format_kr(ore)


def _decided_line(line) -> AnnexLine:
    granted = _kronor(line.granted_ore, line.is_approximate) if line.is_granted else ""
    return _row(
        line.row,
        running=format_kr(line.running_ore) if line.is_granted else "–",
        verdict=f"Beviljad {granted}" if granted else f"Avslagen: {line.reason}",
    )


def _line(line) -> AnnexLine:
    return _row(
        line.row,
        running=format_kr(line.running_ore) if line.running_ore is not None else "–",
        verdict=line.reason or ("Föreslås" if line.ticked else "Föreslås inte"),
    )


def _row(row, **said) -> AnnexLine:
    return AnnexLine(
        rank=str(row.rank or "–"),
        title=row.title,
        lead=row.lead,
        joined=f"{row.taking_part} av {row.affected}",
        points=row.points_text,
        applied=format_kr(row.applied_ore),
        **said,
    )
