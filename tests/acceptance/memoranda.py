"""Sources 003 and 004, two real memoranda, taken apart as a printed document: the parts in its shapes."""

from datetime import datetime
from zoneinfo import ZoneInfo

from coordination.documents.memorandum import (
    CompilationPart,
    Dissent,
    MemorandumDocument,
    ReportQuoted,
    StageLine,
)
from coordination.swedish import parse_date
from tests.acceptance.parts import parts_of_003, parts_of_004
from tests.sources import sentences

AT = datetime(2025, 6, 12, 16, 20, tzinfo=ZoneInfo("Europe/Stockholm"))


def written_in(parts: dict[str, str]) -> list[str]:
    """Every sentence of the source, in order, headings apart."""
    return [sentence for part in parts.values() if part for sentence in sentences(part)]


def memorandum_003() -> MemorandumDocument:
    """The answer to a written question, with a separate remark and four numbered questions."""
    p = parts_of_003()
    questions = (p["q1"], p["q2"], p["q3"], p["q4"])
    answers = "".join(
        f"<h3>{number}. {question}</h3>{html(p[f'a{number}'])}"
        for number, question in enumerate(questions, 1)
    )
    remark = Dissent("särskilt uttalande", p["remark"], html=html(p["remark_text"]))
    return MemorandumDocument(
        **_common(p),
        clauses=(p["c1"],),
        divisions=tuple(p["divisions"].split(", ")),
        background_html=html(p["background"]),
        views_heading="Föredragande borgarrådets synpunkter",
        presenters=(p["names"],),
        stages=(StageLine("Borgarrådsberedningen", (p["stage"],), dissents=(remark,)),),
        compilation=CompilationPart(
            title="Remissammanställningen",
            background_html=html(p["matter"]),
            questions=questions,
            preparation_html=html(p["sent"]),
            reports=(ReportQuoted("Stadsledningskontoret", p["line"], html(p["intro"]) + answers),),
        ),
    )


def memorandum_004() -> MemorandumDocument:
    """The answer to an association's referral, with reservations at two stages."""
    p = parts_of_004()
    first = Dissent("reservation", p["first"], p["counter"], (p["d1"], p["d2"]), html(p["reasons"]))
    second = Dissent("reservation", p["second"])
    return MemorandumDocument(
        **_common(p),
        number=p["number"],
        divisions=(p["divisions"],),
        clauses=(p["c1"], p["c2"]),
        answer_by=parse_date(p["due"]),
        background_heading="Ärendet",
        background_html=html(p["background"]),
        views_heading="Mina synpunkter",
        repeated_lead=p["repeated"],
        presenters=(p["names"],),
        stages=(
            StageLine("Borgarrådsberedningen", (p["stage"],), dissents=(first,)),
            StageLine("Kommunstyrelsen", dissents=(second,)),
        ),
        compilation=CompilationPart(
            background_html=html(p["matter"]),
            preparation_html=html(p["sent"]),
            reports=(ReportQuoted("Stadsledningskontoret", p["line"], html(p["answer"])),),
        ),
    )


def html(text: str) -> str:
    """Paragraphs of five sentences: the extract does not keep the real ones."""
    parts = sentences(text)
    groups = [" ".join(parts[at : at + 5]) for at in range(0, len(parts), 5)]
    return "".join(f"<p>{group}</p>" for group in groups)


def _common(p) -> dict:
    return {
        "body_name": "Kommunstyrelsen",
        "municipality_name": "Stockholms stad",
        "registry_number": p["dnr"],
        "title": p["title"],
        "established_at": AT,
        "origin": p["origin"],
        "place": p["place"],
        "signed_on": parse_date(p["day"]),
        "proposal_lead": p["lead"],
        "presenter_line": p["presenter"],
        "preparation_html": html(p["preparation"]),
        "views_html": html(p["views"]),
        "annexes": (p["annex"],),
    }


def _plain(text: str) -> str:
    return " ".join(text.split())
