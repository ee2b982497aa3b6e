"""Sources 003 and 004, two real memoranda, taken apart as a secretary would when entering them.

They are read where they lie (see ``tests.sources``); only the headings that every memorandum has and
the turns that open its parts are named here.
"""

import re
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
from tests.sources import read_source, sentences

AT = datetime(2025, 6, 12, 16, 20, tzinfo=ZoneInfo("Europe/Stockholm"))
PAGE_LABEL = re.compile(r"^\s*[0-9](?: \([0-9]\))?\s*$", re.MULTILINE)
HEAD_003 = (
    r"PM (?P<divisions>.+?) \(Dnr (?P<dnr>.+?)\) (?P<title>.+?) (?P<origin>Skrivelse från .+?\)) "
)
HEAD_004 = (
    r"(?P<number>PM \S+) (?P<divisions>\w+) \(Dnr (?P<dnr>.+?)\) (?P<title>.+?) "
    r"(?P<origin>Remiss från .+?\)) Remisstid den (?P<due>\S+ \w+ \d{4}) "
)
PROPOSAL = r"(?P<lead>\w+ föreslår att kommunstyrelsen beslutar följande\.) "
CLOSE = r"(?P<place>Stockholm) den (?P<day>\S+ \w+ \d{4}) "
STAGE = r"Bilaga (?P<annex>.+?) (?P<stage>Borgarrådsberedningen tillstyrker .+?\.) "
REPORT = r"Stadsledningskontoret (?P<line>Stadsledningskontorets tjänsteutlåtande .+? lydelse\.) "
SOURCE_003 = re.compile(
    HEAD_003
    + r"Förslag till beslut "
    + PROPOSAL
    + r"(?P<c1>.+?\.) (?P<presenter>Föredragande borgarråden .+?) "
    r"Sammanfattning av ärendet (?P<background>.+?) Beredning (?P<preparation>.+?) "
    r"Föredragande borgarrådets synpunkter (?P<views>.+?) "
    + CLOSE
    + r"(?P<names>.+?) "
    + STAGE
    + r"(?P<remark>Särskilt uttalande av .+? följande\.) (?P<remark_text>.+?) "
    r"Ärendet (?P<matter>I en .+?) 1\. (?P<q1>.+?) 2\. (?P<q2>.+?) 3\. (?P<q3>.+?) 4\. (?P<q4>.+?\?) "
    r"Remissammanställningen (?P<sent>.+?) "
    + REPORT
    + r"(?P<intro>.+?) 1\. (?P=q1) (?P<a1>.+?) 2\. (?P=q2) (?P<a2>.+?) "
    r"3\. (?P=q3) (?P<a3>.+?) 4\. (?P=q4) (?P<a4>.+)"
)
SOURCE_004 = re.compile(
    HEAD_004
    + PROPOSAL
    + r"1\. (?P<c1>.+?) 2\. (?P<c2>.+?) (?P<presenter>Föredragande borgarrådet .+? följande\.) "
    r"Ärendet (?P<background>.+?) Beredning (?P<preparation>.+?) Mina synpunkter (?P<views>.+?) "
    r"(?P<repeated>Jag föreslår .+? följande\.) 1\. (?P=c1) 2\. (?P=c2) "
    + CLOSE
    + r"(?P<names>[A-ZÅÄÖ ]+) "
    + STAGE
    + r"(?P<first>Reservation anfördes av .+? följande\.) (?P<counter>Vi föreslår .+? följande\.) "
    r"- (?P<d1>.+?) - (?P<d2>därutöver anföra) (?P<reasons>.+?) "
    r"Kommunstyrelsen (?P<second>Reservation anfördes .+?\.) Remissammanställning "
    r"Ärendet (?P<matter>.+?) Beredning (?P<sent>.+?) " + REPORT + r"(?P<answer>.+)"
)


def parts_of_003() -> dict[str, str]:
    """The parts in the order in which a reader meets them.

    The box with the proposal lies in the middle of a sentence in the extract: the page ended there.
    """
    text = _plain(PAGE_LABEL.sub("", read_source("003")))
    box = re.search(PROPOSAL + r".+? promemorian\. ", text)[0]
    text = text.replace(box, "").replace("Förslag till beslut ", f"Förslag till beslut {box}", 1)
    return SOURCE_003.fullmatch(text).groupdict()


def parts_of_004() -> dict[str, str]:
    return SOURCE_004.fullmatch(_plain(PAGE_LABEL.sub("", read_source("004")))).groupdict()


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
