"""Malmö's earlier round, all over: what was left over, why, and what became of it (fictitious)."""

from dataclasses import dataclass

from coordination.domain.decision import record_decision
from evaluation.demo.cast import Cast
from evaluation.demo.clock import Clock
from evaluation.domain.report import file_report
from evaluation.models import FollowUpReport
from funding.domain.entry import record_spending
from funding.domain.grant import Award, grant_funds
from funding.domain.project import call_off_project, complete_project, start_project
from funding.domain.round import close_round, open_round
from funding.domain.source import open_source
from funding.domain.surplus import decide_surplus, explain_surplus
from funding.enums import MoneyUse, SourceKind

ORE = 100
DECIDED, USED, DONE, REPORTED, DISPOSED = -230, -120, -100, -60, -40


@dataclass(frozen=True)
class Project:
    """What was granted to a committee in an area and used, in kronor, and what was left over."""

    title: str
    lead: str
    area: str
    granted: int
    used: int = 0
    reason: str = ""
    why: str = ""
    disposition: str = ""
    contribution: str = ""
    called_off: str = ""


PROJECTS = (
    Project(
        "Sommarskola i parken",
        "grn",
        "a",
        1_800_000,
        1_520_000,
        reason="cheaper",
        why="Kommunen hade egna lokaler, så hyran behövdes inte.",
        disposition="return",
        contribution="212 elever deltog. 41 av dem blev behöriga till gymnasiet under sommaren.",
    ),
    Project(
        "Trygg väg till träningen",
        "frn",
        "c",
        950_000,
        870_000,
        reason="not_possible",
        why="Två av åtta kvällar ställdes in när vägen var avstängd.",
        contribution="Fler flickor tränar på kvällarna: från 34 till 52 procent av deltagarna.",
    ),
    Project("Belysning vid gångtunneln", "tn", "b", 2_400_000, 2_115_000),
    Project(
        "Musikverkstad för unga",
        "kun",
        "d",
        600_000,
        reason="other",
        why="Föreningen som skulle leda verkstaden lades ner innan den kom igång.",
        disposition="keep",
        called_off="Föreningen som skulle leda verkstaden lades ner.",
    ),
    Project("Mentorer på arbetsplatsen", "asn", "a", 1_250_000),
)


def tell_earlier_round(cast: Cast, clock: Clock, matter, areas) -> None:
    """Five projects: two settled, one without decision, one without reason, one never reported."""
    grants = _grants(cast, clock, matter, areas)
    for number, (project, grant) in enumerate(zip(PROJECTS, grants, strict=True)):
        if project.used or project.called_off:
            _carry_out(cast, clock, project, grant, number)
    with clock.then(DISPOSED):
        disposal = _decision(
            cast,
            clock,
            matter,
            on=DISPOSED,
            paragraph=241,
            title="Överskott i programmets försöksomgång",
            text="Kommunstyrelsen beslutar om överskottet från försöksomgången enligt bilagd lista.",
        )
        for project, grant in zip(PROJECTS, grants, strict=True):
            if project.disposition:
                _dispose(cast, clock, project, grant, disposal)


def _grants(cast, clock, matter, areas):
    actor = cast.users["controller"]
    with clock.then(DECIDED - 40):
        source = open_source(
            cast.bodies["malmo-ks"],
            actor=actor,
            name="Försöksmedel för kraftsamlande insatser",
            year=clock.day(DECIDED - 40).year,
            kind=SourceKind.CENTRAL,
            use=MoneyUse.OPERATING,
            frame_ore=7_000_000 * ORE,
            basis="Kommunstyrelsens budget (exempelbelopp)",
            key="demo-malmo-earlier-source",
            is_fictitious=True,
            now=clock.at(DECIDED - 40),
        )
        funding_round = open_round(
            source,
            actor=actor,
            name="Programmets försöksomgång",
            opens_on=clock.day(DECIDED - 40),
            closes_on=clock.day(DECIDED - 15),
            is_fictitious=True,
        )
    with clock.then(DECIDED - 8):
        funding_round = close_round(funding_round, actor=actor)
    with clock.then(DECIDED):
        decision = _decision(
            cast,
            clock,
            matter,
            on=DECIDED,
            paragraph=64,
            title="Fördelning av försöksmedel",
            text="Kommunstyrelsen fördelar försöksmedlen enligt bilagd lista.",
            amount_ore=sum(project.granted for project in PROJECTS) * ORE,
        )
        return grant_funds(
            funding_round,
            actor=actor,
            decision=decision,
            awards=[_award(cast, project, areas) for project in PROJECTS],
            key="demo-malmo-earlier-grants",
            now=clock.at(DECIDED),
        )


def _award(cast, project, areas) -> Award:
    return Award(
        title=project.title,
        recipient=cast.bodies[f"malmo-{project.lead}"],
        amount_ore=project.granted * ORE,
        applied_ore=project.granted * ORE,
        area=areas[project.area],
        is_fictitious=True,
    )


def _decision(cast, clock, matter, *, on, paragraph, title, text, amount_ore=None):
    return record_decision(
        matter,
        actor=cast.users["koordinator"],
        body=cast.bodies["malmo-ks"],
        decided_on=clock.day(on),
        paragraph=paragraph,
        title=title,
        text=text,
        today=clock.day(on),
        amount_ore=amount_ore,
        financing="Försöksmedel för kraftsamlande insatser.",
    )


def _carry_out(cast, clock, project, grant, number):
    """The committee's secretary reports what was used, and that it is done or will not be."""
    secretary = cast.users[f"{project.lead}-sekr"]
    if project.called_off:
        with clock.then(DONE):
            call_off_project(grant, actor=secretary, reason=project.called_off, now=clock.at(DONE))
        _explain(secretary, clock, project, grant, number)
        return
    with clock.then(USED):
        grant = start_project(grant, actor=secretary, now=clock.at(USED - 60))
        record_spending(
            grant,
            actor=secretary,
            amount_ore=project.used * ORE,
            booked_on=clock.day(USED),
            document="Slutfaktura",
            key=f"demo-malmo-earlier-used-{number}",
            now=clock.at(USED),
        )
    with clock.then(DONE):
        complete_project(grant, actor=secretary, completed_on=clock.day(DONE), now=clock.at(DONE))
    if project.contribution:
        with clock.then(REPORTED):
            _file(secretary, clock, project, grant)


def _file(secretary, clock, project, grant):
    """The follow-up report tells how it contributed, and why money was left over."""
    report = FollowUpReport.objects.get(grant=grant)
    file_report(
        report,
        actor=secretary,
        version=report.version,
        final_result="Insatsen är genomförd som planerat i området.",
        contribution=project.contribution,
        deviation_reason=project.why,
        surplus_reason=project.reason,
        now=clock.at(REPORTED),
    )


def _explain(secretary, clock, project, grant, number):
    with clock.then(REPORTED):
        explain_surplus(
            grant,
            actor=secretary,
            amount_ore=(project.granted - project.used) * ORE,
            reason=project.reason,
            text=project.why,
            key=f"demo-malmo-earlier-reason-{number}",
            now=clock.at(REPORTED),
        )


def _dispose(cast, clock, project, grant, decision):
    decide_surplus(
        grant,
        actor=cast.users["controller"],
        disposition=project.disposition,
        amount_ore=(project.granted - project.used) * ORE,
        decision=decision,
        key=f"demo-malmo-earlier-{project.lead}",
        now=clock.at(DISPOSED),
    )
