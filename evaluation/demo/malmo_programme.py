"""Malmö's programme: what it is for, its joint initiatives, and their money (both fictitious)."""

from datetime import date

from coordination.domain.decision import record_decision
from coordination.enums import Role
from evaluation.demo.cast import Cast, read
from evaluation.demo.clock import Clock
from evaluation.demo.malmo_round import tell_open_round, tell_round_to_decide
from funding.domain.batch import OutcomeLine, record_batch
from funding.domain.deviation import plan_action
from funding.domain.entry import record_forecast
from funding.domain.grant import Award, grant_funds
from funding.domain.project import start_project
from funding.domain.round import close_round, open_round
from funding.domain.source import open_source
from funding.enums import EntryKind, MoneyUse, SourceKind
from initiatives.domain.initiative import propose_initiative
from initiatives.domain.initiative_state import start_initiative
from initiatives.domain.participation import join_initiative
from initiatives.domain.programme import establish_programme, start_programme
from initiatives.domain.programme_area import choose_areas
from initiatives.domain.programme_group import attach_group
from initiatives.enums import ParticipationRole

ORE = 100
QUIETER = 3  # the initiative whose forecast has left what was granted
INITIATIVES = read("initiatives.json")  # fictitious; amounts in kronor


def run_programme(cast: Cast, clock: Clock, matter, groups, areas):
    """Establish the programme, start it, and give its initiatives their money."""
    helena = cast.users["koordinator"]
    with clock.then(-120):
        programme = establish_programme(
            matter,
            actor=helena,
            name="Kraftsamlande insatser",
            aim=(
                "Arbeta förebyggande och främjande, så att unga får större möjligheter "
                "att arbeta och studera efter årskurs 9."
            ),
            goal="Andelen unga som arbetar eller studerar ska öka.",
            starts_on=clock.day(-118),
            ends_on=date(2028, 12, 31),
            lead=cast.bodies["malmo-ks"],
            convener=cast.bodies["malmo-stk"],
            mandate=matter.decisions.get(paragraph=189),
            today=clock.day(-120),
        )
        for group in groups.values():
            attach_group(programme, group, actor=helena)
        choose_areas(programme, list(areas.values()), actor=helena, since=clock.day(-120))
    with clock.then(-118):
        programme = start_programme(programme, actor=helena)
    with clock.then(-110):
        initiatives = [_initiative(cast, clock, programme, areas, facts) for facts in INITIATIVES]
    with clock.then(-100):
        for initiative, facts in zip(initiatives, INITIATIVES, strict=True):
            if facts["used"]:
                started = clock.day(-100)
                start_initiative(initiative, actor=helena, on=started, today=started)
    _money(cast, clock, matter, initiatives)
    tell_round_to_decide(cast, clock)
    tell_open_round(cast, clock, initiatives)
    return programme


def _initiative(cast, clock, programme, areas, facts):
    helena, day = cast.users["koordinator"], clock.day(-110)
    initiative = propose_initiative(
        programme,
        actor=helena,
        title=facts["title"],
        summary=facts["summary"],
        lead=cast.bodies[f"malmo-{facts['lead']}"],
        areas=[areas[place] for place in facts["areas"]],
        starts_on=clock.day(-100),
        ends_on=clock.day(400),
        today=day,
        is_fictitious=True,
    )
    for body, role in (
        (f"malmo-{facts['lead']}", ParticipationRole.CARRIES_OUT),
        (f"malmo-{facts['partner']}", ParticipationRole.CARRIES_OUT),
        ("malmo-stk", ParticipationRole.FOLLOWS_UP),
    ):
        join_initiative(initiative, cast.bodies[body], actor=helena, role=role, since=day)
    return initiative


def _money(cast, clock, matter, initiatives):
    """One central source, one round, one decision by the board; outcome and forecast per initiative."""
    board, actor = cast.bodies["malmo-ks"], cast.users["controller"]
    total = sum(facts["granted"] for facts in INITIATIVES) * ORE
    with clock.then(-95):
        source = open_source(
            board,
            actor=actor,
            name="Centrala medel för kraftsamlande insatser",
            year=clock.day(-95).year,
            kind=SourceKind.CENTRAL,
            use=MoneyUse.OPERATING,
            frame_ore=60_000_000 * ORE,
            basis="Kommunstyrelsens budget (exempelbelopp)",
            key="demo-malmo-source",
            is_fictitious=True,
            now=clock.at(-95),
        )
        funding_round = open_round(
            source,
            actor=actor,
            name="Programmets första omgång",
            opens_on=clock.day(-95),
            closes_on=clock.day(-85),
            forecast_day=28,
            is_fictitious=True,
        )
    with clock.then(-80):
        funding_round = close_round(funding_round, actor=actor)
    with clock.then(-80):
        decision = record_decision(
            matter,
            actor=cast.users["koordinator"],
            body=board,
            decided_on=clock.day(-80),
            paragraph=212,
            title="Fördelning av medel till kraftsamlande insatser",
            text="Kommunstyrelsen fördelar medel till programmets insatser enligt bilagd lista.",
            today=clock.day(-80),
            amount_ore=total,
            financing="Kommunstyrelsens centrala medel för kraftsamlande insatser.",
        )
        grants = grant_funds(
            funding_round,
            actor=actor,
            decision=decision,
            awards=[
                Award(
                    title=initiative.title,
                    recipient=initiative.lead,
                    amount_ore=facts["granted"] * ORE,
                    applied_ore=facts["applied"] * ORE,
                    initiative=initiative,
                    is_fictitious=True,
                )
                for initiative, facts in zip(initiatives, INITIATIVES, strict=True)
            ],
            key="demo-malmo-grants",
            now=clock.at(-80),
        )
    for number, (grant, facts) in enumerate(zip(grants, INITIATIVES, strict=True)):
        _outcome(cast, clock, grant, facts, number)
    _early_action(clock, cast, grants[QUIETER])


def _outcome(cast, clock, grant, facts, number):
    used, forecast = facts["used"] * ORE, facts["forecast"] * ORE
    actor, day = cast.users["controller"], -30 + number
    with clock.then(day):
        if used:
            grant = start_project(grant, actor=actor, now=clock.at(day))
            secretary = cast.users[f"{facts['lead']}-sekr"]
            _read_outcome(secretary, clock, grant, used, day)
        record_forecast(
            grant,
            actor=actor,
            amount_ore=forecast,
            booked_on=clock.day(day),
            document="Månadsprognos",
            key=f"demo-malmo-forecast-{number}",
            now=clock.at(day),
        )


def _read_outcome(actor, clock, grant, used, day):
    """What the administration read from its finance system: two months, as two rows."""
    first = used * 2 // 5
    record_batch(
        grant.recipient,
        actor=actor,
        kind=EntryKind.USED,
        lines=[
            OutcomeLine(2, grant, first, clock.day(day - 28), "Verifikation 41207"),
            OutcomeLine(3, grant, used - first, clock.day(day), "Verifikation 41388"),
        ],
        file_name="utfall.xlsx",
        key=f"demo-malmo-outcome-{grant.pk}",
        now=clock.at(day),
    )


def _early_action(clock, cast, grant):
    """A forecast that lies under what was granted, and what is done about it."""
    with clock.then(-20):
        plan_action(
            grant,
            actor=cast.users["controller"],
            measure="Fler öppna kvällar bokas till våren, så att pengarna räcker till det de är till för.",
            organization=grant.recipient,
            role=Role.CASE_OFFICER,
            due_on=clock.day(30),
            now=clock.at(-20),
        )
